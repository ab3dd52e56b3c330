"""What the pages of the office desk read: the list of slips, one of them, whom somebody means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session, aliased

from core.errors import NotFound
from core.i18n import _
from core.ids import ShopId
from core.models import Operator, Shop
from core.money import Money
from core.paging import SIZE, Page, offset
from members import lookup
from members.balances import Account
from members.models import Member, MemberStatus
from members.office.desk import Task, task_of
from members.office.forms import Search
from members.office.models import OfficeMoney, OfficeMoneyUndone
from members.ways import Direction, PaidBy

MOST_FOUND = 20
_OWN = (PaidBy.SUKARELA, PaidBy.SURPLUS, PaidBy.KASBON)


@dataclass(frozen=True, slots=True)
class SlipRow:
    """A slip as lists and its own page show it."""

    id: UUID
    number: str
    booked_on: date
    member_number: int
    member_name: str
    account: Account
    direction: Direction
    amount: Money
    paid_by: PaidBy
    balance: Money
    shop: str
    """Code of where it was handed over."""
    shop_name: str
    time_zone: str
    reference: str
    note: str
    batch: str
    recorded_at: datetime
    recorded_by: str
    """Empty for the program itself."""
    undone_on: date | None
    undone_why: str
    undone_by: str

    @property
    def task(self) -> Task:
        return task_of(self.direction, self.paid_by)

    @property
    def change(self) -> Money:
        """What the account grew by."""
        return self.amount if self.direction is Direction.IN else -self.amount


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be meant at the desk."""

    number: int
    name: str
    card: str
    phone_masked: str
    shop_name: str
    status: MemberStatus


def page(session: Session, search: Search, *, within: ShopId | None, number: int) -> Page[SlipRow]:
    """Slips, the newest first."""
    conditions = [*_matching(search), *_within(within)]
    counted = select(func.count(OfficeMoney.id)).where(*conditions)
    if search.words:
        counted = counted.join(Member, Member.id == OfficeMoney.member_id)
    newest = _rows().where(*conditions).order_by(
        OfficeMoney.booked_on.desc(), OfficeMoney.recorded_at.desc(), OfficeMoney.id.desc()
    )  # fmt: skip
    found = session.execute(newest.offset(offset(number)).limit(SIZE))
    return Page(tuple(SlipRow(*row) for row in found), number, session.scalar(counted) or 0)


def by_number(session: Session, number: str, *, within: ShopId | None) -> SlipRow:
    """One slip. Raises NotFound, also for another shop's (``within``)."""
    wanted = _rows().where(OfficeMoney.number == number.upper(), *_within(within))
    row = session.execute(wanted).one_or_none()
    if row is None:
        raise NotFound(_("Tidak ada bukti %(number)s.", number=number))
    return SlipRow(*row)


def number_of(session: Session, slip_id: UUID) -> str:
    """The number of the slip with this key. Raises NotFound."""
    found = session.get(OfficeMoney, slip_id)
    if found is None:
        raise NotFound(_("Bukti ini tidak ada."))
    return found.number


def candidates(session: Session, words: str) -> Sequence[Candidate]:
    """Whom a number, a card, a phone or a part of a name may mean; an exact one alone."""
    rows = session.execute(
        select(Member, Shop.name)
        .join(Shop, Shop.id == Member.shop_id)
        .where(lookup.matching(words))
        .order_by(Member.number)
        .limit(MOST_FOUND)
    ).all()
    found = [
        Candidate(member.number, member.name, member.card or "", lookup.mask(member.phone),
                  shop_name, member.status)
        for member, shop_name in rows
    ]  # fmt: skip
    exact = "".join(words.split()).upper()
    named = [one for one in found if exact in (str(one.number), one.card)]
    return named if len(named) == 1 else found


def _rows() -> Select[*tuple[Any, ...]]:
    undoer = aliased(Operator)
    return (
        select(
            OfficeMoney.id, OfficeMoney.number, OfficeMoney.booked_on, Member.number, Member.name,
            OfficeMoney.account, OfficeMoney.direction, OfficeMoney.amount, OfficeMoney.paid_by,
            OfficeMoney.balance, Shop.code, Shop.name, Shop.time_zone, OfficeMoney.reference,
            OfficeMoney.note, OfficeMoney.batch, OfficeMoney.recorded_at,
            func.coalesce(Operator.name, ""), OfficeMoneyUndone.booked_on,
            func.coalesce(OfficeMoneyUndone.reason, ""), func.coalesce(undoer.name, ""),
        )
        .join(Member, Member.id == OfficeMoney.member_id)
        .join(Shop, Shop.id == OfficeMoney.shop_id)
        .outerjoin(Operator, Operator.id == OfficeMoney.recorded_by)
        .outerjoin(OfficeMoneyUndone, OfficeMoneyUndone.of_id == OfficeMoney.id)
        .outerjoin(undoer, undoer.id == OfficeMoneyUndone.recorded_by)
    )  # fmt: skip


def _within(within: ShopId | None) -> list[ColumnElement[bool]]:
    return [] if within is None else [OfficeMoney.shop_id == within]


def _matching(search: Search) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if search.task is not None:
        conditions += _of_task(search.task)
    if search.account is not None:
        conditions.append(OfficeMoney.account == search.account)
    if search.first is not None:
        conditions.append(OfficeMoney.booked_on >= search.first)
    if search.last is not None:
        conditions.append(OfficeMoney.booked_on <= search.last)
    if search.batch:
        conditions.append(OfficeMoney.batch == search.batch)
    if search.words:
        conditions.append(or_(
            OfficeMoney.number.contains(search.words.upper(), autoescape=True),
            OfficeMoney.reference.icontains(search.words, autoescape=True),
            lookup.matching(search.words),
        ))  # fmt: skip
    return conditions


def _of_task(task: Task) -> list[ColumnElement[bool]]:
    if task is Task.TRANSFER:
        return [OfficeMoney.paid_by.in_(_OWN)]
    direction = Direction.IN if task is Task.DEPOSIT else Direction.OUT
    return [OfficeMoney.paid_by.not_in(_OWN), OfficeMoney.direction == direction]
