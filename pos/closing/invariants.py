"""What must always hold of drawers; ``lumbung check`` asks."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.format import rupiah
from core.i18n import _
from core.models import Shop
from core.money import ZERO
from ledger.chart import DRAWER
from ledger.models import Posting
from pos.closing.figures import from_json
from pos.closing.models import ShiftCount, ZReport
from pos.models import Document, Shift, Till


def drawers_match_the_books(session: Session) -> Iterator[str]:
    """What the documents of a till did to its drawer is what the books say lies there."""
    moved = select(Document.till_id, func.sum(Document.cash).label("cash")).group_by(
        Document.till_id
    ).subquery()  # fmt: skip
    booked = (
        select(Posting.till_id, func.sum(Posting.amount).label("amount"))
        .where(Posting.account == DRAWER)
        .group_by(Posting.till_id)
        .subquery()
    )
    rows = session.execute(
        select(Shop.code, Till.name, moved.c.cash, booked.c.amount)
        .join(Shop, Shop.id == Till.shop_id)
        .outerjoin(moved, moved.c.till_id == Till.id)
        .outerjoin(booked, booked.c.till_id == Till.id)
        .order_by(Shop.code, Till.name)
    )
    for code, name, cash, amount in rows:
        if (cash or ZERO) != (amount or ZERO):
            yield _(
                "Laci %(till)s: dokumen %(documents)s, buku %(books)s.",
                till=f"{code}-{name}",
                documents=rupiah(cash or ZERO),
                books=rupiah(amount or ZERO),
            )


def counts_add_up(session: Session) -> Iterator[str]:
    """Notes make the count, and what a Z report kept makes what was expected."""
    pieces = (
        select(
            ShiftCount.shift_id,
            func.sum(ShiftCount.denomination * ShiftCount.pieces).label("worth"),
        )
        .group_by(ShiftCount.shift_id)
        .subquery()
    )
    rows = session.execute(
        select(Shop.code, Till.name, Shift, ZReport, pieces.c.worth)
        .select_from(Shift)
        .join(ZReport, ZReport.shift_id == Shift.id)
        .join(Till, Till.id == Shift.till_id)
        .join(Shop, Shop.id == Shift.shop_id)
        .outerjoin(pieces, pieces.c.shift_id == Shift.id)
        .order_by(Shop.code, Till.name, ZReport.number)
    )
    for code, name, shift, kept, worth in rows:
        report = _("Laporan Z %(n)s %(till)s", n=kept.number, till=f"{code}-{name}")
        if worth is not None and worth != shift.counted.amount:
            yield _("%(report)s: hitungan per lembar tidak cocok.", report=report)
        if shift.float + from_json(kept.figures).cash_moved != shift.expected:
            yield _("%(report)s: yang seharusnya ada tidak cocok.", report=report)


def reports_without_gaps(session: Session) -> Iterator[str]:
    """Z reports of a till are numbered 1, 2, 3 …"""
    rows = session.execute(
        select(Shop.code, Till.name)
        .select_from(ZReport)
        .join(Till, Till.id == ZReport.till_id)
        .join(Shop, Shop.id == Till.shop_id)
        .group_by(Shop.code, Till.name)
        .having(func.max(ZReport.number) != func.count())
    )
    for code, name in rows:
        yield _("Laporan Z %(till)s: ada nomor yang hilang.", till=f"{code}-{name}")
