"""Purchases on credit by those who usually pay: one overdue, one in instalments. Pure."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from pos.demo import habits
from pos.demo.baskets import Basket
from pos.demo.diary import Visit


@dataclass(frozen=True, slots=True)
class Wish:
    """A purchase on credit that somebody makes who usually makes none."""

    before: timedelta
    """At least so long before the end of the year."""
    least: int
    instalments: int


WISHES = (
    Wish(timedelta(days=48), 20_000, 1),
    Wish(timedelta(days=16), 45_000, 3),
)
MOST = 400_000


def draw(baskets: Iterable[Basket], last: date) -> dict[Visit, int]:
    """Which visits end in such a purchase, and in how many parts it is paid: the last that fit."""
    found: dict[Visit, int] = {}
    newest = sorted(baskets, key=lambda basket: basket.visit.at, reverse=True)
    lent: set[int] = set()
    for wish in WISHES:
        for basket in newest:
            place = basket.member.place if basket.member else 0
            may = place not in (0, habits.BAD_DEBTOR, *lent) and not habits.credit_limit(place)
            late = last - basket.visit.day >= wish.before
            if may and late and wish.least <= basket.total <= MOST:
                found[basket.visit] = wish.instalments
                lent.add(place)
                break
    return found


def limit(place: int, lent: Container[int]) -> int:
    """How much a neighbour may owe; ``lent`` are those who buy on credit once."""
    return MOST if place in lent else habits.credit_limit(place)
