"""What remains of batches and how much cheaper they get: worked cases and properties."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.money import Money
from core.quantity import NONE, Quantity
from inventory.batches.expiry import (
    Held,
    Step,
    markdown_steps,
    marked_down,
    remaining,
    suggested_percent,
    thrown_away,
)
from tests.support.world import TODAY

STEPS = (Step(7, 50), Step(14, 25), Step(30, 10))


def held(*batches: tuple[int, int]) -> list[Held]:
    """Batches as (days until they expire, units)."""
    return [
        Held(UUID(int=place), TODAY + timedelta(days=days), Quantity.of(units))
        for place, (days, units) in enumerate(batches, start=1)
    ]


@pytest.mark.parametrize(
    ("batches", "on_hand", "left"),
    [
        ([(5, 10), (20, 10)], 20, {1: 10, 2: 10}),
        ([(5, 10), (20, 10)], 13, {1: 3, 2: 10}),
        ([(5, 10), (20, 10)], 10, {2: 10}),
        ([(20, 10), (5, 10)], 13, {1: 10, 2: 3}),
        ([(5, 10)], 25, {1: 10}),
        ([(5, 10)], 0, {}),
        ([(5, 10)], -3, {}),
        ([(5, 0), (20, 4)], 9, {2: 4}),
        ([(5, 10), (5, 10)], 12, {1: 2, 2: 10}),
        ([], 7, {}),
    ],
)
def test_the_first_expired_leave_first(
    batches: list[tuple[int, int]], on_hand: int, left: dict[int, int]
) -> None:
    found = remaining(held(*batches), Quantity.of(on_hand))
    assert found == {UUID(int=key): Quantity.of(units) for key, units in left.items()}


@given(
    st.lists(st.tuples(st.integers(-30, 60), st.integers(0, 50)), max_size=8),
    st.integers(-20, 300),
)
def test_no_more_remains_than_came_or_is_there_and_never_the_nearer_before_the_later(
    batches: list[tuple[int, int]], on_hand: int
) -> None:
    every = held(*batches)
    left = remaining(every, Quantity.of(on_hand))
    together = sum(left.values(), NONE)
    assert together == min(
        Quantity.of(max(on_hand, 0)), sum((batch.quantity for batch in every), NONE)
    )
    begun = [batch for batch in every if left.get(batch.key, NONE) < batch.quantity]
    for batch in begun:
        assert not any(
            left.get(other.key) for other in every if other.expires_on < batch.expires_on
        ), "what expires sooner has left before"


def test_steps_are_read_in_any_order() -> None:
    assert markdown_steps("30:10, 7:50 14:25") == STEPS
    assert markdown_steps("") == ()


@pytest.mark.parametrize("text", ["30", "30:0", "30:10 30:20", "30:50 7:10", "a:b", "30:-5"])
def test_steps_that_make_no_sense_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"steps|more off"):
        markdown_steps(text)


@pytest.mark.parametrize(
    ("days", "percent"), [(31, 0), (30, 10), (15, 10), (14, 25), (7, 50), (0, 50), (-1, 0)]
)
def test_the_nearer_the_last_day_the_more_off_and_nothing_after_it(days: int, percent: int) -> None:
    assert suggested_percent(STEPS, days) == percent


@pytest.mark.parametrize(
    ("price", "percent", "lower"),
    [(3_500, 10, 3_100), (3_500, 50, 1_700), (14_000, 25, 10_500), (90, 10, 81)],
)
def test_suggested_prices_end_in_hundreds(price: int, percent: int, lower: int) -> None:
    assert marked_down(Money(price), percent) == Money(lower)


@pytest.mark.parametrize(
    ("batches", "on_hand", "thrown", "gone"),
    [
        pytest.param([(-3, 10), (9, 20)], 30, 10, {-3: 10}, id="what expired and is there"),
        pytest.param([(-9, 5), (-3, 10), (9, 20)], 35, 7, {-9: 5, -3: 2}, id="the oldest first"),
        pytest.param([(-3, 10), (9, 20)], 25, 8, {-3: 8}, id="more of it than should be there"),
        pytest.param([(-90, 50), (-3, 10), (9, 20)], 24, 10, {-3: 10}, id="not what is long sold"),
        pytest.param([(-3, 4), (2, 5), (9, 20)], 29, 8, {-3: 4, 2: 4}, id="then what is next"),
        pytest.param([(2, 5)], 8, 8, {2: 5}, id="the rest has no date"),
        pytest.param([], 8, 8, {}, id="no dates at all"),
    ],
)
def test_what_is_thrown_away_for_its_date_is_of_the_batches_that_expired(
    batches: list[tuple[int, int]], on_hand: int, thrown: int, gone: dict[int, int]
) -> None:
    of = held(*batches)
    days = {batch.key: (batch.expires_on - TODAY).days for batch in of}
    on_shelf, quantity = Quantity.of(on_hand), Quantity.of(thrown)
    found = thrown_away(of, on_hand=on_shelf, quantity=quantity, on=TODAY)
    assert {days[key]: part for key, part in found.items()} == {
        day: Quantity.of(units) for day, units in gone.items()
    }
