"""The rules of reports: classes, idle goods, empty days, percents and totals."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.exports import Kind
from core.money import Money
from core.quantity import NONE, Quantity
from core.reports.report import Column, Report, Row, percent, searched, sheet, shown
from inventory.reports.abc import USUAL_SHARES, AbcClass, AbcShares, classes, cumulated
from inventory.reports.emptiness import days, empty_days, unsold
from inventory.reports.idleness import USUAL_LIMITS, IdleLimits, Pace, idle_days, pace

JUNE = date(2026, 6, 1)
OF = Quantity.of


# ABC


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        ([], ""),
        ([100], "A"),
        ([80, 15, 5], "ABC"),
        ([79, 16, 5], "AAC"),  # the second one passes 80% and belongs to A
        ([5, 15, 80], "CBA"),
        ([50, 30, 10, 5, 5], "AABBC"),
        ([1, 1, 1, 1, 1, 1, 1, 1, 1, 1], "AAAAAAAABB"),
        ([90, 0, -20], "ACC"),  # what brings nothing, or costs, is C
        ([0, 0], "CC"),
        ([-5], "C"),
    ],
)
def test_goods_are_a_until_they_bring_what_a_brings(amounts: list[int], expected: str) -> None:
    assert "".join(classes(amounts, USUAL_SHARES)) == expected


@given(st.lists(st.integers(-1_000, 10**9), max_size=40), st.integers(0, 100), st.integers(0, 100))
def test_a_better_product_is_never_in_a_worse_class(amounts: list[int], a: int, b: int) -> None:
    shares = AbcShares(a, min(b, 100 - a), 100 - a - min(b, 100 - a))
    found = classes(amounts, shares)
    ranked = sorted(zip(amounts, found, strict=True), key=lambda one: -one[0])
    for (more, better), (less, worse) in pairwise(ranked):
        assert more == less or better <= worse
    whole = sum(amount for amount in amounts if amount > 0)
    best = [amount for amount, rank in zip(amounts, found, strict=True) if rank is AbcClass.A]
    if whole:
        assert sum(best) * 100 >= shares.a * whole, "A brings at least its part"
        assert (sum(best) - min(best, default=0)) * 100 < shares.a * whole or not best


def test_classes_make_up_a_hundred() -> None:
    for wrong in ((80, 15, 6), (110, -10, 0)):
        with pytest.raises(ValueError, match="make up a hundred"):
            AbcShares(*wrong)


def test_the_best_tenth_brings_most() -> None:
    assert cumulated([70, 20, 10], 3) == (70, 90, 100)
    assert cumulated([5, 0, -5], 2) == (100, 100)
    assert cumulated([0], 4) == ()


# Slow and dead


def test_goods_never_sold_are_idle_since_they_came() -> None:
    assert idle_days(None, JUNE, date(2026, 6, 11)) == 10
    assert idle_days(date(2026, 6, 10), JUNE, date(2026, 6, 11)) == 1
    assert idle_days(date(2026, 6, 12), JUNE, date(2026, 6, 11)) == 0, "a clock ahead"


@pytest.mark.parametrize(
    ("idle", "expected"),
    [(0, Pace.SELLING), (29, Pace.SELLING), (30, Pace.SLOW), (89, Pace.SLOW), (90, Pace.DEAD)],
)
def test_goods_are_slow_and_then_dead(idle: int, expected: Pace) -> None:
    assert pace(idle, USUAL_LIMITS) is expected


@pytest.mark.parametrize("limits", [(30, 30), (90, 30), (0, 5)])
def test_goods_are_slow_before_they_are_dead(limits: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="slow before"):
        IdleLimits(*limits)


# Empty shelves


def day(number: int) -> date:
    return JUNE + timedelta(days=number - 1)


@pytest.mark.parametrize(
    ("opening", "evenings", "expected"),
    [
        (5, {}, []),
        (0, {}, [1, 2, 3, 4, 5]),
        (-1, {3: 10}, [1, 2]),
        (5, {2: 0, 4: 6}, [2, 3]),
        (5, {2: -3}, [2, 3, 4, 5]),
        (None, {}, []),
        (None, {2: 4, 4: 0}, [4, 5]),  # before goods first came nothing was missing
        (0, {1: 3, 5: 0}, [5]),
    ],
)
def test_a_day_is_empty_when_its_evening_is(
    opening: int | None, evenings: dict[int, int], expected: list[int]
) -> None:
    held = None if opening is None else OF(opening)
    found = empty_days(held, {day(at): OF(q) for at, q in evenings.items()}, day(1), day(5))
    assert found == [day(number) for number in expected]


@given(
    st.none() | st.integers(-3, 3),
    st.dictionaries(st.integers(1, 10), st.integers(-3, 3)),
    st.integers(1, 9),
)
def test_two_halves_have_the_empty_days_of_the_whole(
    opening: int | None, evenings: dict[int, int], cut: int
) -> None:
    held = None if opening is None else OF(opening)
    kept = {day(at): OF(q) for at, q in evenings.items()}
    whole = empty_days(held, kept, day(1), day(10))
    middle = held
    for on in days(day(1), day(cut)):
        middle = kept.get(on, middle)
    first = empty_days(held, kept, day(1), day(cut))
    assert first + empty_days(middle, kept, day(cut + 1), day(10)) == whole


@pytest.mark.parametrize(
    ("sold", "in_all", "empty", "expected"),
    [(20, 30, 10, 10), (7, 30, 15, 7), (0, 30, 5, 0), (5, 30, 30, 0), (1, 30, 1, 0), (-2, 9, 3, 0)],
)
def test_empty_days_would_have_sold_as_the_others(
    sold: int, in_all: int, empty: int, expected: int
) -> None:
    assert unsold(OF(sold), in_all, empty) == OF(expected)


# Tables


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [(1, 3, "33,3%"), (2, 3, "66,7%"), (1, 2000, "0,1%"), (-1, 3, "-33,3%"), (5, 5, "100%"),
     (1, 0, "–"), (-1, 2000, "-0,1%"), (3, -4, "-75%")],
)  # fmt: skip
def test_percents_are_rounded_to_a_tenth(part: int, whole: int, expected: str) -> None:
    assert shown(percent(part, whole), Column("", Kind.QUANTITY, "%")) == expected


def report() -> Report:
    columns = (
        Column("Kategori"),
        Column("Penjualan", Kind.RUPIAH, is_summed=True),
        Column("Margin", Kind.RUPIAH, is_summed=True),
        Column("Margin", Kind.QUANTITY, "%", ratio=(2, 1)),
        Column("Stok", Kind.QUANTITY),
    )
    rows = tuple(
        Row((name, Money(income), Money(margin), percent(margin, income), NONE))
        for name, income, margin in (("Sembako", 100, 10), ("Minuman dingin", 300, 90))
    )
    return Report("Margin", "", columns, rows)


def test_totals_are_sums_and_the_percent_of_the_sums() -> None:
    assert report().totals == (None, Money(400), Money(100), percent(100, 400), None)
    assert Report("", "", report().columns, ()).totals == ()
    assert Report("", "", (Column("Kategori"),), (Row(("a",)),)).totals == ()


def test_a_search_leaves_the_rows_with_every_word_and_their_total() -> None:
    found = searched(report(), "dingin MINUM")
    assert [row.cells[0] for row in found.rows] == ["Minuman dingin"]
    assert found.totals[1] == Money(300)
    assert searched(report(), "teh").rows == ()
    assert searched(report(), " ") == report()


def test_a_file_says_the_unit_in_the_heading() -> None:
    headings = [column.title for column in sheet(report()).columns]
    assert headings == ["Kategori", "Penjualan (Rp)", "Margin (Rp)", "Margin (%)", "Stok"]
