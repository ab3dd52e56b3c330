"""What was asked for as simpanan wajib and what was paid of it, straight from dues and ledger.

What counts as paid are the member's postings on simpanan wajib from the first day of her first
due month on; never an opening balance, which is what she had before, nor what was paid out to
her when she left.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Subquery,
    and_,
    case,
    func,
    literal,
    not_,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.orm import Session

from core.columns import MoneyColumn
from core.ids import MemberId
from core.money import ZERO, Money
from ledger.models import JournalEntry, Posting
from members.balances import CODES, Account
from members.dues.models import Due, DueRelief
from members.dues.rules import Card, MonthDue, filled, first_of

NOT_PAID = ("opening:", "settlement:", "settlement_transfer:")
"""How the sources begin of what is no payment."""


@dataclass(frozen=True, slots=True)
class Owed:
    """What a member was asked for until a month, and what she paid of it."""

    asked: Money
    """Less what she was let off."""
    before: Money
    """Of it, what was asked for months that are over."""
    paid: Money
    last: date
    """The latest month that has a due."""


def zero() -> ColumnElement[Money]:
    """Nothing, as a column."""
    return literal(ZERO, MoneyColumn())


def sums(on: date, ids: Collection[MemberId] | None = None) -> Subquery:
    """By member: first and last due month, asked until now and before this month, and paid."""
    this = first_of(on)
    relief = _relief(on)
    asked = type_coerce(Due.amount - func.coalesce(relief.c.amount, zero()), MoneyColumn())
    before = type_coerce(case((Due.month < this, asked), else_=zero()), MoneyColumn())
    conditions = [Due.month <= this] + ([] if ids is None else [Due.member_id.in_(ids)])
    asked_of = (
        select(
            Due.member_id, func.min(Due.month).label("first"), func.max(Due.month).label("last"),
            func.sum(asked).label("asked"), func.sum(before).label("before"),
        )
        .outerjoin(relief, and_(relief.c.member_id == Due.member_id, relief.c.month == Due.month))
        .where(*conditions)
        .group_by(Due.member_id)
        .subquery("asked_of")
    )  # fmt: skip
    paid_of = _paid(asked_of, on).subquery("paid_of")
    paid = func.coalesce(paid_of.c.paid, zero())
    return (
        select(
            asked_of.c.member_id, asked_of.c.first, asked_of.c.last, asked_of.c.asked,
            asked_of.c.before, case((paid > zero(), paid), else_=zero()).label("paid"),
        )
        .outerjoin(paid_of, paid_of.c.member_id == asked_of.c.member_id)
        .subquery("owed")
    )  # fmt: skip


def owed(
    session: Session, on: date, ids: Collection[MemberId] | None = None
) -> Mapping[MemberId, Owed]:
    """What everybody who has dues, or those with these ids, was asked for and paid until a day."""
    found = sums(on, ids)
    rows = session.execute(
        select(found.c.member_id, found.c.asked, found.c.before, found.c.paid, found.c.last)
    )
    return {MemberId(row[0]): Owed(*row[1:]) for row in rows}


def cards(session: Session, on: date, ids: Collection[MemberId]) -> Mapping[MemberId, Card]:
    """The months of these members until a day, with what is paid of each."""
    relief = _relief(on)
    rows = session.execute(
        select(
            Due.member_id, Due.month, Due.amount, func.coalesce(relief.c.amount, zero())
        )
        .outerjoin(relief, and_(relief.c.member_id == Due.member_id, relief.c.month == Due.month))
        .where(Due.month <= first_of(on), Due.member_id.in_(ids))
        .order_by(Due.member_id, Due.month)
    )  # fmt: skip
    months: dict[MemberId, list[MonthDue]] = {}
    for member_id, month, amount, relieved in rows:
        months.setdefault(MemberId(member_id), []).append(MonthDue(month, amount, relieved))
    known = owed(session, on, ids)
    return {each: filled(dues, known[each].paid) for each, dues in months.items()}


def card(session: Session, on: date, member_id: MemberId) -> Card:
    """One member's months until a day; none of her who has no dues."""
    return cards(session, on, [member_id]).get(member_id, Card((), ZERO))


def _relief(on: date) -> Subquery:
    return (
        select(DueRelief.member_id, DueRelief.month, func.sum(DueRelief.amount).label("amount"))
        .where(DueRelief.month <= on)
        .group_by(DueRelief.member_id, DueRelief.month)
        .subquery("relief")
    )


def _paid(asked_of: Subquery, on: date) -> Select[*tuple[Any, ...]]:
    return (
        select(Posting.member_id, func.sum(-Posting.amount).label("paid"))
        .join(JournalEntry, JournalEntry.id == Posting.entry_id)
        .join(asked_of, asked_of.c.member_id == Posting.member_id)
        .where(
            Posting.account == CODES[Account.WAJIB],
            JournalEntry.booked_on.between(asked_of.c.first, on),
            _is_payment(),
        )
        .group_by(Posting.member_id)
    )


def _is_payment() -> ColumnElement[bool]:
    """Also in another shop's books, where the source stands behind that shop's."""
    source = JournalEntry.source
    kinds = [
        either for start in NOT_PAID
        for either in (source.startswith(start), source.like(f"inter_shop:%:{start}%"))
    ]  # fmt: skip
    return not_(or_(*kinds))
