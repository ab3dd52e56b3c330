"""What goods earned: told by whoever sells them, since only the counter knows prices.

``SOURCES`` is filled by the registration of the counter; without one nothing was sold.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Protocol

from sqlalchemy.orm import Session

from core.ids import ProductId, ShopId
from core.money import ZERO, Money
from core.quantity import NONE, Quantity


@dataclass(frozen=True, slots=True)
class Sold:
    """What was sold of a product, less what came back."""

    quantity: Quantity = NONE
    """Base units."""
    income: Money = ZERO
    """What buyers paid, without the tax inside it."""
    cost: Money = ZERO
    """Of own goods what they cost; of those sold for others what is theirs."""

    @property
    def margin(self) -> Money:
        return self.income - self.cost

    def __add__(self, other: Sold) -> Sold:
        return Sold(
            self.quantity + other.quantity, self.income + other.income, self.cost + other.cost
        )


SoldGoods = Mapping[ProductId, Sold]


class SalesSource(Protocol):
    """Sums what was booked in some shops from a day to a day, both included, by product."""

    def __call__(
        self, session: Session, shops: Iterable[ShopId], *, since: date, until: date
    ) -> SoldGoods: ...


SOURCES: list[SalesSource] = []


def sold_goods(session: Session, shops: Iterable[ShopId], *, since: date, until: date) -> SoldGoods:
    """What was sold of each product in these shops and days."""
    places = tuple(shops)
    told = (source(session, places, since=since, until=until).items() for source in SOURCES)
    return together(chain.from_iterable(told))


def together(parts: Iterable[tuple[ProductId, Sold]]) -> dict[ProductId, Sold]:
    """The sum of each product's parts."""
    found: dict[ProductId, Sold] = {}
    for product_id, sold in parts:
        before = found.get(product_id)
        found[product_id] = before + sold if before else sold
    return found


def by_group(sold: SoldGoods, group_of: Callable[[ProductId], str]) -> dict[str, Sold]:
    """The same by a name that goods share."""
    found: dict[str, Sold] = defaultdict(Sold)
    for product_id, one in sold.items():
        found[group_of(product_id)] += one
    return found
