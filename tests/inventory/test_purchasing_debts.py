"""What suppliers are owed on a real database: invoiced, paid, goods sent back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.errors import InvalidInput
from core.money import ZERO, Money
from core.quantity import NONE, Quantity
from inventory.purchasing import sending_back
from inventory.purchasing.models import (
    PaidInvoice,
    SupplierPayment,
    UsedCredit,
)
from inventory.purchasing.sending_back import GoingBack
from inventory.suppliers.models import Supplier
from ledger import chart, journal
from tests.support.purchases import (
    add_supplier,
    arrived,
    back,
    differences,
    held,
    invoice,
    is_sound,
    owed,
    pay,
    receive,
)
from tests.support.world import NOW, TODAY, World, make_coop


@pytest.fixture
def world(session: Session) -> World:
    return make_coop(session)


@pytest.fixture
def supplier(session: Session, world: World) -> Supplier:
    return add_supplier(session)


# Invoices and payments


def test_an_invoice_dearer_than_the_paper_that_came_along(
    session: Session, world: World, supplier: Supplier
) -> None:
    receipt = receive(session, world, supplier, arrived(world, "mie", 10, 2_800))
    asked = invoice(session, world, supplier, 33_000, receipt, vat=3_000)
    assert (asked.number, asked.due_on) == ("WSB-FP-000001", TODAY + timedelta(days=14))
    assert owed(session, supplier) == (0, 33_000)
    assert differences(session) == 2_000
    assert journal.balance(session, chart.VAT_PAID) == Money(3_000)
    assert held(session, world, "mie") == (Quantity.of(10), Money(28_000))
    assert is_sound(session)


def test_receipts_are_invoiced_once_and_by_their_own_supplier(
    session: Session, world: World, supplier: Supplier
) -> None:
    receipt = receive(session, world, supplier, arrived(world, "mie", 10, 2_800))
    other = add_supplier(session, "UD Makmur")
    with pytest.raises(InvalidInput, match="bukan dari pemasok ini"):
        invoice(session, world, other, 28_000, receipt)
    invoice(session, world, supplier, 28_000, receipt)
    with pytest.raises(InvalidInput, match="sudah ditagih"):
        invoice(session, world, supplier, 28_000, receipt, number="F-2")
    with pytest.raises(InvalidInput, match="WSB-FP-000001"):
        invoice(session, world, supplier, 28_000, receipt, number="f-1")


def test_payments_go_to_what_is_due_first_unless_chosen(
    session: Session, world: World, supplier: Supplier
) -> None:
    late, soon = (
        invoice(
            session, world, supplier, 28_000,
            receive(session, world, supplier, arrived(world, "mie", 10, 2_800)),
            number=f"F-{due_in}", due_in=due_in,
        )
        for due_in in (30, 7)
    )  # fmt: skip
    assert pay(session, world, supplier, 30_000).number == "WSB-BP-000001"
    paid = {row.invoice_id: row.amount for row in session.scalars(select(PaidInvoice))}
    assert paid == {soon.id: Money(28_000), late.id: Money(2_000)}
    pay(session, world, supplier, 1_000, late)
    assert owed(session, supplier) == (0, 25_000)
    assert journal.balance(session, chart.BANK) == Money(-31_000)
    for amount, chosen in ((25_001, []), (1, [soon]), (0, [])):
        with pytest.raises(InvalidInput):
            pay(session, world, supplier, amount, *chosen)
    assert is_sound(session)


# Goods sent back


def test_goods_sent_back_before_the_invoice_are_not_asked_for(
    session: Session, world: World, supplier: Supplier
) -> None:
    receipt = receive(session, world, supplier, arrived(world, "mie", 10, 2_800))
    paper = back(session, receipt, 4)
    assert (paper.number, paper.is_credit) == ("WSB-RP-000001", False)
    assert owed(session, supplier) == (16_800, 0)
    assert held(session, world, "mie") == (Quantity.of(6), Money(16_800))
    invoice(session, world, supplier, 16_800, receipt)
    assert (owed(session, supplier), differences(session)) == ((0, 16_800), 0)
    assert is_sound(session)


def test_goods_sent_back_leave_at_the_cost_of_the_shelf(
    session: Session, world: World, supplier: Supplier
) -> None:
    """Ten at 2.800 and ten at 3.000: each costs 2.900 on the shelf, 3.000 is credited."""
    receive(session, world, supplier, arrived(world, "mie", 10, 2_800))
    dear = receive(session, world, supplier, arrived(world, "mie", 10, 3_000))
    back(session, dear, 10)
    assert held(session, world, "mie") == (Quantity.of(10), Money(29_000))
    assert (owed(session, supplier), differences(session)) == ((28_000, 0), -1_000)
    assert is_sound(session)


def test_a_credit_settles_the_next_invoice(
    session: Session, world: World, supplier: Supplier
) -> None:
    first = receive(session, world, supplier, arrived(world, "mie", 10, 2_800))
    invoice(session, world, supplier, 28_000, first)
    pay(session, world, supplier, 28_000)
    assert back(session, first, 5).is_credit
    assert owed(session, supplier) == (0, -14_000)
    second = receive(session, world, supplier, arrived(world, "mie", 3, 2_800))
    invoice(session, world, supplier, 8_400, second, number="F-2")
    assert pay(session, world, supplier, 0).amount == ZERO
    third = receive(session, world, supplier, arrived(world, "mie", 5, 2_800))
    invoice(session, world, supplier, 14_000, third, number="F-3")
    pay(session, world, supplier, 8_400)
    assert owed(session, supplier) == (0, 0)
    assert session.scalar(select(func.sum(UsedCredit.amount))) == Money(14_000)
    assert session.scalar(select(func.sum(SupplierPayment.amount))) == Money(36_400)
    assert is_sound(session)


def test_no_more_goes_back_than_came(session: Session, world: World, supplier: Supplier) -> None:
    line = arrived(world, "mie", 10, 2_800, free=2)
    receipt = receive(session, world, supplier, line)
    back(session, receipt, 10)
    assert back(session, receipt, 2).amount == ZERO, "the free ones are owed nothing"
    for packs, position in ((1, 0), (1, 1)):
        with pytest.raises(InvalidInput, match="melebihi"):
            back(session, receipt, packs, position)
    assert (owed(session, supplier), differences(session)) == ((0, 0), 0)
    assert held(session, world, "mie") == (NONE, ZERO)
    assert is_sound(session)


def test_the_same_return_sent_twice_goes_back_once(
    session: Session, world: World, supplier: Supplier
) -> None:
    receipt = receive(session, world, supplier, arrived(world, "mie", 10, 2_800))
    going = GoingBack({0: Quantity.of(4)}, "kemasan bocor")
    first = sending_back.send_back(session, receipt, going, at=NOW, by=None)
    assert sending_back.send_back(session, receipt, going, at=NOW, by=None) is first
    assert held(session, world, "mie") == (Quantity.of(6), Money(16_800))
