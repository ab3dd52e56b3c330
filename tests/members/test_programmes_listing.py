"""Lists of numbers and amounts, as people paste them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import InvalidInput
from core.money import Money
from core.tables import Table, TableRow
from members.programmes.listing import amounts, numbers, text_of


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("12", (12,)),
        ("12, 15\n18", (12, 15, 18)),
        (" 3;1 3 ", (3, 1)),
        ("1\t2\r\n3\n", (1, 2, 3)),
    ],
)
def test_numbers_are_read_however_they_are_parted(text: str, found: tuple[int, ...]) -> None:
    assert numbers(text) == found


@pytest.mark.parametrize("text", ["", "   ", "Siti", "12, Siti", "1-2", "٣", "1234567890"])
def test_what_is_no_list_of_numbers_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        numbers(text)
    assert refused.value.field == "numbers"


@pytest.mark.parametrize(
    ("line", "number", "amount"),
    [
        ("12;500.000", 12, 500_000),
        ("12\t500rb", 12, 500_000),
        ("12, 500000", 12, 500_000),
        ("12 500.000", 12, 500_000),
        ("12;Siti Aminah;Rp 1.250.000,-", 12, 1_250_000),
        (" 7 | 1,5jt ", 7, 1_500_000),
    ],
)
def test_a_line_says_who_and_how_much(line: str, number: int, amount: int) -> None:
    (row,) = amounts(line)
    assert (row.number, row.amount, row.problem) == (number, Money(amount), "")


@pytest.mark.parametrize(
    ("line", "about"),
    [
        ("Siti 5", "bukan"),
        ("12;lima ratus", "bukan jumlah uang"),
        ("12;0", "lebih dari nol"),
        ("12;-5.000", "lebih dari nol"),
        ("12;", "Isi jumlah uang"),
        ("12;1.500rb", "dua hal"),
    ],
)
def test_a_line_that_is_wrong_says_so(line: str, about: str) -> None:
    (row,) = amounts(line)
    assert about in row.problem


def test_headings_and_empty_lines_are_passed_over_and_lines_keep_their_places() -> None:
    rows = amounts("Nomor;Jumlah\n\n1;5000\n\n2;6000\n")
    assert [(row.line, row.number) for row in rows] == [(3, 1), (5, 2)]


def test_who_stands_there_twice_is_taken_in_neither_place() -> None:
    rows = amounts("1;5000\n2;5000\n1;7000")
    assert [bool(row.problem) for row in rows] == [True, False, True]


@pytest.mark.parametrize("text", ["", "\n \n", "Nomor;Jumlah"])
def test_an_empty_list_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match="kosong"):
        amounts(text)


def test_a_file_is_the_list_somebody_would_have_pasted() -> None:
    table = Table((TableRow(1, ("Nomor", "Nama", "Jumlah")), TableRow(2, ("4", "Siti", "25000")),
                   TableRow(4, ("5", "", "10.000", ""))), "CSV")  # fmt: skip
    assert [(row.number, row.amount.amount) for row in amounts(text_of(table))] == [
        (4, 25_000), (5, 10_000),
    ]  # fmt: skip


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_with_a_sentence(text: str) -> None:
    assert all(refusal(read, text) in ("", field) for read, field in READERS)


READERS = ((numbers, "numbers"), (amounts, "list"))


def refusal(read: Callable[[str], object], text: str) -> str:
    """Which field it is refused for; empty when it is read."""
    try:
        read(text)
    except InvalidInput as error:
        return error.field or error.sentence
    return ""
