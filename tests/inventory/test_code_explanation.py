"""What ``lumbung gtin`` says of a code."""

from __future__ import annotations

import pytest

from core.quantity import Quantity
from inventory.code_explanation import CodeKind, explain
from inventory.gs1_prefixes import country_of


@pytest.mark.parametrize(
    ("code", "kind", "digits", "country"),
    [
        ("8995522000015", CodeKind.EAN_13, "08995522000015", "ID"),
        ("18995522000012", CodeKind.ITF_14, "18995522000012", "ID"),
        ("08995522000015", CodeKind.GTIN_14, "08995522000015", "ID"),
        ("012345678905", CodeKind.UPC_A, "00012345678905", "US"),
        ("73513537", CodeKind.EAN_8, "00000073513537", "SE"),
        ("2200123007506", CodeKind.EAN_13, "02200123007506", None),
        ("9780471117094", CodeKind.EAN_13, "09780471117094", None),
    ],
)
def test_a_good_code_is_named(code: str, kind: CodeKind, digits: str, country: str | None) -> None:
    explanation = explain(code)
    assert explanation.gtin is not None
    assert (explanation.kind, explanation.gtin.digits) == (kind, digits)
    assert explanation.country == country
    assert not explanation.refusal


def test_a_piece_knows_its_carton_and_a_carton_its_piece() -> None:
    assert str(explain("8995522000015").carton) == "18995522000012"
    assert str(explain("18995522000012").piece) == "8995522000015"
    assert explain("8995522000015").piece is None
    assert explain("2200123007506").carton is None, "a weighed piece comes in no carton"


def test_a_scale_code_tells_item_and_weight() -> None:
    meaning = explain("2200123007506").in_store
    assert meaning is not None
    assert (meaning.item, meaning.weight) == ("00123", Quantity(750))


def test_upc_and_ean_are_the_same_item() -> None:
    assert "012345678905 dan EAN-13 0012345678905" in explain("0012345678905").notes[0]


def test_a_refused_code_says_why_and_what_was_meant() -> None:
    refused = explain("12345678905")
    assert refused.gtin is None
    assert refused.suggestion == "012345678905"
    assert "nol di depan hilang" in refused.refusal


@pytest.mark.parametrize(
    ("prefix", "country"),
    [("899", "ID"), ("000", "US"), ("200", None), ("139", "US"), ("140", None)],
)
def test_prefixes(prefix: str, country: str | None) -> None:
    assert country_of(prefix) == country
