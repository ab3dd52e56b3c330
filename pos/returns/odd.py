"""One odd thing about a return. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pos.returns.models import ReturnFlagKind


@dataclass(frozen=True, slots=True)
class Odd:
    """What was odd, with what is needed to judge it; it never stopped the return."""

    kind: ReturnFlagKind
    details: dict[str, Any] = field(default_factory=dict)
