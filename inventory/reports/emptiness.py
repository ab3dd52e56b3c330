"""Days on which a shelf was empty in the evening, and what that may have cost. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction

from core.money import round_half_up
from core.quantity import MILLI, NONE, Quantity


def empty_days(
    opening: Quantity | None, evenings: Mapping[date, Quantity], since: date, until: date
) -> list[date]:
    """The days, both ends included, that ended with nothing on the shelf.

    ``opening`` is what was held before the first day, None when the shop never had any: then
    nothing is missing until goods first come. ``evenings`` holds what was left on the days on
    which something moved; on the others it is what was left before.
    """
    held, empty = opening, []
    for day in days(since, until):
        held = evenings.get(day, held)
        if held is not None and held <= NONE:
            empty.append(day)
    return empty


def unsold(sold: Quantity, days_in_all: int, days_empty: int) -> Quantity:
    """What may have been sold on the empty days, at the pace of the others; whole units."""
    if days_empty >= days_in_all:
        return NONE
    milli = Fraction(max(sold.milli, 0) * days_empty, days_in_all - days_empty)
    return Quantity(round_half_up(milli / MILLI) * MILLI)


def days(since: date, until: date) -> Iterator[date]:
    """Every day from one to the other."""
    day = since
    while day <= until:
        yield day
        day += timedelta(days=1)
