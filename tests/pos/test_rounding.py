"""Rounding of cash: the shared cases, and what holds for every amount."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.rounding import MODES, CashRounding, round_cash
from pos.settings import CASH_ROUNDING_MODE
from tests.support.vectors import cases

ROUNDINGS = st.builds(CashRounding, st.sampled_from([1, 25, 50, 100, 500]), st.sampled_from(MODES))


@pytest.mark.parametrize(("given_", "expect"), cases("rounding"))
def test_cash_is_rounded(given_: dict[str, Any], expect: dict[str, Any]) -> None:
    if "refused" in expect:
        with pytest.raises(ValueError, match="cash is rounded"):
            CashRounding(given_["unit"], given_["mode"])
    else:
        rule = CashRounding(given_["unit"], given_["mode"])
        assert round_cash(given_["amount"], rule) == expect["cash"]


@given(st.integers(0, 10**12), ROUNDINGS)
def test_what_is_paid_in_cash_can_be_paid_in_coins(amount: int, rule: CashRounding) -> None:
    paid = round_cash(amount, rule)
    assert paid % rule.unit == 0
    assert abs(paid - amount) < rule.unit
    assert round_cash(paid, rule) == paid
    assert round_cash(-amount, rule) == -paid


def test_every_direction_can_be_chosen_by_its_name() -> None:
    assert tuple(CASH_ROUNDING_MODE.choices) == MODES
