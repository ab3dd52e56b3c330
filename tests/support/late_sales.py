"""Papers as a manager types them, for the small co-operative of ``world``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from core.clock import local_day
from core.permissions import Role
from pos import tills
from pos.late_sales import late_sales
from pos.late_sales.forms import TypedLine, TypedPaper
from pos.late_sales.late_sales import Outcome
from pos.late_sales.papers import PaperSale
from pos.late_sales.reading import Head, paper_sale
from tests.support.world import NOW, World


def typed(
    paper: str,
    *lines: Sequence[str],
    time: str = "09:30",
    member: str = "",
    tender: str = "cash",
    part: str = "",
    part_tender: str = "",
    reference: str = "",
    place: int = 0,
) -> TypedPaper:
    """A paper; each line is what was sold, how much, and the price if one is on it."""
    rows = tuple(
        TypedLine(n, item, *rest, *[""] * (2 - len(rest))) for n, (item, *rest) in enumerate(lines)
    )
    return TypedPaper(place, paper, time, member, tender, part, part_tender, reference, rows)


def read(session: Session, world: World, paper: TypedPaper, *, now: datetime = NOW) -> PaperSale:
    """The sale it tells of, at Wonosobo's till today."""
    till = tills.by_id(session, world.till.id)
    head = Head(till, world.clerk_id, local_day(now, till.time_zone))
    return paper_sale(session, head, paper, now=now)


def enter(session: Session, world: World, *papers: TypedPaper, now: datetime = NOW) -> Outcome:
    """Enter papers as the manager does."""
    till = tills.by_id(session, world.till.id)
    sales = tuple(read(session, world, paper, now=now) for paper in papers)
    by = world.operator_id(Role.MANAGER)
    return late_sales.enter(session, till, sales, at=now, by=by)
