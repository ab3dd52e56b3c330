"""Shares of the surplus that nobody has come for: by year, until they are paid or lapse.

What a member is paid settles her oldest share first, so what is left is of the newest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select, true
from sqlalchemy.orm import Session

from core.ids import MemberId
from core.money import ZERO, Money
from ledger import chart
from ledger.models import JournalEntry, Posting
from members.shu.models import RunState, SurplusLapse, SurplusRun, SurplusShare

BEFORE = 0
"""The year of what was unpaid before the first division in the program."""


def left_by_year(balance: Money, shares: Mapping[int, Money]) -> Mapping[int, Money]:
    """What of each year's share is still to be paid when so much is owed altogether. Pure."""
    left, found = max(balance, ZERO), dict[int, Money]()
    for year in sorted(shares, reverse=True):
        part = min(left, shares[year])
        if part:
            found[year] = part
            left -= part
    if left:
        found[BEFORE] = left
    return found


def lapse_source(lapse_id: UUID) -> str:
    """What the entry of a lapse is known by."""
    return f"surplus_lapse:{lapse_id}"


@dataclass(frozen=True, slots=True)
class Unclaimed:
    """What one member has not come for."""

    member_id: MemberId
    by_year: Mapping[int, Money]

    @property
    def oldest(self) -> int:
        """The oldest year of which something is left."""
        return min(self.by_year)


def everybody(
    session: Session, ids: Collection[MemberId] | None = None
) -> Mapping[MemberId, Unclaimed]:
    """Every member who has something to come, or those of these ids."""
    owed = _owed(session, ids)
    shares = _shares(session, ids)
    return {
        member_id: Unclaimed(member_id, left_by_year(balance, shares.get(member_id, {})))
        for member_id, balance in owed.items()
    }


def of_year(session: Session, year: int) -> Mapping[MemberId, Money]:
    """What is left of one year's shares, of everybody who has any left."""
    found = everybody(session).values()
    return {each.member_id: each.by_year[year] for each in found if year in each.by_year}


def _owed(session: Session, ids: Collection[MemberId] | None) -> Mapping[MemberId, Money]:
    whose = Posting.member_id.is_not(None) if ids is None else Posting.member_id.in_(ids)
    amount = func.sum(Posting.amount)
    rows = session.execute(
        select(Posting.member_id, amount.label("amount"))
        .where(Posting.account == chart.SURPLUS_PAYABLE, whose)
        .group_by(Posting.member_id)
        .having(amount < ZERO)
    )
    return {MemberId(row.member_id): -row.amount for row in rows}


def _shares(
    session: Session, ids: Collection[MemberId] | None
) -> Mapping[MemberId, Mapping[int, Money]]:
    """Each year's share by the division that holds: the last one posted."""
    whose = true() if ids is None else SurplusShare.member_id.in_(ids)
    holding = (
        select(SurplusRun.year, func.max(SurplusRun.number).label("number"))
        .where(SurplusRun.state == RunState.POSTED)
        .group_by(SurplusRun.year)
        .subquery()
    )
    rows = session.execute(
        select(SurplusShare.member_id, SurplusRun.year, SurplusShare.total)
        .join(SurplusRun, SurplusRun.id == SurplusShare.run_id)
        .join(
            holding,
            (holding.c.year == SurplusRun.year) & (holding.c.number == SurplusRun.number),
        )
        .where(SurplusShare.total > ZERO, whose)
    )
    lapsed = _lapsed(session, ids)
    shares: dict[MemberId, dict[int, Money]] = defaultdict(dict)
    for row in rows:
        gone = lapsed.get((row.member_id, row.year), ZERO)
        shares[row.member_id][row.year] = max(row.total - gone, ZERO)
    return shares


def _lapsed(
    session: Session, ids: Collection[MemberId] | None
) -> Mapping[tuple[MemberId, int], Money]:
    """What lapsed of each member's share of a year; it is not to be found again in an older one."""
    years = {lapse_source(row.id): row.year for row in session.scalars(select(SurplusLapse))}
    if not years:
        return {}
    rows = session.execute(
        select(JournalEntry.source, Posting.member_id, Posting.amount)
        .join(JournalEntry, JournalEntry.id == Posting.entry_id)
        .where(JournalEntry.source.in_(years), Posting.account == chart.SURPLUS_PAYABLE)
        .where(Posting.member_id.is_not(None) if ids is None else Posting.member_id.in_(ids))
    )
    found: dict[tuple[MemberId, int], Money] = defaultdict(lambda: ZERO)
    for row in rows:
        found[MemberId(row.member_id), years[row.source]] += row.amount
    return found
