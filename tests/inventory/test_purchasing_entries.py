"""How buying is booked."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from core.ids import PartyId, ShopId
from core.money import ZERO, Money, total
from inventory.purchasing.entries import (
    Paper,
    invoice_entry,
    payment_entry,
    receipt_entry,
    sent_back_entry,
)
from ledger import chart
from ledger.entry import Entry, credit, debit

SUPPLIER = PartyId(UUID(int=7))
PAPER = Paper("x:1", ShopId(UUID(int=1)), date(2026, 6, 1), "WSB-BM-000001", SUPPLIER)
AMOUNTS = st.integers(-(10**9), 10**9).map(Money)


def of_party(entry: Entry, account: str) -> Money:
    found = [line for line in entry.lines if line.account == account]
    assert all(line.party_id == SUPPLIER for line in found)
    return total(line.amount for line in found)


def test_goods_are_owed_before_the_invoice_also_those_sold_already() -> None:
    entry = receipt_entry(PAPER, shelved=Money(90_000), settlement=Money(10_000))
    assert entry is not None
    assert entry.lines == (
        debit(chart.MERCHANDISE, Money(90_000)),
        debit(chart.COST_DIFFERENCE, Money(10_000)),
        credit(chart.NOT_INVOICED, Money(100_000), party_id=SUPPLIER),
    )


def test_goods_for_nothing_are_no_entry() -> None:
    assert receipt_entry(PAPER, shelved=ZERO, settlement=ZERO) is None
    assert payment_entry(PAPER, ZERO, account=chart.SAFE) is None


@given(AMOUNTS, AMOUNTS, AMOUNTS)
def test_an_invoice_moves_what_was_owed_to_the_payables(
    owed: Money, vat: Money, difference: Money
) -> None:
    entry = invoice_entry(PAPER, owed=owed, vat=vat, difference=difference)
    if entry is not None:
        assert of_party(entry, chart.NOT_INVOICED) == owed
        assert of_party(entry, chart.PAYABLES) == -(owed + vat + difference)


def test_a_payment_lowers_what_is_owed() -> None:
    entry = payment_entry(PAPER, Money(50_000), account=chart.BANK)
    assert entry is not None
    assert of_party(entry, chart.PAYABLES) == Money(50_000)


def test_goods_go_back_at_their_price_and_leave_the_shelf_at_their_cost() -> None:
    """Bought for 10.000, on the shelf at 9.500 on average: 500 are won."""
    for is_credit, account in ((True, chart.PAYABLES), (False, chart.NOT_INVOICED)):
        entry = sent_back_entry(PAPER, owed=Money(10_000), cost=Money(9_500), is_credit=is_credit)
        assert entry is not None
        assert entry.lines == (
            debit(account, Money(10_000), party_id=SUPPLIER),
            credit(chart.COST_DIFFERENCE, Money(500)),
            credit(chart.MERCHANDISE, Money(9_500)),
        )
