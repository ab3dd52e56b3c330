"""Correcting how a sale was paid: the sale stays as it was rung up, the difference is booked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import operators
from core.i18n import _
from core.ids import MemberId, OperatorId, SaleId, ShiftId, ShopId
from core.money import ZERO, Money
from ledger import journal, periods
from members import standing
from pos import member_tenders, shifts
from pos.approvals import approvals
from pos.corrections.documents import CorrectionDocument, correction_source
from pos.corrections.entries import CorrectedPayment, correction_entry, correction_home_entry
from pos.corrections.models import CorrectedTender, TenderCorrection
from pos.documents import ApprovalAction, Booked, Unbookable
from pos.models import Sale, SaleTender, Shift, TenderKind
from pos.review import sale_day
from pos.tender_entries import MEMBERS_OWN
from pos.tills import TillView


def book(
    session: Session, till: TillView, document: CorrectionDocument, received_at: datetime
) -> Booked:
    """Book a correction and note who agreed to it.

    Raises Unbookable for a sale of another shop, for ways it was not paid in, and for cash that
    lies in the drawer of another till.
    """
    sale = _sale(session, till, document)
    shift = session.get(Shift, document.shift_id)
    shift = shift or shifts.assume_open(session, till, document, received_at=received_at)
    operator = operators.view_of(session, document.header.operator_id)
    by = operator.id if operator else OperatorId(shift.operator_id)
    day = periods.open_day(
        session,
        sale_day(
            document.header.at,
            received_at=received_at,
            time_zone=till.time_zone,
            shift_day=shift.opened_on,
        ),
    )
    session.add(_correction(till, document, by=by, booked_on=day))
    session.flush()
    session.add_all(_tenders(document))
    session.flush()
    payment = _payment(session, till, sale, document, day)
    number = _post(session, payment, at=received_at)
    approvals.note(
        session,
        till,
        document.header,
        document.approvals,
        {ApprovalAction.CORRECTION: document.amount},
        subject=sale.number,
        requested_by=by,
        received_at=received_at,
    )
    cash = document.changes.get(TenderKind.CASH, ZERO)
    return Booked({"entry": number}, ShiftId(shift.id), cash=cash)


def shops_of(session: Session, document: CorrectionDocument) -> Iterable[ShopId]:
    """The home shop of a member whose savings a correction touches: its books change, too."""
    sale = session.get(Sale, document.sale_id)
    if sale is None or TenderKind.SAVINGS not in document.changes:
        return ()
    return standing.homes_of(session, sale.member_id)


def tenders_now(session: Session, sale_id: SaleId) -> Mapping[TenderKind, Money]:
    """What a sale was paid with in each way, as far as it is known today."""
    tendered = select(SaleTender.kind, SaleTender.amount).where(SaleTender.sale_id == sale_id)
    corrected = (
        select(CorrectedTender.kind, CorrectedTender.amount)
        .join(TenderCorrection, TenderCorrection.id == CorrectedTender.correction_id)
        .where(TenderCorrection.sale_id == sale_id)
    )
    paid: dict[TenderKind, Money] = {}
    for kind, amount in (*session.execute(tendered), *session.execute(corrected)):
        paid[kind] = paid.get(kind, ZERO) + amount
    return {kind: amount for kind, amount in paid.items() if amount}


def _sale(session: Session, till: TillView, document: CorrectionDocument) -> Sale:
    sale = session.get(Sale, document.sale_id)
    if sale is None or sale.shop_id != till.shop_id:
        raise Unbookable(_("Penjualan yang dikoreksi tidak ada di toko ini."), field="sale_id")
    if TenderKind.CASH in document.changes and sale.till_id != till.id:
        raise Unbookable(
            _("Uang tunai hanya dapat dikoreksi di kasir yang menerimanya."), field="sale_id"
        )
    paid = tenders_now(session, SaleId(sale.id))
    for kind, change in document.changes.items():
        if paid.get(kind, ZERO) + change < ZERO:
            raise Unbookable(
                _(
                    "Struk %(number)s tidak dibayar sebanyak itu dengan cara itu.",
                    number=sale.number,
                ),
                field="from",
            )
        is_owed = kind is TenderKind.KASBON and member_tenders.customer_of(session, sale.id)
        if kind in MEMBERS_OWN and sale.member_id is None and not is_owed:
            raise Unbookable(_("Struk ini bukan belanja anggota."), field="to")
    return sale


def _correction(
    till: TillView, document: CorrectionDocument, *, by: OperatorId, booked_on: date
) -> TenderCorrection:
    return TenderCorrection(
        id=document.header.id,
        shop_id=till.shop_id,
        till_id=till.id,
        shift_id=document.shift_id,
        operator_id=by,
        sale_id=document.sale_id,
        corrected_at=document.header.at,
        booked_on=booked_on,
        reason=document.reason,
    )


def _tenders(document: CorrectionDocument) -> Iterator[CorrectedTender]:
    for position, (kind, amount) in enumerate(document.changes.items()):
        yield CorrectedTender(
            correction_id=document.header.id, position=position, kind=kind, amount=amount
        )


def _payment(
    session: Session, till: TillView, sale: Sale, document: CorrectionDocument, day: date
) -> CorrectedPayment:
    return CorrectedPayment(
        id=document.header.id,
        shop_id=till.shop_id,
        till_id=till.id,
        member_id=MemberId(sale.member_id) if sale.member_id else None,
        number=sale.number,
        booked_on=day,
        changes=document.changes,
        savings_shop_id=next(iter(shops_of(session, document)), None),
        customer_id=member_tenders.customer_of(session, sale.id),
    )


def _post(session: Session, payment: CorrectedPayment, *, at: datetime) -> int:
    """Book it, note the bon that begins, and return the number of the entry in the shop."""
    away = correction_home_entry(payment)
    if away is not None:
        journal.post(session, away, at=at)
    lent = payment.changes.get(TenderKind.KASBON, ZERO)
    member_tenders.note_bon(session, payment, correction_source(payment.id), lent)
    if payment.member_id and payment.changes.keys() & set(MEMBERS_OWN):
        standing.touch(session, payment.member_id, at=at)
    return journal.post(session, correction_entry(payment), at=at)
