"""What the pages of programmes and grants read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, literal, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from core.columns import MoneyColumn
from core.models import Operator, Shop
from core.money import ZERO, Money, total
from core.paging import SIZE, Page, offset
from members import lookup
from members.models import Member, MemberStatus
from members.programmes.models import (
    Grant,
    GrantForm,
    GrantRelease,
    MemberProgramme,
    Participation,
    ParticipationReturn,
    Programme,
    ReleasedTo,
)

_ZERO = literal(ZERO, MoneyColumn())
_RELEASED = (
    select(GrantRelease.grant_id, func.sum(GrantRelease.amount).label("amount"))
    .group_by(GrantRelease.grant_id)
    .subquery()
)


@dataclass(frozen=True, slots=True)
class ProgrammeRow:
    """A programme as the list shows one."""

    code: str
    name: str
    funder: str
    active: bool
    members: int


def programme_page(session: Session, *, query: str, number: int) -> Page[ProgrammeRow]:
    """Programmes, those that go on first, by name."""
    matching = containing(query, Programme.code, Programme.name, Programme.funder)
    counted = (
        select(MemberProgramme.programme_id, func.count().label("members"))
        .group_by(MemberProgramme.programme_id)
        .subquery()
    )
    rows = session.execute(
        select(Programme, counted.c.members)
        .outerjoin(counted, counted.c.programme_id == Programme.id)
        .where(*matching)
        .order_by(Programme.active.desc(), func.lower(Programme.name), Programme.code)
        .offset(offset(number))
        .limit(SIZE)
    )
    count = session.scalar(select(func.count(Programme.id)).where(*matching)) or 0
    found = tuple(
        ProgrammeRow(each.code, each.name, each.funder, each.active, members or 0)
        for each, members in rows
    )
    return Page(found, number, count)


def programme_choices(session: Session) -> list[tuple[str, str]]:
    """Programmes that go on, to choose from: code and name."""
    rows = session.execute(
        select(Programme.code, Programme.name).where(Programme.active).order_by(Programme.name)
    )
    return [(row.code, row.name) for row in rows]


@dataclass(frozen=True, slots=True)
class Tagged:
    """A member who takes part in a programme."""

    number: int
    name: str
    status: MemberStatus
    since: date


def tagged_page(session: Session, programme_id: UUID, *, query: str, number: int) -> Page[Tagged]:
    """Who takes part in a programme, by number."""
    conditions = [MemberProgramme.programme_id == programme_id]
    if query:
        conditions.append(lookup.matching(query))
    joined = select(Member.number, Member.name, Member.status, MemberProgramme.since).join(
        MemberProgramme, MemberProgramme.member_id == Member.id
    )
    rows = session.execute(
        joined.where(*conditions).order_by(Member.number).offset(offset(number)).limit(SIZE)
    )
    count = session.scalar(
        select(func.count())
        .select_from(MemberProgramme)
        .join(Member, Member.id == MemberProgramme.member_id)
        .where(*conditions)
    )
    return Page(tuple(Tagged(*row) for row in rows), number, count or 0)


@dataclass(frozen=True, slots=True)
class GrantRow:
    """A grant, and what is left of it."""

    number: int
    giver: str
    programme: str
    """Its code; empty without one."""
    form: GrantForm
    amount: Money
    restricted: bool
    condition: str
    released: Money
    booked_on: date
    shop: str
    id: UUID
    programme_name: str

    @property
    def left(self) -> Money:
        """What is still owed of it."""
        return self.amount - self.released if self.restricted else ZERO


def grant_page(
    session: Session, *, query: str = "", open_only: bool = False, programme_id: UUID | None = None,
    number: int = 1,
) -> Page[GrantRow]:  # fmt: skip
    """Grants, the newest first; with ``open_only`` those of which something is still owed."""
    conditions = containing(query, Grant.giver, Grant.condition, Programme.code, Programme.name)
    if open_only:
        conditions += [
            Grant.restricted.is_(True),
            Grant.amount > func.coalesce(_RELEASED.c.amount, _ZERO),
        ]
    if programme_id:
        conditions.append(Grant.programme_id == programme_id)
    wanted = _grants().where(*conditions)
    rows = session.execute(wanted.order_by(Grant.number.desc()).offset(offset(number)).limit(SIZE))
    count = session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    return Page(tuple(_grant_row(*row) for row in rows), number, count)


def grant_row(session: Session, grant: Grant) -> GrantRow:
    """One grant."""
    return _grant_row(*session.execute(_grants().where(Grant.id == grant.id)).one())


def open_money_grants(session: Session) -> list[GrantRow]:
    """Restricted grants of money of which something is left, the oldest first."""
    rows = session.execute(
        _grants()
        .where(Grant.restricted.is_(True), Grant.form.in_((GrantForm.CASH, GrantForm.BANK)))
        .where(Grant.amount > func.coalesce(_RELEASED.c.amount, _ZERO))
        .order_by(Grant.number)
    )
    return [_grant_row(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class Release:
    """A part of a grant that was released."""

    booked_on: date
    to: ReleasedTo
    amount: Money
    reason: str
    by: str


def releases(session: Session, grant_id: UUID) -> list[Release]:
    """What was released of a grant, the newest first."""
    rows = session.execute(
        select(GrantRelease, Operator.name)
        .outerjoin(Operator, Operator.id == GrantRelease.recorded_by)
        .where(GrantRelease.grant_id == grant_id)
        .order_by(GrantRelease.recorded_at.desc(), GrantRelease.id.desc())
    )
    return [Release(row.booked_on, row.released_to, row.amount, row.reason, name or "")
            for row, name in rows]  # fmt: skip


@dataclass(frozen=True, slots=True)
class ProgrammeMoney:
    """What came by a programme, and where it went."""

    grants: tuple[GrantRow, ...]
    put_in: Money
    """As participation capital, returns taken off."""

    @property
    def received(self) -> Money:
        return total(grant.amount for grant in self.grants)

    @property
    def released(self) -> Money:
        return total(grant.released for grant in self.grants)

    @property
    def left(self) -> Money:
        return total(grant.left for grant in self.grants)


def programme_money(session: Session, programme_id: UUID) -> ProgrammeMoney:
    """The money of a programme, over all its grants and participations."""
    rows = session.execute(
        _grants().where(Grant.programme_id == programme_id).order_by(Grant.number)
    )
    put_in = session.scalar(
        select(func.sum(Participation.amount)).where(Participation.programme_id == programme_id)
    )
    returned = session.scalar(
        select(func.sum(ParticipationReturn.amount))
        .join(Participation, Participation.id == ParticipationReturn.participation_id)
        .where(Participation.programme_id == programme_id)
    )
    return ProgrammeMoney(
        tuple(_grant_row(*row) for row in rows), (put_in or ZERO) - (returned or ZERO)
    )


def _grants() -> Select[*tuple[Any, ...]]:
    return (
        select(Grant, _RELEASED.c.amount, Programme.code, Programme.name, Shop.name)
        .join(Shop, Shop.id == Grant.shop_id)
        .outerjoin(Programme, Programme.id == Grant.programme_id)
        .outerjoin(_RELEASED, _RELEASED.c.grant_id == Grant.id)
    )


def _grant_row(
    grant: Grant, released: Money | None, code: str | None, name: str | None, shop: str
) -> GrantRow:
    return GrantRow(
        grant.number, grant.giver, code or "", grant.form, grant.amount, grant.restricted,
        grant.condition, released or ZERO, grant.booked_on, shop, grant.id, name or "",
    )  # fmt: skip


def containing(query: str, *columns: InstrumentedAttribute[str]) -> list[ColumnElement[bool]]:
    """The condition that one of the columns contains what is looked for; none for nothing."""
    if not query:
        return []
    return [or_(*(column.icontains(query, autoescape=True) for column in columns))]
