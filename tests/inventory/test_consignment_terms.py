"""What of consigned goods is the producer's: fee and payable always make what the buyer paid."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.ids import PartyId
from core.money import ZERO, Money
from core.quantity import Quantity
from inventory.consignment.standing import Standing
from inventory.consignment.terms import Terms

NURUL = PartyId(UUID(int=1))
AMOUNTS = st.integers(0, 10**9).map(Money)
QUANTITIES = st.integers(0, 10**7).map(Quantity)
TERMS = st.builds(
    Terms,
    st.just(NURUL),
    st.integers(0, 10_000),
    st.none() | st.integers(0, 10**6).map(Money),
)


@pytest.mark.parametrize(
    ("terms", "amount", "units", "fee", "payable"),
    [
        (Terms(NURUL, 1_500), 35_000, 7, 5_250, 29_750),
        (Terms(NURUL, 1_000), 5_005, 1, 501, 4_504),
        (Terms(NURUL, 0), 5_000, 1, 0, 5_000),
        (Terms(NURUL, 10_000), 5_000, 1, 5_000, 0),
        (Terms(NURUL, 1_500, Money(4_000)), 35_000, 7, 7_000, 28_000),
        (Terms(NURUL, 0, Money(4_000)), 3_500, 1, -500, 4_000),
        (Terms(NURUL, 1_500), 0, 1, 0, 0),
    ],
)
def test_fee_and_payable(terms: Terms, amount: int, units: int, fee: int, payable: int) -> None:
    assert terms.fee(Money(amount), Quantity.of(units)) == Money(fee)
    assert terms.payable(Money(amount), Quantity.of(units)) == Money(payable)


@given(TERMS, AMOUNTS, QUANTITIES)
def test_fee_and_payable_always_make_the_amount(
    terms: Terms, amount: Money, quantity: Quantity
) -> None:
    payable = terms.payable(amount, quantity)
    assert terms.fee(amount, quantity) + payable == amount
    assert payable >= ZERO


@given(st.integers(0, 10_000), AMOUNTS, QUANTITIES)
def test_a_part_of_the_price_is_never_more_than_the_price(
    basis_points: int, amount: Money, quantity: Quantity
) -> None:
    assert ZERO <= Terms(NURUL, basis_points).fee(amount, quantity) <= amount


@pytest.mark.parametrize("basis_points", [-1, 10_001])
def test_no_fee_is_below_nothing_or_above_all(basis_points: int) -> None:
    with pytest.raises(ValueError, match="between"):
        Terms(NURUL, basis_points)


@given(st.builds(Standing, *[QUANTITIES] * 5), QUANTITIES)
def test_what_was_brought_is_always_somewhere(standing: Standing, left: Quantity) -> None:
    gone = standing.gone(left)
    assert standing.received == gone + standing.taken_home + standing.spoilt + left
    if standing.missing(left) == Quantity(0):
        assert standing.on_hand == left


def test_the_evening_count_says_what_was_sold() -> None:
    standing = Standing(received=Quantity.of(20), sold=Quantity.of(13))
    assert standing.on_hand == Quantity.of(7)
    assert standing.missing(Quantity.of(5)) == Quantity.of(2)
    assert standing.gone(Quantity.of(5)) == Quantity.of(15)
