"""Which copies of the data may go: all of them kept would fill the disk and stop the shop. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import datetime

NEWEST = 12
"""These stay, however close together they were made."""
DAYS, MONTHS = 30, 24
"""Of so many days, and of so many months, the last copy stays."""


def superfluous(made: Collection[datetime]) -> set[datetime]:
    """The copies that may be deleted, by when they were made."""
    ordered = sorted(made, reverse=True)
    kept = {
        *ordered[:NEWEST],
        *_last_of_each(ordered, lambda at: at.date(), DAYS),
        *_last_of_each(ordered, lambda at: (at.year, at.month), MONTHS),
    }
    return set(ordered) - kept


def _last_of_each(
    newest_first: Iterable[datetime], period: Callable[[datetime], object], most: int
) -> list[datetime]:
    last: dict[object, datetime] = {}
    for at in newest_first:
        last.setdefault(period(at), at)
    return list(last.values())[:most]
