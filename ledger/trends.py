"""How an account moved over the months."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ledger.models import AccountKind, JournalEntry, Posting
from ledger.scope import Scope

MONTHS = 12
"""The most that are shown."""


def monthly(session: Session, code: str, kind: AccountKind, scope: Scope) -> list[tuple[str, int]]:
    """What moved in each of the last months, as ``("11/26", rupiah)``; growth is positive.

    Months without a movement between two with one are there with 0.
    """
    days = session.execute(
        select(JournalEntry.booked_on, func.sum(Posting.amount))
        .join(JournalEntry, JournalEntry.id == Posting.entry_id)
        .where(Posting.account == code, *scope.conditions())
        .group_by(JournalEntry.booked_on)
    ).all()
    sums: dict[int, int] = {}
    for day, amount in days:
        sums[_month(day)] = sums.get(_month(day), 0) + growth_sign(kind) * amount.amount
    if not sums:
        return []
    last = max(sums)
    first = max(min(sums), last - MONTHS + 1)
    return [(_label(month), sums.get(month, 0)) for month in range(first, last + 1)]


def growth_sign(kind: AccountKind) -> int:
    """+1 where debits make an account grow, -1 where credits do."""
    return 1 if kind in (AccountKind.ASSET, AccountKind.EXPENSE) else -1


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _label(month: int) -> str:
    return f"{month % 12 + 1:02d}/{month // 12 % 100:02d}"
