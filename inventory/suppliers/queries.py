"""What the pages of suppliers read."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from core.ids import PackId
from core.money import Money
from core.paging import SIZE, Page, offset
from inventory.models import Pack, Product
from inventory.suppliers.models import Supplier, SupplierGoods

MOST_CHOICES = 12


@dataclass(frozen=True, slots=True)
class SupplierRow:
    """A supplier as lists show one."""

    number: int
    name: str
    phone: str
    contact: str
    terms_days: int
    lead_days: int
    active: bool


@dataclass(frozen=True, slots=True)
class KnownGoods:
    """A pack a supplier has brought, and what it cost last."""

    code: str
    name: str
    unit: str
    their_code: str
    their_name: str
    last_price: Money
    last_on: date


def supplier_page(session: Session, *, words: str, number: int) -> Page[SupplierRow]:
    """Suppliers by name, the active first; words are parts of the name, phone or contact."""
    conditions = [_matching(words)] if words else []
    total = session.scalar(select(func.count(Supplier.id)).where(*conditions)) or 0
    found = session.scalars(
        select(Supplier)
        .where(*conditions)
        .order_by(Supplier.active.desc(), func.lower(Supplier.name), Supplier.number)
        .offset(offset(number))
        .limit(SIZE)
    )
    rows = (
        SupplierRow(
            of.number, of.name, of.phone, of.contact, of.terms_days, of.lead_days, of.active
        )
        for of in found
    )
    return Page(tuple(rows), number, total)


def choices(session: Session) -> list[tuple[str, str]]:
    """Suppliers one buys from, for a list to choose from: number and name."""
    rows = session.execute(
        select(Supplier.number, Supplier.name)
        .where(Supplier.active)
        .order_by(func.lower(Supplier.name))
    )
    return [(str(row.number), row.name) for row in rows]


def goods_of(session: Session, supplier: Supplier, *, number: int) -> Page[KnownGoods]:
    """What the supplier has brought, by our name for it."""
    wanted = (
        select(
            Product.code, Product.name, Pack.unit, SupplierGoods.their_code,
            SupplierGoods.their_name, SupplierGoods.last_price, SupplierGoods.last_on,
        )
        .join(Pack, Pack.id == SupplierGoods.pack_id)
        .join(Product, Product.id == Pack.product_id)
        .where(SupplierGoods.supplier_id == supplier.id)
    )  # fmt: skip
    total = session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    rows = session.execute(
        wanted.order_by(func.lower(Product.name), Pack.position).offset(offset(number)).limit(SIZE)
    )
    return Page(tuple(KnownGoods(*row) for row in rows), number, total)


def packs_called(session: Session, supplier_id: UUID, text: str) -> list[PackId]:
    """The packs that a supplier calls so: by its code, else by every word of the name."""
    words = text.lower().split()
    theirs = (
        select(SupplierGoods.pack_id)
        .join(Pack, Pack.id == SupplierGoods.pack_id)
        .join(Product, Product.id == Pack.product_id)
        .where(SupplierGoods.supplier_id == supplier_id, Pack.active, Product.active)
        .order_by(func.lower(Product.name), Pack.position)
        .limit(MOST_CHOICES)
    )
    by_code = theirs.where(func.lower(SupplierGoods.their_code) == " ".join(words))
    name = func.lower(SupplierGoods.their_name)
    by_name = theirs.where(*(name.contains(word, autoescape=True) for word in words))
    found = session.scalars(by_code).all() or session.scalars(by_name).all() if words else []
    return [PackId(key) for key in found]


def _matching(words: str) -> ColumnElement[bool]:
    name = func.lower(Supplier.name)
    named = and_(*(name.contains(word, autoescape=True) for word in words.lower().split()))
    return or_(
        named,
        Supplier.phone.contains(words, autoescape=True),
        func.lower(Supplier.contact).contains(words.lower(), autoescape=True),
    )


@dataclass(frozen=True, slots=True)
class Called:
    """What a supplier calls a pack; empty where nobody knows."""

    code: str = ""
    name: str = ""


def called(
    session: Session, supplier_id: UUID, pack_ids: Collection[PackId]
) -> dict[PackId, Called]:
    """What a supplier calls these packs; those without a name are left out."""
    rows = session.execute(
        select(SupplierGoods.pack_id, SupplierGoods.their_code, SupplierGoods.their_name)
        .where(SupplierGoods.supplier_id == supplier_id, SupplierGoods.pack_id.in_(pack_ids))
        .where(or_(SupplierGoods.their_code != "", SupplierGoods.their_name != ""))
    )
    return {PackId(row.pack_id): Called(row.their_code, row.their_name) for row in rows}
