"""What the pages of simpanan wajib read: who is behind, by how much, and one member's months."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, case, func, select, type_coerce
from sqlalchemy.orm import Session

from core.columns import MoneyColumn
from core.ids import MemberId, ShopId
from core.models import Operator, Shop
from core.money import ZERO, Money
from core.paging import SIZE, Page, offset
from members import lookup
from members.dues import paid
from members.dues.models import DueRelief
from members.dues.rules import Card
from members.models import Member, MemberStatus

BATCH = 1_000
"""Members whose months are read at a time."""
MOST_SHOWN = 12
"""Months behind that the chart tells apart; more are one bar."""


class Behind(StrEnum):
    """Who is listed."""

    LATE = "tunggakan"
    """With a month that is over."""
    OPEN = "belum"
    """With this month, too."""
    ALL = "semua"


@dataclass(frozen=True, slots=True)
class Search:
    """What the list is asked for."""

    words: str = ""
    behind: Behind = Behind.LATE
    shops: Sequence[ShopId] = ()
    """None: every shop."""


@dataclass(frozen=True, slots=True)
class BehindRow:
    """A member and what she has not paid yet."""

    member_id: MemberId
    number: int
    name: str
    phone: str
    shop: str
    """The home shop's code."""
    late: Money
    """Of months that are over."""
    open: Money
    """With this month."""
    months: int = 0
    """That are over and not paid, wholly or in part."""
    since: date | None = None
    """The oldest of them."""


@dataclass(frozen=True, slots=True)
class Sums:
    """Of the whole list."""

    members: int
    late: Money
    open: Money


def page(session: Session, search: Search, *, on: date, number: int) -> Page[BehindRow]:
    """Those who are behind, who owes most first."""
    rows = _ordered(search, on).offset(offset(number)).limit(SIZE)
    found = _with_months(session, on, [BehindRow(*row) for row in session.execute(rows)])
    return Page(tuple(found), number, sums(session, search, on=on).members)


def every(session: Session, search: Search, *, on: date) -> Iterator[BehindRow]:
    """The same of the whole list, for a file."""
    return (_told(row, card, on) for row, card in with_cards(session, search, on=on))


def with_cards(
    session: Session, search: Search, *, on: date
) -> Iterator[tuple[BehindRow, Card | None]]:
    """The whole list, each with all of her months."""
    rows = [BehindRow(*row) for row in session.execute(_ordered(search, on))]
    for first in range(0, len(rows), BATCH):
        batch = rows[first : first + BATCH]
        cards = paid.cards(session, on, [row.member_id for row in batch])
        yield from ((row, cards.get(row.member_id)) for row in batch)


def sums(session: Session, search: Search, *, on: date) -> Sums:
    """How many there are and what they owe together."""
    listed = _listed(search, on).subquery()
    row = session.execute(
        select(func.count(), func.sum(listed.c.late), func.sum(listed.c.open)).select_from(listed)
    ).one()
    return Sums(row[0], row[1] or ZERO, row[2] or ZERO)


def by_months(session: Session, search: Search, *, on: date) -> list[tuple[str, int]]:
    """How many members are one month behind, two, three …, for a chart."""
    late = Search(search.words, Behind.LATE, search.shops)
    counted = Counter(min(row.months, MOST_SHOWN + 1) for row in every(session, late, on=on))
    if not counted:
        return []
    shown = [(str(n), counted[n]) for n in range(1, min(max(counted), MOST_SHOWN) + 1)]
    more = counted[MOST_SHOWN + 1]
    return [*shown, (f">{MOST_SHOWN}", more)] if more else shown


@dataclass(frozen=True, slots=True)
class Relief:
    """A due that a member was let off, or a part of it."""

    month: date
    amount: Money
    reason: str
    by: str


def reliefs(session: Session, member_id: MemberId) -> list[Relief]:
    """What a member was let off, the newest first."""
    rows = session.execute(
        select(DueRelief.month, DueRelief.amount, DueRelief.reason,
               func.coalesce(Operator.name, ""))
        .outerjoin(Operator, Operator.id == DueRelief.recorded_by)
        .where(DueRelief.member_id == member_id)
        .order_by(DueRelief.recorded_at.desc(), DueRelief.id.desc())
    )  # fmt: skip
    return [Relief(*row) for row in rows]


def _with_months(session: Session, on: date, rows: list[BehindRow]) -> list[BehindRow]:
    cards = paid.cards(session, on, [row.member_id for row in rows])
    return [_told(row, cards.get(row.member_id), on) for row in rows]


def _told(row: BehindRow, card: Card | None, on: date) -> BehindRow:
    late = card.arrears(on) if card else ()
    return BehindRow(
        row.member_id, row.number, row.name, row.phone, row.shop, row.late, row.open,
        len(late), late[0].month if late else None,
    )  # fmt: skip


def _ordered(search: Search, on: date) -> Select[*tuple[Any, ...]]:
    listed = _listed(search, on).subquery()
    return select(listed).order_by(
        listed.c.late.desc(), listed.c.open.desc(), listed.c.number
    )  # fmt: skip


def _listed(search: Search, on: date) -> Select[*tuple[Any, ...]]:
    """Active members with dues; those who left settled, or are asked elsewhere."""
    owed = paid.sums(on)
    late, left = _left(owed, "before"), _left(owed, "asked")
    return (
        select(
            Member.id, Member.number, Member.name, Member.phone, Shop.code,
            late.label("late"), left.label("open"),
        )
        .join(owed, owed.c.member_id == Member.id)
        .join(Shop, Shop.id == Member.shop_id)
        .where(Member.status == MemberStatus.ACTIVE, *_narrowed(search, late, left))
    )  # fmt: skip


def _left(owed: Subquery, asked: str) -> ColumnElement[Money]:
    rest = type_coerce(owed.c[asked] - owed.c.paid, MoneyColumn())
    return case((rest > paid.zero(), rest), else_=paid.zero())


def _narrowed(
    search: Search, late: ColumnElement[Money], left: ColumnElement[Money]
) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if search.behind is not Behind.ALL:
        conditions.append((late if search.behind is Behind.LATE else left) > paid.zero())
    if search.words:
        conditions.append(lookup.matching(search.words))
    if search.shops:
        conditions.append(Member.shop_id.in_(search.shops))
    return conditions
