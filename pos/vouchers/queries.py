"""What the pages of vouchers and the tills read; values, never statements.

Vouchers are good in every shop, so whoever may see them sees those of all shops.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session, aliased

from core.errors import NotFound
from core.i18n import _
from core.models import Operator, Shop
from core.money import Money
from core.paging import SIZE, Page, offset
from pos.models import Sale
from pos.vouchers import codes, redeeming, words
from pos.vouchers.models import EndKind, PaidBy, Voucher, VoucherBatch, VoucherEnd, VoucherUse
from pos.vouchers.standing import Standing, State, state


@dataclass(frozen=True, slots=True)
class VoucherSearch:
    """Which vouchers to list; empty: all of them."""

    query: str = ""
    """A whole code, or part of what a batch is for."""
    state: State | None = None
    batch_id: UUID | None = None

    @property
    def is_narrow(self) -> bool:
        return bool(self.query or self.state or self.batch_id)


@dataclass(frozen=True, slots=True)
class VoucherRow:
    """A voucher in a list and on its own page."""

    id: UUID
    batch_id: UUID
    purpose: str
    serial: int
    code: str
    face: Money
    valid_until: date
    state: State
    sale_id: UUID | None
    sale_number: str | None
    used_on: date | None
    paid: Money | None
    """What it paid of the sale; the rest lapsed."""
    end: EndKind | None
    ended_on: date | None
    ended_by: str | None
    reason: str | None

    @property
    def shown(self) -> str:
        return codes.shown(self.code)

    @property
    def masked(self) -> str:
        return codes.masked(self.code)

    @property
    def lapsed(self) -> Money | None:
        """What was left when it was used."""
        return None if self.paid is None else self.face - self.paid


@dataclass(frozen=True, slots=True)
class BatchRow:
    """A batch in a list and on its own page."""

    id: UUID
    shop: str
    purpose: str
    face: Money
    pieces: int
    valid_until: date
    paid_by: PaidBy
    issued_on: date
    issued_by: str
    used: int
    ended: int
    is_past: bool
    """Its last day has passed."""

    @property
    def left(self) -> int:
        """Those that came to no end."""
        return self.pieces - self.used - self.ended

    @property
    def owed(self) -> Money:
        """What those are worth: what the books owe for the batch."""
        return self.face * self.left

    @property
    def is_good(self) -> bool:
        return bool(self.left) and not self.is_past

    @property
    def is_to_close(self) -> bool:
        """Whether some lapsed and the books still owe for them."""
        return bool(self.left) and self.is_past


def voucher_page(
    session: Session, search: VoucherSearch, *, on: date, page: int
) -> Page[VoucherRow]:
    """Vouchers that match, those of the newest batch first."""
    where = list(_sought(search, on))
    count = session.scalar(_joined(select(func.count(Voucher.id))).where(*where))
    rows = session.execute(
        _joined(_columns())
        .where(*where)
        .order_by(VoucherBatch.issued_at.desc(), VoucherBatch.id.desc(), Voucher.serial)
        .limit(SIZE)
        .offset(offset(page))
    )
    return Page(tuple(_voucher(row, on) for row in rows), page, count or 0)


def voucher(session: Session, voucher_id: UUID, *, on: date) -> VoucherRow:
    """One voucher. Raises NotFound."""
    statement = _joined(_columns()).where(Voucher.id == voucher_id)
    row = session.execute(statement).one_or_none()
    if row is None:
        raise NotFound(_("Voucher ini tidak ada."))
    return _voucher(row, on)


def batch_page(session: Session, query: str, *, on: date, page: int) -> Page[BatchRow]:
    """Batches that match, the newest first."""
    where = list(_about(query))
    count = session.scalar(select(func.count(VoucherBatch.id)).where(*where))
    rows = session.execute(
        _batches()
        .where(*where)
        .order_by(VoucherBatch.issued_at.desc(), VoucherBatch.id.desc())
        .limit(SIZE)
        .offset(offset(page))
    )
    return Page(tuple(_batch(row, on) for row in rows), page, count or 0)


def batch(session: Session, batch_id: UUID, *, on: date) -> BatchRow:
    """One batch. Raises NotFound."""
    statement = _batches().where(VoucherBatch.id == batch_id)
    row = session.execute(statement).one_or_none()
    if row is None:
        raise NotFound(_("Terbitan voucher ini tidak ada."))
    return _batch(row, on)


def at_till(session: Session, text: str, *, on: date) -> dict[str, Any]:
    """What a till asks before it takes a voucher. Raises NotFound for one nobody issued."""
    code = codes.tidy(text)
    known = redeeming.by_codes(session, [code]).get(code)
    if known is None:
        raise NotFound(_("Kode voucher ini tidak dikenal: jangan diterima."))
    found = state(known.standing, on=on)
    return {
        "code": codes.shown(code),
        "amount": known.standing.face.amount,
        "valid_until": known.standing.valid_until.isoformat(),
        "state": found.value,
        "sentence": words.refusal(known.standing, found),
    }


def _about(query: str) -> Iterator[ColumnElement[bool]]:
    if query:
        yield VoucherBatch.purpose.icontains(query, autoescape=True)


def _sought(search: VoucherSearch, on: date) -> Iterator[ColumnElement[bool]]:
    """A code is found only whole, so that nobody feels his way to one."""
    if search.query:
        yield or_(Voucher.code == codes.tidy(search.query), *_about(search.query))
    if search.batch_id:
        yield Voucher.batch_id == search.batch_id
    if search.state:
        yield from _in_state(search.state, on)


def _in_state(wanted: State, on: date) -> Iterator[ColumnElement[bool]]:
    """The same as ``standing.state``, in SQL."""
    unused, unended = VoucherUse.voucher_id.is_(None), VoucherEnd.voucher_id.is_(None)
    is_past = VoucherBatch.valid_until < on
    yield VoucherUse.voucher_id.is_not(None) if wanted is State.USED else unused
    if wanted is State.OPEN:
        yield unended & ~is_past
    if wanted is State.EXPIRED:
        yield (unended & is_past) | (VoucherEnd.kind == EndKind.LAPSED)
    if wanted is State.VOID:
        yield VoucherEnd.kind == EndKind.VOID


def _joined(statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return (
        statement.select_from(Voucher)
        .join(VoucherBatch, VoucherBatch.id == Voucher.batch_id)
        .outerjoin(VoucherUse, VoucherUse.voucher_id == Voucher.id)
        .outerjoin(Sale, Sale.id == VoucherUse.sale_id)
        .outerjoin(VoucherEnd, VoucherEnd.voucher_id == Voucher.id)
    )


def _columns() -> Select[*tuple[Any, ...]]:
    ender = aliased(Operator)
    name = select(ender.name).where(ender.id == VoucherEnd.ended_by).scalar_subquery()
    return select(Voucher, VoucherBatch, VoucherUse, Sale.number, VoucherEnd, name)


def _voucher(row: Any, on: date) -> VoucherRow:
    found, batch, use, number, end, ended_by = row
    used_on, kind = (use.used_on if use else None), (end.kind if end else None)
    standing = Standing(batch.face, batch.valid_until, number, used_on, kind)
    return VoucherRow(
        id=found.id,
        batch_id=batch.id,
        purpose=batch.purpose,
        serial=found.serial,
        code=found.code,
        face=batch.face,
        valid_until=batch.valid_until,
        state=state(standing, on=on),
        sale_id=use.sale_id if use else None,
        sale_number=number,
        used_on=used_on,
        paid=use.amount if use else None,
        end=kind,
        ended_on=end.ended_on if end else None,
        ended_by=ended_by,
        reason=end.reason if end else None,
    )


def _batches() -> Select[*tuple[Any, ...]]:
    mine = select(func.count()).select_from(Voucher).where(Voucher.batch_id == VoucherBatch.id)
    used = mine.join(VoucherUse, VoucherUse.voucher_id == Voucher.id).scalar_subquery()
    ended = mine.join(VoucherEnd, VoucherEnd.voucher_id == Voucher.id).scalar_subquery()
    return (
        select(VoucherBatch, Shop.name, Operator.name, used, ended)
        .join(Shop, Shop.id == VoucherBatch.shop_id)
        .join(Operator, Operator.id == VoucherBatch.issued_by)
    )


def _batch(row: Any, on: date) -> BatchRow:
    found, shop, issued_by, used, ended = row
    return BatchRow(
        id=found.id,
        shop=shop,
        purpose=found.purpose,
        face=found.face,
        pieces=found.pieces,
        valid_until=found.valid_until,
        paid_by=found.paid_by,
        issued_on=found.issued_on,
        issued_by=issued_by,
        used=used,
        ended=ended,
        is_past=found.valid_until < on,
    )
