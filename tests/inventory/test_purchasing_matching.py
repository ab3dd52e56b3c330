"""What arrived against what was ordered, what is owed, and what may go back."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.ids import PackId
from core.money import ZERO, Money, total
from core.quantity import NONE, Quantity
from inventory.purchasing.matching import (
    Wanted,
    base_units,
    credit_for,
    invoice_difference,
    is_complete,
    price_of,
    progress,
)

MIE, BERAS = PackId(UUID(int=1)), PackId(UUID(int=2))
AMOUNTS = st.integers(0, 10**9).map(Money)


def test_an_order_is_complete_when_every_line_has_come() -> None:
    wanted = [Wanted(MIE, Quantity.of(10), Money(112_000)), Wanted(BERAS, Quantity.of(2), ZERO)]
    some = progress(wanted, [(MIE, Quantity.of(4)), (MIE, Quantity.of(3)), (BERAS, Quantity.of(5))])
    assert [line.missing for line in some] == [Quantity.of(3), NONE]
    assert not is_complete(some)
    assert is_complete(progress(wanted, [(MIE, Quantity.of(10)), (BERAS, Quantity.of(2))]))


def test_packs_are_priced_and_counted_in_base_units() -> None:
    assert price_of(Quantity(2_500), Money(112_001)) == Money(280_003)
    assert base_units(Quantity(500), Quantity.of(40)) == Quantity.of(20)
    with pytest.raises(ValueError, match="thousandths"):
        base_units(Quantity(1), Quantity(500))


def test_an_invoice_that_asks_more_than_the_paper_said() -> None:
    """1.110.000 with 110.000 PPN for goods noted at 980.000: 20.000 dearer."""
    owed = [Money(600_000), Money(380_000)]
    assert invoice_difference(Money(1_110_000), Money(110_000), owed) == Money(20_000)


@given(AMOUNTS, AMOUNTS, st.lists(AMOUNTS, max_size=5))
def test_receipts_difference_and_tax_are_the_invoice(
    asked: Money, vat: Money, owed: list[Money]
) -> None:
    assert total(owed) + vat + invoice_difference(asked, vat, owed) == asked


def test_free_packs_go_back_for_nothing_and_last() -> None:
    """Ten paid at Rp100.000 together and two free: eleven go back, then the last."""
    ten = Quantity.of(10)
    first = credit_for(Money(100_000), ten, NONE, Quantity.of(11), ZERO)
    assert first == Money(100_000)
    assert credit_for(Money(100_000), ten, Quantity.of(11), Quantity.of(1), first) == ZERO
    assert credit_for(ZERO, NONE, NONE, Quantity.of(2), ZERO) == ZERO


@given(AMOUNTS, st.lists(st.integers(1, 5_000), min_size=1, max_size=6))
def test_whatever_the_steps_all_together_is_credited_to_the_rupiah(
    amount: Money, steps: list[int]
) -> None:
    quantity, before, credited = Quantity(sum(steps)), NONE, ZERO
    for step in steps:
        part = credit_for(amount, quantity, before, Quantity(step), credited)
        assert part >= ZERO
        before, credited = before + Quantity(step), credited + part
    assert credited == amount
