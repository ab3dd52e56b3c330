"""What the pages of pots read; every sum is of the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from core.ids import MemberId, PartyId
from core.models import Shop
from core.money import ZERO, Money
from core.paging import SIZE, Page, offset
from ledger import chart
from ledger.models import Posting
from members import lookup
from members.models import Member, MemberStatus
from members.office.models import OfficeMoney, OfficeMoneyUndone
from members.pots.models import Pot, PotKind
from members.pots.weeks import Week, weeks
from members.ways import Direction


@dataclass(frozen=True, slots=True)
class PotRow:
    """A pot as the list shows one."""

    id: UUID
    name: str
    kind: PotKind
    active: bool
    members: int
    """Who has something in it."""
    held: Money
    weekly: Money | None
    ends_on: date | None
    shop: str


def pot_page(session: Session, *, query: str, number: int) -> Page[PotRow]:
    """Pots, those that are open first, by name."""
    conditions: list[ColumnElement[bool]] = []
    if query:
        conditions.append(Pot.name.icontains(query, autoescape=True))
    parts = _parts().subquery()
    held = (
        select(parts.c.pot_id, func.count().label("members"), func.sum(parts.c.held).label("held"))
        .group_by(parts.c.pot_id)
        .subquery()
    )
    rows = session.execute(
        select(Pot, held.c.members, held.c.held, Shop.name)
        .join(Shop, Shop.id == Pot.shop_id)
        .outerjoin(held, held.c.pot_id == Pot.id)
        .where(*conditions)
        .order_by(Pot.active.desc(), func.lower(Pot.name), Pot.id)
        .offset(offset(number))
        .limit(SIZE)
    )
    count = session.scalar(select(func.count(Pot.id)).where(*conditions)) or 0
    found = tuple(
        PotRow(pot.id, pot.name, pot.kind, pot.active, members or 0, -(sum_ or ZERO), pot.weekly,
               pot.ends_on, shop)
        for pot, members, sum_, shop in rows
    )  # fmt: skip
    return Page(found, number, count)


@dataclass(frozen=True, slots=True)
class Part:
    """A member's part of a pot."""

    member_id: MemberId
    number: int
    name: str
    status: MemberStatus
    held: Money
    this_week: Money
    """What was put in during the week that is asked about."""


def part_page(
    session: Session, pot: Pot, week: tuple[date, date], *, query: str = "", number: int = 1
) -> Page[Part]:
    """Everybody who ever put something into a pot, by name."""
    found = _parts().where(Posting.party_id == PartyId(pot.id)).subquery()
    paid = _paid_in(pot, week).subquery()
    joined = (
        select(Member.id, Member.number, Member.name, Member.status, found.c.held, paid.c.amount)
        .join(found, found.c.member_id == Member.id)
        .outerjoin(paid, paid.c.member_id == Member.id)
    )
    if query:
        joined = joined.where(lookup.matching(query))
    rows = session.execute(
        joined.order_by(func.lower(Member.name), Member.number).offset(offset(number)).limit(SIZE)
    )
    count = session.scalar(select(func.count()).select_from(joined.subquery())) or 0
    return Page(tuple(_part(*row) for row in rows), number, count)


def part_of(session: Session, pot: Pot, member_id: MemberId) -> Money:
    """What a member has in a pot."""
    rows = _parts().where(Posting.party_id == PartyId(pot.id), Posting.member_id == member_id)
    found = session.execute(rows).one_or_none()
    return -found.held if found else ZERO


@dataclass(frozen=True, slots=True)
class Totals:
    """A pot as a whole."""

    members: int
    held: Money
    this_week: Money
    paid_this_week: int
    """How many put something in during the week."""


def totals(session: Session, pot: Pot, week: tuple[date, date]) -> Totals:
    """How a pot stands, and how its week goes."""
    found = _parts().where(Posting.party_id == PartyId(pot.id)).subquery()
    members, held = session.execute(select(func.count(), func.sum(found.c.held))).one()
    paid = _paid_in(pot, week).subquery()
    payers, amount = session.execute(select(func.count(), func.sum(paid.c.amount))).one()
    return Totals(members, -(held or ZERO), amount or ZERO, payers)


@dataclass(frozen=True, slots=True)
class PotCard:
    """A member's weekly card."""

    pot: str
    number: int
    name: str
    weekly: Money | None
    target: Money | None
    held: Money
    weeks: tuple[Week, ...]
    until: date


def card(session: Session, pot: Pot, member: Member, *, today: date) -> PotCard:
    """One member's card."""
    held = part_of(session, pot, MemberId(member.id))
    days = _paid_by_day(session, pot, MemberId(member.id)).get(MemberId(member.id), {})
    return _card(pot, member.number, member.name, held, days, today)


def cards(session: Session, pot: Pot, *, today: date) -> list[PotCard]:
    """The cards of everybody in a pot, by name."""
    paid = _paid_by_day(session, pot)
    found = _parts().where(Posting.party_id == PartyId(pot.id)).subquery()
    rows = session.execute(
        select(Member.id, Member.number, Member.name, found.c.held)
        .join(found, found.c.member_id == Member.id)
        .order_by(func.lower(Member.name), Member.number)
    )
    return [
        _card(pot, row.number, row.name, -row.held, paid.get(MemberId(row.id), {}), today)
        for row in rows
    ]


def _card(
    pot: Pot, number: int, name: str, held: Money, paid: Mapping[date, Money], today: date
) -> PotCard:
    last = max(today, pot.ends_on) if pot.ends_on else today
    return PotCard(pot.name, number, name, pot.weekly, pot.target, held,
                   weeks(pot.opens_on, last, paid), today)  # fmt: skip


def _parts() -> Select[*tuple[Any, ...]]:
    """Everybody's balance in every pot, as the books have it: credit -."""
    return (
        select(
            Posting.party_id.label("pot_id"),
            Posting.member_id,
            func.sum(Posting.amount).label("held"),
        )
        .where(Posting.account == chart.POTS, Posting.party_id.is_not(None))
        .where(Posting.member_id.is_not(None))
        .group_by(Posting.party_id, Posting.member_id)
    )  # fmt: skip


def _paid_in(pot: Pot, week: tuple[date, date]) -> Select[*tuple[Any, ...]]:
    """What each put into a pot on the days of a week, and was not taken back."""
    return (
        select(OfficeMoney.member_id, func.sum(OfficeMoney.amount).label("amount"))
        .outerjoin(OfficeMoneyUndone, OfficeMoneyUndone.of_id == OfficeMoney.id)
        .where(OfficeMoney.pot_id == pot.id, OfficeMoney.direction == Direction.IN)
        .where(OfficeMoney.booked_on.between(*week), OfficeMoneyUndone.id.is_(None))
        .group_by(OfficeMoney.member_id)
    )


def _paid_by_day(
    session: Session, pot: Pot, member_id: MemberId | None = None
) -> Mapping[MemberId, Mapping[date, Money]]:
    wanted = (
        select(OfficeMoney.member_id, OfficeMoney.booked_on,
               func.sum(OfficeMoney.amount).label("amount"))
        .outerjoin(OfficeMoneyUndone, OfficeMoneyUndone.of_id == OfficeMoney.id)
        .where(OfficeMoney.pot_id == pot.id, OfficeMoney.direction == Direction.IN)
        .where(OfficeMoneyUndone.id.is_(None))
        .group_by(OfficeMoney.member_id, OfficeMoney.booked_on)
    )  # fmt: skip
    if member_id is not None:
        wanted = wanted.where(OfficeMoney.member_id == member_id)
    found: dict[MemberId, dict[date, Money]] = {}
    for row in session.execute(wanted):
        found.setdefault(MemberId(row.member_id), {})[row.booked_on] = row.amount
    return found


def _part(
    key: UUID, number: int, name: str, status: MemberStatus, held: Money, paid: Money | None
) -> Part:
    return Part(MemberId(key), number, name, status, -held, paid or ZERO)
