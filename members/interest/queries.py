"""What the pages of interest read: the months that were booked, and one with its shares."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import Session, aliased

from core.errors import NotFound
from core.i18n import _
from core.models import Operator, Shop
from core.money import Money
from core.paging import SIZE, Page, offset
from members import lookup
from members.interest.models import InterestRun, InterestShare, InterestUndone
from members.models import Member


@dataclass(frozen=True, slots=True)
class RunRow:
    """A booked month as the list shows it."""

    id: UUID
    month: date
    rate: int
    licence: str
    interest: Money
    tax: Money
    booked_on: date
    recorded_at: datetime
    recorded_by: str
    members: int
    undone_why: str
    """Empty while it stands."""
    is_latest: bool
    """No later booking of the same month: it has the page."""

    @property
    def net(self) -> Money:
        return self.interest - self.tax


@dataclass(frozen=True, slots=True)
class ShareRow:
    """A member's part of a booked month."""

    number: int
    name: str
    shop: str
    """The home shop's code, today."""
    rupiah_days: int
    interest: Money
    tax: Money

    @property
    def net(self) -> Money:
        return self.interest - self.tax


def runs(session: Session, *, number: int) -> Page[RunRow]:
    """The booked months, the newest first, and what was taken back of them."""
    count = session.scalar(select(func.count(InterestRun.id))) or 0
    newest = (
        _runs()
        .order_by(InterestRun.month.desc(), InterestRun.attempt.desc())
        .offset(offset(number))
        .limit(SIZE)
    )
    return Page(tuple(RunRow(*row) for row in session.execute(newest)), number, count)


def run(session: Session, month: date) -> RunRow:
    """A booked month, as it was booked last. Raises NotFound."""
    of_month = _runs().where(InterestRun.month == month)
    row = session.execute(of_month.order_by(InterestRun.attempt.desc()).limit(1)).one_or_none()
    if row is None:
        raise NotFound(_("Bulan itu belum dibukukan."))
    return RunRow(*row)


def month_of(session: Session, run_id: UUID) -> date:
    """The month of the run with this key. Raises NotFound."""
    found = session.get(InterestRun, run_id)
    if found is None:
        raise NotFound(_("Bulan itu belum dibukukan."))
    return found.month


def shares(session: Session, of: RunRow, words: str, *, number: int) -> Page[ShareRow]:
    """The shares of a month, by member number."""
    conditions = _of(of, words)
    counted = select(func.count()).select_from(InterestShare).where(*conditions)
    count = session.scalar(counted.join(Member, Member.id == InterestShare.member_id)) or 0
    rows = session.execute(_shares(conditions).offset(offset(number)).limit(SIZE))
    return Page(tuple(ShareRow(*row) for row in rows), number, count)


def every_share(session: Session, of: RunRow) -> Iterator[ShareRow]:
    """All of them, for a file."""
    for row in session.execute(_shares(_of(of, ""))):
        yield ShareRow(*row)


def _of(of: RunRow, words: str) -> list[ColumnElement[bool]]:
    conditions = [InterestShare.run_id == of.id]
    return [*conditions, lookup.matching(words)] if words else conditions


def _shares(conditions: list[ColumnElement[bool]]) -> Select[*tuple[Any, ...]]:
    return (
        select(Member.number, Member.name, Shop.code, InterestShare.rupiah_days,
               InterestShare.interest, InterestShare.tax)
        .join(Member, Member.id == InterestShare.member_id)
        .join(Shop, Shop.id == Member.shop_id)
        .where(*conditions)
        .order_by(Member.number)
    )  # fmt: skip


def _runs() -> Select[*tuple[Any, ...]]:
    counted = (
        select(func.count()).select_from(InterestShare)
        .where(InterestShare.run_id == InterestRun.id)
        .correlate(InterestRun)
        .scalar_subquery()
    )  # fmt: skip
    other = aliased(InterestRun)
    again = exists().where(other.month == InterestRun.month, other.attempt > InterestRun.attempt)
    return (
        select(
            InterestRun.id, InterestRun.month, InterestRun.rate, InterestRun.licence,
            InterestRun.interest, InterestRun.tax, InterestRun.booked_on, InterestRun.recorded_at,
            func.coalesce(Operator.name, ""), counted, func.coalesce(InterestUndone.reason, ""),
            ~again,
        )
        .outerjoin(Operator, Operator.id == InterestRun.recorded_by)
        .outerjoin(InterestUndone, InterestUndone.run_id == InterestRun.id)
    )  # fmt: skip
