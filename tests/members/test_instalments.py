"""Instalments: the shared cases, and what holds for every amount."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.money import Money, total
from members.instalments import Every, Instalment, Plan, by_day, due_until, schedule, still_due
from tests.support.vectors import cases

PLANS = st.builds(
    Plan, st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 24),
    st.sampled_from(Every), st.sampled_from([1, 25, 100, 500]),
)  # fmt: skip
AMOUNTS = st.integers(1, 10**9).map(Money)


@pytest.mark.parametrize(("given_", "expect"), cases("instalments"))
def test_what_is_to_be_paid_when(given_: dict[str, Any], expect: list[list[Any]]) -> None:
    plan = Plan(date.fromisoformat(given_["first_due"]), given_["count"], Every(given_["every"]),
                given_["unit"])  # fmt: skip
    parts = schedule(Money(given_["amount"]), plan)
    if "open" in given_:
        parts = still_due(parts, Money(given_["open"]))
    assert [[part.due_on.isoformat(), part.amount.amount] for part in parts] == expect


@given(AMOUNTS, PLANS)
def test_the_parts_are_the_whole_and_can_be_paid_in_coins(amount: Money, plan: Plan) -> None:
    parts = schedule(amount, plan)
    assert total(part.amount for part in parts) == amount
    assert len(parts) <= plan.count
    assert parts[0].due_on == plan.first_due
    assert all(part.amount.amount % plan.unit == 0 for part in parts[:-1])
    assert all(0 < parts[-1].amount.amount <= part.amount.amount for part in parts)
    days = [part.due_on for part in parts]
    assert days == sorted(set(days))


@given(AMOUNTS, PLANS, st.data())
def test_what_is_left_are_the_last_parts(amount: Money, plan: Plan, data: st.DataObject) -> None:
    owed = Money(data.draw(st.integers(0, amount.amount)))
    parts = schedule(amount, plan)
    left = still_due(parts, owed)
    assert total(part.amount for part in left) == owed
    untouched = left[1:]
    assert untouched == (parts[-len(untouched) :] if untouched else ())


def test_of_several_bons_each_day_has_one_sum() -> None:
    june, july = date(2026, 6, 1), date(2026, 7, 1)
    parts = (Instalment(july, Money(5)), Instalment(june, Money(1)), Instalment(july, Money(2)))
    coming = by_day(parts)
    assert coming == (Instalment(june, Money(1)), Instalment(july, Money(7)))
    assert due_until(coming, date(2026, 5, 31)) == Money(0)
    assert due_until(coming, june) == Money(1)
    assert due_until(coming, july) == Money(8)


@pytest.mark.parametrize(("count", "unit"), [(0, 100), (1, 0), (-1, 1)])
def test_a_plan_has_parts_and_coins(count: int, unit: int) -> None:
    with pytest.raises(ValueError, match="parts in coins"):
        Plan(date(2026, 6, 1), count, Every.MONTH, unit)
