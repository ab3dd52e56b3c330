"""The goods of a report by name, and what stands on the shelves at the end of its days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, ColumnElement, Select, cast, func, or_, select
from sqlalchemy.orm import Session

from core.i18n import _
from core.ids import ProductId
from core.money import ZERO, Money
from core.quantity import NONE, Quantity
from core.reports.asked import Asked
from core.reports.report import Cell, Column, Row
from inventory.models import Pack, Product, Stock, StockMove
from inventory.reports.moves import moved_between
from inventory.suppliers.models import Supplier, SupplierGoods

MOST_RANKED = 8
"""Names in a chart."""
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Item:
    """A product as reports name it."""

    code: str
    name: str
    category: str
    unit: str
    is_consigned: bool
    """It belongs to a producer until it is sold."""


@dataclass(frozen=True, slots=True)
class Held:
    """What stands on shelves, and what it is worth."""

    quantity: Quantity = NONE
    value: Money = ZERO


NOT_HELD = Held()


def items(session: Session, asked: Asked) -> dict[ProductId, Item]:
    """The goods the report is about, retired ones too."""
    wanted = select(
        Product.id, Product.code, Product.name, Product.category, Product.base_unit,
        Product.consignor_id.is_not(None),
    )  # fmt: skip
    if asked.category:
        wanted = wanted.where(Product.category == asked.category)
    nameless = str(_("Tanpa kategori"))
    return {
        ProductId(key): Item(code, name, category or nameless, unit, is_consigned)
        for key, code, name, category, unit, is_consigned in session.execute(wanted)
    }


def held(session: Session, asked: Asked) -> dict[ProductId, Held]:
    """What the shops hold of each product at the end of the last day.

    Now, less what has moved since.
    """
    now = (
        select(Stock.product_id, func.sum(Stock.quantity), func.sum(Stock.value))
        .where(Stock.shop_id.in_(asked.shop_ids), Stock.moves > 0)
        .group_by(Stock.product_id)
    )
    found = {ProductId(key): Held(quantity, value) for key, quantity, value in session.execute(now)}
    if asked.is_until_now:
        return found
    later = (
        select(StockMove.product_id, func.sum(StockMove.quantity), func.sum(StockMove.value))
        .where(moved_between(asked, asked.until + _ONE_DAY))
        .group_by(StockMove.product_id)
    )
    for key, quantity, value in session.execute(later):
        was = found[key]
        found[key] = Held(was.quantity - quantity, was.value - value)
    return found


class Shelf(NamedTuple):
    """A product on the shelves as the database tells it: bare numbers, there may be thousands."""

    code: str
    name: str
    category: str
    unit: str
    quantity: int
    """Thousandths of the unit."""
    value: int
    """Rupiah."""


def shelves(session: Session, asked: Asked) -> list[Shelf]:
    """What the shops hold at the end of the last day, the most valuable first."""
    now = _sums(Stock).where(Stock.shop_id.in_(asked.shop_ids), Stock.moves > 0).subquery()
    quantity: ColumnElement[Any] = now.c.quantity
    value: ColumnElement[Any] = now.c.value
    wanted: Select[*tuple[Any, ...]] = select(
        Product.code, Product.name, Product.category, Product.base_unit
    )
    wanted = wanted.join(now, now.c.product_id == Product.id)
    if not asked.is_until_now:
        after = moved_between(asked, asked.until + _ONE_DAY)
        later = _sums(StockMove).where(after).subquery()
        wanted = wanted.outerjoin(later, later.c.product_id == Product.id)
        quantity -= func.coalesce(later.c.quantity, 0)
        value -= func.coalesce(later.c.value, 0)
    if asked.category:
        wanted = wanted.where(Product.category == asked.category)
    wanted = wanted.add_columns(quantity.label("held"), value.label("worth"))
    wanted = wanted.where(or_(quantity != 0, value != 0)).order_by(value.desc(), Product.name)
    return [Shelf(*row) for row in session.execute(wanted)]


def _sums(table: type[Stock] | type[StockMove]) -> Select[*tuple[Any, ...]]:
    """By product; whole numbers on both engines."""
    return select(
        table.product_id,
        cast(func.sum(table.quantity), BigInteger).label("quantity"),
        cast(func.sum(table.value), BigInteger).label("value"),
    ).group_by(table.product_id)


def suppliers(session: Session) -> Mapping[ProductId, str]:
    """Who brought each product last; nobody for goods that never came from a supplier."""
    newest_last = (
        select(Pack.product_id, Supplier.name)
        .join(SupplierGoods, SupplierGoods.pack_id == Pack.id)
        .join(Supplier, Supplier.id == SupplierGoods.supplier_id)
        .order_by(SupplierGoods.last_on, Supplier.number)
    )
    return {ProductId(key): name for key, name in session.execute(newest_last)}


def categories(session: Session) -> list[str]:
    """The categories there are, by name."""
    named = select(Product.category).where(Product.category != "").distinct()
    return sorted(session.scalars(named), key=str.lower)


def goods_columns(*, with_category: bool = True) -> tuple[Column, ...]:
    """What a table of goods begins with; the second column names the row."""
    named = (Column(_("Kode")), Column(_("Barang")))
    return (*named, Column(_("Kategori"))) if with_category else named


def goods_row(asked: Asked, item: Item | Shelf, *cells: Cell, with_category: bool = True) -> Row:
    """A row about a product, and the way to its card or page."""
    named = (item.code, item.name, item.category) if with_category else (item.code, item.name)
    if len(asked.shops) == 1:
        place = {"shop": asked.shops[0].code, "code": item.code}
        return Row((*named, *cells), "inventory.stock.card", place)
    return Row((*named, *cells), "inventory.product", {"code": item.code})


def ranked(sums: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """The greatest few of many names for a chart, the rest together."""
    order = sorted(sums.items(), key=lambda one: (-abs(one[1]), one[0]))
    if len(order) <= MOST_RANKED:
        return tuple(order)
    rest = sum(amount for _name, amount in order[MOST_RANKED - 1 :])
    return (*order[: MOST_RANKED - 1], (_("Lainnya"), rest))
