"""Everything that happens in the example's year, drawn before any of it is written.

The same number of sales and the same last day draw the same year.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from pos.demo.baskets import Basket, Shoppers
from pos.demo.diary import ShopDay, draw_days, is_shut, year_before
from pos.demo.goods import Goods, all_goods
from pos.demo.people import Neighbour, neighbours
from pos.demo.places import PLACES
from pos.demo.prices import PriceBook, draw_prices
from pos.demo.supply import Delivery, plan_deliveries

USUAL_SALES = 6_000
SEED = "lumbung"
FOUNDERS = 42
"""Members from the first day on; the others join during the year."""


@dataclass(frozen=True, slots=True)
class Joining:
    """Somebody becomes a member; numbers are given in this order."""

    neighbour: Neighbour
    on: date


@dataclass(frozen=True, slots=True)
class Trade:
    """What a shop sells on a day."""

    shop_day: ShopDay
    baskets: tuple[Basket, ...]

    @property
    def takings(self) -> int:
        return sum(basket.total for basket in self.baskets)


@dataclass(frozen=True, slots=True)
class Script:
    """The whole year."""

    days: tuple[date, ...]
    goods: tuple[Goods, ...]
    prices: PriceBook
    joinings: tuple[Joining, ...]
    trades: tuple[Trade, ...]
    """By day, then by shop."""
    deliveries: tuple[Delivery, ...]
    """By day; the first of each shop is its opening stock."""

    @property
    def sales(self) -> int:
        return sum(len(trade.baskets) for trade in self.trades)


def write_script(*, until: date, sales: int) -> Script:
    """The year that ends the day before ``until``, with so many sales."""
    random = Random(SEED)
    days = year_before(until)
    goods = all_goods()
    prices = draw_prices(random, goods, days)
    joinings = tuple(_joinings(days))
    shoppers = Shoppers(random, goods, prices, [(each.neighbour, each.on) for each in joinings])
    trades = tuple(
        Trade(day, tuple(shoppers.baskets(day)))
        for day in draw_days(random, until=until, visits=sales)
    )
    baskets = (basket for trade in trades for basket in trade.baskets)
    open_days = {place.code: [day for day in days if not is_shut(place, day)] for place in PLACES}
    deliveries = tuple(plan_deliveries(random, goods, baskets, open_days))
    return Script(tuple(days), goods, prices, joinings, trades, deliveries)


def _joinings(days: list[date]) -> Iterator[Joining]:
    people = neighbours()
    for place, person in enumerate(people):
        later = max(place - FOUNDERS + 1, 0)
        step = later * (len(days) - 30) // (len(people) - FOUNDERS)
        yield Joining(person, days[0] + timedelta(days=step))
