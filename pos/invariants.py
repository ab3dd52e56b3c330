"""What must always hold at the counter; ``lumbung check`` asks."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.format import rupiah
from core.i18n import _
from core.models import Shop
from core.money import ZERO
from ledger import chart
from ledger.models import JournalEntry, Posting
from pos.models import Document, Sale, SaleLine, SaleTender, Till


def sales_add_up(session: Session) -> Iterator[str]:
    """Lines make a sale's total, tenders the total with rounding, the lines' costs its cost."""
    lines = (
        select(
            SaleLine.sale_id,
            func.sum(SaleLine.amount).label("amount"),
            func.sum(SaleLine.cost).label("cost"),
        )
        .group_by(SaleLine.sale_id)
        .subquery()
    )
    tenders = (
        select(SaleTender.sale_id, func.sum(SaleTender.amount).label("amount"))
        .group_by(SaleTender.sale_id)
        .subquery()
    )
    wrong = session.execute(
        select(Sale.number)
        .outerjoin(lines, lines.c.sale_id == Sale.id)
        .outerjoin(tenders, tenders.c.sale_id == Sale.id)
        .where(
            (lines.c.amount.is_distinct_from(Sale.total))
            | (lines.c.cost.is_distinct_from(Sale.cost))
            | (tenders.c.amount.is_distinct_from(Sale.total + Sale.rounding))
        )
    )
    for row in wrong:
        yield _("Struk %(number)s: baris, bayaran dan total tidak cocok.", number=row.number)


def receipts_without_gaps(session: Session) -> Iterator[str]:
    """Receipt numbers of a series rise by one; a gap below an unsent document is only pending."""
    series = session.execute(
        select(
            Shop.code,
            Till.name,
            Sale.till_id,
            Sale.series,
            func.count(Sale.counter.distinct()).label("different"),
            func.count().label("all"),
            func.max(Sale.counter).label("highest"),
        )
        .join(Till, Till.id == Sale.till_id)
        .join(Shop, Shop.id == Till.shop_id)
        .group_by(Shop.code, Till.name, Sale.till_id, Sale.series)
    )
    for row in series:
        name = f"{row.code}-{row.name}-{row.series}"
        if row.different != row.all:
            yield _("Seri struk %(name)s: ada nomor yang dipakai dua kali.", name=name)
        if row.different != row.highest and not _is_pending(session, row.till_id, row.series):
            yield _(
                "Seri struk %(name)s: %(n)s nomor hilang.",
                name=name,
                n=row.highest - row.different,
            )


def sales_are_booked(session: Session) -> Iterator[str]:
    """What was sold is what the books say was sold, member and other together, per shop."""
    booked = (
        select(JournalEntry.shop_id, func.sum(Posting.amount).label("amount"))
        .join(Posting, Posting.entry_id == JournalEntry.id)
        .where(Posting.account.in_((chart.MEMBER_SALES, chart.OTHER_SALES)))
        .where(JournalEntry.source.startswith("sale:"))
        .group_by(JournalEntry.shop_id)
        .subquery()
    )
    sold = session.execute(
        select(Shop.code, func.sum(Sale.total).label("sold"), booked.c.amount)
        .join(Shop, Shop.id == Sale.shop_id)
        .outerjoin(booked, booked.c.shop_id == Sale.shop_id)
        .group_by(Shop.code, booked.c.amount)
    )
    for row in sold:
        if row.sold + (row.amount or ZERO) != ZERO:
            yield _(
                "Toko %(code)s: struk %(sold)s, buku %(booked)s.",
                code=row.code,
                sold=rupiah(row.sold),
                booked=rupiah(-(row.amount or ZERO)),
            )


def _is_pending(session: Session, till_id: object, series: str) -> bool:
    """Whether a document of the series is still on its way: its sequence has a gap too."""
    row = session.execute(
        select(func.count().label("arrived"), func.max(Document.sequence).label("highest")).where(
            Document.till_id == till_id, Document.series == series
        )
    ).one()
    return bool(row.arrived != row.highest)
