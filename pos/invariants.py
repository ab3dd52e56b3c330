"""What must always hold at the counter; ``lumbung check`` asks."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from core.format import rupiah
from core.i18n import _
from core.ids import ShopId
from core.models import Shop
from core.money import ZERO, Money
from ledger import chart
from ledger.models import JournalEntry, Posting
from pos.entries import sale_source
from pos.models import Document, Sale, SaleLine, SaleTender, Till

SOLD_FOR = (
    chart.MEMBER_SALES,
    chart.OTHER_SALES,
    chart.MEMBER_SERVICE_FEES,
    chart.OTHER_SERVICE_FEES,
    chart.PROVIDER_DEPOSIT,
    chart.CONTAINER_DEPOSITS,
    chart.MEMBER_COMMISSION,
    chart.OTHER_COMMISSION,
    chart.CONSIGNMENT_PAYABLES,
    chart.VAT_PAYABLE,
)
"""Where the total of a sale goes."""
CHUNK = 5_000
"""Rows that are in memory at a time."""


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
            | (tenders.c.amount.is_distinct_from(_due()))
        )
    )
    for row in wrong:
        yield _("Struk %(number)s: baris, pembayaran, dan total tidak cocok.", number=row.number)


def _due() -> ColumnElement[Money]:
    """What the tenders of a sale come to."""
    return Sale.total + Sale.rounding + Sale.kept_savings + Sale.kept_donation


def receipts_without_gaps(session: Session) -> Iterator[str]:
    """Receipt numbers of a series rise by one; a gap below an unsent document is only pending."""
    series = session.execute(
        select(
            Shop.code,
            Till.name,
            Document.till_id,
            Document.series,
            func.count(Document.counter.distinct()).label("different"),
            func.count(Document.counter).label("all"),
            func.max(Document.counter).label("highest"),
        )
        .join(Till, Till.id == Document.till_id)
        .join(Shop, Shop.id == Till.shop_id)
        .where(Document.counter.is_not(None))
        .group_by(Shop.code, Till.name, Document.till_id, Document.series)
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


def sales_are_in_the_journal(session: Session) -> Iterator[str]:
    """Every sale stands in its till's journal under its number."""
    wrong = session.scalars(
        select(Sale.number)
        .outerjoin(Document, Document.id == Sale.id)
        .where(
            Document.number.is_distinct_from(Sale.number)
            | Document.counter.is_distinct_from(Sale.counter)
            | Document.till_id.is_distinct_from(Sale.till_id)
        )
    )
    for number in wrong:
        yield _("Struk %(number)s tidak cocok dengan jurnal kasirnya.", number=number)


def sales_are_booked(session: Session) -> Iterator[str]:
    """Every sale is booked in its shop for its total, and nothing is booked as a sale that is none.

    Walks both in the order of their keys, so that the size of the books does not matter.
    """
    of = attrgetter("source")
    for _source, sides in groupby(heapq.merge(_sold(session), _booked(session), key=of), key=of):
        found = {side.is_entry: side for side in sides}
        yield from _disagreement(found.get(False), found.get(True))


@dataclass(frozen=True, slots=True)
class _Side:
    """What one side says of a sale: the receipts, or the books."""

    is_entry: bool
    source: str
    name: str
    shop_id: ShopId
    sold: Money


def _sold(session: Session) -> Iterator[_Side]:
    rows = session.execute(
        select(Sale.id, Sale.number, Sale.shop_id, Sale.total).order_by(Sale.id),
        execution_options={"yield_per": CHUNK},
    )
    for row in rows:
        yield _Side(False, sale_source(row.id), row.number, row.shop_id, row.total)


def _booked(session: Session) -> Iterator[_Side]:
    is_income = Posting.account.in_(SOLD_FOR)
    rows = session.execute(
        select(
            JournalEntry.source,
            Shop.code,
            JournalEntry.number,
            JournalEntry.shop_id,
            func.sum(Posting.amount).filter(is_income).label("income"),
        )
        .join(Shop, Shop.id == JournalEntry.shop_id)
        .join(Posting, Posting.entry_id == JournalEntry.id)
        .where(JournalEntry.source.startswith("sale:"))
        .group_by(JournalEntry.source, Shop.code, JournalEntry.number, JournalEntry.shop_id)
        .order_by(JournalEntry.source),
        execution_options={"yield_per": CHUNK},
    )
    for row in rows:
        name = f"{row.code} {row.number}"
        yield _Side(True, row.source, name, row.shop_id, -(row.income or ZERO))


def _disagreement(sale: _Side | None, entry: _Side | None) -> Iterator[str]:
    if sale is None and entry is not None:
        yield _("Entri %(entry)s membukukan penjualan yang tidak ada.", entry=entry.name)
    elif sale is not None and entry is None and sale.sold != ZERO:
        yield _("Struk %(number)s tidak dibukukan.", number=sale.name)
    elif sale and entry and (sale.shop_id, sale.sold) != (entry.shop_id, entry.sold):
        yield _(
            "Struk %(number)s: terjual %(sold)s, dibukukan %(booked)s di entri %(entry)s.",
            number=sale.name,
            sold=rupiah(sale.sold),
            booked=rupiah(entry.sold),
            entry=entry.name,
        )


def _is_pending(session: Session, till_id: object, series: str) -> bool:
    """Whether a document of the series is still on its way: its sequence has a gap too."""
    row = session.execute(
        select(func.count().label("arrived"), func.max(Document.sequence).label("highest")).where(
            Document.till_id == till_id, Document.series == series
        )
    ).one()
    return bool(row.arrived != row.highest)
