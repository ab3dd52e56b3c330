"""What filled goods cost, how much came of what was opened, and what they should sell for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.money import ZERO, Money, total
from core.quantity import NONE, Quantity
from inventory import costing
from inventory.costing import UNKNOWN_COST, Cost, Holding
from inventory.repacking.selling import Sold, suggested
from inventory.repacking.spreading import Filled, Yield, spread, weights, yielded

ONE = Quantity.of(1)
HALF = Quantity(500)
QUANTITIES = st.integers(1, 10**9).map(Quantity)
COSTS = st.integers(0, 10**12).map(Money)
FILLED = st.lists(st.builds(Filled, QUANTITIES, QUANTITIES), min_size=1, max_size=12)
SHARED = st.lists(st.builds(Filled, QUANTITIES, st.none(), st.integers(1, 1_000)), min_size=1)


def bags(count: int, content: Quantity | None = ONE, share: int | None = None) -> Filled:
    return Filled(Quantity.of(count), content, share)


@pytest.mark.parametrize(
    ("cost", "goods", "each"),
    [
        (600_000, [bags(50)], [600_000]),
        (600_000, [bags(48)], [600_000]),
        (600_000, [bags(30), bags(40, HALF)], [360_000, 240_000]),
        (100_000, [bags(1), bags(1), bags(1)], [33_334, 33_333, 33_333]),
        (600_000, [bags(45, share=9), bags(3, share=1)], [540_000, 60_000]),
        (600_000, [bags(45, None, 1), bags(3, None, 0)], [600_000, 0]),
        (600_000, [bags(45, content=None)], [600_000]),
        (0, [bags(30), bags(10)], [0, 0]),
    ],
)
def test_worked_cases(cost: int, goods: list[Filled], each: list[int]) -> None:
    assert [money.amount for money in spread(Money(cost), goods)] == each


@given(COSTS, st.one_of(FILLED, SHARED))
def test_all_the_cost_goes_onto_what_was_filled(cost: Money, goods: list[Filled]) -> None:
    values = spread(cost, goods)
    assert total(values) == cost
    assert all(value >= ZERO for value in values)


@given(COSTS, FILLED)
def test_nobody_bears_a_rupiah_more_than_what_is_inside(cost: Money, goods: list[Filled]) -> None:
    inside = weights(goods)
    assert inside is not None
    for value, weight in zip(spread(cost, goods), inside, strict=True):
        assert abs(value.amount * sum(inside) - cost.amount * weight) < sum(inside)


@pytest.mark.parametrize(
    "goods",
    [
        [],
        [bags(1), bags(1, content=None)],
        [bags(1, share=1), bags(1)],
        [bags(1, share=0), bags(1, share=0)],
    ],
)
def test_what_cannot_be_told_is_not_guessed(goods: list[Filled]) -> None:
    assert weights(goods) is None
    with pytest.raises(ValueError, match="nobody can tell"):
        spread(Money(100), goods)


def test_what_was_spilled_is_told_and_what_was_expected() -> None:
    last = yielded(Quantity.of(50), [bags(48)])
    assert last == Yield(Quantity.of(50), Quantity.of(48))
    assert (last.lost, last.part) == (Quantity.of(2), 9_600)
    assert last.expected_of(Quantity.of(25)) == Quantity.of(24)
    more = yielded(Quantity.of(10), [bags(20, HALF), bags(1)])
    assert more is not None
    assert more.lost == -ONE
    assert yielded(Quantity.of(50), [bags(40), bags(3, content=None)]) is None


@pytest.mark.parametrize("wrong", [{"quantity": NONE}, {"content": NONE}, {"share": -1}])
def test_nonsense_is_no_filled_goods(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"nothing was filled|never negative"):
        Filled(**({"quantity": ONE} | wrong))  # type: ignore[arg-type]


@given(st.integers(0, 10**9), st.integers(0, 10**12), st.integers(1, 10**9), st.integers(0, 10**12))
def test_goods_taken_back_at_once_leave_the_shelf_as_it_was(
    held: int, worth: int, came: int, cost: int
) -> None:
    before = Holding(Quantity(held), Money(worth if held else 0))
    after = costing.receive(before, Quantity(came), Money(cost)).holding
    gone = costing.take_off(after, Quantity(came), Money(cost))
    assert gone.cost == Money(cost)
    assert (gone.holding.quantity, gone.holding.value) == (before.quantity, before.value)


@given(
    st.integers(-(10**9), 10**9), st.integers(0, 10**12), QUANTITIES, COSTS,
)  # fmt: skip
def test_what_is_taken_off_is_never_lost(
    held: int, worth: int, quantity: Quantity, value: Money
) -> None:
    sign = (held > 0) - (held < 0)
    before = Holding(Quantity(held), Money(worth * sign), Cost(ONE, Money(7)))
    gone = costing.take_off(before, quantity, value)
    assert gone.cost + gone.holding.value == before.value
    assert gone.holding.quantity == before.quantity - quantity


def test_goods_cannot_be_taken_off_for_less_than_nothing() -> None:
    with pytest.raises(ValueError, match="less than nothing"):
        costing.take_off(Holding(), ONE, Money(-1))


BAG = Sold(Money(15_000), ONE, Cost(ONE, Money(12_000)))
SACK = Sold(Money(650_000), Quantity.of(50), Cost(Quantity.of(50), Money(600_000)))


@pytest.mark.parametrize(
    ("earlier", "price"),
    [
        ([BAG, SACK], 15_700),
        ([Sold(None, ONE, Cost(ONE, Money(12_000))), SACK], 13_600),
        ([Sold(Money(15_000), ONE, UNKNOWN_COST), SACK], 13_600),
        ([Sold(Money(9_000), ONE, Cost(ONE, Money(12_000)))], 12_500),
        ([], None),
    ],
)
def test_filled_goods_should_earn_what_they_earned_before(
    earlier: list[Sold], price: int | None
) -> None:
    found = suggested(ONE, Cost(Quantity.of(48), Money(600_000)), earlier)
    assert found == (None if price is None else Money(price))


def test_a_suggested_price_stays_below_the_ceiling() -> None:
    cost = Cost(ONE, Money(12_500))
    assert suggested(ONE, cost, [BAG], ceiling=Money(14_900)) == Money(14_900)
    assert suggested(ONE, Cost(ONE, ZERO), [BAG]) is None
    assert suggested(Quantity.of(5), cost, [BAG]) == Money(78_200)
