"""Customers who may buy on credit under their own names, without being members.

Like the register, the audit log names the fields that changed, never what they said; and it calls
a customer by number, never by name.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import audit, shops
from core.errors import NotFound
from core.i18n import _
from core.ids import OperatorId, ShopId
from core.money import ZERO, Money
from members import customer_numbers
from members.cleaning import member_name, phone_number
from members.models import Customer


@dataclass(frozen=True, slots=True)
class CustomerDetails:
    """What is known of a customer, as typed."""

    name: str
    shop_id: ShopId
    """The home shop: its tills may lend to her."""
    phone: str = ""
    credit_limit: Money = ZERO
    active: bool = True


def add(
    session: Session, details: CustomerDetails, *, at: datetime, by: OperatorId | None
) -> Customer:
    """Note a new customer under the next number. Raises InvalidInput for what cannot be used."""
    customer = Customer(number=_next_number(session), name="", shop_id=details.shop_id,
                        created_at=at, changed_at=at)  # fmt: skip
    _fill(customer, details)
    session.add(customer)
    session.flush()
    audit.record(session, "customer.added", at=at, by=by, shop_id=details.shop_id,
                 subject=customer_numbers.shown(customer.number))  # fmt: skip
    return customer


def change(
    session: Session,
    customer: Customer,
    details: CustomerDetails,
    *,
    at: datetime,
    by: OperatorId | None,
) -> None:
    """Change what is known of a customer; what is owed stays owed."""
    before = _said(customer)
    _fill(customer, details)
    changed = sorted(name for name, value in _said(customer).items() if before[name] != value)
    if changed:
        customer.changed_at = at
        audit.record(session, "customer.changed", at=at, by=by, shop_id=details.shop_id,
                     subject=customer_numbers.shown(customer.number), fields=changed)  # fmt: skip
    session.flush()


def by_number(session: Session, number: int) -> Customer:
    """The customer with this number. Raises NotFound."""
    customer = session.scalars(select(Customer).where(Customer.number == number)).one_or_none()
    if customer is None:
        shown = customer_numbers.shown(number)
        raise NotFound(_("Tidak ada pelanggan %(number)s.", number=shown))
    return customer


def _next_number(session: Session) -> int:
    """One new customer at a time, so that numbers follow."""
    shops.take_turn(session)
    return (session.scalar(select(func.max(Customer.number))) or 0) + 1


def _fill(customer: Customer, details: CustomerDetails) -> None:
    customer.name = member_name(details.name)
    customer.phone = phone_number(details.phone)
    customer.shop_id = details.shop_id
    customer.credit_limit = details.credit_limit
    customer.active = details.active


def _said(customer: Customer) -> dict[str, object]:
    return {field.name: getattr(customer, field.name) for field in fields(CustomerDetails)}
