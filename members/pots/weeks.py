"""Weeks of a pot: from Monday to Sunday, as people collect. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from core.money import ZERO, Money, total

DAYS = 7
MOST_WEEKS = 52
"""On one card; of a longer pot the last ones."""


@dataclass(frozen=True, slots=True)
class Week:
    """A week of a pot, and what somebody put in during it."""

    number: int
    """From 1, the week in which the pot opened."""
    monday: date
    amount: Money = ZERO

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=DAYS - 1)


def week_of(day: date) -> tuple[date, date]:
    """The Monday and the Sunday around a day."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=DAYS - 1)


def weeks(opens_on: date, last: date, paid: Mapping[date, Money]) -> tuple[Week, ...]:
    """The weeks of a pot up to a day, each with what was put in on its days."""
    first, _sunday = week_of(opens_on)
    every = tuple(_weeks(first, max(last, opens_on), paid))
    return every[-MOST_WEEKS:]


def _weeks(first: date, last: date, paid: Mapping[date, Money]) -> Iterator[Week]:
    monday, number = first, 1
    while monday <= last:
        days = (monday + timedelta(days=place) for place in range(DAYS))
        yield Week(number, monday, total(paid.get(day, ZERO) for day in days))
        monday, number = monday + timedelta(days=DAYS), number + 1
