"""QRIS by day: sold at the tills, told by the provider, and what the books say is still owed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from core.ids import ShopId
from core.money import ZERO, Money
from ledger.chart import QRIS_RECEIVABLE
from ledger.models import JournalEntry, Posting
from pos.models import Sale, SaleTender, TenderKind
from pos.qris.models import QrisMatch, QrisSettlement


@dataclass(frozen=True, slots=True)
class QrisDay:
    """One day of a shop."""

    day: date
    paid: Money
    """By QRIS at the tills, in sales."""
    told: Money
    """In the provider's files."""
    settled: Money
    """Of what was told, that was accepted and booked."""
    fee: Money
    """Of what was accepted."""
    still_owed: Money
    """Balance of the receivable at the end of the day."""

    @property
    def is_quiet(self) -> bool:
        return not (self.paid or self.told or self.settled)


def days(session: Session, shop_id: ShopId, *, until: date, count: int) -> tuple[QrisDay, ...]:
    """So many days up to that one, oldest first, also quiet ones."""
    every = [until - timedelta(days=back) for back in reversed(range(count))]
    paid, told = _paid(session, shop_id, every[0]), _told(session, shop_id, every[0])
    settled = {row[0]: (row[1], row[2]) for row in _settled(session, shop_id, every[0])}
    moved = _moved(session, shop_id, every[0])
    owed = accumulate(
        (moved.get(day, ZERO) for day in every), initial=_owed_before(session, shop_id, every[0])
    )
    next(owed)
    return tuple(
        QrisDay(
            day,
            paid.get(day, ZERO),
            told.get(day, ZERO),
            *settled.get(day, (ZERO, ZERO)),
            still_owed=balance,
        )
        for day, balance in zip(every, owed, strict=True)
    )


def _paid(session: Session, shop_id: ShopId, since: date) -> dict[date, Money]:
    return _by_day(
        session,
        select(Sale.sold_on, func.sum(SaleTender.amount))
        .join(SaleTender, SaleTender.sale_id == Sale.id)
        .where(Sale.shop_id == shop_id, Sale.sold_on >= since)
        .where(SaleTender.kind == TenderKind.QRIS)
        .group_by(Sale.sold_on),
    )


def _told(session: Session, shop_id: ShopId, since: date) -> dict[date, Money]:
    return _by_day(
        session,
        select(QrisSettlement.paid_on, func.sum(QrisSettlement.gross))
        .where(QrisSettlement.shop_id == shop_id, QrisSettlement.paid_on >= since)
        .group_by(QrisSettlement.paid_on),
    )


def _settled(session: Session, shop_id: ShopId, since: date) -> Any:
    return session.execute(
        select(QrisSettlement.paid_on, func.sum(QrisSettlement.gross), func.sum(QrisSettlement.fee))
        .join(QrisMatch, QrisMatch.settlement_id == QrisSettlement.id)
        .where(QrisSettlement.shop_id == shop_id, QrisSettlement.paid_on >= since)
        .group_by(QrisSettlement.paid_on)
    )


def _moved(session: Session, shop_id: ShopId, since: date) -> dict[date, Money]:
    return _by_day(
        session,
        select(JournalEntry.booked_on, func.sum(Posting.amount))
        .join(Posting, Posting.entry_id == JournalEntry.id)
        .where(JournalEntry.shop_id == shop_id, JournalEntry.booked_on >= since)
        .where(Posting.account == QRIS_RECEIVABLE)
        .group_by(JournalEntry.booked_on),
    )


def _owed_before(session: Session, shop_id: ShopId, day: date) -> Money:
    summed = (
        select(func.sum(Posting.amount))
        .join(JournalEntry, JournalEntry.id == Posting.entry_id)
        .where(JournalEntry.shop_id == shop_id, JournalEntry.booked_on < day)
        .where(Posting.account == QRIS_RECEIVABLE)
    )
    return session.scalar(summed) or ZERO


def _by_day(session: Session, statement: Select[Any, Any]) -> dict[date, Money]:
    return {row[0]: row[1] for row in session.execute(statement)}
