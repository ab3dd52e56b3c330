"""The one writer of the books."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from core import shops
from core.ids import ShopId, new_id
from core.models import table_of
from core.money import ZERO, Money
from ledger import periods
from ledger.chain import GENESIS, seal
from ledger.entry import Entry
from ledger.models import JournalEntry, JournalHead, Posting

_head, _entry, _posting = table_of(JournalHead), table_of(JournalEntry), table_of(Posting)

# Built once: every sale passes here, and building a statement costs more than running it.
_HEAD = (
    select(_head.c.number, _head.c.hash)
    .where(_head.c.shop_id == bindparam("of_shop"))
    .with_for_update()
)
_TURN = select(func.pg_advisory_xact_lock(func.hashtextextended(bindparam("of_name"), 0)))
_MOVE_HEAD = (
    update(_head)
    .where(_head.c.shop_id == bindparam("of_shop"))
    .values(number=bindparam("to_number"), hash=bindparam("to_hash"))
)
_INSERT_ENTRY, _INSERT_POSTINGS = insert(_entry), insert(_posting)


class BookedTwice(Exception):
    """The same source would be booked a second time: a bug in the caller, never the user's."""


def open_journal(session: Session, shop_id: ShopId) -> None:
    """Give a new shop its chain; nothing happens when it has one."""
    if session.get(JournalHead, shop_id) is None:
        session.add(JournalHead(shop_id=shop_id, number=0, hash=GENESIS))
        session.flush()


def lock_shop(session: Session, shop_id: ShopId) -> None:
    """Wait for the shop's turn to write; the first of the locks a sale takes.

    Those who wait for a row on PostgreSQL overtake each other whenever it changes; an advisory
    lock before it is granted in the order of asking. (SQLite's writers queue in ``core.db``.)
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(_TURN, {"of_name": f"shop:{shop_id}"})
    session.execute(_HEAD, {"of_shop": shop_id}).one()


def lock_shops(session: Session, shop_ids: Iterable[ShopId]) -> None:
    """Wait for several shops' turns, in the order that everybody keeps."""
    for shop_id in sorted(set(shop_ids)):
        lock_shop(session, shop_id)


def lock_every_shop(session: Session) -> None:
    """Wait for all: what touches several members in one transaction takes them before the first,
    for the shops of each are only found out one by one, and in no order."""
    lock_shops(session, [ShopId(shop.id) for shop in shops.all_shops(session)])


def post(session: Session, entry: Entry, *, at: datetime) -> int:
    """Add an entry to its shop's journal and chain; returns its number in the shop.

    ``at`` is when it was written, not when it happened. Raises BookedTwice when the source is
    already in the books, InvalidInput when its day is closed.
    """
    periods.check_open(session, entry.booked_on)
    head = session.execute(_HEAD, {"of_shop": entry.shop_id}).one()
    number: int = head.number + 1
    seal_hash = seal(entry, number=number, previous=head.hash)
    try:
        _insert(session, entry, number=number, previous=head.hash, sealed=seal_hash, at=at)
    except IntegrityError as error:
        raise BookedTwice(entry.source) from error
    session.execute(
        _MOVE_HEAD, {"of_shop": entry.shop_id, "to_number": number, "to_hash": seal_hash}
    )
    return number


def balance(
    session: Session,
    account: str,
    *,
    member_id: UUID | None = None,
    till_id: UUID | None = None,
    party_id: UUID | None = None,
) -> Money:
    """An account's balance, debits +; narrowed to a member, a drawer or another party."""
    asked = {Posting.member_id: member_id, Posting.till_id: till_id, Posting.party_id: party_id}
    matching = (column == key for column, key in asked.items() if key is not None)
    summed = select(func.sum(Posting.amount)).where(Posting.account == account, *matching)
    return session.scalar(summed) or ZERO


def _insert(
    session: Session, entry: Entry, *, number: int, previous: bytes, sealed: bytes, at: datetime
) -> None:
    entry_id = new_id()
    session.execute(
        _INSERT_ENTRY,
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
        _INSERT_POSTINGS,
        [
            {
                "entry_id": entry_id,
                "position": position,
                "account": line.account,
                "amount": line.amount,
                "member_id": line.member_id,
                "till_id": line.till_id,
                "party_id": line.party_id,
            }
            for position, line in enumerate(entry.lines)
        ],
    )
