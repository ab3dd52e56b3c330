"""Customers who owe without being members, and what tills send of them."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from core.ids import CustomerId
from core.money import Money
from members import customers
from members.customers import CustomerDetails
from tests.support.member_money import bon_payment, paid_by
from tests.support.sales import Body, sale
from tests.support.world import NOW, World


def customer(
    session: Session, world: World, name: str = "Bu Darmi", limit: int = 50_000
) -> CustomerId:
    """A customer of the first shop."""
    details = CustomerDetails(name, world.shop_id, "0812-5555-6666", Money(limit))
    return CustomerId(customers.add(session, details, at=NOW, by=None).id)


def on_credit_of(
    world: World, shift_id: str, key: CustomerId, pieces: int, *, counter: int, **more: Any
) -> Body:
    """So many pieces of water at 4,000, on a customer's credit."""
    body = sale(world, shift_id, [(world.goods["air"], pieces * 1000, 4_000)], counter=counter)
    body = paid_by(body, ("kasbon", pieces * 4_000))
    body["tenders"][0] |= {"customer_id": str(key)} | more
    return body


def paid_back_by(
    world: World, shift_id: str, key: CustomerId, amount: int, *, counter: int, **more: Any
) -> Body:
    """A payment of a customer's kasbon in cash."""
    body = bon_payment(world, shift_id, amount, counter=counter, **more)
    del body["member_id"]
    return body | {"customer_id": str(key)}
