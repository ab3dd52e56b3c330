"""When somebody may buy on credit no more: static/pos/till/member_use.js is its twin. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from members.credit import OpenBon, next_due


def blocked_since(bons: Iterable[OpenBon], on: date, *, after: int) -> date | None:
    """Since when something is overdue by more than so many days; None: credit is not blocked.

    ``after`` of 0 means that the co-operative blocks nobody.
    """
    due_on = next_due(tuple(bons))
    if not after or due_on is None or due_on + timedelta(days=after) >= on:
        return None
    return due_on
