"""The list of returns; values, never statements.

``within`` is the one shop that whoever asks may see; None: all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from core.ids import ShopId
from core.models import Operator, Shop
from core.money import Money
from core.paging import SIZE, Page, offset
from members.models import Member
from pos.models import Sale
from pos.returns.models import Return, ReturnFlag

NEWEST = (Return.returned_on.desc(), Return.returned_at.desc(), Return.id.desc())


@dataclass(frozen=True, slots=True)
class ReturnSearch:
    """Which returns to list."""

    query: str = ""
    """Part of the number of the return or of its receipt; of the reason; of the member's name."""
    shop_id: ShopId | None = None
    since: date | None = None
    until: date | None = None
    only_flagged: bool = False
    """Only those with something odd that nobody has looked at."""


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """A return in a list."""

    id: UUID
    number: str
    sale_id: UUID | None
    sale_number: str | None
    returned_at: datetime
    time_zone: str
    clerk: str
    member: str | None
    reason: str
    is_void: bool
    refunded: Money
    flags: int
    """Those nobody has looked at yet."""


def returns(
    session: Session, search: ReturnSearch, *, within: ShopId | None, page: int
) -> Page[ReturnRow]:
    """The returns that match, newest first."""
    conditions = list(_conditions(search, within))
    count = session.scalar(_joined(select(func.count(Return.id))).where(*conditions))
    found = session.execute(
        _rows().where(*conditions).order_by(*NEWEST).limit(SIZE).offset(offset(page))
    )
    return Page(tuple(_row(row) for row in found), page, count or 0)


def unseen(session: Session, *, within: ShopId | None) -> int:
    """Returns with something odd that nobody has looked at."""
    statement = (
        select(func.count(ReturnFlag.return_id.distinct()))
        .join(Return, Return.id == ReturnFlag.return_id)
        .where(ReturnFlag.seen_at.is_(None))
    )
    if within:
        statement = statement.where(Return.shop_id == within)
    return session.scalar(statement) or 0


def _rows() -> Select[*tuple[Any, ...]]:
    flags = (
        select(func.count())
        .where(ReturnFlag.return_id == Return.id, ReturnFlag.seen_at.is_(None))
        .scalar_subquery()
    )
    return _joined(select(Return, Sale.number, Shop.time_zone, Operator.name, Member.name, flags))


def _joined(
    statement: Select[*tuple[Any, ...]],
) -> Select[*tuple[Any, ...]]:
    return (
        statement.select_from(Return)
        .join(Shop, Shop.id == Return.shop_id)
        .join(Operator, Operator.id == Return.operator_id)
        .outerjoin(Sale, Sale.id == Return.sale_id)
        .outerjoin(Member, Member.id == Return.member_id)
    )


def _row(found: Any) -> ReturnRow:
    back, sale_number, time_zone, clerk, member, flags = found
    return ReturnRow(
        id=back.id,
        number=back.number,
        sale_id=back.sale_id,
        sale_number=sale_number,
        returned_at=back.returned_at,
        time_zone=time_zone,
        clerk=clerk,
        member=member,
        reason=back.reason,
        is_void=back.is_void,
        refunded=back.total + back.rounding,
        flags=flags,
    )


def _conditions(search: ReturnSearch, within: ShopId | None) -> Iterator[ColumnElement[bool]]:
    for shop_id in filter(None, (within, search.shop_id)):
        yield Return.shop_id == shop_id
    if search.query:
        texts = (Return.number, Sale.number, Return.reason, Member.name)
        yield or_(*(text.icontains(search.query, autoescape=True) for text in texts))
    if search.since:
        yield Return.returned_on >= search.since
    if search.until:
        yield Return.returned_on <= search.until
    if search.only_flagged:
        yield Return.id.in_(select(ReturnFlag.return_id).where(ReturnFlag.seen_at.is_(None)))
