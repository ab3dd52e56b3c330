"""Money is exact and whole."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.money import ZERO, Money, allocate, round_half_up, total

AMOUNTS = st.integers(-(10**15), 10**15)
WEIGHTS = st.lists(st.integers(0, 10**9), min_size=1, max_size=40).filter(any)


@pytest.mark.parametrize(
    ("value", "nearest"),
    [("1/2", 1), ("-1/2", -1), ("5/2", 3), ("-5/2", -3), ("49/100", 0), ("0", 0), ("7/3", 2)],
)
def test_a_half_goes_away_from_zero(value: str, nearest: int) -> None:
    assert round_half_up(Fraction(value)) == nearest


@given(AMOUNTS, st.fractions(0, 2))
def test_a_portion_is_never_off_by_more_than_a_half(amount: int, share: Fraction) -> None:
    portion = Money(amount).portion(share)
    assert abs(portion.amount - amount * share) <= Fraction(1, 2)


def test_only_whole_rupiah_are_money() -> None:
    for wrong in (1.5, "100", True, None):
        with pytest.raises(TypeError):
            Money(wrong)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        Money(100) * 1.5  # type: ignore[operator]


def test_money_adds_and_scales() -> None:
    assert total([Money(1), Money(2), -Money(5)]) == Money(-2)
    assert 3 * Money(7) == Money(7) * 3 == Money(21)
    assert total([]) == ZERO
    assert not ZERO


def test_three_equal_savers() -> None:
    """A worked case of the domain guide: pool 17,720,000, equal weights."""
    parts = allocate(Money(17_720_000), [1, 1, 1])
    assert [part.amount for part in parts] == [5_906_667, 5_906_667, 5_906_666]


@given(AMOUNTS, WEIGHTS)
def test_the_parts_always_make_the_pot(pot: int, weights: list[int]) -> None:
    parts = allocate(Money(pot), weights)
    assert total(parts) == Money(pot)
    for part, weight in zip(parts, weights, strict=True):
        exact = Fraction(pot * weight, sum(weights))
        assert abs(part.amount - exact) < 1


@given(AMOUNTS, WEIGHTS)
def test_who_weighs_more_never_gets_less(pot: int, weights: list[int]) -> None:
    parts = [abs(part.amount) for part in allocate(Money(pot), weights)]
    for weight, part in zip(weights, parts, strict=True):
        assert all(part >= other for w, other in zip(weights, parts, strict=True) if weight > w)


@pytest.mark.parametrize("weights", [[], [0, 0], [1, -1]])
def test_there_must_be_something_to_allocate_by(weights: list[int]) -> None:
    with pytest.raises(ValueError, match="weights"):
        allocate(Money(1), weights)
