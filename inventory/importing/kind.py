"""What every kind of import is: what its files hold, how they are planned, what is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

from flask_babel.speaklater import LazyString
from sqlalchemy.orm import Session

from core.ids import OperatorId, ShopId
from core.imports import Sheet, Vocabulary
from core.permissions import Permission
from inventory.importing.models import MadeKind, RunKind
from inventory.importing.reports import Progress, RowReport, quiet


@dataclass(frozen=True, slots=True)
class ImportTarget:
    """Where a file goes: the shop whose goods it holds, the day its prices begin, the count."""

    shop_id: ShopId | None
    on: date
    within: ShopId | None = None
    """The only shop whoever takes the file works in; None: any."""
    count: str = ""
    """The number of the stock count that the file fills in."""
    now: datetime | None = None
    """Nothing was counted later than this."""
    counted_at: datetime | None = None
    """When it was counted, where a row does not say; None: now."""


@dataclass(frozen=True, slots=True)
class ImportFile:
    """A file whose columns are known."""

    name: str
    fingerprint: str
    """SHA-256 of its bytes, in hexadecimal."""
    sheet: Sheet


@dataclass(frozen=True, slots=True)
class Made:
    """One thing that an import made, with what is needed to take it back."""

    row: int
    """Of the file."""
    kind: MadeKind
    key: UUID
    """Of the product, pack, supplier or count it is about."""
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Writing:
    """Under which run something is written, when and by whom."""

    run_id: UUID
    target: ImportTarget
    at: datetime
    by: OperatorId | None
    progress: Progress = quiet


class Work(Protocol):
    """What has to be written for the rows that are good."""

    def write(self, session: Session, writing: Writing) -> list[Made]:
        """Write it and say what was made."""


@dataclass(frozen=True, slots=True)
class Planned:
    """What a file says, and the work it would be."""

    rows: tuple[RowReport, ...]
    work: Work


@dataclass(frozen=True, slots=True)
class Sample:
    """An empty file to fill in: its headings with a cell or two as examples."""

    headings: tuple[LazyString, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file that can be taken."""

    name: RunKind
    permission: Permission
    action: str
    """What the audit log calls it."""
    vocabulary: Vocabulary
    sample: Sample
    plan: Callable[[Session, ImportFile, ImportTarget, Progress], Planned]
    """Says what the rows would do; writes nothing."""
    has_shop: bool = True
    """A shop is chosen for it."""
    is_count: bool = False
    """A stock count is chosen for it."""


@dataclass(frozen=True, slots=True)
class Import:
    """A file of a kind, and where it goes."""

    kind: Kind
    file: ImportFile
    target: ImportTarget
