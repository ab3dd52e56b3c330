"""What the example's water and gas are sold in, from the day somebody opens it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from core.ids import OperatorId, PackId, ShopId
from core.money import Money
from core.quantity import Quantity
from inventory import containers, packs, prices, products
from inventory.containers import Counted
from inventory.models import Product, ProductKind
from inventory.packs import PackDetails
from inventory.prices import NewPrice, Period
from inventory.products import ProductDetails
from pos.demo.company import Company

UNIT = "pcs"


@dataclass(frozen=True, slots=True)
class Lent:
    """A container with its deposit, the goods sold in it, and the empties of each shop."""

    code: str
    name: str
    deposit: int
    goods: str
    """Their code."""
    empties: int


LENT = (
    Lent("130", "Jaminan galon 19 liter", 45_000, "127", 14),
    Lent("131", "Jaminan tabung LPG 3 kg", 150_000, "128", 9),
)


def lend(session: Session, company: Company, *, first: date, at: datetime) -> None:
    """Let water and gas be exchanged from a day on, and count the empties that are there."""
    by = company.operators["manajer"]
    for lent in LENT:
        container = _add(session, lent, Period(first), at=at, by=by)
        goods = products.by_code(session, lent.goods)
        containers.sell_in(session, goods, lent.code, at=at, by=by)
        _count(session, container, lent, tuple(company.shops.values()), at=at, by=by)


def _add(session: Session, lent: Lent, period: Period, *, at: datetime, by: OperatorId) -> Product:
    details = ProductDetails(
        lent.name,
        UNIT,
        code=lent.code,
        category="Jaminan kemasan",
        counts_for_patronage=False,
        kind=ProductKind.CONTAINER,
    )
    product = products.create(session, details, [PackDetails(UNIT)], at=at, by=by)
    pack = packs.of_product(session, product, UNIT)
    price = NewPrice(PackId(pack.id), Money(lent.deposit))
    prices.put(session, [price], period, at=at, by=by)
    return product


def _count(
    session: Session,
    container: Product,
    lent: Lent,
    shops: tuple[ShopId, ...],
    *,
    at: datetime,
    by: OperatorId,
) -> None:
    counted = Counted(Quantity.of(lent.empties), "Hitungan awal")
    for shop_id in shops:
        containers.count(session, container, counted, shop_id=shop_id, at=at, by=by)
