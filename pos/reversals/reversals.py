"""Taking back what was booked wrongly at the counter, most often on the wrong member.

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
from core.ids import MemberId, OperatorId, ShopId
from core.shops import get_shop, today_in
from ledger import journal
from members import credit, standing
from members.balances import Account
from members.entries import Event, across_shops
from members.models import Member
from pos.models import TenderKind
from pos.qris.models import QrisMatch
from pos.reversals import payments
from pos.reversals.entries import Payment, Shares, TakenBack, reversal_parts, reversal_source
from pos.reversals.models import Reversal
from pos.reversals.remedies import REMEDIES, Decision, Remedy


def reverse(
    session: Session, key: UUID, decision: Decision, *, at: datetime, by: OperatorId
) -> Payment:
    """Take back a deposit, a withdrawal or a payment of kasbon.

    Raises BusinessError for whoever booked it, for what has been taken back already, and where
    the other member does not owe what is moved there.
    """
    payment = payments.find(session, key)
    _check(session, payment, decision, by=by)
    _lock(session, payment, decision.to)
    if payments.reversal_of(session, key) is not None:
        raise BusinessError(_("Struk ini sudah dikoreksi."))
    _refuse_settled(session, payment, decision)
    back = _taken_back(session, payment, decision)
    day = today_in(get_shop(session, payment.shop_id), at)
    _post(session, back, day, at=at)
    session.add(_row(payment, decision, day, at=at, by=by))
    session.flush()
    for member_id in _members(payment, decision.to):
        standing.touch(session, member_id, at=at)
    _note(session, payment, decision, at=at, by=by)
    return payment


def _check(session: Session, payment: Payment, decision: Decision, *, by: OperatorId) -> None:
    if payment.operator_id == by:
        raise BusinessError(_("Yang mencatat uangnya tidak dapat mengoreksinya sendiri."))
    if decision.remedy not in REMEDIES[payment.tender]:
        raise InvalidInput(_("Pilih di mana uangnya sekarang."), field="remedy")
    if not decision.reason:
        raise InvalidInput(_("Tulis mengapa dikoreksi."), field="reason")
    if decision.remedy is not Remedy.MOVE:
        return
    if decision.to is None or session.get(Member, decision.to) is None:
        raise InvalidInput(_("Sebut nomor anggota yang benar."), field="to")
    if decision.to == payment.member_id:
        raise InvalidInput(_("Uangnya sudah tercatat pada anggota ini."), field="to")


def _lock(session: Session, payment: Payment, to: MemberId | None) -> None:
    """Keep the shops and then the members still, in the order in which everybody locks them."""
    for shop_id in sorted(set(_shops(session, payment, to))):
        journal.lock_shop(session, shop_id)
    for member_id in _members(payment, to):
        standing.locked(session, member_id)


def _shops(session: Session, payment: Payment, to: MemberId | None) -> Iterator[ShopId]:
    yield payment.shop_id
    yield from payments.shares(session, payment)
    for member_id in _members(payment, to):
        yield payments.home_of(session, member_id)
    if to is not None:
        yield from (bon.shop_id for bon in credit.open_bons(session, to))


def _members(payment: Payment, to: MemberId | None) -> list[MemberId]:
    return sorted(filter(None, (payment.member_id, to)))


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
        home_shop_id=payments.home_of(session, payment.member_id),
        taken=payments.shares(session, payment),
        to=decision.to,
        given=None if decision.to is None else _given(session, payment, decision.to),
    )


def _given(session: Session, payment: Payment, to: MemberId) -> Shares:
    """Where the payment lands on the right member: at home, or on the oldest open bons."""
    if payment.account is not Account.KASBON:
        return {payments.home_of(session, to): payment.amount}
    member = standing.locked(session, to)
    if member is None or payment.amount > member.balances.credit:
        raise InvalidInput(
            _(
                "Kasbon anggota nomor %(number)s hanya %(owed)s, yang dipindahkan %(paid)s.",
                number=member.number if member else "",
                owed=rupiah(member.balances.credit) if member else "",
                paid=rupiah(payment.amount),
            ),
            field="to",
        )
    return payments.settled_shares(credit.open_bons(session, to), payment)


def _post(session: Session, back: TakenBack, day: date, *, at: datetime) -> None:
    payment = back.payment
    event = Event(payment.shop_id, day, reversal_source(payment.source),
                  f"Koreksi {payment.number}")  # fmt: skip
    for entry in across_shops(event, reversal_parts(back)):
        journal.post(session, entry, at=at)


def _row(
    payment: Payment, decision: Decision, day: date, *, at: datetime, by: OperatorId
) -> Reversal:
    return Reversal(
        document_id=payment.id,
        kind=payment.kind,
        shop_id=payment.shop_id,
        remedy=decision.remedy,
        to_member_id=decision.to,
        reason=decision.reason,
        booked_on=day,
        reversed_at=at,
        reversed_by=by,
    )


def _note(
    session: Session, payment: Payment, decision: Decision, *, at: datetime, by: OperatorId
) -> None:
    to = {} if decision.to is None else {"to": session.get_one(Member, decision.to).number}
    audit.record(session, "member_payment.reversed", at=at, by=by, shop_id=payment.shop_id,
                 subject=payment.number, amount=payment.amount.amount,
                 remedy=decision.remedy.value, reason=decision.reason, **to)  # fmt: skip
