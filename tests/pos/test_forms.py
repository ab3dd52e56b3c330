"""What is typed above the lists and in the form of a till."""

from __future__ import annotations

from datetime import date

import pytest

from core.errors import InvalidInput
from core.ids import ShiftId, ShopId, new_id
from core.models import Shop, ShopKind
from pos import forms
from pos.forms import NewTill
from pos.listings import SaleSearch, ShiftSearch, ShiftState

WSB = Shop(code="WSB", name="Toko Wonosobo", kind=ShopKind.SHOP, time_zone="Asia/Jakarta")


def test_an_empty_form_asks_for_everything() -> None:
    typed = {"q": " ", "shop": "", "from": "", "to": "", "flagged": "", "shift": ""}
    assert forms.sale_search(typed, [WSB]) == SaleSearch()
    assert not forms.sale_search(typed, [WSB]).is_narrow
    assert forms.shift_search({"shop": "", "state": ""}, [WSB]) == ShiftSearch()


def test_a_full_form_is_read() -> None:
    shift = ShiftId(new_id())
    typed = {"q": "  siti   aminah ", "shop": "WSB", "from": "2026-05-01", "to": "2026-06-01",
             "flagged": "1", "shift": str(shift)}  # fmt: skip
    assert forms.sale_search(typed, [WSB]) == SaleSearch(
        "siti aminah", ShopId(WSB.id), date(2026, 5, 1), date(2026, 6, 1), True, shift
    )
    assert forms.shift_search({"shop": "WSB", "state": "open"}, [WSB]) == ShiftSearch(
        ShopId(WSB.id), ShiftState.OPEN
    )


def test_a_chosen_shop_alone_is_not_a_narrow_search() -> None:
    assert not forms.sale_search({"shop": "WSB"}, [WSB]).is_narrow
    assert forms.sale_search({"shop": "WSB", "q": "siti"}, [WSB]).is_narrow


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"from": "1/6/2026"}, "from"),
        ({"to": "2026-02-30"}, "to"),
        ({"from": "2026-06-02", "to": "2026-06-01"}, "to"),
        ({"shop": "LTM"}, "shop"),
        ({"shift": "WSB-T1"}, "shift"),
        ({"q": "x" * 500}, "q"),
        ({"q": "a\x00b"}, "q"),
    ],
)
def test_a_filter_that_makes_no_sense_is_named(typed: dict[str, str], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        forms.sale_search(typed, [WSB])
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("typed", "field"), [({"state": "half open"}, "state"), ({"shop": "LTM"}, "shop")]
)
def test_a_filter_of_shifts_that_makes_no_sense_is_named(typed: dict[str, str], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        forms.shift_search(typed, [WSB])
    assert refused.value.field == field


def test_a_till_is_named_in_capitals() -> None:
    assert forms.new_till({"shop": "WSB", "name": " t2 "}, [WSB]) == NewTill(ShopId(WSB.id), "T2")


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"name": "T2"}, "shop"),
        ({"shop": "LTM", "name": "T2"}, "shop"),
        ({"shop": "WSB", "name": " "}, "name"),
    ],
)
def test_a_till_needs_a_shop_of_ones_own_and_a_name(typed: dict[str, str], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        forms.new_till(typed, [WSB])
    assert refused.value.field == field
