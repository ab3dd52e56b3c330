"""The one writer of the books."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from core.ids import ShopId, new_id
from core.models import table_of
from core.money import ZERO, Money
from ledger.chain import GENESIS, seal
from ledger.entry import Entry
from ledger.models import JournalEntry, JournalHead, Posting


class BookedTwice(Exception):
    """The same source would be booked a second time: a bug in the caller, never the user's."""


def open_journal(session: Session, shop_id: ShopId) -> None:
    """Give a new shop its chain; nothing happens when it has one."""
    if session.get(JournalHead, shop_id) is None:
        session.add(JournalHead(shop_id=shop_id, number=0, hash=GENESIS))
        session.flush()


def lock_shop(session: Session, shop_id: ShopId) -> None:
    """Wait for the shop's turn to write; the first of the locks a sale takes."""
    session.execute(
        select(JournalHead.number).where(JournalHead.shop_id == shop_id).with_for_update()
    ).one()


def post(session: Session, entry: Entry, *, at: datetime) -> int:
    """Add an entry to its shop's journal and chain; returns its number in the shop.

    ``at`` is when it was written, not when it happened. Raises BookedTwice when the source is
    already in the books.
    """
    if session.scalar(select(JournalEntry.id).where(JournalEntry.source == entry.source)):
        raise BookedTwice(entry.source)
    head = session.execute(
        select(JournalHead.number, JournalHead.hash)
        .where(JournalHead.shop_id == entry.shop_id)
        .with_for_update()
    ).one()
    number: int = head.number + 1
    seal_hash = seal(entry, number=number, previous=head.hash)
    _insert(session, entry, number=number, previous=head.hash, sealed=seal_hash, at=at)
    session.execute(
        update(JournalHead)
        .where(JournalHead.shop_id == entry.shop_id)
        .values(number=number, hash=seal_hash),
        execution_options={"synchronize_session": False},
    )
    return number


def balance(session: Session, account: str, **dimensions: UUID) -> Money:
    """An account's balance, debits +; narrowed by ``till_id`` or ``member_id`` when given."""
    matching = (getattr(Posting, name) == key for name, key in dimensions.items())
    summed = select(func.sum(Posting.amount)).where(Posting.account == account, *matching)
    return session.scalar(summed) or ZERO


def _insert(
    session: Session, entry: Entry, *, number: int, previous: bytes, sealed: bytes, at: datetime
) -> None:
    entry_id = new_id()
    session.execute(
        insert(table_of(JournalEntry)),
        {
            "id": entry_id,
            "shop_id": entry.shop_id,
            "number": number,
            "booked_on": entry.booked_on,
            "source": entry.source,
            "description": entry.description,
            "recorded_at": at,
            "previous_hash": previous,
            "hash": sealed,
        },
    )
    session.execute(
        insert(table_of(Posting)),
        [
            {
                "entry_id": entry_id,
                "position": position,
                "account": line.account,
                "amount": line.amount,
                "member_id": line.member_id,
                "till_id": line.till_id,
            }
            for position, line in enumerate(entry.lines)
        ],
    )
