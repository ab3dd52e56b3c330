"""What packages above show a member of herself: receipts, goods she leaves to be sold.

Each is handed in by name from the package's registration; its pages name ``Open.MEMBER`` and show
``current_member()`` only what is hers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from core.exports import Sheet
from core.ids import MemberId


@dataclass(frozen=True, slots=True)
class Section:
    """Pages of another package beside the members' own."""

    label: str
    """A lazy translation."""
    about: str
    """What is found there; a lazy translation."""
    endpoint: str
    holds: Callable[[Session, MemberId], bool]
    """Whether there is anything of hers; a section without is not offered."""
    sheets: Callable[[Session, MemberId], Iterable[Sheet]]
    """The same as files of her own data."""
    of_purchases: bool = False
    """Offered beside her purchases, too."""


SECTIONS: dict[str, Section] = {}


def offered(session: Session, member_id: MemberId) -> list[Section]:
    """The sections in which there is something of hers, in the order they were handed in."""
    return [section for section in SECTIONS.values() if section.holds(session, member_id)]
