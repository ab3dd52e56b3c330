"""Reads what a shift came to out of its documents: a handful of sums, never sale by sale."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import case, func, select, type_coerce, union_all
from sqlalchemy.orm import Session

from core.columns import MoneyColumn
from core.ids import ShiftId
from core.models import AuditRecord
from core.money import ZERO, Money
from members.ways import Direction as MoneyDirection
from pos.bon_payments.models import BonPayment
from pos.cash.models import CashMove
from pos.closing.figures import NONE, Figures, MoveKind, Tally
from pos.corrections.models import CorrectedTender, TenderCorrection
from pos.member_money.models import MemberMoney
from pos.models import Document, DocumentKind, Sale, SaleLine, SaleTender, Shift, TenderKind
from pos.returns.models import Return, ReturnRefund
from pos.shifts import ENDS
from pos.tills import PAPER_SERIES


def figures(session: Session, shift: Shift) -> Figures:
    """What a shift has come to by now."""
    shift_id = ShiftId(shift.id)
    gross, discounts = _goods(session, shift_id)
    member_sales, other_sales, rounding = _sales(session, shift_id)
    member_returns, other_returns, given_back = _returns(session, shift_id)
    first, last = _numbers(session, shift_id)
    return Figures(
        gross=gross,
        discounts=discounts,
        member_sales=member_sales,
        other_sales=other_sales,
        member_returns=member_returns,
        other_returns=other_returns,
        rounding=rounding - given_back,
        tenders=_tenders(session, shift_id),
        refunds=_refunds(session, shift_id),
        beside=_beside(session, shift_id),
        unconfirmed=_unconfirmed(session, shift_id),
        cash=_cash(session, shift_id),
        moves=_moves(session, shift_id),
        removed=_removed(session, shift),
        reprints=_reprints(session, shift),
        first_number=first,
        last_number=last,
    )


def _goods(session: Session, shift_id: ShiftId) -> tuple[Money, Money]:
    """Sold before discounts, and the discounts."""
    paid, discounts = session.execute(
        select(func.sum(SaleLine.amount), func.sum(SaleLine.discount))
        .join(Sale, Sale.id == SaleLine.sale_id)
        .where(Sale.shift_id == shift_id)
    ).one()
    return (paid or ZERO) + (discounts or ZERO), discounts or ZERO


def _sales(session: Session, shift_id: ShiftId) -> tuple[Tally, Tally, Money]:
    """To members, to others, and what rounding added."""
    of_member = Sale.member_id.is_not(None)
    rows = session.execute(
        select(of_member, func.count(), func.sum(Sale.total), func.sum(Sale.rounding))
        .where(Sale.shift_id == shift_id)
        .group_by(of_member)
    ).all()
    found = {bool(row[0]): Tally(row[1], row[2] or ZERO) for row in rows}
    rounding = sum((row[3].amount for row in rows), 0)
    return found.get(True, NONE), found.get(False, NONE), Money(rounding)


def _returns(session: Session, shift_id: ShiftId) -> tuple[Tally, Tally, Money]:
    """From members, from others, and what rounding added to the refunds."""
    of_member = Return.member_id.is_not(None)
    rows = session.execute(
        select(of_member, func.count(), func.sum(Return.total), func.sum(Return.rounding))
        .where(Return.shift_id == shift_id)
        .group_by(of_member)
    ).all()
    found = {bool(row[0]): Tally(row[1], row[2] or ZERO) for row in rows}
    rounding = sum((row[3].amount for row in rows), 0)
    return found.get(True, NONE), found.get(False, NONE), Money(rounding)


def _tenders(session: Session, shift_id: ShiftId) -> dict[TenderKind, Tally]:
    return _tallies(
        session,
        select(SaleTender.kind, func.count(), func.sum(SaleTender.amount))
        .join(Sale, Sale.id == SaleTender.sale_id)
        .where(Sale.shift_id == shift_id)
        .group_by(SaleTender.kind),
    )


def _refunds(session: Session, shift_id: ShiftId) -> dict[TenderKind, Tally]:
    return _tallies(
        session,
        select(ReturnRefund.kind, func.count(), func.sum(ReturnRefund.amount))
        .join(Return, Return.id == ReturnRefund.return_id)
        .where(Return.shift_id == shift_id)
        .group_by(ReturnRefund.kind),
    )


def _beside(session: Session, shift_id: ShiftId) -> dict[TenderKind, Tally]:
    """What was paid without a sale, by the way it was paid."""
    paid_back = BonPayment.amount + BonPayment.rounding
    sign = case((MemberMoney.direction == MoneyDirection.IN, 1), else_=-1)
    parts = union_all(
        select(BonPayment.tender.label("kind"), paid_back.label("of"))
        .where(BonPayment.shift_id == shift_id),
        select(MemberMoney.tender, MemberMoney.amount * sign)
        .where(MemberMoney.shift_id == shift_id),
        select(CorrectedTender.kind, CorrectedTender.amount)
        .join(TenderCorrection, TenderCorrection.id == CorrectedTender.correction_id)
        .where(TenderCorrection.shift_id == shift_id),
    ).subquery()  # fmt: skip
    return _tallies(
        session,
        select(
            parts.c.kind, func.count(), type_coerce(func.sum(parts.c.of), MoneyColumn())
        ).group_by(parts.c.kind),
    )


def _unconfirmed(session: Session, shift_id: ShiftId) -> Tally:
    count, amount = session.execute(
        select(func.count(), func.sum(SaleTender.amount))
        .join(Sale, Sale.id == SaleTender.sale_id)
        .where(Sale.shift_id == shift_id, SaleTender.confirmed.is_(False))
    ).one()
    return Tally(count, amount or ZERO)


def _cash(session: Session, shift_id: ShiftId) -> dict[DocumentKind, Tally]:
    return _tallies(
        session,
        select(Document.kind, func.count(), func.sum(Document.cash))
        .where(Document.shift_id == shift_id, Document.kind.not_in(ENDS))
        .group_by(Document.kind),
    )


def _moves(session: Session, shift_id: ShiftId) -> dict[MoveKind, Tally]:
    rows = session.execute(
        select(CashMove.direction, CashMove.purpose, func.count(), func.sum(CashMove.amount))
        .where(CashMove.shift_id == shift_id)
        .group_by(CashMove.direction, CashMove.purpose)
        .order_by(CashMove.direction, CashMove.purpose)
    )
    return {(row[0], row[1]): Tally(row[2], row[3]) for row in rows}


def _numbers(session: Session, shift_id: ShiftId) -> tuple[str, str]:
    """The first and the last number its printer gave out, in the order of its series."""
    numbered = select(Document.number).where(
        Document.shift_id == shift_id,
        Document.number.is_not(None),
        Document.series != PAPER_SERIES,
    )
    first = session.scalar(numbered.order_by(Document.series, Document.counter).limit(1))
    last = session.scalar(
        numbered.order_by(Document.series.desc(), Document.counter.desc()).limit(1)
    )
    return first or "", last or ""


def _reprints(session: Session, shift: Shift) -> int:
    """Copies of the shift's receipts that somebody asked for."""
    return (
        session.scalar(
            select(func.count())
            .select_from(AuditRecord)
            .join(Document, Document.number == AuditRecord.subject)
            .where(AuditRecord.action == "receipt.copied", AuditRecord.at >= _begun(shift))
            .where(Document.shift_id == shift.id)
        )
        or 0
    )


def _removed(session: Session, shift: Shift) -> Tally:
    """Lines that were taken out of baskets again before they were paid."""
    details = session.scalars(
        select(AuditRecord.details)
        .join(Document, Document.number == AuditRecord.subject)
        .where(AuditRecord.action == "sale.lines_removed", AuditRecord.at >= _begun(shift))
        .where(Document.shift_id == shift.id)
    ).all()
    return Tally(sum(item["n"] for item in details), Money(sum(item["amount"] for item in details)))


def _begun(shift: Shift) -> datetime:
    """Nothing of the shift was noted before; by the shop's day, as its clock may be wrong."""
    return datetime.combine(shift.opened_on - timedelta(days=1), datetime.min.time(), UTC)


def _tallies(session: Session, statement: Any) -> dict[Any, Tally]:
    return {key: Tally(count, amount) for key, count, amount in session.execute(statement)}
