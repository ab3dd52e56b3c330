"""What is written of a member, made the same everywhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import InvalidInput
from members.cleaning import card_code, member_name, phone_number, shown_phone


@pytest.mark.parametrize(
    "raw",
    [
        "081234567890", "0812-3456-7890", "0812 3456 7890", "(0812) 3456 7890", "0812.3456.7890",
        "+62 812-3456-7890", "6281234567890", "+6281234567890", "81234567890", "006281234567890",
        " 0812–3456–7890 ",
    ],
)  # fmt: skip
def test_one_number_however_it_is_written(raw: str) -> None:
    assert phone_number(raw) == "6281234567890"


@pytest.mark.parametrize(
    ("raw", "digits"),
    [("+852 9123 4567", "85291234567"), ("+60 12-345 6789", "60123456789"), ("", ""), ("  ", "")],
)
def test_numbers_abroad_keep_their_country(raw: str, digits: str) -> None:
    assert phone_number(raw) == digits


@pytest.mark.parametrize(
    "raw",
    ["12345", "0286-321234", "0812", "081234567890123", "tidak ada", "08123456789O", "+0812345678",
     "++6281234567890", "+62 286 321234", "٠٨١٢٣٤٥٦٧٨٩٠", "-" * 5 + "x"],
)  # fmt: skip
def test_what_is_no_mobile_number_is_refused(raw: str) -> None:
    with pytest.raises(InvalidInput, match="tidak dapat dipakai") as refused:
        phone_number(raw)
    assert refused.value.field == "phone"


@given(st.from_regex(r"08[0-9]{8,11}", fullmatch=True))
def test_cleaning_a_clean_number_changes_nothing(raw: str) -> None:
    digits = phone_number(raw)
    assert phone_number(digits) == phone_number(shown_phone(digits)) == digits


@given(st.from_regex(r"\+[1-9][0-9]{8,13}", fullmatch=True))
def test_a_number_survives_being_shown_and_typed_again(raw: str) -> None:
    try:
        digits = phone_number(raw)
    except InvalidInput:
        return
    assert phone_number(shown_phone(digits)) == digits


@pytest.mark.parametrize(
    ("digits", "shown"),
    [("6281234567890", "0812-3456-7890"), ("62812345678", "0812-3456-78"),
     ("85291234567", "+85291234567"), ("", "")],
)  # fmt: skip
def test_numbers_are_shown_as_they_are_dialled(digits: str, shown: str) -> None:
    assert shown_phone(digits) == shown


@pytest.mark.parametrize(
    ("raw", "name"),
    [("  Siti   Aminah ", "Siti Aminah"), ("Jose\u0301", "José"), ("Ni\u00a0Luh", "Ni Luh"),
     ("Ma'ruf, S.E.", "Ma'ruf, S.E."), ("SITI", "SITI")],
)  # fmt: skip
def test_names_are_made_plain(raw: str, name: str) -> None:
    assert member_name(raw) == name


@pytest.mark.parametrize(
    "raw", ["", "   ", "123", "-", "Siti 😀", "Si\x1bti", "Si\u202eti", "x" * 81]
)
def test_what_is_no_name_is_refused(raw: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        member_name(raw)
    assert refused.value.field == "name"


@given(st.text(max_size=60))
def test_a_name_that_is_taken_is_one_printable_line(raw: str) -> None:
    try:
        name = member_name(raw)
    except InvalidInput:
        return
    assert name.isprintable()
    assert name == " ".join(name.split()) == member_name(name)


@pytest.mark.parametrize(
    ("raw", "code"), [("agt0001", "AGT0001"), (" AGT 0001 ", "AGT0001"), ("8995522000015",) * 2]
)
def test_card_codes_are_as_a_scanner_sends_them(raw: str, code: str) -> None:
    assert card_code(raw) == code


def test_no_card_is_no_card() -> None:
    assert card_code("  ") is None


@pytest.mark.parametrize("raw", ["12", "kartu*1", "x" * 41, "kärtu", "AGT\x00001"])
def test_what_no_scanner_sends_is_refused(raw: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        card_code(raw)
    assert refused.value.field == "card"
