"""Taking back what was booked wrongly at the counter, most often on the wrong person.

Nothing booked is changed: a reversal says the opposite, together with where the money really is.
The receipt stays as it was printed; a copy of it says that it was taken back.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit
from core.errors import BusinessError, InvalidInput
from core.format import rupiah
from core.i18n import _
from core.ids import CustomerId, MemberId, OperatorId, ShopId
from core.shops import get_shop, today_in
from ledger import journal
from members import credit, standing
from members.balances import Account
from members.debtors import NOBODY, Debtor, DebtorKind
from members.entries import Event, across_shops
from pos.models import TenderKind
from pos.qris.models import QrisMatch
from pos.reversals import payments, people
from pos.reversals.entries import Payment, Shares, TakenBack, reversal_parts, reversal_source
from pos.reversals.models import Reversal
from pos.reversals.remedies import REMEDIES, Decision, Remedy


def reverse(
    session: Session,
    key: UUID,
    decision: Decision,
    *,
    within: ShopId | None,
    at: datetime,
    by: OperatorId,
) -> Payment:
    """Take back a deposit, a withdrawal or a payment of kasbon.

    ``within``: the shop of who decides; what another shop took in is not there. None: all shops.
    Raises BusinessError for whoever booked it, for what has been taken back already, and where
    the right one does not owe what is moved there.
    """
    payment = payments.find(session, key, within=within)
    _check(payment, decision, by=by)
    _lock(session, payment, decision.to)
    if payments.reversal_of(session, key) is not None:
        raise BusinessError(_("Struk ini sudah dikoreksi."))
    _refuse_settled(session, payment, decision)
    back = _taken_back(session, payment, decision)
    day = today_in(get_shop(session, payment.shop_id), at)
    _post(session, back, day, at=at)
    session.add(_row(payment, decision, day, at=at, by=by))
    session.flush()
    for debtor in _payers(payment, decision.to):
        if debtor.kind is DebtorKind.MEMBER:
            standing.touch(session, MemberId(debtor.id), at=at)
    _note(session, payment, decision, at=at, by=by)
    return payment


def _check(payment: Payment, decision: Decision, *, by: OperatorId) -> None:
    if payment.operator_id == by:
        raise BusinessError(_("Yang mencatat uangnya tidak dapat mengoreksinya sendiri."))
    if decision.remedy not in REMEDIES[payment.tender]:
        raise InvalidInput(_("Pilih di mana uangnya sekarang."), field="remedy")
    if not decision.reason:
        raise InvalidInput(_("Tulis mengapa dikoreksi."), field="reason")
    if decision.remedy is not Remedy.MOVE:
        return
    if decision.to is None:
        raise InvalidInput(_("Sebut nomor yang benar."), field="to")
    if decision.to == payment.debtor:
        raise InvalidInput(_("Uangnya sudah tercatat pada orang ini."), field="to")
    is_kasbon = payment.account is Account.KASBON
    if decision.to.kind is DebtorKind.CUSTOMER and not is_kasbon:
        raise InvalidInput(_("Hanya anggota yang punya simpanan."), field="to")


def _lock(session: Session, payment: Payment, to: Debtor | None) -> None:
    """Keep the shops and then the people still, in the order in which everybody locks them."""
    for shop_id in sorted(set(_shops(session, payment, to))):
        journal.lock_shop(session, shop_id)
    for debtor in _payers(payment, to):
        _hold(session, debtor)


def _hold(session: Session, debtor: Debtor) -> None:
    if debtor.kind is DebtorKind.MEMBER:
        standing.locked(session, MemberId(debtor.id))
    else:
        standing.locked_customer(session, CustomerId(debtor.id))


def _shops(session: Session, payment: Payment, to: Debtor | None) -> Iterator[ShopId]:
    yield payment.shop_id
    yield from payments.shares(session, payment)
    for debtor in _payers(payment, to):
        yield payments.home_of(session, debtor, payment)
    if to is not None:
        yield from (bon.shop_id for bon in credit.bons_of(session, to))


def _payers(payment: Payment, to: Debtor | None) -> list[Debtor]:
    """Who paid by the books, and who really did; always in the same order."""
    found = filter(None, (payment.debtor, to))
    return sorted(found, key=lambda debtor: (debtor.kind is DebtorKind.CUSTOMER, debtor.id))


def _refuse_settled(session: Session, payment: Payment, decision: Decision) -> None:
    """What the provider's file has told has come."""
    if decision.remedy is not Remedy.NEVER or payment.tender is not TenderKind.QRIS:
        return
    settled = select(QrisMatch.settlement_id).where(QrisMatch.payment == payment.source)
    if session.execute(settled).first() is not None:
        raise InvalidInput(
            _("QRIS-nya sudah dicocokkan dengan mutasi penyedia: uangnya sampai."), field="remedy"
        )


def _taken_back(session: Session, payment: Payment, decision: Decision) -> TakenBack:
    return TakenBack(
        payment=payment,
        remedy=decision.remedy,
        home_shop_id=payments.home_of(session, payment.debtor, payment),
        taken=payments.shares(session, payment),
        to=decision.to,
        given=None if decision.to is None else _given(session, payment, decision.to),
    )


def _given(session: Session, payment: Payment, to: Debtor) -> Shares:
    """Where the payment lands on the right one: at home, or on the bons that are due first."""
    if payment.account is not Account.KASBON:
        return {payments.home_of(session, to, payment): payment.amount}
    owed = credit.owed_by(session, to)
    if payment.amount > owed:
        raise InvalidInput(
            _(
                "Kasbon nomor %(number)s hanya %(owed)s, yang dipindahkan %(paid)s.",
                number=people.person(session, to).number,
                owed=rupiah(owed),
                paid=rupiah(payment.amount),
            ),
            field="to",
        )
    return payments.settled_shares(credit.bons_of(session, to), payment)


def _post(session: Session, back: TakenBack, day: date, *, at: datetime) -> None:
    payment = back.payment
    event = Event(payment.shop_id, day, reversal_source(payment.source),
                  f"Koreksi {payment.number}")  # fmt: skip
    for entry in across_shops(event, reversal_parts(back)):
        journal.post(session, entry, at=at)


def _row(
    payment: Payment, decision: Decision, day: date, *, at: datetime, by: OperatorId
) -> Reversal:
    to = decision.to.keys if decision.to else NOBODY
    return Reversal(
        document_id=payment.id,
        kind=payment.kind,
        shop_id=payment.shop_id,
        remedy=decision.remedy,
        to_member_id=to["member_id"],
        to_customer_id=to["customer_id"],
        reason=decision.reason,
        booked_on=day,
        reversed_at=at,
        reversed_by=by,
    )


def _note(
    session: Session, payment: Payment, decision: Decision, *, at: datetime, by: OperatorId
) -> None:
    to = {} if decision.to is None else {"to": people.person(session, decision.to).number}
    audit.record(session, "member_payment.reversed", at=at, by=by, shop_id=payment.shop_id,
                 subject=payment.number, amount=payment.amount.amount,
                 remedy=decision.remedy.value, reason=decision.reason, **to)  # fmt: skip
