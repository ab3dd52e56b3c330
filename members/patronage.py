"""What each member has bought: the measure by which the yearly surplus is shared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import extract, func, insert, select
from sqlalchemy.orm import Session

from core.ids import MemberId, ShopId
from core.models import table_of
from core.money import ZERO, Money
from members.models import Patronage

MONTHS = 12


def record(
    session: Session,
    *,
    source: str,
    member_id: MemberId,
    shop_id: ShopId,
    booked_on: date,
    amount: Money,
) -> None:
    """Note what one document adds to a member's eligible purchases; a return is negative.

    ``source`` is that of its journal entry and may come once.
    """
    session.execute(
        insert(table_of(Patronage)),
        {
            "source": source,
            "member_id": member_id,
            "shop_id": shop_id,
            "booked_on": booked_on,
            "amount": amount,
        },
    )


def in_year(session: Session, member_id: MemberId, year: int) -> Money:
    """A member's eligible purchases of a calendar year, 1 January to 31 December."""
    return sum_between(session, member_id, date(year, 1, 1), date(year, 12, 31))


def sum_between(session: Session, member_id: MemberId, first: date, last: date) -> Money:
    """A member's eligible purchases from a day to a day; both count."""
    summed = select(func.sum(Patronage.amount)).where(
        Patronage.member_id == member_id, Patronage.booked_on.between(first, last)
    )
    return session.scalar(summed) or ZERO


def by_month(session: Session, member_id: MemberId, year: int) -> tuple[Money, ...]:
    """A member's eligible purchases of each month of a year, January first."""
    month = extract("month", Patronage.booked_on)
    rows = session.execute(
        select(month, func.sum(Patronage.amount))
        .where(Patronage.member_id == member_id)
        .where(Patronage.booked_on.between(date(year, 1, 1), date(year, 12, 31)))
        .group_by(month)
    )
    found = {int(number): amount for number, amount in rows}
    return tuple(found.get(number, ZERO) for number in range(1, MONTHS + 1))


def years(session: Session, member_id: MemberId) -> range:
    """From the first to the last year a member bought in; empty before the first purchase."""
    of_member = Patronage.member_id == member_id
    first = session.scalar(select(func.min(Patronage.booked_on)).where(of_member))
    last = session.scalar(select(func.max(Patronage.booked_on)).where(of_member))
    return range(first.year, last.year + 1) if first and last else range(0)


@dataclass(frozen=True, slots=True)
class MemberTotal:
    """What a member bought in some days, over all shops."""

    member_id: MemberId
    amount: Money


def totals_between(session: Session, first: date, last: date) -> Sequence[MemberTotal]:
    """Every member who bought from a day to a day, both counting, with the sum of all shops."""
    columns = table_of(Patronage).c  # bare columns: there may be tens of thousands of members
    rows = session.execute(
        select(columns.member_id, func.sum(columns.amount))
        .where(columns.booked_on.between(first, last))
        .group_by(columns.member_id)
        .order_by(columns.member_id)
    )
    return [MemberTotal(member_id, amount) for member_id, amount in rows]
