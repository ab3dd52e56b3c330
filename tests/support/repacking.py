"""Bags that rice is filled into, for the small co-operative of ``world``."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from core.ids import new_id
from core.models import Shop
from core.money import Money
from core.quantity import MILLI, Quantity
from inventory import packs, prices, products
from inventory.packs import PackDetails
from inventory.prices import NewPrice, Period
from inventory.products import ProductDetails
from inventory.repacking.models import Repacking
from inventory.repacking.repacking import NewRepacking, Wanted, repack
from tests.support.world import NOW, PRICED_FROM, Goods, World

KILO = Quantity(MILLI)


def add_bags(session: Session) -> dict[str, Goods]:
    """``bag``: a kilogram of rice by the piece, at 15,000; ``broken``: broken rice by the kg."""
    bag = _add(session, ProductDetails("Beras 1 kg", "pcs", code="301"))
    broken = _add(session, ProductDetails("Menir", "kg", code="302", fractions=True))
    price = NewPrice(bag.pack_id, Money(15_000))
    prices.put(session, [price], Period(PRICED_FROM), at=NOW, by=None)
    return {"bag": bag, "broken": broken}


def of_rice(
    world: World, kilograms: int, *filled: Wanted, key: UUID | None = None, note: str = ""
) -> NewRepacking:
    """So much rice to be opened for what is to be filled."""
    opened = Wanted(world.goods["beras"].pack_id, Quantity.of(kilograms))
    return NewRepacking(key or new_id(), opened, filled, note)


def bags(goods: dict[str, Goods], count: int, *, share: int | None = None) -> Wanted:
    """So many bags of a kilogram."""
    return Wanted(goods["bag"].pack_id, Quantity.of(count), KILO, share)


def fill_bags(
    session: Session, world: World, goods: dict[str, Goods], opened: int, filled: int,
    *, shop: Shop | None = None,
) -> Repacking:  # fmt: skip
    """Open kilograms of rice, fill bags of a kilogram."""
    wanted = of_rice(world, opened, bags(goods, filled))
    return repack(session, shop or world.wsb, wanted, at=NOW, by=None)


def _add(session: Session, details: ProductDetails) -> Goods:
    sold_as = [PackDetails(details.base_unit)]
    product = products.create(session, details, sold_as, at=NOW, by=None)
    return Goods(product, (packs.of_product(session, product, details.base_unit),))
