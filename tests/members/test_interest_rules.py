"""Interest on savings and the final tax on it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.money import ZERO, Money
from members.interest import rules
from members.interest.rules import Terms

LAW = Terms(rate=600, tax_free=Money(240_000), tax_rate=1_000)


@pytest.mark.parametrize(
    ("interest", "tax"),
    [(0, 0), (1, 0), (239_999, 0), (240_000, 0), (240_001, 24_000), (240_009, 24_000),
     (240_010, 24_001), (300_000, 30_000), (1_000_000, 100_000)],
)  # fmt: skip
def test_above_the_free_amount_all_of_it_is_taxed(interest: int, tax: int) -> None:
    assert rules.final_tax(Money(interest), LAW) == Money(tax)


@given(st.integers(0, 10**10))
def test_the_tax_never_takes_more_than_there_is(interest: int) -> None:
    assert ZERO <= rules.final_tax(Money(interest), LAW) <= Money(interest)


@pytest.mark.parametrize(
    ("days", "rate", "year", "interest"),
    [
        (30_000_000, 600, 2026, 4_931),
        (365_000_000, 600, 2026, 60_000),
        (366_000_000, 600, 2028, 60_000),
        (364_999_999, 600, 2026, 59_999),
        (0, 600, 2026, 0),
        (10**9, 0, 2026, 0),
    ],
)
def test_rupiah_days_earn_their_part_of_the_year(
    days: int, rate: int, year: int, interest: int
) -> None:
    assert rules.interest(days, rate, year) == Money(interest)


FIRST, LAST = date(2026, 6, 1), date(2026, 6, 30)


@pytest.mark.parametrize(
    ("opening", "changes", "days"),
    [
        (1_000, {}, 30_000),
        (0, {1: 1_000}, 30_000),
        (0, {30: 1_000}, 1_000),
        (1_000, {16: -1_000}, 15_000),
        (1_000, {11: 500, 21: -1_500}, 25_000),
        (0, {1: -500, 11: 1_000}, 10_000),
    ],
)
def test_each_day_counts_with_what_is_there_in_the_evening(
    opening: int, changes: dict[int, int], days: int
) -> None:
    moved = {date(2026, 6, day): Money(amount) for day, amount in changes.items()}
    assert rules.rupiah_days(Money(opening), moved, FIRST, LAST) == days


@given(st.integers(0, 10**9), st.dictionaries(st.integers(1, 30), st.integers(0, 10**7)))
def test_two_halves_of_a_month_are_the_month(opening: int, deposits: dict[int, int]) -> None:
    moved = {date(2026, 6, day): Money(amount) for day, amount in deposits.items()}
    middle = date(2026, 6, 15)
    before = sum(amount for day, amount in deposits.items() if day <= middle.day)
    halves = rules.rupiah_days(Money(opening), moved, FIRST, middle) + rules.rupiah_days(
        Money(opening + before), moved, date(2026, 6, 16), LAST
    )
    assert rules.rupiah_days(Money(opening), moved, FIRST, LAST) == halves
