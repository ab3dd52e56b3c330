"""What the list of products reads: those that are asked for, with today's prices and stock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, case, false, func, or_, select
from sqlalchemy.orm import Session

from core.ids import PackId, ProductId, ShopId
from core.money import Money
from core.paging import SIZE, Page, offset
from core.quantity import NONE, Quantity
from inventory import prices
from inventory.assortment.queries import hidden_in, runs_low
from inventory.facts.models import ProductFacts
from inventory.models import Pack, Price, PriceList, Product, Stock
from inventory.pictures import pictures
from inventory.queries import by_code, contains


class Shelf(StrEnum):
    """Which products a list shows."""

    SOLD = "dijual"
    UNPRICED = "belum-ada-harga"
    LOW = "menipis"
    """Of which the shop has less than it wants at least."""
    CONSIGNED = "titipan"
    RETIRED = "tidak-dijual"


@dataclass(frozen=True, slots=True)
class ProductRow:
    """A product as the list shows one: its first pack with today's prices."""

    code: str
    name: str
    category: str
    unit: str
    price: Money | None
    member_price: Money | None
    is_active: bool
    is_hidden: bool
    """The chosen shop does not carry it."""
    picture: str | None
    """The mark of its picture."""
    stock: Quantity | None
    """What the chosen shop holds; None when it never had any."""
    base_unit: str

    @property
    def is_short(self) -> bool:
        return self.stock is not None and self.stock < NONE


@dataclass(frozen=True, slots=True)
class ProductSearch:
    """What a list of products is asked for."""

    words: str = ""
    shelf: Shelf = Shelf.SOLD
    category: str = ""
    brand: str = ""
    is_local: bool = False
    """Only what is made where the co-op works."""

    @property
    def is_narrow(self) -> bool:
        """Whether it leaves anything out that is sold."""
        return self != ProductSearch()


def product_page(
    session: Session, search: ProductSearch, *, shop_id: ShopId | None, on: date, number: int
) -> Page[ProductRow]:
    """Products by name, what has the very code or barcode that was typed first.

    ``shop_id`` is whose prices and stock are shown.
    """
    wanted = _matching(search, shop_id, on)
    total = session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    exact = [case((by_code(search.words), 0), else_=1)] if search.words else []
    found = session.scalars(
        wanted.order_by(*exact, func.lower(Product.name), Product.code)
        .offset(offset(number))
        .limit(SIZE)
    ).all()
    return Page(_product_rows(session, found, shop_id=shop_id, on=on), number, total)


def _matching(search: ProductSearch, shop_id: ShopId | None, on: date) -> Select[Product]:
    wanted = select(Product).where(Product.active == (search.shelf is not Shelf.RETIRED))
    if search.shelf is Shelf.UNPRICED:
        wanted = wanted.where(~_has_price(on))
    if search.shelf is Shelf.LOW:
        wanted = wanted.where(runs_low(shop_id) if shop_id else false())
    if search.shelf is Shelf.CONSIGNED:
        wanted = wanted.where(Product.consignor_id.is_not(None))
    if search.category:
        wanted = wanted.where(Product.category == search.category)
    if search.brand:
        wanted = wanted.where(_has_facts(ProductFacts.brand == search.brand))
    if search.is_local:
        wanted = wanted.where(_has_facts(ProductFacts.is_local.is_(True)))
    return wanted.where(*contains(search.words))


def _has_price(on: date) -> ColumnElement[bool]:
    return (
        select(Price.id)
        .join(Pack, Pack.id == Price.pack_id)
        .where(Pack.product_id == Product.id, Price.list == PriceList.GENERAL)
        .where(Price.valid_from <= on, or_(Price.valid_to.is_(None), Price.valid_to >= on))
        .exists()
    )


def _has_facts(told: ColumnElement[bool]) -> ColumnElement[bool]:
    return (
        select(ProductFacts.product_id).where(ProductFacts.product_id == Product.id, told).exists()
    )


def _product_rows(
    session: Session, found: Sequence[Product], *, shop_id: ShopId | None, on: date
) -> tuple[ProductRow, ...]:
    keys = [ProductId(product.id) for product in found]
    firsts = _first_packs(session, keys)
    priced = prices.current(
        session, [PackId(pack.id) for pack in firsts.values()], on=on, shop_id=shop_id
    )
    held, marks = _held(session, keys, shop_id), pictures.marks(session, keys)
    hidden = hidden_in(session, keys, shop_id) if shop_id else set()
    rows = []
    for key, product in zip(keys, found, strict=True):
        pack = firsts.get(key)
        pack_id = PackId(pack.id) if pack else None
        rows.append(
            ProductRow(
                code=product.code,
                name=product.name,
                category=product.category,
                unit=pack.unit if pack else product.base_unit,
                price=priced.get((pack_id, PriceList.GENERAL)) if pack_id else None,
                member_price=priced.get((pack_id, PriceList.MEMBER)) if pack_id else None,
                is_active=product.active,
                is_hidden=key in hidden,
                picture=marks.get(key),
                stock=held.get(key),
                base_unit=product.base_unit,
            )
        )
    return tuple(rows)


def _first_packs(session: Session, product_ids: Sequence[ProductId]) -> dict[ProductId, Pack]:
    found = session.scalars(
        select(Pack)
        .where(Pack.product_id.in_(product_ids), Pack.active)
        .order_by(Pack.position.desc())
    )
    return {pack.product_id: pack for pack in found}


def _held(
    session: Session, product_ids: Sequence[ProductId], shop_id: ShopId | None
) -> dict[ProductId, Quantity]:
    rows = session.execute(
        select(Stock.product_id, Stock.quantity).where(
            Stock.product_id.in_(product_ids), Stock.shop_id == shop_id, Stock.moves > 0
        )
    )
    return {row[0]: row[1] for row in rows}
