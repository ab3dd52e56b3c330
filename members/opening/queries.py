"""What is written down of a cut-over, summed up for the check and listed for its pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from core import shops
from core.ids import ShopId
from core.models import Shop
from core.money import ZERO, Money
from core.paging import SIZE, Page, offset
from ledger import chart
from ledger.models import Account, JournalEntry, Posting
from members.models import Member, Patronage
from members.opening.models import (
    Opening,
    OpeningAccount,
    OpeningBon,
    OpeningMember,
    OpeningMonthEnd,
    OpeningParty,
    PartyKind,
)
from members.opening.months import evening_before
from members.opening.parties import BOOKS

Places = Mapping[tuple[ShopId, str], Money]
"""Debit +, by shop and account."""
_OF_MEMBERS = {
    chart.SHARE_CAPITAL: OpeningMember.pokok,
    chart.MANDATORY_SAVINGS: OpeningMember.wajib,
    chart.VOLUNTARY_SAVINGS: OpeningMember.sukarela,
}


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything the check compares."""

    paper: Places
    """The trial balances."""
    explained: Places
    """What members, bons, parties and goods make of the accounts that are explained."""
    before: int
    """Entries in the books before the cut-over that have nothing to do with opening it."""
    purchases: Money
    """Of all members, in the year so far."""


def figures(session: Session, opening: Opening) -> Figures:
    """Add up what is written down."""
    return Figures(
        trial_balances(session, opening),
        dict(_explained(session, opening)),
        _entries_before(session, opening),
        session.scalar(
            select(func.sum(OpeningMember.purchases)).where(OpeningMember.opening_id == opening.id)
        )
        or ZERO,
    )


def trial_balances(session: Session, opening: Opening) -> Places:
    """The lines of every shop."""
    rows = session.scalars(select(OpeningAccount).where(OpeningAccount.opening_id == opening.id))
    return {(row.shop_id, row.account): row.amount for row in rows}


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


def booked_against_opening(session: Session) -> Mapping[ShopId, Money]:
    """What is in the books against 3-1099, by shop, credit +: the opening stock."""
    rows = session.execute(
        select(JournalEntry.shop_id, func.sum(Posting.amount))
        .join(JournalEntry, JournalEntry.id == Posting.entry_id)
        .where(Posting.account == chart.OPENING_BALANCE)
        .group_by(JournalEntry.shop_id)
    )
    return {ShopId(shop_id): -amount for shop_id, amount in rows if amount}


def patronage_source(member_id: UUID) -> str:
    """Under which source a member's purchases before the cut-over count."""
    return f"opening:{member_id}"


def patronage_taken_over(session: Session) -> Mapping[str, Money]:
    """By source what posted openings say that members bought before."""
    rows = session.execute(
        select(OpeningMember.member_id, OpeningMember.purchases)
        .join(Opening, Opening.id == OpeningMember.opening_id)
        .where(Opening.posted_at.is_not(None))
    )
    return {patronage_source(member_id): amount for member_id, amount in rows}


def _explained(session: Session, opening: Opening) -> Iterator[tuple[tuple[ShopId, str], Money]]:
    sums: dict[tuple[ShopId, str], Money] = defaultdict(lambda: ZERO)
    for code, column in _OF_MEMBERS.items():
        for shop_id, amount in session.execute(
            select(Member.shop_id, func.sum(column))
            .join(Member, Member.id == OpeningMember.member_id)
            .where(OpeningMember.opening_id == opening.id)
            .group_by(Member.shop_id)
        ):
            sums[ShopId(shop_id), code] -= amount
    unpaid = session.scalar(
        select(func.sum(OpeningMember.unpaid_shu)).where(OpeningMember.opening_id == opening.id)
    )
    sums[ShopId(shops.seat(session).id), chart.SURPLUS_PAYABLE] -= unpaid or ZERO
    for shop_id, amount in session.execute(
        select(OpeningBon.shop_id, func.sum(OpeningBon.amount))
        .where(OpeningBon.opening_id == opening.id)
        .group_by(OpeningBon.shop_id)
    ):
        sums[ShopId(shop_id), chart.MEMBER_CREDIT] += amount
    for kind, shop_id, amount in session.execute(
        select(OpeningParty.kind, OpeningParty.shop_id, func.sum(OpeningParty.amount))
        .where(OpeningParty.opening_id == opening.id)
        .group_by(OpeningParty.kind, OpeningParty.shop_id)
    ):
        sums[ShopId(shop_id), BOOKS[kind].account] -= amount
    for shop_id, amount in booked_against_opening(session).items():
        sums[shop_id, chart.MERCHANDISE] += amount
    yield from ((place, amount) for place, amount in sums.items() if amount)


def _entries_before(session: Session, opening: Opening) -> int:
    opens = select(Posting.entry_id).where(
        Posting.entry_id == JournalEntry.id, Posting.account == chart.OPENING_BALANCE
    )
    counted = select(func.count(JournalEntry.id)).where(
        JournalEntry.booked_on <= evening_before(opening.cut_over), ~opens.exists()
    )
    early = select(func.count(Patronage.source)).where(
        Patronage.booked_on <= evening_before(opening.cut_over)
    )
    return (session.scalar(counted) or 0) + (session.scalar(early) or 0)


def _line(row: Any) -> MemberLine:
    number, name, *amounts, months = row
    pokok, wajib, sukarela, unpaid, purchases, bons = (amount or ZERO for amount in amounts)
    return MemberLine(number, name, pokok, wajib, sukarela, unpaid, purchases, bons, months or 0)


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdigit() and len(word) < 10
