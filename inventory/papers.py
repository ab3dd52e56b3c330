"""The paper behind a move of goods: what people call it, and the page where it is read.

Whoever moves goods hands in how its papers are found, by the first word of the source that move
and entry share (``write_off:<id>``); so a stock card names and links all of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Paper:
    """What a stock card says of the reason for a move."""

    what: str
    """A number and a reason, as people call it."""
    endpoint: str = ""
    """The page it is read on; empty when it has none."""
    place: Mapping[str, str] = field(default_factory=dict)
    """What that page's address needs."""


NO_PAPER = Paper("")
Finder = Callable[[Session, Collection[UUID]], Mapping[UUID, Paper]]
FINDERS: dict[str, Finder] = {}
"""By the first word of the source; filled by the registrations."""


def behind(session: Session, sources: Iterable[str]) -> dict[str, Paper]:
    """The papers of these sources, each kind asked for once; those nobody knows are left out."""
    wanted: dict[str, dict[UUID, str]] = defaultdict(dict)
    for source in sources:
        kind, _colon, rest = source.partition(":")
        if kind in FINDERS:
            wanted[kind][UUID(rest.partition(":")[0])] = source
    return {
        by_key[key]: paper
        for kind, by_key in wanted.items()
        for key, paper in FINDERS[kind](session, by_key).items()
    }
