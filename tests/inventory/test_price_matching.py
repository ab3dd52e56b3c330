"""A supplier's message is read as a shopkeeper reads it, and what is unclear stays unclear."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.ids import PackId
from core.money import Money
from inventory.price_changes.matching import Alias, Candidate, Match, match_lines, read_message


def pack(number: int, code: str, name: str, unit: str, *, is_first: bool = True) -> Candidate:
    return Candidate(PackId(UUID(int=number)), code, name, unit, is_first)


GOODS = (
    pack(1, "101", "Indomie Goreng 85 g", "pcs"),
    pack(2, "101", "Indomie Goreng 85 g", "dus", is_first=False),
    pack(3, "102", "Indomie Soto 70 g", "pcs"),
    pack(4, "102", "Indomie Soto 70 g", "dus", is_first=False),
    pack(5, "201", "Minyak Goreng Bimoli 1 liter", "pcs"),
    pack(6, "202", "Minyak Goreng Bimoli 2 liter", "pcs"),
    pack(7, "301", "Gula Pasir Gulaku 1 kg", "pcs"),
    pack(8, "401", "Kopi Kapal Api Special 165 g", "pcs"),
    pack(9, "501", "Teh Pucuk Harum 350 ml", "botol"),
    pack(10, "501", "Teh Pucuk Harum 350 ml", "dus", is_first=False),
)


def meant(text: str) -> Match:
    (found,) = match_lines(read_message(text), GOODS)
    return found


@pytest.mark.parametrize(
    ("text", "code", "unit", "amount"),
    [
        ("Indomie grg dus 112rb", "101", "dus", 112_000),
        ("- Indomie goreng 1 dus Rp 112.000,-", "101", "dus", 112_000),
        ("• indomie soto karton @108.500", "102", "dus", 108_500),
        ("1. Mnyk grg bimoli 2ltr 36.500", "202", "pcs", 36_500),
        ("2) minyak bimoli 1 L = 18,5rb", "201", "pcs", 18_500),
        ("*Gulaku 1kg* naik jadi 17500", "301", "pcs", 17_500),
        ("gula psr gulaku dari 16.500 jd 17.250", "301", "pcs", 17_250),
        ("kpl api special 165gr 14k", "401", "pcs", 14_000),
        ("✅ Teh Pucuk 350ML / dus : Rp. 68.000", "501", "dus", 68_000),
        ("101 dus 113000", "101", "dus", 113_000),
        ("Kopi Kapal Api 165 g Rp1,5jt", "401", "pcs", 1_500_000),
    ],
)
def test_a_line_means_a_pack_and_a_price(text: str, code: str, unit: str, amount: int) -> None:
    found = meant(text)
    assert found.candidate is not None
    assert (found.candidate.code, found.candidate.unit) == (code, unit)
    assert found.line.amount == Money(amount)
    assert found.is_sure, found.confidence


@pytest.mark.parametrize(
    "text",
    [
        "Selamat pagi bu, ini harga baru ya",
        "Beras rojo lele 25kg 340rb",
        "Sabun lifebuoy 3.500",
        "Teh pucuk lusin 40rb",
        "Terima kasih",
    ],
)
def test_what_fits_nothing_stays_unknown(text: str) -> None:
    found = meant(text)
    assert found.candidate is None
    assert not found.is_sure
    assert found.line.text == text


@pytest.mark.parametrize(
    "text",
    [
        "Indomie dus 112rb",
        "minyak goreng bimoli 36.500",
        "Indomie goreng dus kosong",
        "Bimoli 5 liter 89rb",
    ],
)
def test_what_could_mean_two_things_or_has_no_price_is_never_sure(text: str) -> None:
    assert not meant(text).is_sure


@pytest.mark.parametrize("text", ["Indomie goreng dus 12", "Indomie goreng dus 1.500rb"])
def test_a_number_that_is_no_price_is_none(text: str) -> None:
    assert meant(text).line.amount is None


def test_every_line_of_a_message_is_kept_in_its_order() -> None:
    message = "Harga baru:\n\n- Indomie grg dus 112rb\n  - sabun 3rb\n3. gulaku 1kg 17.500\n"
    found = match_lines(read_message(message), GOODS)
    assert [match.line.text for match in found] == [
        "Harga baru:", "Indomie grg dus 112rb", "sabun 3rb", "gulaku 1kg 17.500",
    ]  # fmt: skip
    assert [match.is_sure for match in found] == [False, True, False, True]


@given(st.text(max_size=200))
def test_no_message_breaks_the_reader(text: str) -> None:
    for found in match_lines(read_message(text), GOODS):
        assert 0 <= found.confidence <= 100
        assert found.line.amount is None or found.line.amount.amount >= 100


@given(st.sampled_from(GOODS), st.integers(1_000, 9_999_999))
def test_a_name_written_out_is_always_understood(goods: Candidate, amount: int) -> None:
    found = meant(f"{goods.name} {goods.unit} Rp{amount}")
    assert found.candidate == goods
    assert found.line.amount == Money(amount)
    assert found.is_sure


ALIASES = (
    Alias(PackId(UUID(int=2)), "IG-40", "IDM GRG SPC 40'S"),
    Alias(PackId(UUID(int=4)), "88120", "IDM STO SPC 40'S"),
    Alias(PackId(UUID(int=7)), "GLK", ""),
    Alias(PackId(UUID(int=8)), "GLK", ""),
    Alias(PackId(UUID(int=99)), "X1", "Barang yang sudah tidak ada"),
)


def meant_by_suppliers(text: str) -> Match:
    (found,) = match_lines(read_message(text), GOODS, ALIASES)
    return found


@pytest.mark.parametrize(
    ("text", "code", "unit", "amount"),
    [
        ("IDM GRG SPC 40'S 112rb", "101", "dus", 112_000),  # the pack the name is for
        ("Idm grg spc 40's pcs 2.900", "101", "pcs", 2_900),
        ("ig-40 112.500", "101", "dus", 112_500),
        ("Mie (IG-40) naik jadi Rp113.000", "101", "dus", 113_000),
        ("88120 dus 108.500", "102", "dus", 108_500),
        ("Indomie goreng pcs 2.900", "101", "pcs", 2_900),  # ours goes on
    ],
)
def test_a_suppliers_names_and_codes_are_understood(
    text: str, code: str, unit: str, amount: int
) -> None:
    found = meant_by_suppliers(text)
    assert found.candidate is not None
    assert (found.candidate.code, found.candidate.unit) == (code, unit)
    assert found.line.amount == Money(amount)
    assert found.is_sure, found.confidence


@pytest.mark.parametrize(
    "text",
    [
        "GLK 17.500",  # two goods have that code
        "diskon 88120",  # no code: an amount
        "Barang yang sudah tidak ada 5rb",
        "IDM GRG SPC 40'S lusin 40rb",
    ],
)
def test_what_suppliers_say_of_two_goods_or_of_none_is_not_guessed(text: str) -> None:
    assert not meant_by_suppliers(text).is_sure


def test_one_name_for_two_goods_is_not_sure() -> None:
    aliases = (
        Alias(PackId(UUID(int=2)), "", "Promo mie"),
        Alias(PackId(UUID(int=4)), "", "Promo mie"),
    )
    (found,) = match_lines(read_message("promo mie 110rb"), GOODS, aliases)
    assert found.candidate is not None
    assert not found.is_sure
