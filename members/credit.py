"""Kasbon: what members bought on credit, and what of it is still open.

A bon is never changed. What is open of each follows from the balance: in each shop the oldest
bon is settled first, and a payment goes to the oldest open bon of all shops.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from core.ids import MemberId, ShopId
from core.models import table_of
from core.money import ZERO, Money, total
from members.balances import credit_by_shop
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
    bons = session.scalars(select(Bon).where(Bon.member_id == member_id))
    return still_open(_whole(bons), credit_by_shop(session, member_id))


def every_open_bon(
    session: Session, owed: Mapping[MemberId, Mapping[ShopId, Money]]
) -> Mapping[MemberId, tuple[OpenBon, ...]]:
    """The open bons of the members who owe so much in each shop."""
    by_member: dict[MemberId, list[Bon]] = defaultdict(list)
    for bon in session.scalars(select(Bon).where(Bon.member_id.in_(tuple(owed)))):
        by_member[bon.member_id].append(bon)
    return {
        member_id: still_open(_whole(bons), owed[member_id])
        for member_id, bons in by_member.items()
    }


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


def _whole(bons: Iterable[Bon]) -> Iterable[OpenBon]:
    return (
        OpenBon(bon.source, bon.shop_id, bon.booked_on, bon.due_on, bon.amount, bon.amount)
        for bon in bons
    )
