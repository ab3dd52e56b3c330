"""Codes a shop makes itself: the worked cases, and layouts that read back what they wrote."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import InvalidInput
from core.money import Money
from core.quantity import Quantity
from inventory.gtin import read_gtin
from inventory.in_store import (
    DEFAULT_LAYOUTS,
    InStoreCode,
    InStoreLayout,
    own_code,
    read_in_store,
    scale_code,
)
from tests.support.vectors import cases


@pytest.mark.parametrize(
    ("code", "meaning"),
    [
        ("2200123007506", InStoreCode("00123", weight=Quantity(750))),
        ("2100123150007", InStoreCode("00123", price=Money(15_000))),
        ("2000000000428", InStoreCode("0000000042")),
        ("2900000000001", None),
        ("8995522000015", None),
    ],
)
def test_reading(code: str, meaning: InStoreCode | None) -> None:
    assert read_in_store(read_gtin(code)) == meaning


@pytest.mark.parametrize(("given_", "expect"), cases("in_store"))
def test_the_till_reads_the_same(given_: dict[str, Any], expect: dict[str, Any] | None) -> None:
    layouts = [InStoreLayout(each) for each in given_.get("layouts", [])]
    known = layouts if "layouts" in given_ else DEFAULT_LAYOUTS
    meaning = read_in_store(read_gtin(given_["code"]), known)
    assert (None if meaning is None else _as_json(meaning)) == expect


def _as_json(meaning: InStoreCode) -> dict[str, Any]:
    weight = {} if meaning.weight is None else {"weight": meaning.weight.milli}
    price = {} if meaning.price is None else {"price": meaning.price.amount}
    return {"item": meaning.item, **weight, **price}


@given(
    st.sampled_from(["22IIIIIWWWWWC", "27IIIIIIWWWWC", "23IIIIWWWWWWC"]),
    st.integers(0, 9_999),
    st.integers(0, 9_999),
)
def test_a_scale_code_reads_back(pattern: str, item: int, grams: int) -> None:
    layout = InStoreLayout(pattern)
    meaning = read_in_store(scale_code(layout, item, grams), [layout])
    assert meaning is not None
    assert int(meaning.item) == item
    assert meaning.weight == Quantity(grams)


def test_a_price_that_does_not_fit_is_refused() -> None:
    with pytest.raises(InvalidInput, match="100000"):
        scale_code(InStoreLayout("21IIIIIPPPPPC"), 123, 100_000)


@pytest.mark.parametrize(
    "pattern",
    ["22IIIIIWWWWW", "32IIIIIWWWWWC", "22IIIIIXXXXXC", "22WWWWWIIIIIC", "", "22IIIIIIIIIIC"],
)
def test_a_layout_that_makes_no_sense_is_refused(pattern: str) -> None:
    with pytest.raises(InvalidInput, match="Susunan kode timbangan"):
        InStoreLayout(pattern)


def test_own_labels_are_in_store_codes() -> None:
    assert own_code(42).printed == "2000000000428"
    assert own_code(42).is_in_store
    for number in (0, -1, 10**10):
        with pytest.raises(InvalidInput):
            own_code(number)
