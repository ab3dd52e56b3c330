"""Money and quantities as people write them: the shared cases, and what holds for any text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import format as formats
from core import parse
from core.errors import InvalidInput
from core.money import Money
from core.quantity import Quantity
from tests.support.vectors import cases

SENTENCES = {
    "empty": "Isi jumlah",
    "unreadable": "bukan jumlah",
    "sen": "rupiah tidak memakai sen",
    "ambiguous": "bisa berarti dua hal",
    "too_large": "terlalu besar",
    "too_fine": "paling banyak tiga angka",
}
"""What the screen says for each reason of the shared cases."""

ODD_TEXTS = st.text(
    st.sampled_from("0123456789.,-rbjtkRp \u00a0/½–") | st.characters(), max_size=20
)


@pytest.mark.parametrize(("given_", "expect"), cases("money"))
def test_money_is_read_as_written(given_: dict[str, str], expect: dict[str, Any]) -> None:
    if "refused" in expect:
        with pytest.raises(InvalidInput, match=SENTENCES[expect["refused"]]):
            parse.money(given_["text"])
    else:
        assert parse.money(given_["text"]) == Money(expect["amount"])


@pytest.mark.parametrize(("given_", "expect"), cases("quantity"))
def test_a_quantity_is_read_as_written(given_: dict[str, str], expect: dict[str, Any]) -> None:
    if "refused" in expect:
        with pytest.raises(InvalidInput, match=SENTENCES[expect["refused"]]):
            parse.quantity(given_["text"])
    else:
        assert parse.quantity(given_["text"]) == Quantity(expect["milli"])


@given(st.integers(-parse.MOST_RUPIAH, parse.MOST_RUPIAH))
def test_money_as_the_program_prints_it_is_read_back(amount: int) -> None:
    assert parse.money(formats.rupiah(Money(amount))) == Money(amount)
    assert parse.money(formats.number(amount)) == Money(amount)
    assert parse.money(str(amount)) == Money(amount)


@given(st.integers(-parse.MOST_MILLI, parse.MOST_MILLI))
def test_a_quantity_as_the_program_prints_it_is_read_back(milli: int) -> None:
    assert parse.quantity(formats.quantity(Quantity(milli))) == Quantity(milli)


@given(st.integers(1, 999_999), st.sampled_from(["rb", " ribu", "K"]))
def test_thousands_in_words_are_thousands(thousands: int, word: str) -> None:
    assert parse.money(f"{thousands}{word}") == Money(thousands * 1000)


@pytest.mark.parametrize("read", [parse.money, parse.quantity])
@given(text=ODD_TEXTS)
def test_any_text_is_read_or_refused_with_a_sentence(
    read: Callable[[str], object], text: str
) -> None:
    assert _sentence_of(read, text).endswith(".")


def _sentence_of(read: Callable[[str], object], text: str) -> str:
    """What the reader says to it; a full stop when it was read."""
    try:
        read(text)
    except InvalidInput as refusal:
        return refusal.sentence
    return "."


def test_a_refusal_repeats_only_the_beginning_of_a_long_text() -> None:
    with pytest.raises(InvalidInput) as refusal:
        parse.money("x" * 2_000_000)
    assert len(refusal.value.sentence) < 200
