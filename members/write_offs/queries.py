"""What the pages of debts given up read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from core.errors import NotFound
from core.i18n import _
from core.ids import OperatorId, ShopId
from core.models import Operator, Shop, ShopKind
from core.money import ZERO, Money
from core.paging import SIZE, Page, offset
from ledger import chart
from ledger.models import JournalEntry, Posting
from members import customer_numbers, lookup
from members.models import Customer, Member
from members.write_offs.models import DebtRecovery, WriteOff


class State(StrEnum):
    """How far a proposal has come."""

    WAITING = "waiting"
    APPROVED = "approved"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class WriteOffRow:
    """A proposal as the list and its page show it."""

    id: UUID
    code: str
    """Of whoever owes: a member's number, or ``P-12``."""
    name: str
    shop: str
    """The shop's code."""
    time_zone: str
    amount: Money
    reason: str
    proposed_at: datetime
    proposed_by: str
    proposer_id: OperatorId
    decided_at: datetime | None
    decided_by: str
    state: State
    booked_on: date | None
    recovered: Money

    @property
    def left(self) -> Money:
        """What was given up and has not come back."""
        return self.amount - self.recovered if self.state is State.APPROVED else ZERO


@dataclass(frozen=True, slots=True)
class Search:
    """What the list is asked for."""

    words: str = ""
    state: State | None = None


@dataclass(frozen=True, slots=True)
class SetAside:
    """What a shop has set aside, and what it is owed."""

    code: str
    name: str
    there: Money
    owed: Money


def page(session: Session, search: Search, *, number: int) -> Page[WriteOffRow]:
    """Proposals, those that wait first, then the newest."""
    wanted = _rows().where(*_conditions(search))
    count = session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    waiting = WriteOff.decided_at.is_(None)
    newest = wanted.order_by(waiting.desc(), WriteOff.proposed_at.desc(), WriteOff.id.desc())
    found = session.execute(newest.offset(offset(number)).limit(SIZE))
    return Page(tuple(_row(row) for row in found), number, count)


def view(session: Session, write_off_id: UUID) -> WriteOffRow:
    """One proposal. Raises NotFound."""
    row = session.execute(_rows().where(WriteOff.id == write_off_id)).one_or_none()
    if row is None:
        raise NotFound(_("Usul ini tidak ada."))
    return _row(row)


def set_aside(session: Session) -> Sequence[SetAside]:
    """What each shop has set aside, beside what it is owed."""
    codes = (chart.DOUBTFUL_CREDIT, chart.MEMBER_CREDIT, chart.OTHER_CREDIT)
    rows = session.execute(
        select(JournalEntry.shop_id, Posting.account, func.sum(Posting.amount).label("amount"))
        .join(Posting, Posting.entry_id == JournalEntry.id)
        .where(Posting.account.in_(codes))
        .group_by(JournalEntry.shop_id, Posting.account)
    )
    sums = {(row.shop_id, row.account): row.amount for row in rows}

    def of(shop: Shop, code: str) -> Money:
        found: Money = sums.get((shop.id, code), ZERO)
        return found

    places = session.scalars(select(Shop).where(Shop.kind == ShopKind.SHOP).order_by(Shop.code))
    return [
        SetAside(shop.code, shop.name, -of(shop, chart.DOUBTFUL_CREDIT),
                 of(shop, chart.MEMBER_CREDIT) + of(shop, chart.OTHER_CREDIT))
        for shop in places
    ]  # fmt: skip


def there_in(session: Session, shop_id: ShopId) -> Money:
    """What one shop has set aside."""
    code = session.get_one(Shop, shop_id).code
    return next((one.there for one in set_aside(session) if one.code == code), ZERO)


def _conditions(search: Search) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if search.state is State.WAITING:
        conditions.append(WriteOff.decided_at.is_(None))
    elif search.state is not None:
        conditions.append(WriteOff.approved.is_(search.state is State.APPROVED))
    if search.words:
        each = search.words.split()
        named = and_(*(Customer.name.icontains(word, autoescape=True) for word in each))
        number = customer_numbers.typed(search.words)
        by_code = [Customer.number == number] if number is not None else []
        conditions.append(or_(lookup.matching(search.words), named, *by_code))
    return conditions


def _rows() -> Select[*tuple[Any, ...]]:
    decider = aliased(Operator)
    recovered = (
        select(func.sum(DebtRecovery.amount))
        .where(DebtRecovery.write_off_id == WriteOff.id)
        .correlate(WriteOff)
        .scalar_subquery()
    )
    return (
        select(
            WriteOff, Member.number.label("member_number"), Member.name.label("member"),
            Customer.number.label("customer_number"), Customer.name.label("customer"),
            Shop.code, Shop.time_zone, Operator.name.label("proposer"),
            decider.name.label("decider"), recovered.label("recovered"),
        )
        .outerjoin(Member, Member.id == WriteOff.member_id)
        .outerjoin(Customer, Customer.id == WriteOff.customer_id)
        .join(Shop, Shop.id == WriteOff.shop_id)
        .join(Operator, Operator.id == WriteOff.proposed_by)
        .outerjoin(decider, decider.id == WriteOff.decided_by)
    )  # fmt: skip


def _row(row: Any) -> WriteOffRow:
    made: WriteOff = row.WriteOff
    is_member = made.member_id is not None
    code = str(row.member_number) if is_member else customer_numbers.shown(row.customer_number)
    state = {None: State.WAITING, True: State.APPROVED, False: State.REFUSED}[made.approved]
    return WriteOffRow(
        made.id, code, row.member if is_member else row.customer, row.code, row.time_zone,
        made.amount, made.reason, made.proposed_at, row.proposer, made.proposed_by,
        made.decided_at, row.decider or "", state, made.booked_on, row.recovered or ZERO,
    )  # fmt: skip
