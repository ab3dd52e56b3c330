"""Stock value: nothing is lost, and no goods means no value, whatever happens in what order."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.money import ZERO, Money
from core.quantity import NONE, Quantity
from inventory.costing import (
    UNKNOWN_COST,
    Cost,
    Holding,
    issue,
    receive,
    share,
    take_back,
    worth,
)


def holding(quantity: int, value: int, last_cost: tuple[int, int] = (0, 0)) -> Holding:
    return Holding(
        Quantity(quantity), Money(value), Cost(Quantity(last_cost[0]), Money(last_cost[1]))
    )


@pytest.mark.parametrize(
    ("before", "quantity", "cost", "left"),
    [
        ((3_000, 10_000), 1_000, 3_333, (2_000, 6_667)),
        ((2_000, 6_667), 1_000, 3_334, (1_000, 3_333)),
        ((1_000, 3_333), 1_000, 3_333, (0, 0)),
        ((1_000, 1), 999, 1, (1, 0)),
        ((750, 10_500), 250, 3_500, (500, 7_000)),
    ],
)
def test_issue_takes_its_share_and_the_last_piece_the_rest(
    before: tuple[int, int], quantity: int, cost: int, left: tuple[int, int]
) -> None:
    gone = issue(holding(*before), Quantity(quantity))
    assert gone.cost == Money(cost)
    assert (gone.holding.quantity.milli, gone.holding.value.amount) == left


def test_beyond_the_shelf_the_last_known_cost_is_used() -> None:
    gone = issue(holding(1_000, 900, (12_000, 10_000)), Quantity(3_000))
    assert gone.cost == Money(900 + 1_667)
    assert gone.holding == holding(-2_000, -1_667, (12_000, 10_000))


def test_goods_never_bought_cost_nothing_until_they_arrive() -> None:
    gone = issue(Holding(), Quantity(2_000))
    assert gone.cost == ZERO
    came = receive(gone.holding, Quantity(5_000), Money(5_000))
    assert came.settlement == Money(2_000)
    assert came.shelved == Money(3_000)
    assert came.holding == holding(3_000, 3_000, (5_000, 5_000))


def test_a_receipt_settles_what_was_owed() -> None:
    came = receive(holding(-2_000, -1_667, (12_000, 10_000)), Quantity(12_000), Money(12_000))
    assert came.settlement == Money(2_000 - 1_667)
    assert came.holding == holding(10_000, 10_000, (12_000, 12_000))


def test_a_receipt_too_small_settles_its_part() -> None:
    came = receive(holding(-3_000, -3_000, (1_000, 1_000)), Quantity(1_000), Money(1_200))
    assert came.settlement == Money(200)
    assert came.holding == holding(-2_000, -2_000, (1_000, 1_200))


def test_goods_for_nothing_leave_the_known_cost() -> None:
    came = receive(holding(1_000, 500, (1_000, 500)), Quantity(1_000), ZERO)
    assert came.holding == holding(2_000, 500, (1_000, 500))


@pytest.mark.parametrize("quantity", [0, -1])
def test_quantities_must_be_positive(quantity: int) -> None:
    with pytest.raises(ValueError, match="positive"):
        issue(Holding(), Quantity(quantity))
    with pytest.raises(ValueError, match="positive"):
        receive(Holding(), Quantity(quantity), ZERO)


@pytest.mark.parametrize(("quantity", "value"), [(0, 1), (1, -1), (-1, 1)])
def test_a_holding_that_makes_no_sense_cannot_exist(quantity: int, value: int) -> None:
    with pytest.raises(ValueError, match="value"):
        holding(quantity, value)


@pytest.mark.parametrize(("quantity", "value"), [(-1, 0), (1, -1), (0, 1)])
def test_a_cost_that_makes_no_sense_cannot_exist(quantity: int, value: int) -> None:
    with pytest.raises(ValueError, match="a cost"):
        Cost(Quantity(quantity), Money(value))


quantities = st.integers(1, 10**9)
moves = st.one_of(
    st.tuples(st.just("issue"), quantities, st.just(0)),
    st.tuples(st.just("receive"), quantities, st.integers(0, 10**12)),
)


@given(st.lists(moves, max_size=30))
def test_nothing_is_lost(history: list[tuple[str, int, int]]) -> None:
    held, came_in, went_out, settled = Holding(), 0, 0, 0
    for kind, quantity, value in history:
        if kind == "issue":
            gone = issue(held, Quantity(quantity))
            assert gone.cost >= ZERO
            held, went_out = gone.holding, went_out + gone.cost.amount
        else:
            came = receive(held, Quantity(quantity), Money(value))
            assert came.shelved + came.settlement == Money(value)
            held, came_in = came.holding, came_in + value
            settled += came.settlement.amount
        assert bool(held.quantity) or not held.value
    assert came_in - went_out - settled == held.value.amount


@given(st.integers(1, 10**6), st.integers(0, 10**12), st.data())
def test_selling_out_in_any_steps_costs_exactly_what_was_paid(
    milli: int, value: int, data: st.DataObject
) -> None:
    held, cost = receive(Holding(), Quantity(milli), Money(value)).holding, ZERO
    while held.quantity:
        step = data.draw(st.integers(max(1, held.quantity.milli // 5), held.quantity.milli))
        gone = issue(held, Quantity(step))
        held, cost = gone.holding, cost + gone.cost
    assert cost == Money(value)
    assert held.quantity == NONE


@given(st.integers(-(10**14), 10**14), st.integers(0, 10**9), st.integers(1, 10**9))
def test_a_share_is_rounded_as_money_is(value: int, part: int, whole: int) -> None:
    exact = Money(value).portion(Fraction(part, whole))
    assert share(Money(value), Quantity(part), Quantity(whole)) == exact


def test_an_unknown_cost_is_nothing() -> None:
    assert UNKNOWN_COST.of(Quantity(5_000)) == ZERO


def test_what_comes_back_says_nothing_of_what_goods_cost_now() -> None:
    before = Holding(Quantity.of(2), Money(600), Cost(Quantity.of(1), Money(300)))
    after = take_back(before, Quantity.of(1), Money(100)).holding
    assert (after.quantity, after.value) == (Quantity.of(3), Money(700))
    assert after.last_cost == before.last_cost


def test_what_comes_back_to_an_unknown_cost_is_all_that_is_known_of_it() -> None:
    after = take_back(Holding(), Quantity.of(2), Money(250)).holding
    assert after.last_cost == Cost(Quantity.of(2), Money(250))


@given(quantities, st.integers(0, 10**12), quantities, quantities)
def test_goods_that_come_back_as_they_left_leave_nothing_behind(
    held: int, value: int, known: int, sold: int
) -> None:
    before = Holding(Quantity(held), Money(value), Cost(Quantity(known), Money(value)))
    gone = issue(before, Quantity(sold))
    back = take_back(gone.holding, Quantity(sold), gone.cost)
    assert back.shelved + back.settlement == gone.cost
    assert back.holding.quantity == before.quantity
    assert back.holding.value + back.settlement == before.value


def test_worth_is_what_taking_it_off_the_shelf_would_cost() -> None:
    held = Holding(Quantity.of(3), Money(1_000), Cost(Quantity.of(1), Money(500)))
    assert worth(held, Quantity.of(1)) == Money(333)
    assert worth(held, Quantity.of(4)) == Money(1_500)
    assert worth(held, NONE) == ZERO
