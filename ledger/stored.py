"""Entries as the database holds them, streamed in order; nothing about them is believed."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, select
from sqlalchemy.orm import Session

from core.ids import ShopId
from core.models import Shop
from ledger.entry import Line
from ledger.models import JournalEntry, Posting
from ledger.scope import Scope

BATCH = 5_000
"""Postings fetched at a time: books of any size fit into little memory."""


@dataclass(frozen=True, slots=True)
class StoredEntry:
    """An entry with its seal, exactly as stored; it may be unbalanced or have no lines."""

    shop_id: ShopId
    shop_code: str
    number: int
    booked_on: date
    source: str
    description: str
    previous_hash: bytes
    hash: bytes
    lines: tuple[Line, ...]


def by_date(session: Session, scope: Scope) -> Iterator[StoredEntry]:
    """The entries in the order of a journal on paper: by day, then shop, then number."""
    return _streamed(session, scope, JournalEntry.booked_on, Shop.code, JournalEntry.number)


def by_chain(session: Session, shop_id: ShopId) -> Iterator[StoredEntry]:
    """A shop's entries in the order in which they were sealed."""
    return _streamed(session, Scope(shop_id), JournalEntry.number)


def by_sources(session: Session, sources: Collection[str]) -> Iterator[StoredEntry]:
    """The entries with these sources, by shop."""
    rows = session.execute(
        _postings(Scope())
        .where(JournalEntry.source.in_(sources))
        .order_by(JournalEntry.shop_id, JournalEntry.number, Posting.position)
    )
    for _, group in groupby(rows, key=lambda row: (row.shop_id, row.number)):
        yield _entry(list(group))


def count(session: Session, scope: Scope) -> int:
    """How many entries there are."""
    return session.scalar(select(func.count(JournalEntry.id)).where(*scope.conditions())) or 0


def _streamed(
    session: Session, scope: Scope, *order: ColumnElement[Any] | Any
) -> Iterator[StoredEntry]:
    rows = session.execute(
        _postings(scope).order_by(*order, Posting.position),
        execution_options={"yield_per": BATCH},
    )
    for _, group in groupby(rows, key=lambda row: (row.shop_id, row.number)):
        yield _entry(list(group))


def _postings(scope: Scope) -> Select[*tuple[Any, ...]]:
    return (
        select(
            JournalEntry.shop_id,
            Shop.code,
            JournalEntry.number,
            JournalEntry.booked_on,
            JournalEntry.source,
            JournalEntry.description,
            JournalEntry.previous_hash,
            JournalEntry.hash,
            Posting.account,
            Posting.amount,
            Posting.member_id,
            Posting.till_id,
            Posting.party_id,
        )
        .join(Shop, Shop.id == JournalEntry.shop_id)
        .outerjoin(Posting, Posting.entry_id == JournalEntry.id)
        .where(*scope.conditions())
    )


def _entry(rows: list[Row[*tuple[Any, ...]]]) -> StoredEntry:
    first = rows[0]
    return StoredEntry(
        first.shop_id,
        first.code,
        first.number,
        first.booked_on,
        first.source,
        first.description,
        first.previous_hash,
        first.hash,
        tuple(
            Line(row.account, row.amount, row.member_id, row.till_id, row.party_id)
            for row in rows
            if row.account is not None
        ),
    )
