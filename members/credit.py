"""Kasbon: what members bought on credit, and what of it is still open.

A bon is never changed. What is open of each follows from the balance: in each shop the oldest
bon is settled first, and a payment goes to the oldest open bon of all shops.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, func, insert, literal, select
from sqlalchemy.orm import Session

from core.columns import MoneyColumn
from core.ids import MemberId, ShopId
from core.models import table_of
from core.money import ZERO, Money, total
from ledger.models import JournalEntry, Posting
from members.balances import CODES, Account
from members.models import Bon


@dataclass(frozen=True, slots=True)
class OpenBon:
    """A bon and what is still to be paid of it."""

    source: str
    """The same as of its journal entry."""
    shop_id: ShopId
    """Whose receivable it is."""
    booked_on: date
    due_on: date
    amount: Money
    open: Money
    """Positive, at most the amount."""


def note_bon(
    session: Session,
    *,
    source: str,
    member_id: MemberId,
    shop_id: ShopId,
    booked_on: date,
    due_on: date,
    amount: Money,
) -> None:
    """Note what one document adds to a member's kasbon; the receivable itself is a posting."""
    session.execute(
        insert(table_of(Bon)),
        {
            "source": source,
            "member_id": member_id,
            "shop_id": shop_id,
            "booked_on": booked_on,
            "due_on": due_on,
            "amount": amount,
        },
    )


def open_bons(session: Session, member_id: MemberId) -> tuple[OpenBon, ...]:
    """A member's open bons, the oldest first."""
    return every_open_bon(session, [member_id]).get(member_id, ())


def every_open_bon(
    session: Session, ids: Collection[MemberId] | None = None
) -> Mapping[MemberId, tuple[OpenBon, ...]]:
    """The open bons of everybody who owes anything, or of those with these ids."""
    bons: dict[MemberId, list[OpenBon]] = defaultdict(list)
    owed: dict[MemberId, dict[ShopId, Money]] = defaultdict(dict)
    for row in session.execute(_perhaps_open(ids)):
        bons[row.member_id].append(
            OpenBon(row.source, row.shop_id, row.booked_on, row.due_on, row.amount, row.amount)
        )
        owed[row.member_id][row.shop_id] = row.owed
    return {member_id: still_open(found, owed[member_id]) for member_id, found in bons.items()}


def _perhaps_open(ids: Collection[MemberId] | None) -> Select[*tuple[Any, ...]]:
    """The newest bons of each member and shop, as far back as what is owed there can reach.

    So that the settled ones of many years are not read.
    """
    owed = _owed(ids).subquery()
    zero = literal(ZERO, MoneyColumn())
    newer = func.sum(Bon.amount).over(
        partition_by=(Bon.member_id, Bon.shop_id),
        order_by=(Bon.booked_on.desc(), Bon.source.desc()),
        rows=(None, -1),
    )
    bons = (
        select(
            Bon.source, Bon.member_id, Bon.shop_id, Bon.booked_on, Bon.due_on, Bon.amount,
            owed.c.amount.label("owed"), func.coalesce(newer, zero).label("newer"),
        )
        .join(owed, and_(owed.c.member_id == Bon.member_id, owed.c.shop_id == Bon.shop_id))
        .where(owed.c.amount > zero)
        .subquery()
    )  # fmt: skip
    return select(bons).where(bons.c.newer < bons.c.owed)


def _owed(ids: Collection[MemberId] | None) -> Select[*tuple[Any, ...]]:
    whose = Posting.member_id.is_not(None) if ids is None else Posting.member_id.in_(ids)
    return (
        select(Posting.member_id, JournalEntry.shop_id, func.sum(Posting.amount).label("amount"))
        .join(JournalEntry, JournalEntry.id == Posting.entry_id)
        .where(Posting.account == CODES[Account.KASBON], whose)
        .group_by(Posting.member_id, JournalEntry.shop_id)
    )


def still_open(bons: Iterable[OpenBon], owed: Mapping[ShopId, Money]) -> tuple[OpenBon, ...]:
    """What is open of each bon when so much is owed in each shop; the oldest first. Pure.

    The newest bons of a shop make up what is owed there: everything before them is settled.
    """
    left = dict(owed)
    found = []
    for bon in sorted(bons, key=_age, reverse=True):
        part = min(bon.amount, max(left.get(bon.shop_id, ZERO), ZERO))
        if part:
            left[bon.shop_id] -= part
            found.append(replace(bon, open=part))
    return tuple(reversed(found))


def settle(bons: Sequence[OpenBon], amount: Money) -> tuple[tuple[OpenBon, Money], ...]:
    """Which open bons a payment settles, and how much of each: the oldest first. Pure."""
    left, settled = amount, []
    for bon in sorted(bons, key=_age):
        part = min(bon.open, left)
        if part:
            settled.append((bon, part))
            left -= part
    return tuple(settled)


def next_due(bons: Iterable[OpenBon]) -> date | None:
    """When something is to be paid next, or was; None when nothing is open."""
    return min((bon.due_on for bon in bons), default=None)


def overdue(bons: Iterable[OpenBon], today: date) -> Money:
    """What should have been paid before today."""
    return total(bon.open for bon in bons if bon.due_on < today)


def _age(bon: OpenBon) -> tuple[date, str]:
    return bon.booked_on, bon.source
