"""What the books say of a year: its surplus, who earned it, and what each member's share weighs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Integer,
    Select,
    case,
    func,
    literal,
    select,
    true,
    type_coerce,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Session
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from core.ids import MemberId
from core.money import ZERO, Money, total
from ledger import chart, year_end
from ledger.models import Account, AccountKind, JournalEntry, Posting
from members import balances, patronage
from members.opening.earlier import moved_before
from members.shu import capital

_MEMBER_NET = (chart.MEMBER_SALES, chart.MEMBER_RETURNS)
_OTHER_NET = (chart.OTHER_SALES, chart.OTHER_RETURNS)
_MEMBER_GROSS = (
    *_MEMBER_NET, chart.MEMBER_COST, chart.MEMBER_COMMISSION, chart.MEMBER_SERVICE_FEES
)  # fmt: skip
_OTHER_GROSS = (
    *_OTHER_NET, chart.OTHER_COST, chart.OTHER_COMMISSION, chart.OTHER_SERVICE_FEES
)  # fmt: skip


class DaysBetween(FunctionElement[int]):
    """How many days lie from the first day to the second; each engine counts in its own way."""

    type = Integer()
    inherit_cache = True


@compiles(DaysBetween, "sqlite")
def _days_in_sqlite(element: DaysBetween, compiler: SQLCompiler, **more: Any) -> str:
    first, second = (compiler.process(clause, **more) for clause in element.clauses)
    return f"CAST(julianday({second}) - julianday({first}) AS INTEGER)"


@compiles(DaysBetween, "postgresql")
def _days_in_postgresql(element: DaysBetween, compiler: SQLCompiler, **more: Any) -> str:
    first, second = (compiler.process(clause, **more) for clause in element.clauses)
    return f"(CAST({second} AS DATE) - CAST({first} AS DATE))"


@dataclass(frozen=True, slots=True)
class Earned:
    """What a year, or its part up to a day, has brought; income +."""

    surplus: Money
    """All income less all costs and taxes; negative: a deficit."""
    gross: tuple[Money, Money]
    """Gross profit with members, and with others; commission and fees count to the buyer's side."""
    net: tuple[Money, Money]
    """Sales less returns to members, and to others."""


def earned(session: Session, until: date) -> Earned:
    """What all shops together have earned since the first day of the year, by the ledger."""
    summed = (
        select(Posting.account, func.sum(Posting.amount))
        .join(JournalEntry, JournalEntry.id == Posting.entry_id)
        .join(Account, Account.code == Posting.account)
        .where(Account.kind.in_((AccountKind.INCOME, AccountKind.EXPENSE)))
        .where(JournalEntry.booked_on.between(first_day(until), until))
        .where(year_end.not_closing())
        .group_by(Posting.account)
    )
    by_account = {code: -amount for code, amount in session.execute(summed)}

    def of(codes: Iterable[str]) -> Money:
        return total(by_account[code] for code in codes if code in by_account)

    return Earned(
        total(by_account.values()),
        (of(_MEMBER_GROSS), of(_OTHER_GROSS)),
        (of(_MEMBER_NET), of(_OTHER_NET)),
    )


def bought(session: Session, until: date) -> Mapping[MemberId, int]:
    """Every member's eligible purchases of the year up to a day, in rupiah; at least 0."""
    totals = patronage.totals_between(session, first_day(until), until)
    return {each.member_id: max(each.amount.amount, 0) for each in totals}


@dataclass(frozen=True, slots=True)
class CapitalRule:
    """What counts as a member's capital, and when it is measured."""

    basis: capital.CapitalBasis
    counts_sukarela: bool

    @property
    def accounts(self) -> tuple[str, ...]:
        """The accounts whose balance counts."""
        kinds = [balances.Account.POKOK, balances.Account.WAJIB]
        if self.counts_sukarela:
            kinds.append(balances.Account.SUKARELA)
        return tuple(balances.CODES[kind] for kind in kinds)


def owned(session: Session, until: date, rule: CapitalRule) -> Mapping[MemberId, int]:
    """What every member's share money weighs, see ``capital.weight``; at least 0.

    By the ledger, and before a cut-over by what paper said at the end of months.
    """
    days = capital.measured_days(rule.basis, until)
    weights: dict[MemberId, int] = defaultdict(int)
    for row in session.execute(_weighed(until, rule, days)):
        weights[MemberId(row.member_id)] = -int(row.weight)  # PostgreSQL sums to decimals
    for early in moved_before(session, until, since=days[0], with_sukarela=rule.counts_sukarela):
        weights[early.member_id] += capital.weight({early.on: early.amount}, days)
    return {member_id: max(weight, 0) for member_id, weight in weights.items()}


def owned_by(session: Session, member_id: MemberId, until: date, rule: CapitalRule) -> int:
    """The same of one member; nobody else is looked at."""
    days = capital.measured_days(rule.basis, until)
    moved: dict[date, Money] = defaultdict(lambda: ZERO)
    for row in session.execute(_moved(until, rule).where(Posting.member_id == member_id)):
        moved[row.booked_on] -= row.amount
    for early in moved_before(
        session, until, since=days[0], with_sukarela=rule.counts_sukarela, member_id=member_id
    ):
        moved[early.on] += early.amount
    return max(capital.weight(moved, days), 0)


def _moved(until: date, rule: CapitalRule) -> Select[MemberId | None, date, Money]:
    return (
        select(Posting.member_id, JournalEntry.booked_on, func.sum(Posting.amount).label("amount"))
        .join(JournalEntry, JournalEntry.id == Posting.entry_id)
        .where(Posting.account.in_(rule.accounts), Posting.member_id.is_not(None))
        .where(JournalEntry.booked_on <= until)
        .group_by(Posting.member_id, JournalEntry.booked_on)
    )


def _weighed(until: date, rule: CapitalRule, days: Sequence[date]) -> Select[MemberId | None, int]:
    """The sum of ``capital.weight`` in the database, debits +: hundreds of thousands of rows."""
    on = JournalEntry.booked_on
    steps: Sequence[tuple[ColumnElement[bool], ColumnElement[int]]]
    if rule.basis is capital.CapitalBasis.DAILY:
        each_day = DaysBetween(on, literal(until)) + 1
        steps = [(on < days[0], literal(len(days))), (true(), each_day)]
    else:
        steps = [(on <= day, literal(count)) for day, count in capital.steps(days)]
    times = case(*steps)
    weight = func.sum(type_coerce(Posting.amount, BigInteger) * times).label("weight")
    return (
        select(Posting.member_id, weight)
        .join(JournalEntry, JournalEntry.id == Posting.entry_id)
        .where(Posting.account.in_(rule.accounts), Posting.member_id.is_not(None))
        .where(JournalEntry.booked_on <= until)
        .group_by(Posting.member_id)
    )


def first_day(until: date) -> date:
    """The first day of a day's book year."""
    return until.replace(month=1, day=1)
