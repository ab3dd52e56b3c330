"""What a change of many prices reads: packs with their price, and what the shelves cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from core.ids import PackId, ProductId, ShopId
from core.money import Money
from core.quantity import Quantity
from inventory import prices
from inventory.costing import UNKNOWN_COST, Cost
from inventory.margins.averages import averages
from inventory.models import Pack, PriceList, Product, ProductKind
from inventory.price_changes.matching import Alias, Candidate
from inventory.price_changes.proposing import is_below
from inventory.suppliers.models import SupplierGoods

MOST_PACKS = 300
"""Prices that somebody can look at before changing them."""


@dataclass(frozen=True, slots=True)
class Priced:
    """A pack as it is before the change."""

    pack_id: PackId
    code: str
    name: str
    unit: str
    factor: Quantity
    price: Money | None
    """None: not for sale yet."""
    average: Cost
    """What the dearest shelf of these shops cost on average; unknown when it never had any."""

    @property
    def cost(self) -> Money | None:
        """What one pack cost, rounded."""
        return self.average.of(self.factor) if self.average.quantity else None

    def is_below_cost(self, price: Money) -> bool:
        return is_below(price, self.factor, self.average)


@dataclass(frozen=True, slots=True)
class Target:
    """Whose price is changed: a list, in one shop or all, from a day on."""

    list: PriceList
    shop_id: ShopId | None
    first: date


def candidates(session: Session) -> list[Candidate]:
    """Every pack that is sold, for the matcher."""
    rows = session.execute(
        select(Pack.id, Product.code, Product.name, Pack.unit, Pack.position)
        .join(Product, Product.id == Pack.product_id)
        .where(Pack.active, Product.active)
        .order_by(Product.name, Pack.position)
    )
    return [
        Candidate(PackId(key), code, name, unit, position == 0)
        for key, code, name, unit, position in rows
    ]


def aliases(session: Session) -> list[Alias]:
    """What suppliers call our packs, for the matcher."""
    rows = session.execute(
        select(SupplierGoods.pack_id, SupplierGoods.their_code, SupplierGoods.their_name)
        .where(or_(SupplierGoods.their_code != "", SupplierGoods.their_name != ""))
        .order_by(SupplierGoods.last_on.desc())
    )
    return [Alias(PackId(key), code, name) for key, code, name in rows]


def packs_of_category(session: Session, category: str) -> list[PackId]:
    """The goods of a category that are sold, by name; one more than can be changed at once."""
    return [
        PackId(key)
        for key in session.scalars(
            select(Pack.id)
            .join(Product, Product.id == Pack.product_id)
            .where(Product.category == category, Product.kind == ProductKind.GOODS)
            .where(Pack.active, Product.active)
            .order_by(Product.name, Pack.position)
            .limit(MOST_PACKS + 1)
        )
    ]


def priced(session: Session, keys: Sequence[PackId], target: Target) -> dict[PackId, Priced]:
    """Packs with the price of the list that holds on the day, else the general one."""
    rows = session.execute(
        select(Pack, Product).join(Product, Product.id == Pack.product_id).where(Pack.id.in_(keys))
    ).all()
    now = prices.current(session, keys, on=target.first, shop_id=target.shop_id)
    costs = averages(session, {ProductId(product.id) for _pack, product in rows}, target.shop_id)
    found = {}
    for pack, product in rows:
        key = PackId(pack.id)
        price = now.get((key, target.list)) or now.get((key, PriceList.GENERAL))
        average = costs.get(ProductId(product.id), UNKNOWN_COST)
        found[key] = Priced(key, product.code, product.name, pack.unit, pack.factor, price, average)
    return found
