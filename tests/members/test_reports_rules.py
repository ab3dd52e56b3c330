"""The rules of reports about members: groups that tell nobody apart, ages, how purchases spread."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.money import Money
from members.dues.rules import MonthDue, MonthPaid
from members.reports.ages import age, by_age
from members.reports.small_groups import FEWEST, is_small, merged, told_apart
from members.reports.spreads import PARTS, classes, median, parts

JUNE = date(2026, 6, 1)
COUNTS = st.dictionaries(st.integers(0, 9), st.integers(0, 30), max_size=6)
PAIRS = st.dictionaries(st.integers(0, 9), st.tuples(st.integers(0, 9), st.integers(0, 9)))
AMOUNTS = st.lists(st.integers(1, 10**9), max_size=80)


# Groups


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        ({"a": 6, "b": 5}, [("a",), ("b",)]),
        ({"a": 40, "b": 3}, [("a", "b")]),
        ({"a": 40, "b": 0}, [("a",)]),
        ({"a": 40, "b": 2, "c": 3}, [("a",), ("b", "c")]),
        ({"a": 40, "b": 2, "c": 7}, [("a",), ("b", "c")]),
        ({"a": 1, "b": 2, "c": 1}, [("a", "b", "c")]),
        ({"a": 4}, [("a",)]),
        ({}, []),
    ],
)
def test_small_groups_are_shown_together(
    people: dict[str, int], expected: list[tuple[str, ...]]
) -> None:
    assert list(merged(people)) == expected


@given(COUNTS)
def test_nobody_is_lost_and_no_group_is_small(people: dict[int, int]) -> None:
    groups = merged(people)
    assert sorted(key for group in groups for key in group) == sorted(
        key for key, count in people.items() if count
    )
    sizes = [sum(people[key] for key in group) for group in groups]
    assert len(sizes) < 2 or min(sizes) >= FEWEST


@pytest.mark.parametrize(
    ("parts_of", "expected"),
    [
        ({"A": (10, 10), "B": (8, 9)}, [("A",), ("B",)]),
        ({"A": (0, 10), "B": (8, 0)}, [("A",), ("B",)]),
        # three women of B would be the women of all less those of A and C
        ({"A": (10, 10), "B": (3, 9), "C": (20, 20)}, [("C",), ("A", "B")]),
        ({"A": (10, 10), "B": (3, 9), "C": (4, 20)}, [("A",), ("B", "C")]),
        ({"A": (10, 10), "B": (9, 2)}, [("A", "B")]),
        ({"A": (1, 10)}, [("A",)]),
    ],
)
def test_a_shop_with_few_women_or_few_others_is_shown_with_another(
    parts_of: dict[str, tuple[int, int]], expected: list[tuple[str, ...]]
) -> None:
    assert list(told_apart(parts_of)) == expected


@given(PAIRS)
def test_no_shop_is_shown_in_which_somebody_is_told_apart(
    parts_of: dict[int, tuple[int, int]],
) -> None:
    groups = told_apart(parts_of)
    assert sorted(key for group in groups for key in group) == sorted(parts_of)
    for group in groups:
        sums = [sum(parts_of[key][side] for key in group) for side in (0, 1)]
        assert not any(map(is_small, sums)) or len(groups) == 1


# Arrears


def late(month: date, amount: int) -> MonthPaid:
    return MonthPaid(MonthDue(month, Money(amount)), Money(0))


def test_arrears_are_as_old_as_the_months_since() -> None:
    assert [age(date(2026, month, 1), JUNE) for month in (5, 4, 1)] == [1, 2, 5]
    assert age(date(2024, 12, 1), JUNE) == 18
    months = (date(2025, 5, 1), date(2025, 6, 1), date(2025, 12, 1), date(2026, 2, 1),
              date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1))  # fmt: skip
    found = by_age([late(month, 10**place) for place, month in enumerate(months)], JUNE)
    assert found == tuple(map(Money, (1_000_000, 110_000, 1_100, 10, 1)))


# How purchases are spread


@pytest.mark.parametrize(("people", "expected"), [(9, 0), (10, 2), (24, 2), (25, 5), (50, 10)])
def test_parts_are_as_many_as_there_are_people_for(people: int, expected: int) -> None:
    assert len(parts(range(1, people + 1))) == expected


def test_the_part_that_buys_most_stands_first() -> None:
    first, *_, last = parts([1] * 45 + [11] * 5)
    assert (first.people, first.amount, last.amount) == (5, 55, 5)
    assert [part.people for part in parts(list(range(1, 54)))] == [5, 5, 5, 6, 5, 5, 6, 5, 5, 6]


@given(AMOUNTS)
def test_parts_and_classes_hold_everybody_and_nobody_alone(amounts: list[int]) -> None:
    for groups in (parts(amounts), classes(amounts)):
        if len(amounts) < PARTS[-1] * FEWEST:
            assert groups == ()
            continue
        assert sum(group.people for group in groups) == len(amounts)
        assert sum(group.amount for group in groups) == sum(amounts)
        assert not any(is_small(group.people) for group in groups)


@given(AMOUNTS)
def test_parts_are_of_equal_size_and_fall(amounts: list[int]) -> None:
    groups = parts(amounts)
    sizes = [group.people for group in groups]
    assert not sizes or max(sizes) - min(sizes) <= 1
    means = [group.amount / group.people for group in groups]
    assert means == sorted(means, reverse=True)


def test_classes_have_round_limits_and_one_is_open_above() -> None:
    found = classes([100_000] * 12 + [250_000] * 6 + [900_000] * 5 + [5_000_000])
    assert [(one.low, one.high, one.people) for one in found] == [
        (0, 200_000, 12), (200_000, 400_000, 6), (400_000, 600_000, 0), (600_000, 800_000, 0),
        (800_000, None, 6),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("amounts", "expected"), [([], 0), ([7], 7), ([1, 9, 2], 2), ([1, 4, 9, 2], 3), ([1, 2], 2)]
)
def test_the_median_is_in_the_middle(amounts: list[int], expected: int) -> None:
    assert median(amounts) == expected
