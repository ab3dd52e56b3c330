"""Recording share money over the counter: pokok, wajib and sukarela in, sukarela out.

It needs a real member. Money that changed hands is booked; a withdrawal that should not have been
made is noted for whoever reads the audit log, and for the manager where it needed approval.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from core import audit, shops
from core.i18n import _
from core.ids import ShopId
from core.money import Money
from ledger import journal
from members import standing
from members.balances import Account
from members.entries import Event, across_shops
from members.shu import told
from members.standing import Standing
from members.ways import Direction
from pos import shift_facts
from pos.approvals import approvals
from pos.approvals import settings as approval_settings
from pos.documents import ApprovalAction, Booked, Unbookable
from pos.member_money.documents import MemberMoneyDocument
from pos.member_money.entries import money_parts, money_source
from pos.member_money.models import MemberMoney
from pos.printing import jobs
from pos.shift_facts import ShiftClaims
from pos.tills import TillView

ONLINE = timedelta(minutes=5)
"""What arrives later than this was made while the till could ask nobody."""
DESCRIPTIONS = {Direction.IN: "Setor simpanan", Direction.OUT: "Tarik simpanan"}
"""What the books call it, with the account's name and the receipt's number."""


@dataclass(frozen=True, slots=True)
class _Move:
    """A deposit or withdrawal that is being booked, with what was found out about it."""

    till: TillView
    document: MemberMoneyDocument
    member: Standing
    """Before it."""
    claims: ShiftClaims
    received_at: datetime

    @property
    def source(self) -> str:
        return money_source(self.document.header.id)

    @property
    def balance_before(self) -> Money:
        return self.member.balances.of(self.document.account)

    @property
    def balance(self) -> Money:
        """Of the account afterwards."""
        return self.balance_before + self.document.paid_in


def shops_of(session: Session, document: MemberMoneyDocument) -> Iterable[ShopId]:
    """Where the member's account is kept, whose books it touches beside the till's."""
    if document.account is Account.SURPLUS:
        return (ShopId(shops.seat(session).id),)
    return standing.homes_of(session, document.member_id)


def book(
    session: Session, till: TillView, document: MemberMoneyDocument, received_at: datetime
) -> Booked:
    """Book a deposit or withdrawal and queue its receipt; the shops must be locked.

    Raises Unbookable for a member nobody knows.
    """
    member = standing.locked(session, document.member_id)
    if member is None:
        raise Unbookable(_("Anggota ini tidak dikenal di server."), field="member_id")
    claims = shift_facts.check(session, till, document, received_at=received_at)
    move = _Move(till, document, member, claims, received_at)
    _post(session, move)
    _write(session, move)
    standing.touch(session, document.member_id, at=received_at)
    if claims.odd:
        _note(session, move, "member_money.odd", odd=list(claims.odd))
    if document.direction is Direction.OUT:
        _check_withdrawal(session, move)
    jobs.queue_paper(session, till, source=move.source, happened_at=document.header.at,
                     received_at=received_at, opens_drawer=bool(document.cash))  # fmt: skip
    if document.account is Account.SURPLUS:
        _explain(session, move)
    answer = {"number": document.number, "balance": move.balance.amount}
    return Booked(answer, document.shift_id, document.number, document.counter, document.cash)


def _explain(session: Session, move: _Move) -> None:
    """The slip of the newest share, unless it came out of a printer before."""
    for source in told.sources_of(session, move.document.member_id)[:1]:
        if not jobs.is_known(session, source):
            jobs.queue_paper(session, move.till, source=source, opens_drawer=False,
                             happened_at=move.document.header.at,
                             received_at=move.received_at)  # fmt: skip


def _post(session: Session, move: _Move) -> None:
    document, till = move.document, move.till
    words = f"{DESCRIPTIONS[document.direction]} {document.account.value} {document.number}"
    event = Event(till.shop_id, move.claims.day, move.source, words)
    kept_in = move.member.home_shop_id
    if document.account is Account.SURPLUS:
        kept_in = ShopId(shops.seat(session).id)
    parts = money_parts(document, till, kept_in=kept_in)
    for entry in across_shops(event, parts):
        journal.post(session, entry, at=move.received_at)


def _write(session: Session, move: _Move) -> None:
    document, till = move.document, move.till
    session.add(
        MemberMoney(
            id=document.header.id,
            shop_id=till.shop_id,
            till_id=till.id,
            shift_id=document.shift_id,
            operator_id=move.claims.operator_id,
            member_id=document.member_id,
            number=document.number,
            account=document.account,
            direction=document.direction,
            paid_at=document.header.at,
            booked_on=move.claims.day,
            received_at=move.received_at,
            amount=document.amount,
            tender=document.tender,
            given=document.given,
            reference=document.reference,
            balance=move.balance,
        )
    )
    session.flush()


def _check_withdrawal(session: Session, move: _Move) -> None:
    """Over the limit it needs somebody's approval; over the balance, or offline, a look."""
    document, till = move.document, move.till
    if document.amount > move.balance_before:
        _note(session, move, "member_money.overdrawn", balance=move.balance_before.amount)
    is_away = till.shop_id != move.member.home_shop_id
    if is_away and move.received_at - document.header.at > ONLINE:
        _note(session, move, "member_money.withdrawn_offline")
    action = ApprovalAction.WITHDRAWAL
    limit = approval_settings.limit(session, action, on=move.claims.day, shop_id=till.shop_id)
    if document.amount > limit:
        approvals.note(
            session,
            till,
            document.header,
            document.approvals,
            {action: document.amount},
            subject=document.number,
            requested_by=move.claims.operator_id,
            received_at=move.received_at,
        )


def _note(session: Session, move: _Move, action: str, **details: Any) -> None:
    audit.record(
        session,
        action,
        at=move.received_at,
        by=move.claims.operator_id,
        shop_id=move.till.shop_id,
        subject=move.document.number,
        amount=move.document.amount.amount,
        **details,
    )
