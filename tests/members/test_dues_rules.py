"""For which months simpanan wajib is due, and which are paid."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.money import ZERO, Money, total
from members.dues.reminders import message
from members.dues.rules import (
    Card,
    Change,
    MonthDue,
    filled,
    last_of,
    months_between,
    months_on,
    was_active,
)
from members.models import MemberStatus

_A, _C, _L = MemberStatus.ACTIVE, MemberStatus.CANDIDATE, MemberStatus.LEFT
JUNE = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("changes", "is_due"),
    [
        ([(date(2025, 1, 1), _A)], True),
        ([(date(2026, 6, 30), _A)], True),
        ([(date(2026, 7, 1), _A)], False),
        ([(date(2025, 1, 1), _C)], False),
        ([(date(2025, 1, 1), _C), (date(2026, 6, 15), _A)], True),
        ([(date(2025, 1, 1), _A), (date(2026, 6, 1), _L)], False),
        ([(date(2025, 1, 1), _A), (date(2026, 6, 2), _L)], True),
        ([(date(2025, 1, 1), _A), (date(2026, 5, 31), _L)], False),
        ([(date(2025, 1, 1), _A), (date(2026, 1, 1), _L), (date(2026, 6, 9), _A)], True),
        ([(date(2026, 6, 9), _A), (date(2026, 6, 9), _C)], False),
        ([(date(2026, 6, 1), _A), (date(2026, 6, 1), _C)], False),
        ([], False),
    ],
)
def test_a_month_is_due_for_whoever_was_active_on_one_of_its_days(
    changes: list[tuple[date, MemberStatus]], is_due: bool
) -> None:
    known = [Change(*each) for each in changes]
    assert was_active(known, JUNE, last_of(JUNE)) is is_due


@given(
    st.lists(st.tuples(st.integers(0, 120), st.sampled_from([_A, _C, _L])), max_size=8),
    st.integers(0, 119), st.integers(0, 40),
)  # fmt: skip
def test_it_is_what_a_walk_through_the_days_finds(
    given_changes: list[tuple[int, MemberStatus]], start: int, length: int
) -> None:
    known = [Change(date.fromordinal(739_000 + day), status) for day, status in given_changes]
    changes = sorted(known, key=lambda one: one.holds_from)
    first, last = date.fromordinal(739_000 + start), date.fromordinal(739_000 + start + length)

    def on(day: date) -> MemberStatus | None:
        before = [change for change in changes if change.holds_from <= day]
        return before[-1].status if before else None

    days = (date.fromordinal(each) for each in range(first.toordinal(), last.toordinal() + 1))
    assert was_active(changes, first, last) == any(on(day) is _A for day in days)


def dues(*amounts: int, relief: int = 0) -> list[MonthDue]:
    return [
        MonthDue(months_on(date(2026, 1, 1), place), Money(amount), Money(relief))
        for place, amount in enumerate(amounts)
    ]


@pytest.mark.parametrize(
    ("paid", "shares", "early"),
    [
        (0, [0, 0, 0], 0),
        (15_000, [15_000, 0, 0], 0),
        (20_000, [20_000, 0, 0], 0),
        (45_000, [20_000, 20_000, 5_000], 0),
        (100_000, [20_000, 20_000, 25_000], 35_000),
        (-5_000, [0, 0, 0], 0),
    ],
)
def test_what_is_paid_fills_the_oldest_month_first(
    paid: int, shares: list[int], early: int
) -> None:
    card = filled(dues(20_000, 20_000, 25_000), Money(paid))
    assert [each.paid.amount for each in card.months] == shares
    assert card.early == Money(early)


@given(st.lists(st.integers(1, 50_000), max_size=30), st.integers(0, 10**6), st.integers(0, 60_000))
def test_nothing_that_was_paid_is_lost(amounts: list[int], paid: int, relief: int) -> None:
    card = filled(dues(*amounts, relief=relief), Money(paid))
    assert total(each.paid for each in card.months) + card.early == Money(paid)
    assert card.open == max(total(each.due.asked for each in card.months) - Money(paid), ZERO)
    opens = [bool(each.open) for each in card.months if each.due.asked]
    assert opens == sorted(opens), "no month is paid while an older one is open"
    assert not (card.open and card.early)


def test_paid_early_is_said_as_a_month() -> None:
    three = dues(20_000, 20_000, 20_000)
    assert filled(three, Money(60_000)).paid_through(Money(20_000)) == date(2026, 3, 1)
    assert filled(three, Money(119_999)).paid_through(Money(20_000)) == date(2026, 5, 1)
    assert filled(three, Money(120_000)).paid_through(Money(20_000)) == date(2026, 6, 1)
    assert filled(three, Money(120_000)).paid_through(ZERO) == date(2026, 3, 1)
    assert filled(three, Money(59_999)).paid_through(Money(20_000)) is None
    assert Card((), ZERO).paid_through(Money(20_000)) is None


def test_this_month_is_not_late_yet() -> None:
    card = filled(dues(20_000, 20_000, 20_000), Money(5_000))
    late = card.arrears(date(2026, 3, 31))
    assert [(one.month, one.open) for one in late] == [
        (date(2026, 1, 1), Money(15_000)), (date(2026, 2, 1), Money(20_000)),
    ]  # fmt: skip
    assert len(card.arrears(date(2026, 4, 1))) == 3


def test_a_month_she_is_let_off_takes_nothing_of_what_she_paid() -> None:
    january, february = dues(20_000, 20_000)
    free = MonthDue(january.month, january.amount, Money(20_000))
    card = filled([free, february], Money(20_000))
    assert [each.open for each in card.months] == [ZERO, ZERO]


def test_months_follow_each_other() -> None:
    assert months_on(date(2026, 11, 1), 2) == date(2027, 1, 1)
    assert months_on(date(2026, 1, 1), -1) == date(2025, 12, 1)
    assert list(months_between(date(2025, 12, 31), date(2026, 2, 1))) == [
        date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1),
    ]  # fmt: skip
    assert last_of(date(2028, 2, 5)) == date(2028, 2, 29)


def test_the_reminder_names_the_months_and_the_sum() -> None:
    card = filled(dues(20_000, 20_000, 20_000), Money(20_000))
    said = message("Siti", "Koperasi Uji", card, date(2026, 3, 10))
    assert "belum dibayar: Februari 2026." in said
    assert "Rp40.000, termasuk Maret 2026." in said
    long = message("Siti", "Koperasi Uji", filled(dues(*[20_000] * 6), ZERO), date(2026, 6, 1))
    assert "Januari 2026 sampai Mei 2026 (5 bulan)" in long
    now = message("Siti", "Koperasi Uji", filled(dues(20_000), ZERO), date(2026, 1, 5))
    assert "Simpanan wajib Januari 2026 belum dibayar.\nJumlahnya Rp20.000." in now
    assert message("Siti", "K", filled(dues(20_000), Money(20_000)), date(2026, 1, 5)) == ""
