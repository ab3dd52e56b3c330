"""Whoever pays at the counter, as people call them: members and customers, by name and number."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from core.ids import CustomerId, MemberId
from members import customer_numbers, customers, register
from members.debtors import Debtor, DebtorKind
from members.models import Customer, Member


@dataclass(frozen=True, slots=True)
class Person:
    """A member or a customer."""

    name: str
    number: str
    """``3`` for a member, ``P-12`` for a customer."""
    is_member: bool


def person(session: Session, debtor: Debtor) -> Person:
    """What somebody is called."""
    if debtor.kind is DebtorKind.MEMBER:
        member = session.get_one(Member, debtor.id)
        return Person(member.name, str(member.number), is_member=True)
    customer = session.get_one(Customer, debtor.id)
    return Person(customer.name, customer_numbers.shown(customer.number), is_member=False)


def by_number(session: Session, text: str) -> Debtor | None:
    """Whose number somebody typed; None for what is no number. Raises NotFound for nobody's."""
    of_customer = customer_numbers.typed(text)
    if of_customer is not None:
        return Debtor.customer(CustomerId(customers.by_number(session, of_customer).id))
    if text.isascii() and text.isdigit() and len(text) < 10:
        return Debtor.member(MemberId(register.by_number(session, int(text)).id))
    return None
