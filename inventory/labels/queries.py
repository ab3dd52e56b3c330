"""What the page of labels reads: the queue of a shop, and labels with the prices of a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Subquery, case, func, select
from sqlalchemy.orm import Session

from core.ids import PackId, ShopId
from core.money import Money
from core.paging import SIZE, Page, offset
from inventory import prices
from inventory.gtin import is_gtin, shown
from inventory.labels.layout import Label
from inventory.labels.models import LabelRequest
from inventory.models import Barcode, Pack, PriceList, Product

Wanted = tuple[PackId, date]
"""A pack, and the day whose price its label shall say."""


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A label that is due."""

    pack_id: PackId
    day: date
    code: str
    name: str
    unit: str
    price: Money | None
    """None: the pack is not for sale that day; no label is printed."""
    is_coming: bool

    @property
    def key(self) -> str:
        """How the page's form names it."""
        return f"{self.pack_id.hex}:{self.day.isoformat()}"


def queue(session: Session, shop_id: ShopId, *, on: date, number: int) -> Page[QueueRow]:
    """The labels that are due in a shop or will be, the first due first."""
    due = _due(shop_id, on)
    total = session.scalar(select(func.count()).select_from(due)) or 0
    rows = session.execute(
        select(due.c.pack_id, due.c.day, Product.code, Product.name, Pack.unit)
        .join(Pack, Pack.id == due.c.pack_id)
        .join(Product, Product.id == Pack.product_id)
        .order_by(due.c.day, func.lower(Product.name), Pack.position)
        .offset(offset(number))
        .limit(SIZE)
    ).all()
    cost = _prices(session, [(row[0], row[1]) for row in rows], shop_id)
    shown_rows = tuple(
        QueueRow(
            pack_id=row.pack_id, day=row.day, code=row.code, name=row.name, unit=row.unit,
            price=cost.get((row.pack_id, row.day), {}).get(PriceList.GENERAL),
            is_coming=row.day > on,
        )
        for row in rows
    )  # fmt: skip
    return Page(shown_rows, number, total)


def everything_due(session: Session, shop_id: ShopId, *, on: date) -> list[Wanted]:
    """All labels that are due today, in the order of the queue."""
    due = _due(shop_id, on)
    rows = session.execute(
        select(due.c.pack_id, due.c.day)
        .join(Pack, Pack.id == due.c.pack_id)
        .join(Product, Product.id == Pack.product_id)
        .where(due.c.day <= on)
        .order_by(func.lower(Product.name), Pack.position)
    )
    return [(row[0], row[1]) for row in rows]


def _due(shop_id: ShopId, on: date) -> Subquery:
    """What was due before today is due today, once."""
    day = case((LabelRequest.due_on < on, on), else_=LabelRequest.due_on).label("day")
    return (
        select(LabelRequest.pack_id, day)
        .join(Pack, Pack.id == LabelRequest.pack_id)
        .join(Product, Product.id == Pack.product_id)
        .where(LabelRequest.shop_id == shop_id, Pack.active, Product.active)
        .group_by(LabelRequest.pack_id, day)
        .subquery()
    )


def labels(session: Session, wanted: Sequence[Wanted], shop_id: ShopId) -> list[Label]:
    """A label for every pack that has a price on its day, in the same order."""
    cost = _prices(session, wanted, shop_id)
    packs = _packs(session, [pack_id for pack_id, _day in wanted])
    return [
        _label(*packs[pack_id], cost[pack_id, day])
        for pack_id, day in wanted
        if pack_id in packs and PriceList.GENERAL in cost.get((pack_id, day), {})
    ]


def _label(pack: Pack, product: Product, code: str, cost: dict[PriceList, Money]) -> Label:
    price, members = cost[PriceList.GENERAL], cost.get(PriceList.MEMBER)
    return Label(
        product.name, pack.unit, price, product.base_unit, pack.factor, code,
        members if members != price else None,
    )  # fmt: skip


def _prices(
    session: Session, wanted: Sequence[Wanted], shop_id: ShopId
) -> dict[Wanted, dict[PriceList, Money]]:
    found: dict[Wanted, dict[PriceList, Money]] = {}
    for day in {day for _pack, day in wanted}:
        keys = [pack_id for pack_id, due in wanted if due == day]
        for (pack_id, price_list), amount in prices.current(
            session, keys, on=day, shop_id=shop_id
        ).items():
            found.setdefault((pack_id, day), {})[price_list] = amount
    return found


def _packs(session: Session, keys: Sequence[PackId]) -> dict[PackId, tuple[Pack, Product, str]]:
    rows = session.execute(
        select(Pack, Product).join(Product, Product.id == Pack.product_id).where(Pack.id.in_(keys))
    )
    codes = _codes(session, keys)
    return {
        PackId(pack.id): (pack, product, codes.get(PackId(pack.id)) or _short_code(pack, product))
        for pack, product in rows
    }


def _codes(session: Session, keys: Sequence[PackId]) -> dict[PackId, str]:
    """The code on each pack that has one, a GTIN before others."""
    found: dict[Any, str] = {}
    for code, pack_id in session.execute(
        select(Barcode.code, Barcode.pack_id)
        .where(Barcode.pack_id.in_(keys))
        .order_by(Barcode.code)
    ):
        if pack_id not in found or (is_gtin(shown(code)) and not is_gtin(found[pack_id])):
            found[pack_id] = shown(code)
    return found


def _short_code(pack: Pack, product: Product) -> str:
    """What a till understands of goods without a barcode: the code means the first pack."""
    return product.code if pack.position == 0 else ""
