"""The lists of sales and of shifts; values, never statements.

``within`` is the one shop that whoever asks may see; None: all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from core.clock import local_day, local_time
from core.ids import ShiftId, ShopId
from core.models import Operator, Shop
from core.money import ZERO, Money
from core.paging import SIZE, Page, offset
from members.models import Member
from pos.closing.models import ZReport
from pos.closing.queries import unvouched
from pos.models import Sale, SaleFlag, Shift, Till

NEWEST = (Sale.sold_on.desc(), Sale.sold_at.desc(), Sale.id.desc())
"""By the shop's day first, so that a till with a wrong clock stays among its own day."""
NUMBER = re.compile(
    r"(?:(?P<shop>[A-Z]{3})-)?(?:(?P<till>[A-Z][0-9]{1,2})-)?"
    r"(?:(?P<series>[A-Z]{1,3})-)?(?P<counter>[0-9]{1,9})"
)
"""A receipt number or its end, as people type it: ``wsb-t1-a-000123``, ``A-123``, ``123``."""


@dataclass(frozen=True, slots=True)
class SaleSearch:
    """Which sales to list."""

    query: str = ""
    """A receipt number or its end; a member's number or card, or part of the name."""
    shop_id: ShopId | None = None
    since: date | None = None
    until: date | None = None
    only_flagged: bool = False
    """Only those with something odd that nobody has looked at."""
    shift_id: ShiftId | None = None

    @property
    def is_narrow(self) -> bool:
        """Whether it asks for certain sales of a shop rather than for all."""
        return self != SaleSearch(shop_id=self.shop_id)


@dataclass(frozen=True, slots=True)
class SaleRow:
    """A sale in a list."""

    id: UUID
    number: str
    sold_at: datetime
    time_zone: str
    clerk: str
    member: str | None
    total: Money
    flags: int
    """Those nobody has looked at yet."""

    @property
    def zone(self) -> str:
        """What people there call their clock: ``WIB``."""
        return local_time(self.sold_at, self.time_zone).tzname() or ""


def sales(
    session: Session, search: SaleSearch, *, within: ShopId | None, page: int
) -> Page[SaleRow]:
    """The sales that match, newest first."""
    conditions = [*_of_shop(within), *_conditions(search)]
    count = session.scalar(select(func.count(Sale.id)).where(*conditions))
    chosen = select(Sale.id).where(*conditions).order_by(*NEWEST).limit(SIZE).offset(offset(page))
    found = session.execute(_sale_rows().where(Sale.id.in_(chosen)).order_by(*NEWEST))
    return Page(tuple(SaleRow(*row) for row in found), page, count or 0)


def _sale_rows() -> Select[*tuple[Any, ...]]:
    unseen = (
        select(func.count())
        .where(SaleFlag.sale_id == Sale.id, SaleFlag.seen_at.is_(None))
        .scalar_subquery()
    )
    return (
        select(
            Sale.id,
            Sale.number,
            Sale.sold_at,
            Shop.time_zone,
            Operator.name,
            Member.name,
            Sale.total,
            unseen,
        )
        .join(Shop, Shop.id == Sale.shop_id)
        .join(Operator, Operator.id == Sale.operator_id)
        .outerjoin(Member, Member.id == Sale.member_id)
    )


def _of_shop(shop_id: ShopId | None) -> Iterator[ColumnElement[bool]]:
    if shop_id:
        yield Sale.shop_id == shop_id


def _conditions(search: SaleSearch) -> Iterator[ColumnElement[bool]]:
    yield from _of_shop(search.shop_id)
    if search.query:
        yield or_(*_meanings(search.query))
    if search.since:
        yield Sale.sold_on >= search.since
    if search.until:
        yield Sale.sold_on <= search.until
    if search.shift_id:
        yield Sale.shift_id == search.shift_id
    if search.only_flagged:
        yield Sale.id.in_(select(SaleFlag.sale_id).where(SaleFlag.seen_at.is_(None)))


def _meanings(query: str) -> Iterator[ColumnElement[bool]]:
    named = [Member.name.icontains(query, autoescape=True), Member.card == query]
    parts = NUMBER.fullmatch(query.upper())
    if parts:
        yield _has_number(parts)
        if query.isdigit():
            named.append(Member.number == int(query))
    yield Sale.member_id.in_(select(Member.id).where(or_(*named)))


def _has_number(parts: re.Match[str]) -> ColumnElement[bool]:
    """By the parts of a number, so that leading zeros and what stands before need not be typed."""
    tills = select(Till.id).join(Shop, Shop.id == Till.shop_id)
    if parts["shop"]:
        tills = tills.where(Shop.code == parts["shop"])
    if parts["till"]:
        tills = tills.where(Till.name == parts["till"])
    found = and_(Sale.till_id.in_(tills), Sale.counter == int(parts["counter"]))
    return and_(found, Sale.series == parts["series"]) if parts["series"] else found


@dataclass(frozen=True, slots=True)
class SalesDay:
    """What was sold on a day of the shops' calendar."""

    day: date
    receipts: int
    sold: Money


def daily_sales(
    session: Session, *, until: date, days: int, shop_id: ShopId | None
) -> tuple[SalesDay, ...]:
    """So many days up to that one, oldest first, also those without a sale."""
    every = [until - timedelta(days=back) for back in reversed(range(days))]
    found = session.execute(
        select(Sale.sold_on, func.count(), func.sum(Sale.total))
        .where(Sale.sold_on.between(every[0], until), *_of_shop(shop_id))
        .group_by(Sale.sold_on)
    )
    sold = {row[0]: SalesDay(*row) for row in found}
    return tuple(sold.get(day) or SalesDay(day, 0, ZERO) for day in every)


def unseen_sales(session: Session, *, shop_id: ShopId | None) -> int:
    """Sales with something odd that nobody has looked at."""
    statement = select(func.count(SaleFlag.sale_id.distinct())).where(SaleFlag.seen_at.is_(None))
    if shop_id:
        statement = statement.join(Sale, Sale.id == SaleFlag.sale_id).where(*_of_shop(shop_id))
    return session.scalar(statement) or 0


class ShiftState(StrEnum):
    """Which shifts to list."""

    OPEN = "open"
    UNEVEN = "uneven"
    """Closed with a difference."""
    WAITING = "waiting"
    """With a difference that nobody else has vouched for."""


@dataclass(frozen=True, slots=True)
class ShiftSearch:
    """Which shifts to list; None: any."""

    shop_id: ShopId | None = None
    state: ShiftState | None = None


@dataclass(frozen=True, slots=True)
class ShiftRow:
    """A shift in a list."""

    id: UUID
    till: str
    clerk: str
    time_zone: str
    opened_at: datetime
    closed_at: datetime | None
    closed_by: str | None
    """Named only when it was not the clerk who opened."""
    float: Money
    receipts: int
    sold: Money
    expected: Money | None
    counted: Money | None
    reason: str
    waits: bool
    """Its difference needs a second name."""

    @property
    def ends_same_day(self) -> bool:
        """Whether it was closed on the calendar day it was opened on."""
        ends = self.closed_at or self.opened_at
        return local_day(ends, self.time_zone) == local_day(self.opened_at, self.time_zone)

    @property
    def difference(self) -> Money | None:
        """Counted less expected: over +, short -; None while it is open."""
        if self.counted is None or self.expected is None:
            return None
        return self.counted - self.expected


def shifts(
    session: Session, search: ShiftSearch, *, within: ShopId | None, page: int
) -> Page[ShiftRow]:
    """The shifts that match, newest first."""
    conditions = list(_of_shifts(search, within))
    count = session.scalar(select(func.count(Shift.id)).where(*conditions))
    found = session.execute(
        _shift_rows()
        .where(*conditions)
        .order_by(Shift.opened_at.desc(), Shift.id.desc())
        .limit(SIZE)
        .offset(offset(page))
    ).all()
    ids = [row[0].id for row in found]
    sold = _sold_in(session, ids)
    waiting = set(session.scalars(unvouched().where(ZReport.shift_id.in_(ids))))
    rows = (
        _shift_row(row, *sold.get(row[0].id, (0, ZERO)), waits=row[0].id in waiting)
        for row in found
    )
    return Page(tuple(rows), page, count or 0)


def _of_shifts(search: ShiftSearch, within: ShopId | None) -> Iterator[ColumnElement[bool]]:
    for shop_id in filter(None, (within, search.shop_id)):
        yield Shift.shop_id == shop_id
    if search.state is ShiftState.OPEN:
        yield Shift.closed_at.is_(None)
    if search.state is ShiftState.UNEVEN:
        yield Shift.counted != Shift.expected
    if search.state is ShiftState.WAITING:
        yield Shift.id.in_(unvouched())


def _shift_rows() -> Select[*tuple[Any, ...]]:
    closer = aliased(Operator)
    return (
        select(Shift, Shop, Till.name, Operator.name, closer.name)
        .join(Till, Till.id == Shift.till_id)
        .join(Shop, Shop.id == Shift.shop_id)
        .join(Operator, Operator.id == Shift.operator_id)
        .outerjoin(closer, and_(closer.id == Shift.closed_by, closer.id != Shift.operator_id))
    )


def _sold_in(session: Session, shift_ids: list[UUID]) -> dict[UUID, tuple[int, Money]]:
    rows = session.execute(
        select(Sale.shift_id, func.count(), func.sum(Sale.total))
        .where(Sale.shift_id.in_(shift_ids))
        .group_by(Sale.shift_id)
    )
    return {shift_id: (receipts, sold) for shift_id, receipts, sold in rows}


def _shift_row(row: Any, receipts: int, sold: Money, *, waits: bool) -> ShiftRow:
    shift, shop, till, clerk, closer = row
    return ShiftRow(
        id=shift.id,
        till=f"{shop.code}-{till}",
        clerk=clerk,
        time_zone=shop.time_zone,
        opened_at=shift.opened_at,
        closed_at=shift.closed_at,
        closed_by=closer,
        float=shift.float,
        receipts=receipts,
        sold=sold,
        expected=shift.expected,
        counted=shift.counted,
        reason=shift.reason,
        waits=waits,
    )
