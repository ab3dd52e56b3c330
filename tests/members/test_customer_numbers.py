"""What customers are called."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from members import customer_numbers


@given(number=st.integers(1, 10**9 - 1))
def test_what_is_shown_is_understood_when_typed(number: int) -> None:
    assert customer_numbers.typed(customer_numbers.shown(number)) == number


@pytest.mark.parametrize("text", ["P-12", "p-12", "p12", "P 12", " P-12 "])
def test_the_letter_is_enough(text: str) -> None:
    assert customer_numbers.typed(text) == 12


@pytest.mark.parametrize(
    "text", ["", "12", "P", "P-", "P-0", "P-1a", "P--1", "P-1234567890", "P-\u0661"]
)
def test_what_is_no_number_of_a_customer(text: str) -> None:
    assert customer_numbers.typed(text) is None
