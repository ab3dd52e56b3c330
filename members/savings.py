"""Share money: simpanan pokok, wajib and sukarela, paid in and out (domain §2)..

Pokok and wajib are paid in only: nothing pays them out to an active member.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.ids import MemberId
from core.money import Money
from ledger.entry import Line, credit
from ledger.models import JournalEntry, Posting
from members.balances import CODES, Account

SHARES = (Account.POKOK, Account.WAJIB, Account.SUKARELA)
"""The accounts a member pays into."""
WITHDRAWABLE = (Account.SUKARELA,)
"""The accounts a member may draw from."""


def paid_in(account: Account, amount: Money, member_id: MemberId) -> Line:
    """The line of a deposit in the books of the home shop; a negative amount is drawn out."""
    if account not in SHARES:
        raise ValueError(f"{account} is no share money")
    return credit(CODES[account], amount, member_id=member_id)


def wajib_of_everybody(
    session: Session, on: date, ids: Collection[MemberId] | None = None
) -> dict[MemberId, Money]:
    """What each member, or those with these ids, has paid as simpanan wajib in a day's month."""
    first, last = month_of(on)
    whose = Posting.member_id.is_not(None) if ids is None else Posting.member_id.in_(ids)
    rows = session.execute(
        select(Posting.member_id, func.sum(Posting.amount))
        .join(JournalEntry, JournalEntry.id == Posting.entry_id)
        .where(Posting.account == CODES[Account.WAJIB], whose)
        .where(JournalEntry.booked_on.between(first, last))
        .group_by(Posting.member_id)
    )
    return {MemberId(found): -amount for found, amount in rows if found is not None}


def month_of(on: date) -> tuple[date, date]:
    """The first and the last day of the month of a day."""
    first = on.replace(day=1)
    next_month = (first + timedelta(days=31)).replace(day=1)
    return first, next_month - timedelta(days=1)
