"""Recording payments of kasbon: any part of what is owed, what is due first.

Money that came in is booked; more than is owed is no payment of kasbon and is kept for the
manager.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from core import audit
from core.format import rupiah
from core.i18n import _
from core.ids import ShopId
from core.money import Money
from ledger import journal
from members import credit, standing
from members.entries import Event, across_shops
from members.standing import Borrower, Standing
from pos import shift_facts
from pos.bon_payments.documents import BonPaymentDocument
from pos.bon_payments.entries import PaidBons, payment_parts, payment_source
from pos.bon_payments.models import BonPayment
from pos.documents import Booked, Unbookable
from pos.models import TenderKind
from pos.printing import jobs
from pos.rounding import round_cash
from pos.settings import cash_rounding
from pos.shift_facts import ShiftClaims
from pos.tills import TillView


def shops_of(session: Session, document: BonPaymentDocument) -> Iterable[ShopId]:
    """The shops whose books a payment may touch beside the till's."""
    if document.tender is TenderKind.SAVINGS and document.member_id:
        yield from standing.homes_of(session, document.member_id)
    for bon in credit.bons_of(session, document.debtor):
        yield bon.shop_id


@dataclass(frozen=True, slots=True)
class _Payment:
    """A payment that is being booked, with what was found out about it."""

    till: TillView
    document: BonPaymentDocument
    debtor: Borrower
    """Before the payment."""
    member: Standing | None
    """The same, where that is a member."""
    claims: ShiftClaims
    received_at: datetime

    @property
    def source(self) -> str:
        return payment_source(self.document.header.id)


def book(
    session: Session, till: TillView, document: BonPaymentDocument, received_at: datetime
) -> Booked:
    """Book a payment and queue its receipt; the shops of ``shops_of`` must be locked.

    Raises Unbookable for a member nobody knows, or for more than is owed.
    """
    member = standing.locked(session, document.member_id) if document.member_id else None
    debtor = _debtor(session, document, member)
    claims = shift_facts.check(session, till, document, received_at=received_at)
    payment = _Payment(till, document, debtor, member, claims, received_at)
    _post(session, payment)
    row = _write(session, payment)
    if member:
        standing.touch(session, member.member_id, at=received_at)
    _note_oddities(session, payment)
    jobs.queue_paper(session, till, source=payment.source, happened_at=document.header.at,
                     received_at=received_at, opens_drawer=bool(document.cash))  # fmt: skip
    answer = {
        "number": document.number,
        "remaining": row.remaining.amount,
        "next_due_on": row.next_due_on.isoformat() if row.next_due_on else None,
    }
    return Booked(answer, document.shift_id, document.number, document.counter, document.cash)


def _debtor(session: Session, document: BonPaymentDocument, member: Standing | None) -> Borrower:
    """Who pays. Raises Unbookable for somebody nobody knows, and for more than is owed."""
    if member is not None:
        found: Borrower | None = member.borrower
    else:
        found = standing.locked_customer(session, document.debtor.keys["customer_id"])
    if found is None and document.member_id:
        raise Unbookable(_("Anggota ini tidak dikenal di server."), field="member_id")
    if found is None:
        raise Unbookable(_("Pelanggan ini tidak dikenal di server."), field="customer_id")
    if document.amount > found.owed:
        raise Unbookable(_too_much(member, owed=found.owed, paid=document.amount), field="amount")
    return found


def _too_much(member: Standing | None, *, owed: Money, paid: Money) -> str:
    if member is None:
        return _("Kasbon pelanggan tinggal %(owed)s, tetapi dibayar %(paid)s.",
                 owed=rupiah(owed), paid=rupiah(paid))  # fmt: skip
    return _("Kasbon anggota nomor %(number)s tinggal %(owed)s, tetapi dibayar %(paid)s.",
             number=member.number, owed=rupiah(owed), paid=rupiah(paid))  # fmt: skip


def _post(session: Session, payment: _Payment) -> None:
    till, document = payment.till, payment.document
    bons = credit.bons_of(session, document.debtor)
    paid = PaidBons(
        shop_id=till.shop_id,
        till_id=till.id,
        debtor=document.debtor,
        home_shop_id=payment.member.home_shop_id if payment.member else till.shop_id,
        tender=document.tender,
        amount=document.amount,
        rounding=document.rounding,
        settled=credit.settle(bons, document.amount),
    )
    description = f"Bayar kasbon {document.number}"
    event = Event(till.shop_id, payment.claims.day, payment.source, description)
    for entry in across_shops(event, payment_parts(paid)):
        journal.post(session, entry, at=payment.received_at)


def _write(session: Session, payment: _Payment) -> BonPayment:
    till, document = payment.till, payment.document
    coming = credit.coming(credit.bons_of(session, document.debtor))
    row = BonPayment(
        id=document.header.id,
        shop_id=till.shop_id,
        till_id=till.id,
        shift_id=document.shift_id,
        operator_id=payment.claims.operator_id,
        **document.debtor.keys,
        number=document.number,
        paid_at=document.header.at,
        booked_on=payment.claims.day,
        received_at=payment.received_at,
        amount=document.amount,
        rounding=document.rounding,
        tender=document.tender,
        given=document.given,
        reference=document.reference,
        remaining=payment.debtor.owed - document.amount,
        next_due_on=coming[0].due_on if coming else None,
        coming={part.due_on.isoformat(): part.amount.amount for part in coming},
    )
    session.add(row)
    session.flush()
    return row


def _note_oddities(session: Session, payment: _Payment) -> None:
    """What does not follow the rules has happened nevertheless: it goes into the audit log."""
    document, member = payment.document, payment.member
    if payment.claims.odd:
        _note(session, payment, "bon_payment.odd", odd=list(payment.claims.odd))
    if document.tender is TenderKind.CASH:
        rule = cash_rounding(session, on=payment.claims.day, shop_id=payment.till.shop_id)
        due = round_cash(document.amount.amount, rule)
        if document.paid.amount != due:
            _note(session, payment, "bon_payment.misrounded", due=due)
    elif (
        member
        and document.tender is TenderKind.SAVINGS
        and (document.paid > member.balances.sukarela)
    ):
        _note(session, payment, "member_money.overdrawn", balance=member.balances.sukarela.amount)


def _note(session: Session, payment: _Payment, action: str, **details: Any) -> None:
    audit.record(
        session,
        action,
        at=payment.received_at,
        by=payment.claims.operator_id,
        shop_id=payment.till.shop_id,
        subject=payment.document.number,
        amount=payment.document.paid.amount,
        **details,
    )
