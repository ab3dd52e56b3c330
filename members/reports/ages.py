"""How old arrears are: months since the one that was not paid. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from core.money import Money
from members.dues.rules import MonthPaid

AGES = (1, 2, 4, 7, 13)
"""From how many months ago each age begins: last month, 2-3, 4-6, 7-12, and older."""


def age(month: date, today: date) -> int:
    """How many months ago a month was: the last one is 1."""
    return (today.year - month.year) * 12 + today.month - month.month


def by_age(late: Iterable[MonthPaid], today: date) -> tuple[Money, ...]:
    """What is open of each age, in the order of ``AGES``."""
    sums = [0] * len(AGES)
    for one in late:
        place = sum(start <= age(one.month, today) for start in AGES) - 1
        sums[max(place, 0)] += one.open.amount
    return tuple(map(Money, sums))
