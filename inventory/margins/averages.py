"""What goods cost on average, on the shelves of one shop or of all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.ids import ProductId, ShopId
from core.quantity import NONE
from inventory.costing import UNKNOWN_COST, Cost
from inventory.models import Pack, Stock

_AT_ONCE = 5_000
"""Products asked for in one statement: engines limit the number of parameters."""


def averages(
    session: Session, products: Collection[ProductId], shop_id: ShopId | None
) -> dict[ProductId, Cost]:
    """The dearest average of each product; what is gone counts with its last known cost."""
    shelves: dict[ProductId, list[Cost]] = defaultdict(list)
    for stock in _rows(session, list(products), shop_id):
        held = stock.quantity > NONE
        quantity = stock.quantity if held else stock.cost_quantity
        if quantity > NONE:
            value = stock.value if held else stock.cost_value
            shelves[ProductId(stock.product_id)].append(Cost(quantity, value))
    return {key: max(every, key=_each) for key, every in shelves.items()}


def _rows(
    session: Session, products: Sequence[ProductId], shop_id: ShopId | None
) -> Iterator[Stock]:
    for start in range(0, len(products), _AT_ONCE):
        wanted = select(Stock).where(Stock.product_id.in_(products[start : start + _AT_ONCE]))
        if shop_id is not None:
            wanted = wanted.where(Stock.shop_id == shop_id)
        yield from session.scalars(wanted)


def average_of_pack(session: Session, pack: Pack, shop_id: ShopId | None) -> Cost:
    """What the goods in a pack cost on average; unknown for goods no shelf ever had."""
    key = ProductId(pack.product_id)
    return averages(session, [key], shop_id).get(key, UNKNOWN_COST)


def _each(cost: Cost) -> Fraction:
    return Fraction(cost.value.amount, cost.quantity.milli)
