"""What must always hold of vouchers; ``lumbung check`` asks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from core.format import rupiah
from core.i18n import _
from core.money import ZERO, Money
from ledger import chart
from ledger.models import JournalEntry, Posting
from pos.models import Sale, SaleTender, TenderKind
from pos.vouchers import codes
from pos.vouchers.models import Voucher, VoucherBatch, VoucherEnd, VoucherUse

KEY_LENGTH = 36
"""Characters of a UUID, with which every source ends."""


def vouchers_are_booked(session: Session) -> Iterator[str]:
    """What the open vouchers of each batch are worth is what the books still owe for it.

    The books: what issuing, taking back, lapsing and settling between shops left in 2-1420, less
    what its vouchers paid of sales, whose own entries took that off.
    """
    owed, paid = _owed(session), _paid(session)
    for batch, left, made in _batches(session):
        worth = batch.face * left
        booked = owed.pop(batch.id, ZERO) - paid.get(batch.id, ZERO)
        if made != batch.pieces:
            yield _("Voucher %(purpose)s: terbit %(told)s lembar, ada %(found)s.",
                    purpose=batch.purpose, told=batch.pieces, found=made)  # fmt: skip
        if booked != worth:
            yield _("Voucher %(purpose)s: yang belum dipakai %(worth)s, di buku %(booked)s.",
                    purpose=batch.purpose, worth=rupiah(worth),
                    booked=rupiah(booked))  # fmt: skip
    for key in owed:
        yield _("Pembukuan menyebut voucher %(key)s yang tidak ada.", key=key)


def vouchers_are_used_once(session: Session) -> Iterator[str]:
    """A used voucher paid a voucher tender that is large enough, and came to no other end."""
    rows = session.execute(
        select(Voucher.code, Sale.number)
        .join(VoucherUse, VoucherUse.voucher_id == Voucher.id)
        .join(VoucherBatch, VoucherBatch.id == Voucher.batch_id)
        .join(Sale, Sale.id == VoucherUse.sale_id)
        .join(SaleTender, (SaleTender.sale_id == VoucherUse.sale_id)
              & (SaleTender.position == VoucherUse.position))
        .outerjoin(VoucherEnd, VoucherEnd.voucher_id == Voucher.id)
        .where(or_(
            SaleTender.kind != TenderKind.VOUCHER,
            SaleTender.amount < VoucherUse.amount,
            VoucherBatch.face < VoucherUse.amount,
            VoucherEnd.voucher_id.is_not(None),
        ))
    )  # fmt: skip
    for code, number in rows:
        yield _("Voucher %(code)s dan pembayaran struk %(number)s tidak cocok.",
                code=codes.masked(code), number=number)  # fmt: skip


def _batches(session: Session) -> Iterator[tuple[VoucherBatch, int, int]]:
    """Every batch, how many of its vouchers came to no end, and how many there are."""
    counts = (
        select(
            Voucher.batch_id,
            func.count().label("made"),
            func.count(VoucherUse.voucher_id).label("used"),
            func.count(VoucherEnd.voucher_id).label("ended"),
        )
        .outerjoin(VoucherUse, VoucherUse.voucher_id == Voucher.id)
        .outerjoin(VoucherEnd, VoucherEnd.voucher_id == Voucher.id)
        .group_by(Voucher.batch_id)
        .subquery()
    )
    rows = session.execute(
        select(VoucherBatch, counts.c.made, counts.c.used, counts.c.ended)
        .outerjoin(counts, counts.c.batch_id == VoucherBatch.id)
        .order_by(VoucherBatch.issued_at, VoucherBatch.id)
    )
    for batch, made, used, ended in rows:
        yield batch, (made or 0) - (used or 0) - (ended or 0), made or 0


def _owed(session: Session) -> dict[UUID, Money]:
    """What the entries of vouchers left in 2-1420, by batch or, where there is none, by key."""
    rows = session.execute(
        select(JournalEntry.source, Posting.amount)
        .join(Posting, Posting.entry_id == JournalEntry.id)
        .where(Posting.account == chart.VOUCHERS)
        .where(or_(
            JournalEntry.source.startswith("voucher_"),
            JournalEntry.source.like("inter!_shop:%:voucher!_%", escape="!"),
        ))
    )  # fmt: skip
    batch_of = {row[0]: row[1] for row in session.execute(select(Voucher.id, Voucher.batch_id))}
    sums: dict[UUID, Money] = defaultdict(lambda: ZERO)
    for source, amount in rows:
        key = UUID(source[-KEY_LENGTH:])
        sums[batch_of.get(key, key)] -= amount
    return sums


def _paid(session: Session) -> Mapping[UUID, Money]:
    """What the vouchers of each batch paid of sales."""
    rows = session.execute(
        select(Voucher.batch_id, func.sum(VoucherUse.amount))
        .join(VoucherUse, VoucherUse.voucher_id == Voucher.id)
        .group_by(Voucher.batch_id)
    )
    return {row[0]: row[1] for row in rows}
