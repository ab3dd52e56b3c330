"""Gas in cylinders that are exchanged, for the small co-operative of ``world``."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.ids import PackId, ProductId
from core.money import Money
from core.quantity import NONE, Quantity
from inventory import containers, packs, prices, products
from inventory.models import Product, ProductKind, Stock, StockMove
from inventory.packs import PackDetails
from inventory.prices import NewPrice, Period
from inventory.products import ProductDetails
from tests.support.world import NOW, PRICED_FROM, Goods, World

DEPOSIT = 150_000


def add_cylinder(session: Session, world: World) -> Goods:
    """An empty cylinder: its deposit is 150,000, and gas is sold in it."""
    details = ProductDetails("Jaminan tabung 3 kg", "pcs", code="903", kind=ProductKind.CONTAINER)
    cylinder = products.create(session, details, [PackDetails("pcs")], at=NOW, by=None)
    pack = packs.of_product(session, cylinder, "pcs")
    price = NewPrice(PackId(pack.id), Money(DEPOSIT))
    prices.put(session, [price], Period(PRICED_FROM), at=NOW, by=None)
    sell_in(session, world.goods["gas"], "903")
    return Goods(cylinder, (pack,))


def sell_in(session: Session, goods: Goods, code: str) -> None:
    """Let goods be sold in a container; empty: in none."""
    product = session.get_one(Product, goods.id)
    containers.sell_in(session, product, code, at=NOW, by=None)


def empties(session: Session, world: World, container: Goods) -> Quantity:
    """How many empties Wonosobo has."""
    held = session.get(Stock, (world.shop_id, container.id), populate_existing=True)
    return held.quantity if held else NONE


def moves(session: Session, product_id: ProductId | UUID) -> list[StockMove]:
    """The stock card of a product."""
    found = select(StockMove).where(StockMove.product_id == product_id).order_by(StockMove.number)
    return list(session.scalars(found))
