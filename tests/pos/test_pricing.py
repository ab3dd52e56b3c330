"""What a basket costs: the shared cases, and what holds for every basket."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.pricing import Ask, PricedBasket, PricedLine, PriceRow, price_basket
from pos.rounding import MODES, CashRounding
from tests.support.vectors import as_json, cases, priced

DAY = date(2026, 11, 22)
DOWN = CashRounding(100, "down")

AMOUNTS = st.integers(0, 10**9)
ROUNDINGS = st.builds(CashRounding, st.sampled_from([1, 25, 50, 100, 500]), st.sampled_from(MODES))
DAYS = st.dates(DAY - timedelta(days=3), DAY + timedelta(days=3))
ROWS = st.builds(
    PriceRow,
    pack_id=st.sampled_from("ab"),
    list=st.sampled_from(["umum", "anggota", "grosir"]),
    shop=st.sampled_from([None, "WSB", "FLT"]),
    amount=AMOUNTS,
    valid_from=DAYS,
    valid_to=st.none() | DAYS,
)
ASKS = st.builds(Ask, st.sampled_from("abc"), st.integers(1, 10**9)) | st.builds(
    Ask, st.sampled_from("abc"), asked_amount=st.integers(1, 10**9)
)


def price(*rows: PriceRow, asks: list[Ask], is_member: bool = False) -> PricedBasket:
    return price_basket(rows, asks, shop="WSB", on=DAY, is_member=is_member, rounding=DOWN)


@pytest.mark.parametrize(("given_", "expect"), cases("price"))
def test_a_basket_costs(given_: dict[str, Any], expect: dict[str, Any]) -> None:
    assert as_json(priced(given_)) == expect


@given(st.lists(ROWS, max_size=8), st.lists(ASKS, max_size=5), st.booleans(), ROUNDINGS)
def test_the_total_is_the_sum_of_its_lines(
    rows: list[PriceRow], asks: list[Ask], is_member: bool, rounding: CashRounding
) -> None:
    basket = price_basket(rows, asks, shop="WSB", on=DAY, is_member=is_member, rounding=rounding)
    assert len(basket.lines) == len(asks)
    assert basket.total == sum(line.amount for line in basket.lines if line)
    assert basket.cash == basket.total + basket.rounding
    assert abs(basket.rounding) < rounding.unit
    for ask, line in zip(asks, basket.lines, strict=True):
        _is_what_was_asked_for(ask, line, rows)


def _is_what_was_asked_for(ask: Ask, line: PricedLine | None, rows: list[PriceRow]) -> None:
    if line is None:
        return
    offered = {row.amount for row in rows if row.pack_id == ask.pack_id and row.shop != "FLT"}
    assert line.unit_price in offered
    assert line.quantity_milli > 0
    exact = line.unit_price * line.quantity_milli
    if ask.asked_amount is None:
        assert line.quantity_milli == ask.quantity_milli
        assert abs(line.amount * 1000 - exact) <= 500
    else:
        assert line.amount == ask.asked_amount
        assert line.quantity_milli == 1 or abs(line.amount * 1000 - exact) * 2 <= line.unit_price


@given(st.lists(ROWS, max_size=8), st.booleans())
def test_a_price_of_another_day_shop_or_list_never_counts(
    rows: list[PriceRow], is_member: bool
) -> None:
    meant = [
        row
        for row in rows
        if row.shop != "FLT"
        and row.list in ({"umum", "anggota"} if is_member else {"umum"})
        and row.valid_from <= DAY <= (row.valid_to or DAY)
    ]
    asks = [Ask("a", 1000), Ask("b", 1000)]
    assert price(*rows, asks=asks, is_member=is_member) == price(
        *meant, asks=asks, is_member=is_member
    )


def test_a_price_is_never_negative() -> None:
    with pytest.raises(ValueError, match="not negative"):
        PriceRow("a", "umum", None, -1, DAY, None)


@pytest.mark.parametrize(
    ("quantity", "amount"), [(None, None), (1000, 5000), (0, None), (-1, None), (None, 0)]
)
def test_an_ask_is_for_some_quantity_or_some_amount(
    quantity: int | None, amount: int | None
) -> None:
    with pytest.raises(ValueError, match="ask for"):
        Ask("a", quantity, amount)
