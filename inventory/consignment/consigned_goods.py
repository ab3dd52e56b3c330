"""A producer's products: added with a price, changed in price, retired when nothing is left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.errors import BusinessError, NotFound
from core.i18n import _
from core.ids import OperatorId, PackId
from core.money import Money
from core.quantity import NONE
from inventory import packs, prices, products
from inventory.consignment import agreements, consignors
from inventory.consignment.models import Consignor
from inventory.models import Pack, PriceList, Product, Stock
from inventory.packs import PackDetails
from inventory.prices import NewPrice, Period
from inventory.products import ProductDetails


@dataclass(frozen=True, slots=True)
class NewGoods:
    """A product as a producer first brings it."""

    name: str
    unit: str
    price: Money
    """What buyers pay for one."""


@dataclass(frozen=True, slots=True)
class Repriced:
    """What buyers pay for a product from a day on, and what the producer gets of it."""

    price: Money
    net_price: Money | None
    """None: what the agreement leaves."""
    first: date


def add(
    session: Session,
    consignor: Consignor,
    new: NewGoods,
    *,
    on: date,
    at: datetime,
    by: OperatorId | None,
) -> Product:
    """Add a product that is a producer's, with its price."""
    details = ProductDetails(new.name, new.unit)
    product = products.create(session, details, [PackDetails(new.unit)], at=at, by=by)
    consignors.take_product(session, product, consignor, at=at, by=by)
    price = NewPrice(PackId(packs.of_product(session, product, new.unit).id), new.price)
    prices.set_price(session, price, Period(on), at=at, by=by)
    return product


def of_consignor(session: Session, consignor: Consignor, code: str) -> Product:
    """A producer's product with this code. Raises NotFound, also for somebody else's."""
    product = products.by_code(session, code)
    if product.consignor_id != consignor.id:
        raise NotFound(_("Tidak ada barang dengan kode %(code)s.", code=code))
    return product


def reprice(
    session: Session, product: Product, new: Repriced, *, at: datetime, by: OperatorId | None
) -> None:
    """Let buyers pay another price from a day on; what was sold keeps its price and fee."""
    price = NewPrice(PackId(_pack(session, product).id), new.price)
    prices.set_price(session, price, Period(new.first), at=at, by=by)
    if new.net_price is None:
        agreements.drop_net_price(session, product, valid_from=new.first, at=at, by=by)
    else:
        agreements.set_net_price(session, product, new.net_price, valid_from=new.first,
                                 at=at, by=by)  # fmt: skip


def price_of(session: Session, product: Product, *, on: date) -> Money | None:
    """What buyers who are no members pay for the first pack on a day."""
    return prices_of(session, [product.id], on=on).get(product.id)


def prices_of(session: Session, keys: list[UUID], *, on: date) -> Mapping[UUID, Money]:
    """The same for many products; those without a price are left out."""
    first = {
        PackId(row.id): row.product_id
        for row in session.execute(
            select(Pack.id, Pack.product_id).where(Pack.product_id.in_(keys), Pack.position == 0)
        )
    }
    known = prices.current(session, list(first), on=on)
    return {
        first[pack_id]: amount
        for (pack_id, price_list), amount in known.items()
        if price_list is PriceList.GENERAL
    }


def retire(session: Session, product: Product, *, at: datetime, by: OperatorId | None) -> None:
    """Take no more of a product. Raises BusinessError while some of it stands on a shelf."""
    held = select(func.count()).where(Stock.product_id == product.id, Stock.quantity != NONE)
    if session.scalar(held):
        raise BusinessError(
            _("%(name)s masih ada di rak: catat dulu dibawa pulang atau rusak.",
              name=product.name)
        )  # fmt: skip
    products.retire(session, product, at=at, by=by)


def _pack(session: Session, product: Product) -> Pack:
    return packs.all_of(session, product)[0]
