"""What the example's shops buy, so that the shelves are rarely empty: planned from what is sold."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import accumulate
from random import Random

from core.money import round_half_up
from core.quantity import MILLI
from pos.demo.baskets import Basket
from pos.demo.diary import YEAR
from pos.demo.goods import Goods
from pos.demo.places import PLACES, Place

FRESH_EVERY, OTHERS_EVERY = timedelta(days=2), timedelta(days=7)
FRESH_LASTS, OTHERS_LAST = timedelta(days=3), timedelta(days=35)
FORGOTTEN_IN_1000 = 12
DEARER_IN_A_YEAR = 3
"""Per cent by which buying prices rise."""
LARGEST_LOT = 48 * MILLI


@dataclass(frozen=True, slots=True)
class Supplied:
    """One line of a delivery: base units in thousandths, rupiah for all of it."""

    code: str
    quantity: int
    value: int


@dataclass(frozen=True, slots=True)
class Delivery:
    """Goods brought to a shop in the morning; the first of a shop is its opening stock."""

    place: Place
    day: date
    lines: tuple[Supplied, ...]


class Sold:
    """How much of a product a shop sells between two days."""

    def __init__(self, by_day: dict[date, int]) -> None:
        self._days = sorted(by_day)
        self._sums = [0, *accumulate(by_day[day] for day in self._days)]

    def between(self, first: date, end: date) -> int:
        """Thousandths sold from ``first`` up to, not on, ``end``."""
        return self._sums[bisect_left(self._days, end)] - self._sums[bisect_left(self._days, first)]


def plan_deliveries(
    random: Random,
    goods: Sequence[Goods],
    baskets: Iterable[Basket],
    open_days: dict[str, list[date]],
) -> list[Delivery]:
    """Every delivery of the year, by day and then by shop. ``open_days`` is by shop code."""
    sold = _sold(baskets)
    deliveries = [
        delivery
        for place in PLACES
        if open_days.get(place.code)
        for delivery in _deliveries_to(random, place, goods, sold, open_days[place.code])
    ]
    return sorted(deliveries, key=lambda delivery: delivery.day)


def _sold(baskets: Iterable[Basket]) -> dict[tuple[str, str], Sold]:
    """By shop and product. The shops expect next year to begin like this one."""
    by_day: dict[tuple[str, str], dict[date, int]] = defaultdict(lambda: defaultdict(int))
    for basket in baskets:
        for line in basket.lines:
            shelf = by_day[basket.visit.place.code, line.goods.code]
            shelf[basket.visit.day] += line.base_quantity
            shelf[basket.visit.day + YEAR] += line.base_quantity
    return {key: Sold(days) for key, days in by_day.items()}


def _deliveries_to(
    random: Random,
    place: Place,
    goods: Sequence[Goods],
    sold: dict[tuple[str, str], Sold],
    days: list[date],
) -> Iterator[Delivery]:
    came: dict[str, int] = defaultdict(int)
    newest: dict[bool, date] = {}
    for day in days:
        due = {fresh for fresh in (True, False) if _is_due(newest.get(fresh), day, fresh=fresh)}
        newest |= dict.fromkeys(due, day)
        lines = []
        for each in goods:
            if each.is_fresh not in due or each.packs[0].price is None:
                continue
            selling = sold.get((place.code, each.code), _NEVER)
            held = came[each.code] - selling.between(days[0], day)
            amount = _ordered(each, place, selling, held, day, is_first=day == days[0])
            if amount and (day == days[0] or random.randrange(1000) >= FORGOTTEN_IN_1000):
                lines.append(_line(each, amount, days_on=(day - days[0]).days))
                came[each.code] += amount
        if lines:
            yield Delivery(place, day, tuple(lines))


_NEVER = Sold({})


def _is_due(newest: date | None, day: date, *, fresh: bool) -> bool:
    return newest is None or day - newest >= (FRESH_EVERY if fresh else OTHERS_EVERY)


def _ordered(
    goods: Goods, place: Place, selling: Sold, held: int, day: date, *, is_first: bool
) -> int:
    """Thousandths to order: nothing while there is enough until after the next delivery."""
    lasts = FRESH_LASTS if goods.is_fresh else OTHERS_LAST
    soon = selling.between(day, day + (lasts if goods.is_fresh else OTHERS_EVERY * 2))
    reserve = _reserve(goods, place)
    if not is_first and (not soon or held >= soon + reserve // 2):
        return 0
    wanted = selling.between(day, day + lasts) + reserve - held
    lot = _lot(goods)
    return max(-(-wanted // lot) * lot, 0)


def _reserve(goods: Goods, place: Place) -> int:
    """What should be left when the next delivery comes; only one shop keeps what nobody wants."""
    if goods.is_fresh:
        return 0
    if not goods.demand:
        return 2 * MILLI if place is PLACES[0] else 0
    return (4 if goods.fractions else 6) * MILLI


def _lot(goods: Goods) -> int:
    """What is bought at a time: half kilos and pieces of what spoils, else cartons and sacks."""
    if goods.is_fresh:
        return MILLI // 2 if goods.fractions else MILLI
    if len(goods.packs) > 1 and goods.packs[1].factor <= LARGEST_LOT:
        return goods.packs[1].factor
    return 5 * MILLI if goods.fractions else 3 * MILLI


def _line(goods: Goods, amount: int, *, days_on: int) -> Supplied:
    per_year = 365 * 100
    dearer = Fraction(per_year + DEARER_IN_A_YEAR * days_on, per_year)
    return Supplied(goods.code, amount, round_half_up(goods.cost * amount * dearer / MILLI))
