"""The list of what was paid at the counter: share money and kasbon; values, never statements.

``within`` is the one shop that whoever asks may see; None: all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, desc, func, null, or_, select, union_all
from sqlalchemy.orm import Session

from core.ids import ShopId
from core.models import Operator, Shop
from core.money import Money
from core.paging import SIZE, Page, offset
from members import customer_numbers
from members.balances import Account
from members.models import Customer, Member
from members.ways import Direction
from pos.bon_payments.models import BonPayment
from pos.member_money.models import MemberMoney
from pos.models import TenderKind
from pos.reversals.models import Reversal
from pos.reversals.people import Person

Table = type[MemberMoney] | type[BonPayment]


class PaymentKind(StrEnum):
    """What somebody did at the counter."""

    DEPOSIT = "deposit"
    WITHDRAWAL = "withdrawal"
    BON = "bon"


@dataclass(frozen=True, slots=True)
class PaymentSearch:
    """Which payments to list."""

    query: str = ""
    """Part of the receipt's number or of a name, or the number of a member or a customer."""
    kind: PaymentKind | None = None
    shop_id: ShopId | None = None
    since: date | None = None
    until: date | None = None
    only_reversed: bool = False
    """Only those that were taken back."""


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """A deposit, a withdrawal or a payment of kasbon in a list."""

    id: UUID
    number: str
    kind: PaymentKind
    account: Account
    paid_at: datetime
    time_zone: str
    payer: Person
    clerk: str
    tender: TenderKind
    amount: Money
    """Always positive."""
    reversed: bool


def payments(
    session: Session, search: PaymentSearch, *, within: ShopId | None, page: int
) -> Page[PaymentRow]:
    """What was paid, newest first; each table is read along its own index."""
    chosen = list(_chosen(search, within))
    count = sum(session.scalar(_counted(table, conditions)) or 0 for table, conditions in chosen)
    rows = union_all(*(_rows(table).where(*conditions) for table, conditions in chosen))
    newest = rows.order_by(desc("booked_on"), desc("paid_at"), desc("id"))
    found = session.execute(newest.limit(SIZE).offset(offset(page)))
    return Page(tuple(_row(row) for row in found), page, count)


def _chosen(
    search: PaymentSearch, within: ShopId | None
) -> Iterator[tuple[Table, list[ColumnElement[bool]]]]:
    """The tables to read, with what is asked of each."""
    if search.kind is not PaymentKind.BON:
        yield MemberMoney, [*_conditions(MemberMoney, search, within), *_direction(search)]
    if search.kind in (None, PaymentKind.BON):
        yield BonPayment, list(_conditions(BonPayment, search, within))


def _direction(search: PaymentSearch) -> Iterator[ColumnElement[bool]]:
    if search.kind is not None:
        deposits = search.kind is PaymentKind.DEPOSIT
        yield MemberMoney.direction == (Direction.IN if deposits else Direction.OUT)


def _rows(table: Table) -> Select[*tuple[Any, ...]]:
    of_money = table is MemberMoney
    return _joined(
        select(
            table.id.label("id"), table.booked_on.label("booked_on"),
            table.paid_at.label("paid_at"), table.number, table.tender, table.amount,
            (MemberMoney.account if of_money else null()).label("account"),
            (MemberMoney.direction if of_money else null()).label("direction"),
            Shop.time_zone, Member.name.label("member"), Member.number.label("member_number"),
            (null() if of_money else Customer.name).label("customer"),
            (null() if of_money else Customer.number).label("customer_number"),
            Operator.name.label("clerk"), Reversal.document_id.label("reversed"),
        ),
        table,
    )  # fmt: skip


def _counted(table: Table, conditions: list[ColumnElement[bool]]) -> Select[*tuple[Any, ...]]:
    return _joined(select(func.count(table.id)), table).where(*conditions)


def _joined(statement: Select[*tuple[Any, ...]], table: Table) -> Select[*tuple[Any, ...]]:
    joined = (
        statement.select_from(table)
        .join(Shop, Shop.id == table.shop_id)
        .join(Operator, Operator.id == table.operator_id)
        .outerjoin(Reversal, Reversal.document_id == table.id)
    )
    if table is MemberMoney:
        return joined.join(Member, Member.id == MemberMoney.member_id)
    return joined.outerjoin(Member, Member.id == BonPayment.member_id).outerjoin(
        Customer, Customer.id == BonPayment.customer_id
    )


def _conditions(
    table: Table, search: PaymentSearch, within: ShopId | None
) -> Iterator[ColumnElement[bool]]:
    for shop_id in filter(None, (within, search.shop_id)):
        yield table.shop_id == shop_id
    if search.query:
        yield or_(*_meanings(table, search.query))
    if search.since:
        yield table.booked_on >= search.since
    if search.until:
        yield table.booked_on <= search.until
    if search.only_reversed:
        yield Reversal.document_id.is_not(None)


def _meanings(table: Table, query: str) -> Iterator[ColumnElement[bool]]:
    yield table.number.icontains(query, autoescape=True)
    yield Member.name.icontains(query, autoescape=True)
    if query.isascii() and query.isdigit() and len(query) < 10:
        yield Member.number == int(query)
    if table is BonPayment:
        yield Customer.name.icontains(query, autoescape=True)
        of_customer = customer_numbers.typed(query)
        if of_customer is not None:
            yield Customer.number == of_customer


def _row(found: Any) -> PaymentRow:
    into = PaymentKind.DEPOSIT if found.direction is Direction.IN else PaymentKind.WITHDRAWAL
    return PaymentRow(
        id=found.id,
        number=found.number,
        kind=into if found.direction else PaymentKind.BON,
        account=found.account or Account.KASBON,
        paid_at=found.paid_at,
        time_zone=found.time_zone,
        payer=_payer(found),
        clerk=found.clerk,
        tender=found.tender,
        amount=found.amount,
        reversed=found.reversed is not None,
    )


def _payer(found: Any) -> Person:
    if found.member_number is not None:
        return Person(found.member, str(found.member_number), is_member=True)
    return Person(found.customer, customer_numbers.shown(found.customer_number), is_member=False)
