"""Amounts in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.money import Money
from members.office.spelling import in_words


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "nol"), (1, "satu"), (11, "sebelas"), (19, "sembilan belas"), (20, "dua puluh"),
        (100, "seratus"), (111, "seratus sebelas"), (1_000, "seribu"), (1_100, "seribu seratus"),
        (2_000, "dua ribu"), (12_765, "dua belas ribu tujuh ratus enam puluh lima"),
        (100_000, "seratus ribu"), (101_000, "seratus satu ribu"),
        (1_000_000, "satu juta"),
        (1_250_000, "satu juta dua ratus lima puluh ribu"),
        (1_000_000_000, "satu miliar"),
    ],
)  # fmt: skip
def test_amounts_are_said_as_people_say_them(amount: int, words: str) -> None:
    assert in_words(Money(amount)) == f"{words} rupiah"


@given(st.integers(0, 10**13), st.integers(0, 10**13))
def test_no_two_amounts_are_said_alike(one: int, other: int) -> None:
    assert (in_words(Money(one)) == in_words(Money(other))) == (one == other)
