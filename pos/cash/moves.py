"""Cash in and out of a drawer, and what becomes of it on the way to the bank."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from core import audit
from core.errors import BusinessError, InvalidInput, NotFound
from core.i18n import _
from core.ids import OperatorId, ShopId
from core.money import Money
from core.shops import get_shop, today_in
from ledger import journal
from ledger.chart import GENERAL_EXPENSES
from ledger.models import Account
from pos import shift_facts
from pos.approvals import approvals
from pos.approvals import settings as approval_settings
from pos.cash.documents import CashMoveDocument
from pos.cash.entries import account_of, deposit_entry, move_entry, move_source
from pos.cash.models import BankDeposit, CashMove, Direction, Purpose
from pos.cash.settings import allowed_accounts
from pos.documents import ApprovalAction, Booked
from pos.printing import jobs
from pos.shift_facts import ShiftClaims
from pos.tills import TillView


def book(
    session: Session, till: TillView, document: CashMoveDocument, received_at: datetime
) -> Booked:
    """Book a cash move and queue its slip, as the till's journal wants it.

    What is odd about it goes to the audit log; the money has moved, so it is booked anyway.
    """
    header = document.header
    claims = shift_facts.check(session, till, document, received_at=received_at)
    account, odd = _account(session, till, document, on=claims.day)
    _write(session, till, document, claims, account)
    entry = move_entry(
        header.id,
        shop_id=till.shop_id,
        till_id=till.id,
        on=claims.day,
        account=account,
        in_drawer=document.in_drawer,
        description=document.number,
    )
    number = journal.post(session, entry, at=received_at)
    waiting = _note_approval(session, till, document, claims, received_at=received_at)
    _report(session, till, document, claims, (*claims.odd, *odd), received_at=received_at)
    jobs.queue_paper(session, till, source=move_source(header.id), happened_at=header.at,
                     received_at=received_at, opens_drawer=True)  # fmt: skip
    answer = {"number": document.number, "entry": number, "waiting": waiting}
    return Booked(answer, document.shift_id, document.number, document.counter, document.in_drawer)


def confirm_deposit(
    session: Session,
    move_id: UUID,
    *,
    received_on: date,
    reference: str,
    within: ShopId | None,
    at: datetime,
    by: OperatorId,
) -> BankDeposit:
    """The bank has received a deposit, whole. Raises for what is none, or confirmed already."""
    move = session.get(CashMove, move_id)
    if move is None or move.purpose is not Purpose.BANK or within not in (None, move.shop_id):
        raise NotFound(_("Setoran ini tidak ada."))
    journal.lock_shop(session, move.shop_id)
    if session.get(BankDeposit, move_id) is not None:
        raise BusinessError(_("Setoran ini sudah diterima bank."))
    _check_day(session, move, received_on, at=at)
    deposit = BankDeposit(
        cash_move_id=move_id,
        received_on=received_on,
        reference=reference,
        confirmed_by=by,
        confirmed_at=at,
    )
    session.add(deposit)
    entry = deposit_entry(
        move_id, shop_id=move.shop_id, on=received_on, amount=move.amount, number=move.number
    )
    journal.post(session, entry, at=at)
    audit.record(session, "bank_deposit.confirmed", at=at, by=by, shop_id=move.shop_id,
                 subject=move.number, amount=move.amount.amount)  # fmt: skip
    return deposit


def _check_day(session: Session, move: CashMove, received_on: date, *, at: datetime) -> None:
    if received_on < move.booked_on:
        raise InvalidInput(_("Bank tidak bisa menerima sebelum uangnya berangkat."), field="day")
    if received_on > today_in(get_shop(session, move.shop_id), at):
        raise InvalidInput(_("Tanggal terima tidak boleh di masa depan."), field="day")


def _account(
    session: Session, till: TillView, document: CashMoveDocument, *, on: date
) -> tuple[str, tuple[str, ...]]:
    """The other side in the books, and what is odd about it."""
    account = account_of(document.purpose, document.account)
    if document.purpose is not Purpose.EXPENSE:
        return account, ()
    if not account.startswith("6-") or session.get(Account, account) is None:
        return GENERAL_EXPENSES, ("account",)
    allowed = allowed_accounts(session, on=on, shop_id=till.shop_id)
    return account, () if account in allowed else ("account",)


def _write(
    session: Session, till: TillView, document: CashMoveDocument, claims: ShiftClaims, account: str
) -> None:
    session.add(
        CashMove(
            id=document.header.id,
            shop_id=till.shop_id,
            till_id=till.id,
            shift_id=document.shift_id,
            operator_id=claims.operator_id,
            number=document.number,
            direction=document.direction,
            purpose=document.purpose,
            account=account,
            amount=document.amount,
            reason=document.reason,
            moved_at=document.header.at,
            booked_on=claims.day,
        )
    )
    session.flush()


def _note_approval(
    session: Session,
    till: TillView,
    document: CashMoveDocument,
    claims: ShiftClaims,
    *,
    received_at: datetime,
) -> bool:
    """What leaves beyond the clerk's limit needs somebody else; True when that still waits."""
    return bool(
        approvals.note(
            session,
            till,
            document.header,
            document.approvals,
            _needed(session, till, document, on=claims.day),
            subject=document.number,
            requested_by=claims.operator_id,
            received_at=received_at,
        )
    )


def _needed(
    session: Session, till: TillView, document: CashMoveDocument, *, on: date
) -> dict[ApprovalAction, Money]:
    if document.direction is Direction.IN:
        return {}
    action = ApprovalAction.CASH_OUT
    limit = approval_settings.limit(session, action, on=on, shop_id=till.shop_id)
    return {action: document.amount} if document.amount > limit else {}


def _report(
    session: Session,
    till: TillView,
    document: CashMoveDocument,
    claims: ShiftClaims,
    odd: tuple[str, ...],
    *,
    received_at: datetime,
) -> None:
    if odd:
        audit.record(session, "cash_move.odd", at=received_at, by=claims.operator_id,
                     shop_id=till.shop_id, subject=document.number, odd=list(odd))  # fmt: skip
