"""What stands on the shelves of the small co-operative of ``world``."""

from __future__ import annotations

from sqlalchemy.orm import Session

from core.money import Money
from core.quantity import Quantity
from inventory import stock
from inventory.models import Product, ProductKind
from inventory.stock import Arrival
from tests.support.world import NOW, TODAY, Goods, World, make_coop


def stocked_coop(session: Session) -> World:
    """The co-op with noodles at 2,800 a piece and rice at 12,000 a kilogram in Wonosobo."""
    world = make_coop(session)
    fill_shelves(session, world, mie=(40, 112_000), beras=(50, 600_000))
    return world


def fill_shelves(session: Session, world: World, **goods: tuple[int, int]) -> None:
    """What Wonosobo had at the start: of each of the goods so many, and their cost in rupiah."""
    arrivals = [
        Arrival(world.goods[name].id, Quantity.of(units), Money(cost))
        for name, (units, cost) in goods.items()
    ]
    stock.enter_opening(session, arrivals, shop_id=world.shop_id, booked_on=TODAY, at=NOW, by=None)


def turn_into(session: Session, goods: Goods, kind: ProductKind) -> Goods:
    """The same code and price for a package, a service or a deposit."""
    session.get_one(Product, goods.id).kind = kind
    session.flush()
    return goods
