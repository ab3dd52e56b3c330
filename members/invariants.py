"""What must always be true of the members' purchases."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, and_, func, literal, or_, select
from sqlalchemy.orm import Session

from core.columns import MoneyColumn
from core.format import rupiah
from core.i18n import _
from core.money import ZERO
from ledger.chart import MEMBER_SALES
from ledger.models import JournalEntry, Posting
from members.models import Member, Patronage

MEMBER_RETURNS = "4-1020"


def purchases(session: Session) -> Iterator[str]:
    """What counts for the SHU was sold to that member in that entry, on that day, in that shop.

    It may be less than what was sold, as some goods do not count, but never more.
    """
    zero = literal(ZERO, MoneyColumn())
    sold = _sold_by_entry().subquery()
    over = Patronage.amount + func.coalesce(sold.c.amount, zero)
    statement = (
        select(Patronage.source, Patronage.amount, Member.number)
        .join(Member, Member.id == Patronage.member_id)
        .outerjoin(
            JournalEntry,
            and_(
                JournalEntry.source == Patronage.source,
                JournalEntry.shop_id == Patronage.shop_id,
                JournalEntry.booked_on == Patronage.booked_on,
            ),
        )
        .outerjoin(
            sold,
            and_(
                sold.c.entry_id == JournalEntry.id,
                sold.c.member_id == Patronage.member_id,
            ),
        )
        .where(
            or_(
                and_(Patronage.amount >= zero, over > zero),
                and_(Patronage.amount < zero, over < zero),
            )
        )
        .order_by(Patronage.source)
    )
    for source, amount, number in session.execute(statement):
        yield _(
            "Belanja anggota nomor %(number)s dari %(source)s (%(amount)s) tidak ada di pembukuan.",
            number=number,
            source=source,
            amount=rupiah(amount),
        )


def _sold_by_entry() -> Select[*tuple[Any, ...]]:
    """What each entry sold to a member; summed first, as joining by member reads all there is."""
    return (
        select(Posting.entry_id, Posting.member_id, func.sum(Posting.amount).label("amount"))
        .where(Posting.account.in_((MEMBER_SALES, MEMBER_RETURNS)))
        .group_by(Posting.entry_id, Posting.member_id)
    )
