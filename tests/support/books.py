"""Small entries for tests of the books, and what was booked."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.ids import MemberId, ShopId, TillId
from core.money import Money
from ledger.entry import Entry, credit, debit
from ledger.journal import post
from ledger.models import JournalEntry, Posting
from tests.support.world import NOW, TODAY


def transfer(
    shop_id: ShopId,
    source: str,
    amount: int,
    *,
    into: str = "1-1010",
    out_of: str = "4-2010",
    on: date = TODAY,
    description: str = "",
    member_id: MemberId | None = None,
    till_id: TillId | None = None,
) -> Entry:
    """So many rupiah from one account into another."""
    return Entry(
        shop_id,
        on,
        source,
        description or source,
        (
            debit(into, Money(amount), till_id=till_id),
            credit(out_of, Money(amount), member_id=member_id),
        ),
    )


def book(session: Session, *entries: Entry) -> list[int]:
    """Post them in order and return their numbers."""
    return [post(session, entry, at=NOW) for entry in entries]


def postings(session: Session, source: str) -> dict[str, int]:
    """What one source moved, by account."""
    rows = session.execute(
        select(Posting.account, Posting.amount)
        .join(JournalEntry, JournalEntry.id == Posting.entry_id)
        .where(JournalEntry.source == source)
    )
    return {row.account: row.amount.amount for row in rows}
