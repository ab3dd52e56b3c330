"""What a count finds missing or too much, whatever is sold while people count."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.ids import ShopId, new_id
from core.money import Money, total
from core.quantity import Quantity
from inventory.counts.differences import Found, Moved, difference, holding
from inventory.counts.entries import Posted, SetRight, count_entry
from ledger import chart
from tests.support.world import NOW, TODAY

AMOUNTS = st.integers(-1_000_000, 1_000_000).map(Money)


def found(milli: int, minute: int, *, again: bool = False) -> Found:
    return Found(Quantity(milli), NOW + timedelta(minutes=minute), again)


def moved(milli: int, minute: int) -> Moved:
    return Moved(Quantity(milli), NOW + timedelta(minutes=minute))


CASES = [
    ([found(9, 5)], 10, [], -1, False),
    ([found(9, 5)], 7, [moved(-3, 6)], -1, False),
    ([found(9, 5)], 7, [moved(-3, 4)], 2, False),
    ([found(9, 5)], 7, [moved(-3, 5)], 2, False),
    ([found(9, 5)], 30, [moved(20, 8)], -1, False),
    ([found(0, 5)], -4, [], 4, False),
    ([found(6, 5), found(4, 7)], 10, [], 0, False),
    ([found(6, 5), found(4, 7)], 9, [moved(-1, 6)], 1, True),
    ([found(6, 5), found(4, 7)], 9, [moved(-1, 7)], 1, True),
    ([found(6, 5), found(9, 7, again=True)], 9, [moved(-1, 6)], 0, False),
    ([found(6, 5), found(5, 7, again=True), found(4, 8)], 9, [], 0, False),
]


@pytest.mark.parametrize(("entries", "now", "moves", "expected", "uncertain"), CASES)
def test_the_time_of_counting_decides(
    entries: list[Found], now: int, moves: list[Moved], expected: int, uncertain: bool
) -> None:
    result = difference(entries, now=Quantity(now), moves=moves)
    assert (result.quantity, result.moved_meanwhile) == (Quantity(expected), uncertain)


def test_nothing_counted_is_not_zero() -> None:
    with pytest.raises(ValueError, match="nothing was counted"):
        difference([], now=Quantity(0), moves=[])


@given(
    opening=st.integers(-50, 500),
    missing=st.integers(-20, 20),
    sold=st.lists(st.tuples(st.integers(-9, 9), st.integers(0, 60)), max_size=30),
    minute=st.integers(0, 60),
)
def test_what_is_missing_is_found_whatever_is_sold_before_and_after(
    opening: int, missing: int, sold: list[tuple[int, int]], minute: int
) -> None:
    """The shelf really holds ``missing`` more than the books say, at every moment."""
    before = sum(milli for milli, at in sold if at <= minute)
    now = opening + sum(milli for milli, _at in sold)
    there = opening + missing + before
    moves = [moved(milli, at) for milli, at in sold]
    result = difference([found(there, minute)], now=Quantity(now), moves=moves)
    assert result.quantity == Quantity(missing)


@given(st.lists(st.tuples(st.integers(0, 99), st.booleans()), min_size=1))
def test_a_recount_takes_the_place_of_everything_before(entries: list[tuple[int, bool]]) -> None:
    every = [found(milli, place, again=again) for place, (milli, again) in enumerate(entries)]
    kept = holding(every)
    assert every[len(every) - len(kept) :] == list(kept)
    assert not any(entry.is_recount for entry in kept[1:])
    assert kept[0].is_recount or len(kept) == len(every)


# The books


def entry_of(*found: tuple[int, int]) -> dict[str, int]:
    right = [SetRight(Money(shelved), Money(settled)) for shelved, settled in found]
    entry = count_entry(Posted("count:1", ShopId(new_id()), TODAY, "WSB-SO-000001", right))
    return {line.account: line.amount.amount for line in entry.lines} if entry else {}


def test_what_is_too_much_does_not_hide_what_is_missing() -> None:
    assert entry_of((5_000, 0), (-5_000, 0)) == {
        chart.LOSS_OF_GOODS: 5_000, chart.STOCK_OVER: -5_000,
    }  # fmt: skip


def test_what_covers_goods_sold_below_zero_settles_their_cost() -> None:
    assert entry_of((900, 100)) == {
        chart.MERCHANDISE: 900, chart.COST_DIFFERENCE: 100, chart.STOCK_OVER: -1_000,
    }  # fmt: skip


def test_differences_without_value_need_no_entry() -> None:
    assert entry_of((0, 0)) == {}


@given(st.lists(st.tuples(AMOUNTS, AMOUNTS)))
def test_it_balances_whatever_was_found(pairs: list[tuple[Money, Money]]) -> None:
    right = [SetRight(shelved, settlement) for shelved, settlement in pairs]
    entry = count_entry(Posted("count:1", ShopId(new_id()), TODAY, "WSB-SO-000001", right))
    shelved = total(one.shelved for one in right)
    on_shelf = (
        [line.amount for line in entry.lines if line.account == chart.MERCHANDISE] if entry else []
    )
    assert total(on_shelf) == shelved
