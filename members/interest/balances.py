"""What stood on everybody's SUKARELA in the evening of each day of a month."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.ids import MemberId
from core.money import ZERO, Money
from ledger.models import JournalEntry, Posting
from members.balances import CODES, Account
from members.interest.rules import rupiah_days

_SAVINGS = CODES[Account.SUKARELA]


def rupiah_days_of_everybody(session: Session, first: date, last: date) -> Mapping[MemberId, int]:
    """Σ of the evening balances from a day to a day of all who had any."""
    before, changes = _before(session, first), _changes(session, first, last)
    found = {
        each: rupiah_days(before.get(each, ZERO), changes.get(each, {}), first, last)
        for each in {*before, *changes}
    }
    return {each: days for each, days in found.items() if days}


def _before(session: Session, first: date) -> Mapping[MemberId, Money]:
    rows = session.execute(
        select(Posting.member_id, func.sum(-Posting.amount))
        .join(JournalEntry, JournalEntry.id == Posting.entry_id)
        .where(Posting.account == _SAVINGS, Posting.member_id.is_not(None))
        .where(JournalEntry.booked_on < first)
        .group_by(Posting.member_id)
    )
    return {MemberId(member_id): amount for member_id, amount in rows if member_id and amount}


def _changes(session: Session, first: date, last: date) -> Mapping[MemberId, Mapping[date, Money]]:
    rows = session.execute(
        select(Posting.member_id, JournalEntry.booked_on, func.sum(-Posting.amount))
        .join(JournalEntry, JournalEntry.id == Posting.entry_id)
        .where(Posting.account == _SAVINGS, Posting.member_id.is_not(None))
        .where(JournalEntry.booked_on.between(first, last))
        .group_by(Posting.member_id, JournalEntry.booked_on)
    )
    found: dict[MemberId, dict[date, Money]] = {}
    for member_id, day, amount in rows:
        if member_id is not None:
            found.setdefault(MemberId(member_id), {})[day] = amount
    return found
