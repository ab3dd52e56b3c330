"""What ``lumbung check`` says when papers of purchasing and books part."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from core.ids import PartyId
from core.money import Money
from inventory.purchasing import invariants
from inventory.suppliers.models import Supplier
from ledger import chart, journal
from ledger.entry import Entry, credit, debit
from tests.support.purchases import add_supplier, arrived, invoice, receive
from tests.support.world import NOW, TODAY, World, make_coop


@pytest.fixture
def world(session: Session) -> World:
    return make_coop(session)


@pytest.fixture
def supplier(session: Session, world: World) -> Supplier:
    """Who is owed 28.000 with an invoice and 2.800 without."""
    supplier = add_supplier(session)
    asked_for = receive(session, world, supplier, arrived(world, "mie", 10, 2_800))
    invoice(session, world, supplier, 28_000, asked_for)
    receive(session, world, supplier, arrived(world, "mie", 1, 2_800))
    return supplier


def book(session: Session, world: World, supplier: Supplier, account: str) -> None:
    """Pay a supplier in the books alone, without a paper."""
    paid = Money(1_000)
    lines = (debit(account, paid, party_id=PartyId(supplier.id)), credit(chart.SAFE, paid))
    entry = Entry(world.shop_id, TODAY, "by hand", "1", lines)
    journal.post(session, entry, at=NOW)


def test_sound_papers_have_nothing_to_say(session: Session, supplier: Supplier) -> None:
    assert [*invariants.not_invoiced(session), *invariants.payables(session)] == []


def test_a_debt_without_an_invoice_that_no_receipt_knows(
    session: Session, world: World, supplier: Supplier
) -> None:
    book(session, world, supplier, chart.NOT_INVOICED)
    assert list(invariants.payables(session)) == []
    assert list(invariants.not_invoiced(session)) == [
        "Pemasok CV Sumber Rejeki di WSB: menurut suratnya Rp2.800, menurut akun 2-1015 Rp1.800."
    ]


def test_a_payment_that_no_paper_knows(session: Session, world: World, supplier: Supplier) -> None:
    book(session, world, supplier, chart.PAYABLES)
    assert list(invariants.not_invoiced(session)) == []
    assert list(invariants.payables(session)) == [
        "Pemasok CV Sumber Rejeki di WSB: menurut suratnya Rp28.000, menurut akun 2-1010 Rp27.000."
    ]
