"""What moved on a member's accounts, as the member's page shows it: the ledger, nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from core.ids import MemberId
from core.models import Shop
from core.money import Money
from core.paging import Page, offset
from ledger.models import JournalEntry, Posting
from members.balances import ACCOUNTS, CODES, Account

ON_A_PAGE = 20


@dataclass(frozen=True, slots=True)
class Movement:
    """One change of one account."""

    booked_on: date
    shop_code: str
    entry: int
    """Its number in the shop's journal."""
    description: str
    account: Account
    amount: Money
    """What the account grew by: savings +, debt +."""
    kind: str
    """What caused it, or what was taken back: ``sale``, ``member_money`` …"""
    key: UUID | None
    """Its id; None when the source has none."""


def page_of(
    session: Session, member_id: MemberId, *, account: Account | None = None, number: int = 1
) -> Page[Movement]:
    """A member's movements, newest first; of one account or of all."""
    conditions = _conditions(member_id, account)
    newest = (JournalEntry.booked_on.desc(), JournalEntry.id.desc(), Posting.position)
    rows = session.execute(
        _read(conditions).order_by(*newest).limit(ON_A_PAGE).offset(offset(number, ON_A_PAGE))
    )
    count = session.scalar(select(func.count()).select_from(Posting).where(*conditions)) or 0
    return Page(tuple(_movement(row) for row in rows), number, count, ON_A_PAGE)


def every(session: Session, member_id: MemberId) -> Iterator[Movement]:
    """All of a member's movements, the oldest first: for files and papers of her own."""
    oldest = (JournalEntry.booked_on, JournalEntry.id, Posting.position)
    for row in session.execute(_read(_conditions(member_id, None)).order_by(*oldest)):
        yield _movement(row)


def _read(conditions: list[ColumnElement[bool]]) -> Select[*tuple[Any, ...]]:
    return (
        select(
            JournalEntry.booked_on,
            Shop.code,
            JournalEntry.number,
            JournalEntry.description,
            JournalEntry.source,
            Posting.account,
            Posting.amount,
        )
        .join(JournalEntry, JournalEntry.id == Posting.entry_id)
        .join(Shop, Shop.id == JournalEntry.shop_id)
        .where(*conditions)
    )


def _conditions(member_id: MemberId, account: Account | None) -> list[ColumnElement[bool]]:
    codes = [CODES[account]] if account else list(ACCOUNTS)
    return [Posting.member_id == member_id, Posting.account.in_(codes)]


def _movement(row: Any) -> Movement:
    account = ACCOUNTS[row.account]
    amount = row.amount if account is Account.KASBON else -row.amount
    kind, key = _cause(row.source)
    return Movement(
        row.booked_on, row.code, row.number, row.description, account, amount, kind, key
    )


def _cause(source: str) -> tuple[str, UUID | None]:
    """What a source says at its end, also of another shop's half or a reversal: ``sale``, key."""
    rest, _colon, key = source.rpartition(":")
    kind = rest.rpartition(":")[2]
    try:
        return kind, UUID(key)
    except ValueError:
        return kind, None
