"""Barcodes: the worked cases of the domain guide, and rules that hold for every number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import InvalidInput
from inventory.gtin import (
    Gtin,
    barcode_key,
    carton_of,
    check_digit,
    has_check_digit,
    piece_of,
    read_gtin,
    restored_zeros,
    shown,
)

INDOMIE = "8995522000015"
bodies = st.text("0123456789", min_size=12, max_size=12)


def test_carton_of_the_domain_guide() -> None:
    assert carton_of(read_gtin(INDOMIE)).printed == "18995522000012"


@pytest.mark.parametrize(
    ("code", "printed"),
    [
        (INDOMIE, INDOMIE),
        (" 8 995522 000015 ", INDOMIE),
        ("0-12345-67890-5", "012345678905"),
        ("0012345678905", "012345678905"),
        ("73513537", "73513537"),
        ("00000073513537", "73513537"),
        ("18995522000012", "18995522000012"),
    ],
)
def test_a_number_is_the_same_in_every_length(code: str, printed: str) -> None:
    assert read_gtin(code).printed == printed
    assert read_gtin(printed) == read_gtin(code)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("", "kosong"),
        ("8995522000016", "seharusnya 5, jadi 8995522000015"),
        ("12345678905", "nol di depan hilang: 012345678905"),
        ("12345678906", "11 angka; barcode barang 8, 12, 13 atau 14 angka"),
        ("89955220A0015", "memuat “A”"),
        ("٨٩٩٥٥٢٢٠٠٠٠١٥", "hanya berisi angka"),
    ],
)
def test_a_refusal_says_why(code: str, said: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        read_gtin(code)
    assert said in refusal.value.sentence
    assert refusal.value.field == "barcode"


@pytest.mark.parametrize("digits", ["08995522000016", "8995522000015", "", "0899552200001x"])
def test_a_wrong_gtin_cannot_exist(digits: str) -> None:
    with pytest.raises(ValueError, match="not a GTIN"):
        Gtin(digits)


@given(bodies, st.integers(0, 9), st.integers(0, 12))
def test_one_wrong_digit_is_always_noticed(body: str, wrong: int, place: int) -> None:
    right = body + check_digit(body)
    changed = right[:place] + str(wrong) + right[place + 1 :]
    assert has_check_digit(changed) == (changed == right)


@given(bodies, st.integers(1, 8))
def test_a_carton_leads_back_to_its_piece(body: str, indicator: int) -> None:
    piece = Gtin(f"0{body}{check_digit(body)}")
    carton = carton_of(piece, indicator)
    assert carton.indicator == indicator
    assert piece_of(carton) == piece


@given(bodies)
def test_what_is_printed_reads_back(body: str) -> None:
    gtin = Gtin(f"0{body}{check_digit(body)}")
    assert read_gtin(gtin.printed) == gtin
    assert shown(barcode_key(gtin.printed)) == gtin.printed


def test_a_carton_has_no_carton() -> None:
    with pytest.raises(InvalidInput, match="sudah kode dus"):
        carton_of(read_gtin("18995522000012"))
    with pytest.raises(InvalidInput, match="1 sampai 8"):
        carton_of(read_gtin(INDOMIE), 9)


@pytest.mark.parametrize(
    ("code", "key"),
    [
        ("012345678905", "00012345678905"),
        ("0012345678905", "00012345678905"),
        ("RAK-7", "RAK-7"),
        ("12345", "12345"),
        ("12345678905", "12345678905"),
    ],
)
def test_codes_are_kept_in_one_form(code: str, key: str) -> None:
    assert barcode_key(code) == key


@pytest.mark.parametrize("code", ["8995522000016", "", "  ", "a b", "kopi\x1bp", "x" * 41, "café"])
def test_codes_that_would_never_scan_are_refused(code: str) -> None:
    with pytest.raises(InvalidInput):
        barcode_key(code)


def test_lost_zeros_are_only_suspected_where_a_upc_fits() -> None:
    assert restored_zeros("12345678905") == "012345678905"
    assert restored_zeros("73513537") is None, "an EAN-8 is whole"
    assert restored_zeros("12345678906") is None
    assert restored_zeros("1x345678905") is None
