"""What the page of the customers reads, and what a shop's tills keep of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from core.errors import NotFound
from core.i18n import _
from core.ids import CustomerId, ShopId
from core.models import Shop
from core.money import ZERO, Money
from core.paging import SIZE, Page, offset
from ledger.chart import OTHER_CREDIT
from ledger.models import Posting
from members import credit, customer_numbers
from members.at_tills import shown
from members.credit import OpenBon
from members.debtors import Debtor
from members.lookup import mask
from members.models import Customer


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """A customer as the list shows one."""

    number: int
    code: str
    """What people call her: ``P-12``."""
    name: str
    phone_masked: str
    shop_code: str
    limit: Money
    owed: Money
    due_on: date | None
    """When some of it is to be paid next, or was."""
    active: bool


def customer_page(session: Session, *, query: str = "", number: int = 1) -> Page[CustomerRow]:
    """Customers by name; the query is parts of a name, a number, or the end of a phone number."""
    conditions = [_matching(query.split())] if query.strip() else []
    found = session.execute(
        select(Customer, Shop.code)
        .join(Shop, Shop.id == Customer.shop_id)
        .where(*conditions)
        .order_by(Customer.name, Customer.id)
        .offset(offset(number))
        .limit(SIZE)
    ).all()
    owed = owed_by(session, [row.id for row, _code in found])
    rows = tuple(_row(session, row, code, owed.get(row.id, ZERO)) for row, code in found)
    count = session.scalar(select(func.count(Customer.id)).where(*conditions)) or 0
    return Page(rows, number, count)


def _matching(words: list[str]) -> ColumnElement[bool]:
    meanings = [and_(*(Customer.name.icontains(word, autoescape=True) for word in words))]
    number = customer_numbers.typed(" ".join(words))
    if number is not None:
        meanings.append(Customer.number == number)
    digits = "".join(words).removeprefix("+").removeprefix("0")
    if digits.isascii() and digits.isdigit():
        meanings.append(Customer.phone.endswith(digits, autoescape=True))
    return or_(*meanings)


def owed_by(session: Session, ids: Collection[UUID] | None = None) -> Mapping[UUID, Money]:
    """What customers owe: all who ever owed anything, or those with these ids."""
    whose = Posting.party_id.is_not(None) if ids is None else Posting.party_id.in_(ids)
    rows = session.execute(
        select(Posting.party_id, func.sum(Posting.amount).label("amount"))
        .where(Posting.account == OTHER_CREDIT, whose)
        .group_by(Posting.party_id)
    )
    return {row.party_id: row.amount for row in rows}


def for_tills(session: Session, shop_id: ShopId) -> list[dict[str, Any]]:
    """What a shop's tills keep of its customers, by name. They are few: always sent whole."""
    found = session.scalars(
        select(Customer)
        .where(Customer.shop_id == shop_id, Customer.active)
        .order_by(Customer.name, Customer.id)
    ).all()
    owed, bons = owed_by(session), credit.every_bon_of_customers(session)
    return [_kept(row, owed.get(row.id, ZERO), bons.get(CustomerId(row.id), ())) for row in found]


def money_of(session: Session, customer_id: CustomerId) -> dict[str, Any]:
    """The same of one customer as it is now. Raises NotFound."""
    row = session.get(Customer, customer_id)
    if row is None:
        raise NotFound(_("Pelanggan ini tidak ada."))
    bons = credit.bons_of(session, Debtor.customer(customer_id))
    return _kept(row, credit.owed_by(session, Debtor.customer(customer_id)), bons)


def _kept(row: Customer, owed: Money, bons: tuple[OpenBon, ...]) -> dict[str, Any]:
    due_on = credit.next_due(bons)
    return {
        "id": str(row.id),
        "name": row.name,
        "phone_masked": mask(row.phone),
        "credit_limit": row.credit_limit.amount,
        "credit": owed.amount,
        "due_on": due_on.isoformat() if due_on else None,
        "due": shown(credit.coming(bons)),
    }


def _row(session: Session, row: Customer, shop_code: str, owed: Money) -> CustomerRow:
    debtor = Debtor.customer(CustomerId(row.id))
    due_on = credit.next_due(credit.bons_of(session, debtor)) if owed else None
    code = customer_numbers.shown(row.number)
    return CustomerRow(row.number, code, row.name, mask(row.phone), shop_code, row.credit_limit,
                       owed, due_on, row.active)  # fmt: skip
