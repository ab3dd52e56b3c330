"""The passbook of a member: her accounts line by line, with the balance carried along.

The ledger and nothing else; on the last day the balance is what ``balances`` says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.errors import InvalidInput
from core.i18n import _
from core.ids import MemberId
from core.models import Shop
from core.money import ZERO, Money, total
from ledger.models import JournalEntry, Posting
from members.balances import ACCOUNTS, CODES, Account
from members.models import Member

KIND = "passbook"
"""What the source of a printed one begins with."""
EVERY = "semua"
"""All accounts, in that source."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which accounts, and from which day to which."""

    first: date
    last: date
    account: Account | None = None
    """None: all."""

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise InvalidInput(_("Tanggal akhirnya sebelum tanggal awalnya."), field="to")

    def source(self, member_id: UUID) -> str:
        """What the same paper, asked for again, is known by."""
        account = self.account.value if self.account else EVERY
        return f"{KIND}:{member_id}:{account}:{self.first.isoformat()}:{self.last.isoformat()}"


@dataclass(frozen=True, slots=True)
class BookLine:
    """One movement, and the balance after it."""

    booked_on: date
    shop_code: str
    description: str
    amount: Money
    """What the account grew by: savings +, debt +."""
    balance: Money


@dataclass(frozen=True, slots=True)
class BookAccount:
    """One account over the days."""

    account: Account
    opening: Money
    lines: tuple[BookLine, ...]

    @property
    def closing(self) -> Money:
        return self.opening + total(line.amount for line in self.lines)


@dataclass(frozen=True, slots=True)
class Passbook:
    """A member's accounts; those that were always empty are left out unless one was asked for."""

    number: int
    name: str
    shop: str
    """Where she is registered."""
    wanted: Wanted
    accounts: tuple[BookAccount, ...]


def passbook(session: Session, member: Member, wanted: Wanted) -> Passbook:
    """A member's passbook."""
    shop = session.get_one(Shop, member.shop_id)
    accounts = _accounts(session, MemberId(member.id), wanted)
    return Passbook(member.number, member.name, shop.name, wanted, tuple(accounts))


def asked_of(source: str) -> tuple[UUID, Wanted]:
    """Whose passbook a source after its kind means, and which part of it.

    Raises ValueError for what means none.
    """
    member_id, account, first, last = source.split(":")
    return UUID(member_id), Wanted(
        date.fromisoformat(first), date.fromisoformat(last),
        None if account == EVERY else Account(account),
    )  # fmt: skip


def _accounts(session: Session, member_id: MemberId, wanted: Wanted) -> Iterator[BookAccount]:
    opening, moved = _opening(session, member_id, wanted), _moved(session, member_id, wanted)
    for account in Account:
        lines, before = moved.get(account, []), opening.get(account, ZERO)
        if lines or before or account is wanted.account:
            yield BookAccount(account, before, tuple(_carried(before, lines)))


def _carried(balance: Money, lines: Sequence[BookLine]) -> Iterator[BookLine]:
    for line in lines:
        balance += line.amount
        yield BookLine(line.booked_on, line.shop_code, line.description, line.amount, balance)


def _codes(wanted: Wanted) -> list[str]:
    return [CODES[wanted.account]] if wanted.account else list(ACCOUNTS)


def _grown(account: Account, amount: Money) -> Money:
    return amount if account is Account.KASBON else -amount


def _opening(session: Session, member_id: MemberId, wanted: Wanted) -> dict[Account, Money]:
    """Every balance at the end of the day before the first."""
    rows = session.execute(
        select(Posting.account, func.sum(Posting.amount))
        .join(JournalEntry, JournalEntry.id == Posting.entry_id)
        .where(Posting.member_id == member_id, Posting.account.in_(_codes(wanted)))
        .where(JournalEntry.booked_on < wanted.first)
        .group_by(Posting.account)
    )
    return {ACCOUNTS[code]: _grown(ACCOUNTS[code], amount) for code, amount in rows}


def _moved(session: Session, member_id: MemberId, wanted: Wanted) -> dict[Account, list[BookLine]]:
    """What moved on each account, in the order of the books."""
    rows = session.execute(
        select(Posting.account, JournalEntry.booked_on, Shop.code, JournalEntry.description,
               Posting.amount)
        .join(JournalEntry, JournalEntry.id == Posting.entry_id)
        .join(Shop, Shop.id == JournalEntry.shop_id)
        .where(Posting.member_id == member_id, Posting.account.in_(_codes(wanted)))
        .where(JournalEntry.booked_on.between(wanted.first, wanted.last))
        .order_by(Posting.account, JournalEntry.booked_on, JournalEntry.id, Posting.position)
    )  # fmt: skip
    return {
        ACCOUNTS[code]: [
            BookLine(day, shop, text, _grown(ACCOUNTS[code], amount), ZERO)
            for _code, day, shop, text, amount in group
        ]
        for code, group in groupby(rows, key=lambda row: row[0])
    }
