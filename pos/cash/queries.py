"""What slips and pages read of cash moves; values, never statements.

``within`` is the one shop that whoever asks may see; None: all of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, aliased

from core.clock import local_time
from core.ids import ShiftId, ShopId
from core.models import Operator, Shop
from core.money import ZERO, Money
from core.paging import SIZE, Page, offset
from core.shops import find_coop
from ledger.models import Account
from pos.cash.models import BankDeposit, CashMove, Direction, Purpose
from pos.cash.receipts import CashSlip
from pos.letterhead import Letterhead
from pos.models import Till


def slip(session: Session, move_id: UUID) -> CashSlip:
    """What the slip of a cash move says."""
    move, shop, till, clerk, expense = session.execute(
        select(CashMove, Shop, Till.name, Operator.name, Account.name)
        .join(Shop, Shop.id == CashMove.shop_id)
        .join(Till, Till.id == CashMove.till_id)
        .join(Operator, Operator.id == CashMove.operator_id)
        .join(Account, Account.code == CashMove.account)
        .where(CashMove.id == move_id)
    ).one()
    return CashSlip(
        head=letterhead(session, shop),
        number=move.number,
        moved_at=local_time(move.moved_at, shop.time_zone),
        till=f"{shop.code}-{till}",
        clerk=clerk,
        direction=move.direction,
        purpose=move.purpose,
        account=expense if move.purpose is Purpose.EXPENSE else "",
        amount=move.amount,
        reason=move.reason,
    )


def letterhead(session: Session, shop: Shop) -> Letterhead:
    """The head of a shop's slips."""
    coop = find_coop(session)
    return Letterhead(coop.name if coop else "", shop.name, bool(coop and coop.is_demo))


@dataclass(frozen=True, slots=True)
class MoveRow:
    """A cash move on the page of its shift."""

    number: str
    moved_at: datetime
    clerk: str
    direction: Direction
    purpose: Purpose
    account: str
    reason: str
    amount: Money
    """In +, out -."""


def of_shift(session: Session, shift_id: ShiftId) -> tuple[MoveRow, ...]:
    """The cash moves of a shift, oldest first."""
    rows = session.execute(
        select(CashMove, Operator.name, Account.name)
        .join(Operator, Operator.id == CashMove.operator_id)
        .join(Account, Account.code == CashMove.account)
        .where(CashMove.shift_id == shift_id)
        .order_by(CashMove.moved_at, CashMove.id)
    )
    return tuple(
        MoveRow(
            number=move.number,
            moved_at=move.moved_at,
            clerk=clerk,
            direction=move.direction,
            purpose=move.purpose,
            account=account,
            reason=move.reason,
            amount=move.amount if move.direction is Direction.IN else -move.amount,
        )
        for move, clerk, account in rows
    )


@dataclass(frozen=True, slots=True)
class DepositRow:
    """Money that left for the bank."""

    id: UUID
    number: str
    till: str
    shop: str
    time_zone: str
    moved_at: datetime
    carried_by: str
    reason: str
    amount: Money
    received_on: date | None
    """None while it is on its way."""
    reference: str | None
    confirmed_by: str | None
    confirmed_at: datetime | None


def deposits(
    session: Session, *, received: bool, within: ShopId | None, page: int
) -> Page[DepositRow]:
    """Deposits on their way, oldest first, or those the bank has, newest first."""
    conditions = _conditions(received, within)
    count = session.scalar(
        select(func.count(CashMove.id))
        .outerjoin(BankDeposit, BankDeposit.cash_move_id == CashMove.id)
        .where(*conditions)
    )
    witness = aliased(Operator)
    order = CashMove.moved_at.desc() if received else CashMove.moved_at
    rows: Iterable[Any] = session.execute(
        select(
            CashMove.id,
            CashMove.number,
            Shop.code + "-" + Till.name,
            Shop.name,
            Shop.time_zone,
            CashMove.moved_at,
            Operator.name,
            CashMove.reason,
            CashMove.amount,
            BankDeposit.received_on,
            BankDeposit.reference,
            witness.name,
            BankDeposit.confirmed_at,
        )
        .join(Shop, Shop.id == CashMove.shop_id)
        .join(Till, Till.id == CashMove.till_id)
        .join(Operator, Operator.id == CashMove.operator_id)
        .outerjoin(BankDeposit, BankDeposit.cash_move_id == CashMove.id)
        .outerjoin(witness, witness.id == BankDeposit.confirmed_by)
        .where(*conditions)
        .order_by(order, CashMove.id)
        .limit(SIZE)
        .offset(offset(page))
    )
    return Page(tuple(DepositRow(*row) for row in rows), page, count or 0)


def on_the_way(session: Session, *, within: ShopId | None) -> Money:
    """What has left for the bank and is not confirmed."""
    return (
        session.scalar(
            select(func.sum(CashMove.amount))
            .outerjoin(BankDeposit, BankDeposit.cash_move_id == CashMove.id)
            .where(*_conditions(False, within))
        )
        or ZERO
    )


def _conditions(received: bool, within: ShopId | None) -> list[ColumnElement[bool]]:
    has_arrived = BankDeposit.cash_move_id.is_not(None)
    conditions = [CashMove.purpose == Purpose.BANK, has_arrived if received else ~has_arrived]
    return [*conditions, CashMove.shop_id == within] if within else conditions
