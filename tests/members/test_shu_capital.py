"""What share money weighs: four ways to measure a year."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.money import Money
from members.shu.capital import CapitalBasis, measured_days, weight

YEAR_END = date(2026, 12, 31)
MOVED = {date(2024, 5, 1): Money(100_000), date(2026, 3, 31): Money(20_000),
         date(2026, 4, 1): Money(5_000), date(2026, 12, 31): Money(-1_000)}  # fmt: skip


@pytest.mark.parametrize(
    ("basis", "expected"),
    [
        (CapitalBasis.MONTH_END, 12 * 100_000 + 10 * 20_000 + 9 * 5_000 - 1_000),
        (CapitalBasis.DAILY, 365 * 100_000 + 276 * 20_000 + 275 * 5_000 - 1_000),
        (CapitalBasis.CLOSING, 124_000),
        (CapitalBasis.OPEN_CLOSE, 100_000 + 124_000),
    ],
)
def test_a_whole_year(basis: CapitalBasis, expected: int) -> None:
    assert weight(MOVED, measured_days(basis, YEAR_END)) == expected


def test_a_year_that_is_not_over_ends_today() -> None:
    days = measured_days(CapitalBasis.MONTH_END, date(2026, 3, 10))
    assert days == [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 10)]


@given(st.sampled_from(CapitalBasis), st.dates(date(2020, 1, 1), date(2032, 12, 31)))
def test_days_are_in_order_and_end_on_the_last(basis: CapitalBasis, until: date) -> None:
    days = measured_days(basis, until)
    assert list(days) == sorted(set(days))
    assert days[-1] == until
    assert all(day.year == until.year for day in days[1:])


@given(
    st.sampled_from(CapitalBasis),
    st.dates(date(2026, 1, 1), YEAR_END),
    st.dictionaries(
        st.dates(date(2025, 1, 1), YEAR_END), st.builds(Money, st.integers(-999, 999)), max_size=9
    ),
)
def test_it_is_the_sum_of_the_balances(
    basis: CapitalBasis, until: date, moved: dict[date, Money]
) -> None:
    days = measured_days(basis, until)
    balances = [sum(m.amount for on, m in moved.items() if on <= day) for day in days]
    assert weight(moved, days) == sum(balances)


def test_every_day_of_a_leap_year_counts() -> None:
    days = measured_days(CapitalBasis.DAILY, date(2028, 12, 31))
    assert len(days) == 366
    assert days[0] + timedelta(days=365) == days[-1]
