"""An entry that exists balances; everything else cannot be made."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.ids import MemberId, ShopId, TillId, new_id
from core.money import ZERO, Money, total
from ledger.entry import Entry, Line, credit, debit, lines, reversal

SHOP = ShopId(new_id())
DAY = date(2026, 6, 1)
rupiah = st.integers(-(10**15), 10**15)
accounts = st.sampled_from(["1-1010", "1-1310", "4-1010", "4-2010", "5-1010"])
some_lines = st.lists(st.builds(Line, accounts, rupiah.filter(bool).map(Money)), max_size=12)


def entry_of(*made: Line) -> Entry:
    return Entry(SHOP, DAY, "test:1", "uji", made)


@given(some_lines)
def test_it_exists_exactly_when_it_balances(made: list[Line]) -> None:
    balanced = bool(made) and sum(line.amount.amount for line in made) == 0
    if balanced:
        assert entry_of(*made).lines == tuple(made)
    else:
        with pytest.raises(ValueError, match="test:1"):
            entry_of(*made)


@given(some_lines)
def test_one_more_line_balances_any_other(made: list[Line]) -> None:
    rest = total(line.amount for line in made)
    completed = lines(*made, credit("3-1099", rest))
    if completed:
        assert total(line.amount for line in entry_of(*completed).lines) == ZERO


@given(some_lines)
def test_an_entry_and_its_reversal_leave_nothing(made: list[Line]) -> None:
    rest = total(line.amount for line in made)
    entry = entry_of(debit("1-1020", Money(7)), credit("3-1099", Money(7)), *made,
                     *lines(credit("3-1099", rest)))  # fmt: skip
    back = reversal(entry, booked_on=DAY, source="test:1:batal", description="batal")
    sums: dict[str, int] = {}
    for line in (*entry.lines, *back.lines):
        sums[line.account] = sums.get(line.account, 0) + line.amount.amount
    assert set(sums.values()) == {0}


def test_a_reversal_keeps_whose_money_it_was() -> None:
    member, till = MemberId(new_id()), TillId(new_id())
    entry = entry_of(
        debit("1-1010", Money(500), till_id=till), credit("4-1010", Money(500), member_id=member)
    )
    back = reversal(entry, booked_on=DAY, source="test:2", description="batal")
    assert back.lines == (
        Line("1-1010", Money(-500), None, till),
        Line("4-1010", Money(500), member, None),
    )


def test_debit_is_positive_and_credit_negative() -> None:
    assert debit("1-1010", Money(500)).amount == Money(500)
    assert credit("1-1010", Money(500)).amount == Money(-500)


def test_a_line_of_nothing_is_left_out_or_refused() -> None:
    assert lines(debit("1-1010", ZERO), debit("1-1010", Money(1))) == (Line("1-1010", Money(1)),)
    with pytest.raises(ValueError, match="line of zero"):
        entry_of(debit("1-1010", ZERO))
