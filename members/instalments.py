"""Instalments: a bon paid in parts, without interest; static/pos/till/instalments.js is its twin.

A dearer price for buying on credit is a price list. Parts are rounded up to a coin, so that each
can be paid in cash, and the last takes the rest.
"""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from core.money import ZERO, Money, total

MONTHS = 12


class Every(StrEnum):
    """How far apart instalments are."""

    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Plan:
    """When a bon is to be paid, and in how many parts."""

    first_due: date
    count: int = 1
    """1: all of it on the first day."""
    every: Every = Every.MONTH
    unit: int = 1
    """To which coin the parts are rounded up, in rupiah."""

    def __post_init__(self) -> None:
        if self.count < 1 or self.unit < 1:
            raise ValueError(f"{self.count} parts in coins of {self.unit}")


@dataclass(frozen=True, slots=True)
class Instalment:
    """A part of a bon, or what is due of several on one day."""

    due_on: date
    amount: Money


def schedule(amount: Money, plan: Plan) -> tuple[Instalment, ...]:
    """What is to be paid when, the first first: 100,000 in 3 → 33,400 33,400 33,200.

    So little that rounding up leaves nothing for the last parts has fewer of them.
    """
    part = -(-amount.amount // (plan.count * plan.unit)) * plan.unit
    parts, left = [], amount.amount
    for number in range(plan.count):
        size = left if number == plan.count - 1 else min(part, left)
        if size:
            parts.append(Instalment(later(plan.first_due, number, plan.every), Money(size)))
        left -= size
    return tuple(parts)


def still_due(instalments: Iterable[Instalment], still_owed: Money) -> tuple[Instalment, ...]:
    """The instalments that are left when so much is owed: the last ones, as the first are paid."""
    left, found = still_owed, []
    for instalment in reversed(tuple(instalments)):
        part = min(instalment.amount, left)
        if part:
            found.append(Instalment(instalment.due_on, part))
            left -= part
    return tuple(reversed(found))


def by_day(instalments: Iterable[Instalment]) -> tuple[Instalment, ...]:
    """What is due on each day, the soonest first."""
    sums: dict[date, Money] = defaultdict(lambda: ZERO)
    for instalment in instalments:
        sums[instalment.due_on] += instalment.amount
    return tuple(Instalment(day, sums[day]) for day in sorted(sums))


def due_until(instalments: Iterable[Instalment], day: date) -> Money:
    """What is to be paid on that day or before."""
    return total(instalment.amount for instalment in instalments if instalment.due_on <= day)


def later(day: date, times: int, every: Every) -> date:
    """So many weeks or months after a day; the same day of the month, or the month's last."""
    if every is Every.WEEK:
        return day + timedelta(weeks=times)
    year, month = divmod(day.month - 1 + times, MONTHS)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
