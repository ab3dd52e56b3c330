"""Writing goods off: begun, filled line by line, completed, and booked alone or by two people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import audit
from core.errors import BusinessError, InvalidInput, NotFound, PermissionDenied
from core.i18n import _
from core.ids import OperatorId, ProductId, ShopId
from core.models import Shop
from core.money import ZERO, Money, total
from core.quantity import NONE, Quantity
from core.settings import read
from core.shops import today_in
from inventory import ownership, products, stock
from inventory.batches import endings
from inventory.models import MoveKind, Product, ProductKind
from inventory.numbering import Series, take_number
from inventory.shelves import Cause
from inventory.write_offs import review
from inventory.write_offs.entries import GoodsOut, write_off_entry
from inventory.write_offs.models import WriteOff, WriteOffKind, WriteOffLine, WriteOffStatus
from inventory.write_offs.settings import ALONE_AT_MOST
from ledger import journal

ON_SHELVES = (ProductKind.GOODS, ProductKind.CONTAINER)
"""Kinds that stand on a shelf themselves."""


@dataclass(frozen=True, slots=True)
class NewWriteOff:
    """A paper to begin; ``key`` is made by the form, so that sending it twice begins one."""

    key: UUID
    kind: WriteOffKind
    note: str = ""


def begin(
    session: Session, shop: Shop, new: NewWriteOff, *, at: datetime, by: OperatorId
) -> WriteOff:
    """An empty paper with the next number, to put goods on."""
    shop_id = ShopId(shop.id)
    journal.lock_shop(session, shop_id)
    known = session.get(WriteOff, new.key)
    if known is not None:
        return known
    paper = WriteOff(
        id=new.key, number=take_number(session, shop, Series.WRITE_OFF), shop_id=shop_id,
        kind=new.kind, note=new.note, written_at=at, written_by=by,
    )  # fmt: skip
    session.add(paper)
    session.flush()
    return paper


def by_number(session: Session, number: str, *, within: ShopId | None) -> WriteOff:
    """The paper with this number, locked for what is done to it next. Raises NotFound.

    Whoever works for one shop (``within``) finds only that shop's.
    """
    shop_id = session.scalar(select(WriteOff.shop_id).where(WriteOff.number == number.upper()))
    if shop_id is None or within not in (None, shop_id):
        raise NotFound(_("Tidak ada surat barang keluar %(number)s.", number=number))
    journal.lock_shop(session, shop_id)
    found = select(WriteOff).where(WriteOff.number == number.upper())
    return session.scalars(found.execution_options(populate_existing=True)).one()


def put_line(
    session: Session, paper: WriteOff, product: Product, quantity: Quantity, *, by: OperatorId
) -> WriteOffLine:
    """Put so many base units more of a product on the paper."""
    _draft_of(paper, by)
    if product.kind not in ON_SHELVES:
        raise InvalidInput(_("%(name)s tidak ada di rak.", name=product.name), field="code")
    ownership.check_own(product, field="code")
    if quantity <= NONE:
        raise InvalidInput(_("Jumlah barang harus lebih dari nol."), field="quantity")
    key = ProductId(product.id)
    line = session.get(WriteOffLine, (paper.id, key))
    if line is None:
        line = WriteOffLine(write_off_id=paper.id, product_id=key, quantity=quantity,
                            position=_last_position(session, paper) + 1)  # fmt: skip
        session.add(line)
    else:
        line.quantity += quantity
    session.flush()
    return line


def take_line_out(session: Session, paper: WriteOff, product: Product, *, by: OperatorId) -> None:
    """Take a product off the paper again; nothing happens when it is not on it."""
    _draft_of(paper, by)
    line = session.get(WriteOffLine, (paper.id, ProductId(product.id)))
    if line is not None:
        session.delete(line)
        session.flush()


def complete(session: Session, paper: WriteOff, *, at: datetime, by: OperatorId) -> WriteOffStatus:
    """Book the goods out, or let them wait for a second person when they are worth too much."""
    _draft_of(paper, by)
    lines = lines_of(session, paper)
    if not lines:
        raise BusinessError(_("Belum ada barang di surat ini."))
    _value(session, paper, lines)
    today = _today(session, paper, at)
    limit = read(session, ALONE_AT_MOST, on=today, shop_id=paper.shop_id)
    alone = _alone_on(session, by, today)
    if review.needs_second_person(paper.value, alone_today=alone, limit=limit):
        paper.status = WriteOffStatus.WAITING
        session.flush()
    else:
        _book(session, paper, lines, at=at, by=by)
    _note(session, "write_off.completed", paper, at=at, by=by)
    return paper.status


def agree(session: Session, paper: WriteOff, *, at: datetime, by: OperatorId) -> None:
    """Book what waits, as the second person. Raises PermissionDenied for whoever wrote it."""
    _waiting(paper)
    if not review.may_agree(by, written_by=paper.written_by):
        raise PermissionDenied(_("Yang menulis surat ini tidak boleh mengesahkannya sendiri."))
    _book(session, paper, lines_of(session, paper), at=at, by=by)
    _note(session, "write_off.agreed", paper, at=at, by=by)


def drop(session: Session, paper: WriteOff, *, at: datetime, by: OperatorId) -> None:
    """Let nothing come of a paper that is not booked; its number stays taken."""
    if paper.status not in (WriteOffStatus.DRAFT, WriteOffStatus.WAITING):
        raise BusinessError(_("Surat %(number)s sudah selesai.", number=paper.number))
    paper.status, paper.closed_at, paper.closed_by = WriteOffStatus.DROPPED, at, by
    session.flush()
    _note(session, "write_off.dropped", paper, at=at, by=by)


def lines_of(session: Session, paper: WriteOff) -> list[WriteOffLine]:
    """The goods on a paper, in the order they were put on it."""
    found = select(WriteOffLine).where(WriteOffLine.write_off_id == paper.id)
    return list(session.scalars(found.order_by(WriteOffLine.position)))


def source_of(paper: WriteOff) -> str:
    """What its moves and its entry are known by."""
    return f"write_off:{paper.id}"


def _book(
    session: Session, paper: WriteOff, lines: list[WriteOffLine], *, at: datetime, by: OperatorId
) -> None:
    """Take the goods off the shelves at what they cost now, and book that."""
    for line in lines:
        ownership.check_own(products.get(session, line.product_id), field="code")
    source = source_of(paper)
    goods = [(line.product_id, line.quantity) for line in lines]
    if paper.kind is WriteOffKind.EXPIRED:
        gone = endings.Paper(paper.shop_id, source, paper.number, at, by)
        endings.throw_away(session, gone, goods, on=_today(session, paper, at))
    cause = Cause(MoveKind.WRITE_OFF, source, at)
    for line, issued in zip(
        lines, stock.take_out(session, cause, goods, shop_id=paper.shop_id), strict=True
    ):
        line.value = issued.cost
    paper.value = total(line.value for line in lines)
    paper.status, paper.closed_at, paper.closed_by = WriteOffStatus.BOOKED, at, by
    paper.booked_on = _today(session, paper, at)
    session.flush()
    is_used = paper.kind is WriteOffKind.USED
    entry = write_off_entry(
        GoodsOut(source, paper.shop_id, paper.booked_on, paper.number, paper.value, is_used)
    )
    if entry is not None:
        journal.post(session, entry, at=at)


def _value(session: Session, paper: WriteOff, lines: list[WriteOffLine]) -> None:
    goods = [(line.product_id, line.quantity) for line in lines]
    for line, worth in zip(lines, stock.worth_today(session, paper.shop_id, goods), strict=True):
        line.value = worth
    paper.value = total(line.value for line in lines)


def _alone_on(session: Session, by: OperatorId, today: date) -> Money:
    """What somebody wrote and booked alone on a day, in all shops."""
    return session.scalar(
        select(func.sum(WriteOff.value)).where(
            WriteOff.written_by == by, WriteOff.closed_by == by, WriteOff.booked_on == today
        )
    ) or ZERO  # fmt: skip


def _last_position(session: Session, paper: WriteOff) -> int:
    last = select(func.max(WriteOffLine.position)).where(WriteOffLine.write_off_id == paper.id)
    return session.scalar(last) or 0


def _today(session: Session, paper: WriteOff, at: datetime) -> date:
    return today_in(session.get_one(Shop, paper.shop_id), at)


def _draft_of(paper: WriteOff, by: OperatorId) -> None:
    if paper.status is not WriteOffStatus.DRAFT:
        raise BusinessError(_("Surat %(number)s sudah tidak dapat diubah.", number=paper.number))
    if paper.written_by != by:
        raise PermissionDenied(_("Hanya yang memulai surat ini yang mengisinya."))


def _waiting(paper: WriteOff) -> None:
    if paper.status is not WriteOffStatus.WAITING:
        raise BusinessError(_("Surat %(number)s tidak menunggu siapa pun.", number=paper.number))


def _note(session: Session, action: str, paper: WriteOff, *, at: datetime, by: OperatorId) -> None:
    audit.record(session, action, at=at, by=by, shop_id=paper.shop_id, subject=paper.number,
                 kind=paper.kind.value, value=paper.value.amount)  # fmt: skip
