"""What is written down of a cut-over, as its pages list it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from core.ids import ShopId
from core.models import Shop
from core.money import ZERO, Money
from core.paging import SIZE, Page, offset
from ledger.models import Account
from members.models import Member
from members.opening.accounts import INSTEAD
from members.opening.models import (
    Opening,
    OpeningAccount,
    OpeningBon,
    OpeningMember,
    OpeningMonthEnd,
    OpeningParty,
    PartyKind,
)
from members.opening.parties import BOOKS


def amount_of(session: Session, opening: Opening, shop_id: ShopId, code: str) -> Money | None:
    """What is written of one account; None for nothing."""
    row = session.get(OpeningAccount, (opening.id, shop_id, code))
    return row.amount if row else None


def openable_accounts(session: Session) -> list[Account]:
    """The accounts that a trial balance may open, by code."""
    rows = session.scalars(select(Account).order_by(Account.code))
    return [account for account in rows if account.code not in INSTEAD]


@dataclass(frozen=True, slots=True)
class AccountLine:
    """A line of a trial balance as its page shows it."""

    code: str
    name: str
    debit: Money
    credit: Money


def account_lines(session: Session, opening: Opening, shop_id: ShopId) -> list[AccountLine]:
    """A shop's trial balance, by account."""
    rows = session.execute(
        select(OpeningAccount.account, Account.name, OpeningAccount.amount)
        .join(Account, Account.code == OpeningAccount.account)
        .where(OpeningAccount.opening_id == opening.id, OpeningAccount.shop_id == shop_id)
        .order_by(OpeningAccount.account)
    )
    return [
        AccountLine(code, name, max(amount, ZERO), max(-amount, ZERO))
        for code, name, amount in rows
    ]


@dataclass(frozen=True, slots=True)
class MemberLine:
    """What paper says of a member, as lists and the sheet show it."""

    number: int
    name: str
    pokok: Money
    wajib: Money
    sukarela: Money
    unpaid_shu: Money
    purchases: Money
    bons: Money
    months: int
    """How many month ends are known of her."""


def _member_lines(opening: Opening) -> Select[*tuple[Any, ...]]:
    """Everybody of whom something is written, by number."""
    bons = (
        select(OpeningBon.member_id, func.sum(OpeningBon.amount).label("amount"))
        .where(OpeningBon.opening_id == opening.id)
        .group_by(OpeningBon.member_id)
        .subquery()
    )
    months = (
        select(OpeningMonthEnd.member_id, func.count().label("known"))
        .where(OpeningMonthEnd.opening_id == opening.id)
        .group_by(OpeningMonthEnd.member_id)
        .subquery()
    )
    row = OpeningMember
    return (
        select(Member.number, Member.name, row.pokok, row.wajib, row.sukarela, row.unpaid_shu,
               row.purchases, bons.c.amount, months.c.known)
        .select_from(Member)
        .outerjoin(row, (row.member_id == Member.id) & (row.opening_id == opening.id))
        .outerjoin(bons, bons.c.member_id == Member.id)
        .outerjoin(months, months.c.member_id == Member.id)
        .where(or_(row.member_id.is_not(None), bons.c.amount.is_not(None)))
        .order_by(Member.number)
    )  # fmt: skip


def member_page(session: Session, opening: Opening, *, words: str, number: int) -> Page[MemberLine]:
    """A page of them; words are a number or parts of the name."""
    wanted = _member_lines(opening)
    for word in words.lower().split():
        named = func.lower(Member.name).contains(word, autoescape=True)
        wanted = wanted.where(or_(named, Member.number == int(word)) if _is_number(word) else named)
    count = session.scalar(select(func.count()).select_from(wanted.order_by(None).subquery())) or 0
    rows = session.execute(wanted.offset(offset(number)).limit(SIZE))
    return Page(tuple(_line(row) for row in rows), number, count)


def every_member(session: Session, opening: Opening) -> list[MemberLine]:
    """All of them, for the sheet."""
    return [_line(row) for row in session.execute(_member_lines(opening))]


@dataclass(frozen=True, slots=True)
class BonLine:
    """An open bon as its page shows it."""

    key: UUID
    number: int
    name: str
    shop: str
    bought_on: date
    due_on: date
    amount: Money


def bon_page(session: Session, opening: Opening, *, number: int) -> Page[BonLine]:
    """The bons, those written down last first."""
    wanted = (
        select(OpeningBon.id, Member.number, Member.name, Shop.code, OpeningBon.bought_on,
               OpeningBon.due_on, OpeningBon.amount)
        .join(Member, Member.id == OpeningBon.member_id)
        .join(Shop, Shop.id == OpeningBon.shop_id)
        .where(OpeningBon.opening_id == opening.id)
    )  # fmt: skip
    count = session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    rows = session.execute(wanted.order_by(OpeningBon.id.desc()).offset(offset(number)).limit(SIZE))
    return Page(tuple(BonLine(*row) for row in rows), number, count)


@dataclass(frozen=True, slots=True)
class DebtLine:
    """A debt to a supplier or producer as its page shows it."""

    key: UUID
    number: int
    name: str
    shop: str
    reference: str
    due_on: date | None
    amount: Money


def debt_lines(session: Session, opening: Opening, kind: PartyKind) -> list[DebtLine]:
    """What is owed to one kind of party, by name."""
    known = {party.id: party for party in BOOKS[kind].every(session)}
    rows = session.execute(
        select(OpeningParty, Shop.code)
        .join(Shop, Shop.id == OpeningParty.shop_id)
        .where(OpeningParty.opening_id == opening.id, OpeningParty.kind == kind)
    )
    found = [
        DebtLine(row.id, known[row.party_id].number, known[row.party_id].name, code,
                 row.reference, row.due_on, row.amount)
        for row, code in rows
    ]  # fmt: skip
    return sorted(found, key=lambda line: (line.name.casefold(), line.shop, line.key))


@dataclass(frozen=True, slots=True)
class Counts:
    """How much is written down."""

    accounts: int
    members: int
    bons: int
    suppliers: int
    consignors: int


def counts(session: Session, opening: Opening) -> Counts:
    """How much is written down of each."""

    def of(table: Any, *conditions: Any) -> int:
        wanted = select(func.count()).select_from(table).where(table.opening_id == opening.id)
        return session.scalar(wanted.where(*conditions)) or 0

    return Counts(
        of(OpeningAccount),
        of(OpeningMember),
        of(OpeningBon),
        of(OpeningParty, OpeningParty.kind == PartyKind.SUPPLIER),
        of(OpeningParty, OpeningParty.kind == PartyKind.CONSIGNOR),
    )


def _line(row: Any) -> MemberLine:
    number, name, *amounts, months = row
    pokok, wajib, sukarela, unpaid, purchases, bons = (amount or ZERO for amount in amounts)
    return MemberLine(number, name, pokok, wajib, sukarela, unpaid, purchases, bons, months or 0)


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdigit() and len(word) < 10
