"""What a member's share money weighs in a year: balances at certain days, added up. Pure.

Only the proportion between members matters, so nothing is divided by the number of days.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum

from core.money import Money

DECEMBER = 12


class CapitalBasis(StrEnum):
    """At which days of a year share money is measured (domain §3.5)."""

    DAILY = "avg_daily"
    MONTH_END = "avg_month_end"
    CLOSING = "closing"
    OPEN_CLOSE = "avg_open_close"
    """At the end of the year before, and of this one."""


def measured_days(basis: CapitalBasis, until: date) -> Sequence[date]:
    """The days of a year that ends, or is looked at, on a day; the last is always that day."""
    before = date(until.year - 1, DECEMBER, 31)
    match basis:
        case CapitalBasis.DAILY:
            return [before + timedelta(days=n + 1) for n in range((until - before).days)]
        case CapitalBasis.MONTH_END:
            starts = (date(until.year, month, 1) for month in range(2, until.month + 1))
            return [*(first - timedelta(days=1) for first in starts), until]
        case CapitalBasis.CLOSING:
            return [until]
        case CapitalBasis.OPEN_CLOSE:
            return [before, until]


def weight(moved: Mapping[date, Money], days: Sequence[date]) -> int:
    """Σ of the balances at the end of those days, in rupiah; ``moved`` is paid in +, out -.

    ``days`` are in order. A movement is in every balance from its day on, so each counts once for
    every day not before it.
    """
    return sum(
        amount.amount * (len(days) - bisect_left(days, moved_on))
        for moved_on, amount in moved.items()
    )


def steps(days: Sequence[date]) -> Sequence[tuple[date, int]]:
    """How often a movement counts: up to and on each of these days, so many times; then never."""
    return [(day, len(days) - place) for place, day in enumerate(days)]
