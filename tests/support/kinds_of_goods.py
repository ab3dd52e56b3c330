"""Goods that are on no shelf by themselves, for the small co-operative of ``world``."""

from __future__ import annotations

from sqlalchemy.orm import Session

from core.ids import PackId
from core.money import Money
from core.quantity import Quantity
from inventory import packages, packs, prices, products
from inventory.models import Product, ProductKind
from inventory.packs import PackDetails
from inventory.prices import NewPrice, Period
from inventory.products import ProductDetails
from tests.support.world import NOW, PRICED_FROM, World


def add_pulsa(session: Session) -> Product:
    """Credit for a telephone, at 12,000."""
    details = ProductDetails("Pulsa 10 ribu", "kali", code="801", kind=ProductKind.SERVICE)
    return _at(session, details, 12_000)


def add_parcel(session: Session, world: World) -> Product:
    """Two kilograms of rice and five packets of noodles, at 50,000."""
    details = ProductDetails("Paket sembako", "paket", code="802", kind=ProductKind.PACKAGE)
    parcel = _at(session, details, 50_000)
    for name, units in (("beras", 2), ("mie", 5)):
        part = session.get_one(Product, world.goods[name].id)
        packages.put_part(session, parcel, part, Quantity.of(units), at=NOW, by=None)
    return parcel


def _at(session: Session, details: ProductDetails, price: int) -> Product:
    product = products.create(session, details, [PackDetails(details.base_unit)], at=NOW, by=None)
    pack = packs.of_product(session, product, details.base_unit)
    new = NewPrice(PackId(pack.id), Money(price))
    prices.put(session, [new], Period(PRICED_FROM), at=NOW, by=None)
    return product
