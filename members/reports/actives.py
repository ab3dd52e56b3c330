"""Who was an active member at the end of certain days; what the other reports count against."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Date, Subquery, func, literal, or_, select, union_all
from sqlalchemy.orm import Session

from core.ids import ShopId
from core.reports.asked import Asked
from members.dues.rules import last_of, months_between
from members.models import Member, MemberStatus
from members.people import statuses


@dataclass(frozen=True, slots=True)
class Month:
    """A month, or as much of it as a report is about."""

    first: date
    last: date


def months(asked: Asked) -> list[Month]:
    """The months of a report; the last may not be over."""
    found = months_between(asked.since, asked.until)
    return [Month(first, min(last_of(first), asked.until)) for first in found]


def active_at(days: Sequence[date], asked: Asked) -> Subquery:
    """Members of the shops who were active at the end of these days: day, member and home shop."""
    ends = union_all(*(select(literal(day, Date()).label("day")) for day in days)).subquery("end")
    span = statuses.spans()
    held = (span.c.holds_from <= ends.c.day) & or_(
        span.c.until.is_(None), span.c.until > ends.c.day
    )
    return (
        select(ends.c.day, Member.id.label("member_id"), Member.shop_id)
        .select_from(ends)
        .join(span, held)
        .join(Member, Member.id == span.c.member_id)
        .where(span.c.status == MemberStatus.ACTIVE, Member.shop_id.in_(asked.shop_ids))
        .subquery("active")
    )


def by_day(session: Session, days: Sequence[date], asked: Asked) -> Mapping[date, int]:
    """How many were active at the end of each day."""
    active = active_at(days, asked)
    counted = select(active.c.day, func.count().label("members")).group_by(active.c.day)
    found = {row.day: row.members for row in session.execute(counted)}
    return {day: found.get(day, 0) for day in days}


def by_shop(session: Session, day: date, asked: Asked) -> Mapping[ShopId, int]:
    """How many of each home shop were active at the end of a day."""
    active = active_at([day], asked)
    counted = select(active.c.shop_id, func.count()).group_by(active.c.shop_id)
    return {ShopId(shop_id): count for shop_id, count in session.execute(counted)}
