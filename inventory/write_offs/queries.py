"""What the pages of write-offs read: the list, one paper, and what a stock card says of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from core.errors import NotFound
from core.i18n import _
from core.ids import OperatorId, ProductId, ShopId
from core.models import Operator, Shop
from core.money import Money
from core.paging import SIZE, Page, offset
from core.quantity import Quantity
from inventory.batches import endings
from inventory.batches.endings import EndedDate
from inventory.models import Product
from inventory.papers import Paper
from inventory.write_offs import words
from inventory.write_offs.models import WriteOff, WriteOffKind, WriteOffLine, WriteOffStatus


@dataclass(frozen=True, slots=True)
class Search:
    """What the list is asked for."""

    words: str = ""
    status: WriteOffStatus | None = None


@dataclass(frozen=True, slots=True)
class WriteOffRow:
    """A paper as the list shows one."""

    number: str
    shop: str
    """The shop's code."""
    time_zone: str
    kind: WriteOffKind
    note: str
    status: WriteOffStatus
    written_at: datetime
    written_by: str
    writer_id: OperatorId
    closed_at: datetime | None
    closed_by: str
    booked_on: date | None
    value: Money
    products: int

    @property
    def is_draft(self) -> bool:
        return self.status is WriteOffStatus.DRAFT

    @property
    def is_waiting(self) -> bool:
        return self.status is WriteOffStatus.WAITING


@dataclass(frozen=True, slots=True)
class LineView:
    """Goods on a paper."""

    code: str
    name: str
    unit: str
    quantity: Quantity
    value: Money
    dates: Sequence[EndedDate] = ()
    """What of it expired when, as far as that was known."""


@dataclass(frozen=True, slots=True)
class WriteOffView:
    """A paper with its goods."""

    head: WriteOffRow
    lines: tuple[LineView, ...]


def page(
    session: Session, search: Search, *, shops: Sequence[ShopId], number: int
) -> Page[WriteOffRow]:
    """Papers of these shops, newest first; those that wait for somebody before all others."""
    wanted = _rows().where(WriteOff.shop_id.in_(shops), *_matching(search))
    total = session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    waiting = WriteOff.status == WriteOffStatus.WAITING
    newest = wanted.order_by(waiting.desc(), WriteOff.written_at.desc(), WriteOff.number.desc())
    found = session.execute(newest.offset(offset(number)).limit(SIZE))
    return Page(tuple(WriteOffRow(*row) for row in found), number, total)


def view(session: Session, number: str, *, within: ShopId | None) -> WriteOffView:
    """One paper. Raises NotFound, also for another shop's (``within``)."""
    of_shop = [] if within is None else [WriteOff.shop_id == within]
    wanted = _rows().where(WriteOff.number == number.upper(), *of_shop)
    row = session.execute(wanted).one_or_none()
    if row is None:
        raise NotFound(_("Tidak ada surat barang keluar %(number)s.", number=number))
    key = session.scalars(select(WriteOff.id).where(WriteOff.number == row.number)).one()
    dates = endings.ended_by(session, f"write_off:{key}")
    lines = session.execute(
        select(
            Product.id, Product.code, Product.name, Product.base_unit,
            WriteOffLine.quantity, WriteOffLine.value,
        )
        .join(Product, Product.id == WriteOffLine.product_id)
        .where(WriteOffLine.write_off_id == key)
        .order_by(WriteOffLine.position)
    )  # fmt: skip
    return WriteOffView(
        WriteOffRow(*row),
        tuple(
            LineView(
                line.code,
                line.name,
                line.base_unit,
                line.quantity,
                line.value,
                dates.get(ProductId(line.id), ()),
            )
            for line in lines
        ),
    )


def papers(session: Session, keys: Collection[UUID]) -> dict[UUID, Paper]:
    """What a stock card says of these."""
    found = session.execute(
        select(WriteOff.id, WriteOff.number, WriteOff.kind).where(WriteOff.id.in_(keys))
    )
    return {
        key: Paper(f"{number} · {words.KINDS[kind]}", "inventory.write_offs.show",
                   {"number": number})
        for key, number, kind in found
    }  # fmt: skip


def _rows() -> Select[*tuple[Any, ...]]:
    closer = aliased(Operator)
    counted = (
        select(func.count())
        .where(WriteOffLine.write_off_id == WriteOff.id)
        .correlate(WriteOff)
        .scalar_subquery()
    )
    return (
        select(
            WriteOff.number, Shop.code, Shop.time_zone, WriteOff.kind, WriteOff.note,
            WriteOff.status, WriteOff.written_at, Operator.name, WriteOff.written_by,
            WriteOff.closed_at, func.coalesce(closer.name, ""), WriteOff.booked_on,
            WriteOff.value, counted,
        )
        .join(Shop, Shop.id == WriteOff.shop_id)
        .join(Operator, Operator.id == WriteOff.written_by)
        .outerjoin(closer, closer.id == WriteOff.closed_by)
    )  # fmt: skip


def _matching(search: Search) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if search.status is not None:
        conditions.append(WriteOff.status == search.status)
    if search.words:
        conditions.append(or_(*_spelled(search.words)))
    return conditions


def _spelled(sought: str) -> list[ColumnElement[bool]]:
    """In its number, its note, or the name or code of goods on it."""
    every = sought.lower().split()
    named = and_(*(func.lower(Product.name).contains(word, autoescape=True) for word in every))
    with_goods = (
        select(WriteOffLine.write_off_id)
        .join(Product, Product.id == WriteOffLine.product_id)
        .where(or_(named, Product.code == sought.upper()))
    )
    return [
        WriteOff.number.contains(sought.upper(), autoescape=True),
        func.lower(WriteOff.note).contains(sought.lower(), autoescape=True),
        WriteOff.id.in_(with_goods),
    ]
