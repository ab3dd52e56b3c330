"""What is done at the desk: paying in, drawing out, moving between a member's own accounts.

Each task offers what ``office_money`` allows of it and no more; a transfer is the same slip seen
from the account that grows, or from savings when a debt grows smaller.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy.orm import Session

from core.ids import MemberId, ShopId
from core.money import Money
from members.balances import Account
from members.office import office_money
from members.office.office_money import Slip
from members.ways import Direction, PaidBy


class Task(StrEnum):
    """What somebody comes to the desk for."""

    DEPOSIT = "setor"
    WITHDRAWAL = "tarik"
    TRANSFER = "pindah"


OFFERED: Mapping[Task, tuple[Account, ...]] = {
    Task.DEPOSIT: (Account.SUKARELA, Account.WAJIB, Account.POKOK),
    Task.WITHDRAWAL: (Account.SUKARELA,),
    Task.TRANSFER: (Account.WAJIB, Account.POKOK, Account.KASBON),
}
"""The account paid into or drawn from; for a transfer what her savings pay."""
OVER_THE_COUNTER = (PaidBy.CASH, PaidBy.BANK)
_OWN = (PaidBy.SUKARELA, PaidBy.SURPLUS, PaidBy.KASBON)


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be done for a member, as typed."""

    key: UUID
    """Made with the form: sent twice, it is done once."""
    task: Task
    account: Account
    amount: Money
    way: PaidBy
    """Over the counter; says nothing of a transfer."""
    booked_on: date
    reference: str = ""
    note: str = ""


def slip_of(wish: Wish, member_id: MemberId, shop_id: ShopId) -> Slip:
    """The slip that a wish becomes."""
    account, direction, paid_by = _booked_as(wish)
    return Slip(
        wish.key, shop_id, member_id, account, direction, wish.amount, paid_by, wish.booked_on,
        reference=wish.reference, note=wish.note,
    )  # fmt: skip


def task_of(direction: Direction, paid_by: PaidBy) -> Task:
    """What a slip was, seen from the desk."""
    if paid_by in _OWN:
        return Task.TRANSFER
    return Task.DEPOSIT if direction is Direction.IN else Task.WITHDRAWAL


def rehearse(session: Session, slip: Slip, *, at: datetime) -> Money:
    """What the account would come to; raises whatever booking it would, and keeps nothing."""
    step = session.begin_nested()
    try:
        return office_money.record(session, slip, at=at, by=None).balance
    finally:
        if step.is_active:
            step.rollback()


def _booked_as(wish: Wish) -> tuple[Account, Direction, PaidBy]:
    if wish.task is Task.DEPOSIT:
        return wish.account, Direction.IN, wish.way
    if wish.task is Task.WITHDRAWAL:
        return wish.account, Direction.OUT, wish.way
    if wish.account is Account.KASBON:
        return Account.SUKARELA, Direction.OUT, PaidBy.KASBON
    return wish.account, Direction.IN, PaidBy.SUKARELA
