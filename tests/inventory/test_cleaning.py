"""Every kind of dirt shops have in their files, and what becomes of it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import InvalidInput
from core.money import Money
from core.quantity import Quantity
from inventory.cleaning import (
    clean_barcode,
    clean_code,
    clean_money,
    clean_name,
    clean_product_code,
    clean_quantity,
    clean_text,
    clean_unit,
)


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("  Mie  Semur\u00a0Ayam ", "Mie Semur Ayam"),
        ("Teh &amp; Gula", "Teh & Gula"),
        ("Teh &amp;amp; Gula", "Teh & Gula"),
        ("'Prodhead'&gt;beef", "'Prodhead'>beef"),
        ("Kopi<br/>Susu", "Kopi Susu"),
        ("Kopi\x1bp\x00 Hitam\r\n", "Kopi p Hitam"),
        ("Gula\u200b Pasir\ufeff\u00ad", "Gula Pasir"),
        ("Thé vert au 🍯", "Thé vert au"),
        ("👩\u200d🍳 Roti ❤️ 🇮🇩", "Roti"),
        ("ThÃ© vert", "Thé vert"),
        ("Cafe\u0301", "Café"),
        ("\uff21\uff51\uff55\uff41 \uff16\uff10\uff10ml", "Aqua 600ml"),
        ("Nu Green Tea 500 Ml**", "Nu Green Tea 500 Ml"),
        ("“Kopi Kapal”", "Kopi Kapal"),
        ('Pipa 7"', 'Pipa 7"'),
        ("Kopiko 78°C Mentos™ 5 <10%", "Kopiko 78°C Mentos™ 5 <10%"),
        ("ยูปี ไอซ์โคล่า", "ยูปี ไอซ์โคล่า"),
        ("شوكولاته شمسية", "شوكولاته شمسية"),
        ("** ~~ ;", ""),
    ],
)
def test_text(raw: str, clean: str) -> None:
    assert clean_text(raw) == clean


@given(st.text(max_size=60))
def test_clean_text_holds_no_control_characters_or_stray_spaces(raw: str) -> None:
    clean = clean_text(raw)
    assert clean == " ".join(clean.split())
    assert clean.isprintable() or not clean


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("", "kosong"),
        ("***", "kosong"),
        ("🍜🍜", "kosong"),
        ("Caf\ufffd", "rusak"),
        ("x" * 121, "121 huruf"),
    ],
)
def test_names_that_are_none_are_refused(raw: str, said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        clean_name(raw)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("8990121011028", "8990121011028"),
        ("8 990121-011028", "8990121011028"),
        ("'8990121011028", "8990121011028"),
        ('="8990121011028"', "8990121011028"),
        ("8990121011028.0", "8990121011028"),
        ("8,990121011028E+12", "8990121011028"),
        ("RAK-7", "RAK-7"),
        ("1E5", "1E5"),
        ("012345678905", "012345678905"),
        ("12345678905", "012345678905"),
        ("1234", "1234"),
    ],
)
def test_barcodes(raw: str, code: str) -> None:
    assert clean_barcode(raw).text == code


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("8.99012E+12", "dipotong"),
        ("8,99E+12", "dipotong"),
        ("8995522000016", "seharusnya 5"),
        ("73513538", "seharusnya 7"),
    ],
)
def test_barcodes_that_lost_digits_are_refused(raw: str, said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        clean_barcode(raw)


@pytest.mark.parametrize(
    ("raw", "code"), [("rak-7", "RAK-7"), (" kp 001 ", "KP-001"), ("a/12", "A-12"), ("7.0", "7")]
)
def test_product_codes(raw: str, code: str) -> None:
    assert clean_product_code(raw).text == code


@pytest.mark.parametrize("raw", ["", "-x", "kopi!", "x" * 21, "ค1"])
def test_product_codes_that_fit_no_address_are_refused(raw: str) -> None:
    with pytest.raises(InvalidInput, match="1–20 huruf"):
        clean_product_code(raw)


def test_a_repair_is_told() -> None:
    assert "dipulihkan: 012345678905" in clean_barcode("12345678905").notes[0]
    assert "dibaca sebagai 8990121011028" in clean_code("8.990121011028E+12").notes[0]
    assert clean_product_code("KP 001").notes == ("Kode KP 001 ditulis KP-001.",)
    assert clean_barcode("8990121011028").notes == ()


@pytest.mark.parametrize(
    ("raw", "amount"),
    [
        ("Rp 12.500,-", 12_500),
        ("12500", 12_500),
        ("12.500,00", 12_500),
        ("Rp.\u00a05.000", 5_000),
        ("&nbsp;7500", 7_500),
        ("0", 0),
        ("", None),
        ("-", None),
        ("N/A", None),
        ("belum", None),
    ],
)
def test_money(raw: str, amount: int | None) -> None:
    assert clean_money(raw) == (None if amount is None else Money(amount))


@pytest.mark.parametrize("raw", ["-5000", "12.5", "seribu", "12.500 / pcs"])
def test_money_that_makes_no_sense_is_refused(raw: str) -> None:
    with pytest.raises(InvalidInput):
        clean_money(raw)


def test_quantities() -> None:
    assert clean_quantity(" 1,5 ") == Quantity(1_500)
    assert clean_quantity("-") is None
    with pytest.raises(InvalidInput, match="negatif"):
        clean_quantity("-3")


@pytest.mark.parametrize(
    ("raw", "name", "base", "factor"),
    [
        ("PCS", "pcs", "", None),
        ("Bh.", "pcs", "", None),
        ("lusin", "lusin", "pcs", 12_000),
        ("LSN", "lusin", "pcs", 12_000),
        ("Kodi", "kodi", "pcs", 20_000),
        ("ons", "ons", "kg", 100),
        ("Kilogram", "kg", "kg", 1_000),
        ("ltr", "liter", "liter", 1_000),
        ("KARTON", "dus", "pcs", None),
        ("renceng", "renteng", "pcs", None),
        ("sak", "karung", "pcs", None),
    ],
)
def test_units(raw: str, name: str, base: str, factor: int | None) -> None:
    unit = clean_unit(raw)
    assert unit is not None
    assert (unit.name, unit.base) == (name, base)
    assert unit.factor == (None if factor is None else Quantity(factor))


def test_units_nobody_knows_are_refused_and_none_is_none() -> None:
    assert clean_unit(" ") is None
    with pytest.raises(InvalidInput, match="“gelondong” tidak dikenal"):
        clean_unit("gelondong")


@pytest.mark.needs_shared_data
def test_every_name_of_the_real_catalogue_can_be_used(shared_data: Path) -> None:
    with (shared_data / "catalogue/openfoodfacts_indonesia.csv").open(newline="") as file:
        names = [clean_name(row["product_name"]) for row in csv.DictReader(file)]
    assert len(names) == 280
    assert not any("&" in name and ";" in name for name in names)
    assert not any(dirt in name for name in names for dirt in ("**", "  ", "🍯"))
