"""Interest on SUKARELA, and the final tax on it. Pure.

Each day counts with what stood there in the evening; what is below zero earns nothing and costs
nothing. Both interest and tax are rounded down to whole rupiah.
"""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from core.money import ZERO, Money

_WHOLE = 10_000
"""Basis points of all."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for a month."""

    rate: int
    """Basis points a year."""
    tax_free: Money
    """So much interest of one person in one month is free of tax."""
    tax_rate: int
    """Basis points of the whole interest, once it is more than that."""


def rupiah_days(opening: Money, changes: Mapping[date, Money], first: date, last: date) -> int:
    """Σ of the balances in the evening of each day; ``opening`` stood there before the first."""
    balance, found, day = opening.amount, 0, first
    while day <= last:
        balance += changes.get(day, ZERO).amount
        found += max(balance, 0)
        day += timedelta(days=1)
    return found


def interest(days: int, rate: int, year: int) -> Money:
    """What so many rupiah-days of a year earn."""
    return Money(days * rate // (_WHOLE * days_in(year)))


def final_tax(earned: Money, terms: Terms) -> Money:
    """Nothing up to the free amount, above it the rate of all of it."""
    if earned <= terms.tax_free:
        return ZERO
    return Money(earned.amount * terms.tax_rate // _WHOLE)


def days_in(year: int) -> int:
    """365 or 366."""
    return 366 if calendar.isleap(year) else 365
