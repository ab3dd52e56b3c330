"""What members owned before the books began, for the shares of the year by capital."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.ids import MemberId
from core.money import ZERO, Money
from members.opening.models import Opening, OpeningMonthEnd
from members.opening.months import evening_before


@dataclass(frozen=True, slots=True)
class Moved:
    """Share money that came (+) or went (-) on a day."""

    member_id: MemberId
    on: date
    amount: Money


def moved_before(
    session: Session,
    until: date,
    *,
    since: date,
    with_sukarela: bool,
    member_id: MemberId | None = None,
) -> Iterator[Moved]:
    """The month ends of a posted cut-over as movements; a balance holds until the next month end.

    On the evening before the cut-over they end in nothing, as the books take over there with all
    of it. So nothing is told when that evening is before ``since``, the first day somebody asks
    about.
    """
    for opening in session.scalars(select(Opening).where(Opening.posted_at.is_not(None))):
        eve = evening_before(opening.cut_over)
        if eve >= since:
            yield from _of(session, opening, until, with_sukarela, member_id)


def _of(
    session: Session,
    opening: Opening,
    until: date,
    with_sukarela: bool,
    member_id: MemberId | None,
) -> Iterator[Moved]:
    wanted = select(
        OpeningMonthEnd.member_id,
        OpeningMonthEnd.month_end,
        OpeningMonthEnd.shares,
        OpeningMonthEnd.sukarela,
    ).where(OpeningMonthEnd.opening_id == opening.id, OpeningMonthEnd.month_end <= until)
    if member_id is not None:
        wanted = wanted.where(OpeningMonthEnd.member_id == member_id)
    rows = session.execute(wanted.order_by(OpeningMonthEnd.member_id, OpeningMonthEnd.month_end))
    eve = evening_before(opening.cut_over)
    for whose, ends in groupby(rows, key=lambda row: row.member_id):
        before = ZERO
        for row in ends:
            owned = row.shares + row.sukarela if with_sukarela else row.shares
            yield Moved(MemberId(whose), row.month_end, owned - before)
            before = owned
        if eve <= until:
            yield Moved(MemberId(whose), eve, -before)
