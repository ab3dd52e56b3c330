"""What the pages and reports of the books read; values, never statements."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select, true
from sqlalchemy.orm import Session

from core.errors import NotFound
from core.i18n import _
from core.ids import MemberId, TillId
from core.models import Shop
from core.money import ZERO, Money, total
from core.paging import SIZE, Page, offset
from ledger.models import Account, AccountKind, JournalEntry, Posting
from ledger.scope import Scope


@dataclass(frozen=True, slots=True)
class TrialRow:
    """An account over a period; balances are debit +, ``debit`` and ``credit`` never negative."""

    code: str
    name: str
    kind: AccountKind
    opening: Money
    debit: Money
    credit: Money

    @property
    def closing(self) -> Money:
        return self.opening + self.debit - self.credit

    @property
    def moved(self) -> bool:
        """Whether there is anything to show at all."""
        return bool(self.opening or self.debit or self.credit)


@dataclass(frozen=True, slots=True)
class TrialBalance:
    """Every account of the chart, by code; all sums over the accounts are zero."""

    rows: tuple[TrialRow, ...]

    @property
    def debit(self) -> Money:
        return total(row.debit for row in self.rows)

    @property
    def credit(self) -> Money:
        return total(row.credit for row in self.rows)


def trial_balance(session: Session, scope: Scope) -> TrialBalance:
    """What every account held before the period, and what moved in it."""
    accounts = session.execute(select(Account.code, Account.name, Account.kind))
    moved = {row.account: row for row in session.execute(_turnover(scope))}
    rows = (_trial_row(*account, moved.get(account.code)) for account in accounts)
    return TrialBalance(tuple(sorted(rows, key=lambda row: row.code)))


def _trial_row(code: str, name: str, kind: AccountKind, sums: Any) -> TrialRow:
    if sums is None:
        return TrialRow(code, name, kind, ZERO, ZERO, ZERO)
    credited = sums.credit or ZERO
    return TrialRow(code, name, kind, sums.opening or ZERO, sums.debit or ZERO, -credited)


def _turnover(scope: Scope) -> Select[*tuple[Any, ...]]:
    before: ColumnElement[bool] = false()
    inside: ColumnElement[bool] = true()
    if scope.since is not None:
        before, inside = JournalEntry.booked_on < scope.since, JournalEntry.booked_on >= scope.since
    summed = func.sum(Posting.amount)
    statement = select(
        Posting.account,
        summed.filter(before).label("opening"),
        summed.filter(and_(inside, Posting.amount > ZERO)).label("debit"),
        summed.filter(and_(inside, Posting.amount < ZERO)).label("credit"),
    ).group_by(Posting.account)
    if scope == Scope():
        return statement
    until = Scope(scope.shop_id, None, scope.until)
    return statement.join(JournalEntry, JournalEntry.id == Posting.entry_id).where(
        *until.conditions()
    )


@dataclass(frozen=True, slots=True)
class AccountLine:
    """A posting on an account's card; ``amount`` and ``balance`` are debit +."""

    shop_code: str
    number: int
    booked_on: date
    description: str
    amount: Money
    balance: Money
    """Of the account (and shop) after this posting."""


@dataclass(frozen=True, slots=True)
class AccountCard:
    """A page of an account's postings, oldest first."""

    code: str
    name: str
    kind: AccountKind
    carried: Money
    """The balance before the first posting of the page."""
    page: Page[AccountLine]


def account_card(session: Session, code: str, scope: Scope, *, number: int) -> AccountCard:
    """A page of an account's postings with the running balance. Raises NotFound."""
    account = session.get(Account, code)
    if account is None:
        raise NotFound(_("Tidak ada akun %(code)s.", code=code))
    postings = _postings_of(code).where(*scope.conditions())
    rows = session.execute(
        postings.order_by(JournalEntry.booked_on, JournalEntry.id, Posting.position)
        .offset(offset(number))
        .limit(SIZE)
    ).all()
    carried = _balance_before(session, code, scope) + _sum_of_first(
        session, postings, offset(number)
    )
    count = session.scalar(select(func.count()).select_from(postings.subquery())) or 0
    page = Page(tuple(_running(rows, carried)), number, count)
    return AccountCard(account.code, account.name, account.kind, carried, page)


def _postings_of(code: str) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Shop.code,
            JournalEntry.number,
            JournalEntry.booked_on,
            JournalEntry.description,
            Posting.amount,
        )
        .join(JournalEntry, JournalEntry.id == Posting.entry_id)
        .join(Shop, Shop.id == JournalEntry.shop_id)
        .where(Posting.account == code)
    )


def _balance_before(session: Session, code: str, scope: Scope) -> Money:
    if scope.since is None:
        return ZERO
    summed = (
        select(func.sum(Posting.amount))
        .join(JournalEntry, JournalEntry.id == Posting.entry_id)
        .where(Posting.account == code, JournalEntry.booked_on < scope.since)
        .where(*scope.conditions_of_shop())
    )
    return session.scalar(summed) or ZERO


def _sum_of_first(session: Session, postings: Select[*tuple[Any, ...]], count: int) -> Money:
    if not count:
        return ZERO
    first = postings.order_by(JournalEntry.booked_on, JournalEntry.id, Posting.position).limit(
        count
    )
    return session.scalar(select(func.sum(first.subquery().c.amount))) or ZERO


def _running(rows: Iterable[Any], carried: Money) -> Iterable[AccountLine]:
    balance = carried
    for row in rows:
        balance += row.amount
        yield AccountLine(row.code, row.number, row.booked_on, row.description, row.amount, balance)


@dataclass(frozen=True, slots=True)
class JournalRow:
    """An entry as the journal lists it."""

    shop_code: str
    number: int
    booked_on: date
    description: str
    source: str
    amount: Money
    """What was debited in all."""


def journal_page(
    session: Session, scope: Scope, *, query: str = "", number: int = 1
) -> Page[JournalRow]:
    """Entries, newest first; the query is part of a description or source, or a number."""
    conditions = [*scope.conditions(), *_matching(query)]
    entries = (
        select(JournalEntry, Shop.code)
        .join(Shop, Shop.id == JournalEntry.shop_id)
        .where(*conditions)
        .order_by(JournalEntry.booked_on.desc(), JournalEntry.id.desc())
    )
    found = session.execute(entries.offset(offset(number)).limit(SIZE)).all()
    amounts = _debited(session, [entry.id for entry, _code in found])
    rows = (
        JournalRow(
            shop_code, entry.number, entry.booked_on, entry.description, entry.source,
            amounts.get(entry.id, ZERO),
        )
        for entry, shop_code in found
    )  # fmt: skip
    count = session.scalar(select(func.count(JournalEntry.id)).where(*conditions)) or 0
    return Page(tuple(rows), number, count)


def _matching(query: str) -> Iterable[ColumnElement[bool]]:
    words = query.strip()
    if not words:
        return
    columns = (JournalEntry.description, JournalEntry.source)
    found = [column.icontains(words, autoescape=True) for column in columns]
    if words.isascii() and words.isdigit() and len(words) < 16:
        found.append(JournalEntry.number == int(words))
    yield or_(*found)


def _debited(session: Session, entry_ids: list[UUID]) -> dict[UUID, Money]:
    rows = session.execute(
        select(Posting.entry_id, func.sum(Posting.amount).label("amount"))
        .where(Posting.entry_id.in_(entry_ids), Posting.amount > ZERO)
        .group_by(Posting.entry_id)
    )
    return {row.entry_id: row.amount for row in rows}


@dataclass(frozen=True, slots=True)
class EntryLine:
    """A posting of an entry, with the account's name."""

    account: str
    name: str
    amount: Money
    member_id: MemberId | None
    till_id: TillId | None


@dataclass(frozen=True, slots=True)
class EntryView:
    """An entry with all that is stored of it."""

    shop_code: str
    shop_name: str
    time_zone: str
    number: int
    booked_on: date
    description: str
    source: str
    recorded_at: datetime
    previous_hash: bytes
    hash: bytes
    lines: tuple[EntryLine, ...]

    @property
    def amount(self) -> Money:
        """What was debited in all."""
        return total(line.amount for line in self.lines if line.amount > ZERO)


def find_entry(session: Session, shop_code: str, number: int) -> EntryView:
    """The entry with this number in a shop's journal. Raises NotFound."""
    found = session.execute(
        select(JournalEntry, Shop)
        .join(Shop, Shop.id == JournalEntry.shop_id)
        .where(Shop.code == shop_code, JournalEntry.number == number)
    ).one_or_none()
    if found is None:
        raise NotFound(
            _("Tidak ada entri %(number)s di toko %(shop)s.", number=number, shop=shop_code)
        )
    entry, shop = found
    return EntryView(
        shop.code, shop.name, shop.time_zone, entry.number, entry.booked_on, entry.description,
        entry.source, entry.recorded_at, entry.previous_hash, entry.hash,
        _lines_of(session, entry.id),
    )  # fmt: skip


def _lines_of(session: Session, entry_id: UUID) -> tuple[EntryLine, ...]:
    rows = session.execute(
        select(Posting.account, Account.name, Posting.amount, Posting.member_id, Posting.till_id)
        .join(Account, Account.code == Posting.account)
        .where(Posting.entry_id == entry_id)
        .order_by(Posting.position)
    )
    return tuple(EntryLine(*row) for row in rows)
