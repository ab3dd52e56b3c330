"""What a repacking would come to, before it is done: costs, prices, and how much is lost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from core.ids import PackId, ProductId, ShopId
from core.money import Money
from core.quantity import Quantity
from inventory import costing, prices
from inventory.costing import Cost, Holding
from inventory.models import PriceList, Stock
from inventory.price_changes import queries as price_queries
from inventory.price_changes.proposing import is_below
from inventory.price_changes.queries import Priced, Target
from inventory.repacking import dating, queries, spreading
from inventory.repacking.repacking import Checked, Goods
from inventory.repacking.selling import Sold, suggested
from inventory.repacking.spreading import Yield


@dataclass(frozen=True, slots=True)
class FilledView:
    """Goods that would be filled."""

    goods: Goods
    value: Money
    price: Money | None
    """Of one pack now; None: not for sale yet."""
    suggested: Money | None
    """What one pack should sell for; None when nothing is known to go by."""

    @property
    def cost(self) -> Cost:
        return Cost(self.goods.quantity, self.value)

    @property
    def per_pack(self) -> Money:
        """What one pack would cost, rounded."""
        return self.cost.of(self.goods.pack.factor)

    @property
    def is_below_cost(self) -> bool:
        """It sells for less now than it would cost."""
        return self.price is not None and is_below(self.price, self.goods.pack.factor, self.cost)


@dataclass(frozen=True, slots=True)
class Preview:
    """A repacking as it would be now."""

    opened: Goods
    cost: Money
    on_shelf: Quantity
    """What the shop holds of the opened goods, in base units."""
    filled: tuple[FilledView, ...]
    yielded: Yield | None
    expected: Yield | None
    """How it went the last time; None when it never did."""
    expires_on: date | None
    """The last day of what is opened, and so of what is filled; None: not known."""

    @property
    def is_short(self) -> bool:
        """More is opened than the shelf holds."""
        return self.on_shelf < self.opened.quantity

    @property
    def expected_quantity(self) -> Quantity:
        """How much should come of it: as the last time, else everything."""
        opened = self.opened.quantity
        return self.expected.expected_of(opened) if self.expected else opened

    @property
    def is_too_much(self) -> bool:
        """More would be filled than was opened."""
        return self.yielded is not None and self.yielded.is_more


def preview(session: Session, goods: Checked, *, shop_id: ShopId, on: date) -> Preview:
    """What these goods would cost, at what the shelves of the shop cost now."""
    held = _holding(session, shop_id, goods.opened.product_id)
    cost = costing.worth(held, goods.opened.quantity)
    keys = [PackId(one.pack.id) for one in (goods.opened, *goods.filled)]
    priced = price_queries.priced(session, keys, Target(PriceList.GENERAL, shop_id, on))
    values = spreading.spread(cost, goods.as_filled)
    filled = tuple(
        _filled(one, value, priced, goods.opened)
        for one, value in zip(goods.filled, values, strict=True)
    )
    last = queries.last(session, goods.opened.product_id, shop_id=shop_id)
    return Preview(
        goods.opened, cost, held.quantity, filled,
        yielded=spreading.yielded(goods.opened.quantity, goods.as_filled),
        expected=last.yielded if last else None,
        expires_on=dating.first_day(session, goods.opened.as_shelved, shop_id=shop_id, on=on),
    )  # fmt: skip


def _filled(goods: Goods, value: Money, priced: dict[PackId, Priced], opened: Goods) -> FilledView:
    own = priced[PackId(goods.pack.id)]
    price = suggested(
        goods.pack.factor,
        Cost(goods.quantity, value),
        [_sold(own), _sold(priced[PackId(opened.pack.id)])],
        ceiling=prices.ceiling_of(goods.product.ceiling, goods.pack.factor),
    )
    return FilledView(goods, value, own.price, price)


def _sold(pack: Priced) -> Sold:
    return Sold(pack.price, pack.factor, pack.average)


def _holding(session: Session, shop_id: ShopId, product_id: ProductId) -> Holding:
    row = session.get(Stock, (shop_id, product_id))
    if row is None:
        return Holding()
    return Holding(row.quantity, row.value, Cost(row.cost_quantity, row.cost_value))
