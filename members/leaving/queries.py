"""What the pages of settlements read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from core.columns import MoneyColumn
from core.ids import MemberId
from core.models import Operator
from core.money import ZERO, Money
from core.paging import SIZE, Page, offset
from ledger import chart
from ledger.models import Posting
from members import lookup
from members.balances import CODES, Account, every_balance
from members.leaving.models import Settlement, SettlementTransfer
from members.leaving.settlements import shown
from members.models import Member, MemberStatus
from members.office.models import OfficeMoney, OfficeMoneyUndone
from members.people.models import Heir, StatusChange
from members.people.statuses import GONE
from members.ways import PaidBy


@dataclass(frozen=True, slots=True)
class SettlementRow:
    """A settlement as the list shows one."""

    number: int
    member_number: int
    name: str
    status: MemberStatus
    settled_on: date
    net: Money
    unpaid: Money
    """What of all her settlements is still to be paid."""

    @property
    def code(self) -> str:
        return shown(self.number)


@dataclass(frozen=True, slots=True)
class Paid:
    """A part that was paid: in cash, by the bank, or into somebody's savings."""

    on: date
    amount: Money
    slip: str
    """Its number; empty when it went into savings."""
    paid_by: PaidBy | None
    to_number: int | None = None
    """Of the member who got it."""
    to_name: str = ""


@dataclass(frozen=True, slots=True)
class SettlementView:
    """A settlement with who was settled with, who is paid, and what was."""

    settlement: Settlement
    member: Member
    heir: Heir | None
    recorded_by: str
    unpaid: Money
    owed: Money
    """Her kasbon today."""
    paid: Sequence[Paid]

    @property
    def code(self) -> str:
        return shown(self.settlement.number)


@dataclass(frozen=True, slots=True)
class Search:
    """What the list is asked for."""

    words: str = ""
    only_unpaid: bool = False


@dataclass(frozen=True, slots=True)
class Late:
    """Somebody who is gone, and to whom something came in since."""

    number: int
    name: str
    amount: Money


def page(session: Session, search: Search, *, number: int) -> Page[SettlementRow]:
    """Settlements, the newest first."""
    wanted = (
        select(Settlement, Member.number, Member.name)
        .join(Member, Member.id == Settlement.member_id)
        .where(*_conditions(search))
    )
    count = session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    newest = wanted.order_by(Settlement.number.desc()).offset(offset(number)).limit(SIZE)
    found = session.execute(newest).all()
    left = every_balance(session, [MemberId(row[0].member_id) for row in found])
    rows = tuple(
        SettlementRow(
            made.number, member_number, name, made.status, made.settled_on, made.net,
            left[made.member_id].leaving if made.member_id in left else ZERO,
        )
        for made, member_number, name in found
    )  # fmt: skip
    return Page(rows, number, count)


def view(session: Session, made: Settlement) -> SettlementView:
    """One settlement."""
    member_id = MemberId(made.member_id)
    known = every_balance(session, [member_id]).get(member_id)
    by = session.get(Operator, made.recorded_by) if made.recorded_by else None
    return SettlementView(
        made,
        session.get_one(Member, member_id),
        session.get(Heir, made.heir_id) if made.heir_id else None,
        by.name if by else "",
        known.leaving if known else ZERO,
        known.credit if known else ZERO,
        sorted([*_slips(session, member_id), *_gifts(session, member_id)], key=lambda one: one.on),
    )


def left_on(session: Session, made: Settlement) -> date:
    """From which day on she was a member no more, as it was known when it was settled."""
    gone = (
        select(StatusChange.holds_from)
        .where(StatusChange.member_id == made.member_id, StatusChange.status.in_(GONE))
        .where(StatusChange.recorded_at <= made.recorded_at)
        .order_by(StatusChange.recorded_at.desc(), StatusChange.id.desc())
    )
    return session.scalars(gone.limit(1)).one_or_none() or made.settled_on


def heirs_of(session: Session, member_id: MemberId) -> list[Heir]:
    """Who may be paid when a member dies."""
    heirs = select(Heir).where(Heir.member_id == member_id, Heir.active)
    return list(session.scalars(heirs.order_by(Heir.created_at, Heir.id)))


def late(session: Session) -> list[Late]:
    """Who is gone and has savings all the same, as a till sent something after: settle again."""
    codes = [CODES[each] for each in (Account.POKOK, Account.WAJIB, Account.SUKARELA, Account.POTS)]
    amount = func.sum(Posting.amount)
    rows = session.execute(
        select(Member.number, Member.name, amount.label("amount"))
        .join(Posting, Posting.member_id == Member.id)
        .where(Member.status.in_(GONE), Posting.account.in_(codes))
        .group_by(Member.number, Member.name)
        .order_by(Member.number)
    )
    return [Late(row.number, row.name, -row.amount) for row in rows if row.amount]


def _conditions(search: Search) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if search.words:
        meant = [lookup.matching(search.words)]
        digits = search.words.upper().removeprefix("AK-").lstrip("0")
        if digits.isascii() and digits.isdigit() and len(digits) <= 9:
            meant.append(Settlement.number == int(digits))
        conditions.append(or_(*meant))
    if search.only_unpaid:
        conditions.append(Settlement.member_id.in_(_unpaid()))
    return conditions


def _unpaid() -> Select[UUID | None]:
    owed = func.sum(Posting.amount, type_=MoneyColumn())
    return (
        select(Posting.member_id)
        .where(Posting.account == chart.LEAVERS_PAYABLE)
        .group_by(Posting.member_id)
        .having(owed != ZERO)
    )


def _slips(session: Session, member_id: MemberId) -> list[Paid]:
    rows = session.scalars(
        select(OfficeMoney)
        .outerjoin(OfficeMoneyUndone, OfficeMoneyUndone.of_id == OfficeMoney.id)
        .where(OfficeMoney.member_id == member_id, OfficeMoney.account == Account.LEAVING)
        .where(OfficeMoneyUndone.id.is_(None))
    )
    return [Paid(row.booked_on, row.amount, row.number, row.paid_by) for row in rows]


def _gifts(session: Session, member_id: MemberId) -> list[Paid]:
    rows: Any = session.execute(
        select(SettlementTransfer, Member.number, Member.name)
        .join(Settlement, Settlement.id == SettlementTransfer.settlement_id)
        .join(Member, Member.id == SettlementTransfer.member_id)
        .where(Settlement.member_id == member_id)
    )
    return [Paid(row.booked_on, row.amount, "", None, number, name) for row, number, name in rows]
