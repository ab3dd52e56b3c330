"""What is written down of a cut-over, added up for the check and for posting."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from core import shops
from core.ids import ShopId
from core.money import ZERO, Money, total
from ledger import chart
from ledger.models import JournalEntry, Posting
from members.models import Member, Patronage
from members.opening.models import (
    Opening,
    OpeningAccount,
    OpeningBon,
    OpeningMember,
    OpeningMonthEnd,
    OpeningParty,
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
    without_months: int = 0
    """Members of before that month who own shares, and of whom no month end is known."""


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
        _without_months(session, opening),
    )


def trial_balances(session: Session, opening: Opening) -> Places:
    """The lines of every shop."""
    rows = session.scalars(select(OpeningAccount).where(OpeningAccount.opening_id == opening.id))
    return {(row.shop_id, row.account): row.amount for row in rows}


def booked_against_opening(session: Session) -> Mapping[ShopId, Money]:
    """What is in the books against 3-1099, by shop, credit +: the opening stock."""
    rows = session.execute(
        select(JournalEntry.shop_id, func.sum(Posting.amount))
        .join(JournalEntry, JournalEntry.id == Posting.entry_id)
        .where(Posting.account == chart.OPENING_BALANCE)
        .group_by(JournalEntry.shop_id)
    )
    return {ShopId(shop_id): -amount for shop_id, amount in rows if amount}


def left_against_opening(session: Session) -> Money:
    """What all shops together still have against 3-1099, credit +; zero once all is taken over."""
    return total(booked_against_opening(session).values())


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


def _without_months(session: Session, opening: Opening) -> int:
    known = select(OpeningMonthEnd.member_id).where(
        OpeningMonthEnd.opening_id == OpeningMember.opening_id,
        OpeningMonthEnd.member_id == OpeningMember.member_id,
    )
    counted = (
        select(func.count())
        .select_from(OpeningMember)
        .join(Member, Member.id == OpeningMember.member_id)
        .where(
            OpeningMember.opening_id == opening.id,
            or_(OpeningMember.pokok > ZERO, OpeningMember.wajib > ZERO),
            Member.joined_on < evening_before(opening.cut_over).replace(day=1),
            ~known.exists(),
        )
    )
    return session.scalar(counted) or 0
