"""Which month ends a cut-over asks paper for. Pure.

A surplus of the year measures share money at the end of months (domain §3.5); from the evening
before the cut-over on, the books know it themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from core.money import ZERO, Money

ONE_DAY = timedelta(days=1)


def evening_before(cut_over: date) -> date:
    """The day whose evening the balances on paper are of; everything is booked on it."""
    return cut_over - ONE_DAY


def month_ends(cut_over: date) -> tuple[date, ...]:
    """December of the year before, then every month of the year that was over by then.

    A cut-over on 1 July: 31 December, 31 January … 31 May; 30 June is the evening before itself.
    """
    eve = evening_before(cut_over)
    return tuple(date(eve.year, month, 1) - ONE_DAY for month in range(1, eve.month + 1))


def carried(typed: Sequence[Money | None]) -> list[Money]:
    """Balances of months in order; what is left empty is what it was the month before."""
    found, now = [], ZERO
    for amount in typed:
        now = now if amount is None else amount
        found.append(now)
    return found
