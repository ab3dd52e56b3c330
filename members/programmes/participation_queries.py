"""What the pages of participation capital read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from core.ids import MemberId
from core.models import Operator, Shop
from core.money import ZERO, Money
from core.paging import SIZE, Page, offset
from members.models import Member
from members.programmes.models import Participation, ParticipationReturn, Programme
from members.programmes.queries import containing
from members.ways import PaidBy

_RETURNED = (
    select(
        ParticipationReturn.participation_id, func.sum(ParticipationReturn.amount).label("amount")
    )
    .group_by(ParticipationReturn.participation_id)
    .subquery()
)


@dataclass(frozen=True, slots=True)
class ParticipationRow:
    """Participation capital as the list and its page show it."""

    number: int
    member_number: int | None
    """None: the programme's own."""
    owner: str
    """The member's name, or the programme's."""
    programme: str
    amount: Money
    returned: Money
    paid_by: PaidBy
    agreement: str
    terms: str
    agreed_on: date
    booked_on: date
    batch: UUID | None
    shop: str
    id: UUID

    @property
    def left(self) -> Money:
        return self.amount - self.returned


def participation_page(
    session: Session, *, query: str = "", programme: str = "", batch: UUID | None = None,
    member_id: MemberId | None = None, number: int = 1,
) -> Page[ParticipationRow]:  # fmt: skip
    """Participation capital, the newest first."""
    conditions = _sought(query)
    if programme:
        conditions.append(Programme.code == programme)
    if batch:
        conditions.append(Participation.batch == batch)
    if member_id:
        conditions.append(Participation.member_id == member_id)
    wanted = _participations().where(*conditions)
    rows = session.execute(
        wanted.order_by(Participation.number.desc()).offset(offset(number)).limit(SIZE)
    )
    count = session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    return Page(tuple(_participation_row(*row) for row in rows), number, count)


def participation_row(session: Session, found: Participation) -> ParticipationRow:
    """One participation."""
    rows = session.execute(_participations().where(Participation.id == found.id))
    return _participation_row(*rows.one())


@dataclass(frozen=True, slots=True)
class Returned:
    """Capital that was paid back."""

    booked_on: date
    amount: Money
    paid_by: PaidBy
    reason: str
    by: str


def returns_of(session: Session, participation_id: UUID) -> list[Returned]:
    """What was paid back of a participation, the newest first."""
    rows = session.execute(
        select(ParticipationReturn, Operator.name)
        .outerjoin(Operator, Operator.id == ParticipationReturn.recorded_by)
        .where(ParticipationReturn.participation_id == participation_id)
        .order_by(ParticipationReturn.recorded_at.desc(), ParticipationReturn.id.desc())
    )
    return [Returned(row.booked_on, row.amount, row.paid_by, row.reason, name or "")
            for row, name in rows]  # fmt: skip


def _participations() -> Select[*tuple[Any, ...]]:
    return (
        select(Participation, Member.number, Member.name, Programme.code, Programme.name,
               _RETURNED.c.amount, Shop.name)
        .join(Shop, Shop.id == Participation.shop_id)
        .outerjoin(Member, Member.id == Participation.member_id)
        .outerjoin(Programme, Programme.id == Participation.programme_id)
        .outerjoin(_RETURNED, _RETURNED.c.participation_id == Participation.id)
    )  # fmt: skip


def _participation_row(
    found: Participation, member_number: int | None, member: str | None, code: str | None,
    programme: str | None, returned: Money | None, shop: str,
) -> ParticipationRow:  # fmt: skip
    return ParticipationRow(
        found.number, member_number, member or programme or "", code or "", found.amount,
        returned or ZERO, found.paid_by, found.agreement, found.terms, found.agreed_on,
        found.booked_on, found.batch, shop, found.id,
    )  # fmt: skip


def _sought(query: str) -> list[ColumnElement[bool]]:
    """Its own number (``MP-00012``), its owner, or what its agreement says."""
    if not query:
        return []
    meanings = [*containing(query, Participation.agreement, Member.name, Programme.name)]
    digits = query.upper().removeprefix("MP-")
    if digits.isascii() and digits.isdigit() and len(digits) < 10:
        meanings += [Participation.number == int(digits), Member.number == int(digits)]
    return [or_(*meanings)]
