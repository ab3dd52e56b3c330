"""Everything that happens in the example's year, drawn before any of it is written.

The same number of sales and the same last day draw the same year.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from pos.demo import borrowing
from pos.demo.baskets import Basket, Shoppers
from pos.demo.book_year import BookYear, book_year
from pos.demo.diary import ShopDay, Visit, draw_days, is_shut, year_before
from pos.demo.goods import Goods, all_goods
from pos.demo.people import FORMER, Neighbour, neighbours
from pos.demo.places import PLACES
from pos.demo.prices import PriceBook, draw_prices
from pos.demo.supply import Delivery, plan_deliveries

USUAL_SALES = 6_000
SEED = "lumbung"
FOUNDERS = 42
"""Neighbours who were members on paper already; the others join during the year."""
FIRST_YEARS, TOGETHER = 4, 12
"""So many years before Lumbung so many founded the co-op."""
BEFORE_LUMBUNG = timedelta(days=40)
"""How long before Lumbung the last of those on paper joined."""


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
    book_year: BookYear
    joinings: tuple[Joining, ...]
    """In the order of the numbers."""
    trades: tuple[Trade, ...]
    """By day, then by shop."""
    deliveries: tuple[Delivery, ...]
    """By day; the first of each shop is its opening stock."""
    lent: Mapping[Visit, int]
    """Visits that end on credit, and in how many parts it is paid."""

    @property
    def founders(self) -> tuple[Joining, ...]:
        """Members when the co-op came to Lumbung."""
        return tuple(each for each in self.joinings if each.on < self.days[0])

    @property
    def lent_to(self) -> frozenset[int]:
        """The places of those who buy so."""
        baskets = (basket for trade in self.trades for basket in trade.baskets)
        return frozenset(
            basket.member.place for basket in baskets if basket.member and basket.visit in self.lent
        )

    @property
    def sales(self) -> int:
        return sum(len(trade.baskets) for trade in self.trades)


def write_script(*, until: date, sales: int) -> Script:
    """The year that ends the day before ``until``, with so many sales."""
    random = Random(SEED)
    days = year_before(until)
    goods = all_goods()
    prices = draw_prices(random, goods, days)
    year = book_year(days)
    joinings = tuple(_joinings(days, year))
    buyers = [(each.neighbour, each.on) for each in joinings if each.neighbour not in FORMER]
    shoppers = Shoppers(random, goods, prices, buyers)
    trades = tuple(
        Trade(day, tuple(shoppers.baskets(day)))
        for day in draw_days(random, until=until, visits=sales)
    )
    baskets = (basket for trade in trades for basket in trade.baskets)
    open_days = {place.code: [day for day in days if not is_shut(place, day)] for place in PLACES}
    deliveries = tuple(plan_deliveries(random, goods, baskets, open_days))
    lent = borrowing.draw((basket for trade in trades for basket in trade.baskets), days[-1])
    return Script(tuple(days), goods, prices, year, joinings, trades, deliveries, lent)


def _joinings(days: list[date], year: BookYear) -> Iterator[Joining]:
    people = neighbours()
    on_paper = [*people[:FOUNDERS], *FORMER]
    first = date(year.cut_over.year - FIRST_YEARS, 3, 7)
    span = (year.cut_over - BEFORE_LUMBUNG - first).days
    for place, person in enumerate(on_paper):
        later = max(place - TOGETHER + 1, 0)
        step = later * span // (len(on_paper) - TOGETHER)
        yield Joining(person, first + timedelta(days=step))
    for later, person in enumerate(people[FOUNDERS:], start=1):
        step = later * (len(days) - 30) // (len(people) - FOUNDERS)
        yield Joining(person, days[0] + timedelta(days=step))
