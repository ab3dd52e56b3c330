"""What a basket costs: the shared cases, and what holds for every basket."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from core.errors import InvalidInput
from inventory.models import PromotionKind
from pos.discounting import Discount, Promotion
from pos.price_case import as_json, price_case, priced
from pos.price_lists import PriceRow, unit_price
from pos.pricing import Ask, PricedBasket, PricedLine, price_basket
from pos.rounding import CashRounding
from tests.support.baskets import drawn
from tests.support.vectors import cases

DAY = date(2026, 11, 22)
DRAWN = drawn(seed=7, count=3_000)
"""Baskets with everything in them, priced once for all tests here."""


@pytest.fixture(scope="module")
def baskets() -> list[tuple[dict[str, Any], PricedBasket]]:
    return [(case, priced(case)) for case in DRAWN]


@pytest.mark.parametrize(("given", "expect"), cases("price"))
def test_a_basket_costs(given: dict[str, Any], expect: dict[str, Any]) -> None:
    assert as_json(priced(given)) == expect


def test_the_baskets_drawn_hold_everything(
    baskets: list[tuple[dict[str, Any], PricedBasket]],
) -> None:
    """So that the properties below are tried on what matters."""
    lines = [line for _case, basket in baskets for line in basket.lines if line]
    assert sum(line.promotion is not None for line in lines) > 1_000
    assert sum(line.discount > 0 and line.promotion is None for line in lines) > 300
    assert any(line.amount == 0 and line.unit_price > 0 for line in lines)
    assert any(line is None for _case, basket in baskets for line in basket.lines)


def test_the_total_is_the_sum_of_its_lines(
    baskets: list[tuple[dict[str, Any], PricedBasket]],
) -> None:
    for case, basket in baskets:
        sold = [line for line in basket.lines if line]
        assert len(basket.lines) == len(case["asks"])
        assert basket.total == sum(line.amount for line in sold)
        assert basket.discount == sum(line.discount for line in sold)
        assert 0 <= basket.vat <= basket.total
        assert basket.cash >= 0
        if basket.total >= basket.paid_otherwise:
            assert abs(basket.rounding) < case["rounding"]["unit"]


def test_no_amount_is_negative_and_no_discount_above_what_it_is_of(
    baskets: list[tuple[dict[str, Any], PricedBasket]],
) -> None:
    for case, basket in baskets:
        for ask, line in zip(case["asks"], basket.lines, strict=True):
            if line is None:
                continue
            gross = line.amount + line.discount
            assert line.amount >= 0, case
            assert 0 <= line.discount <= gross, case
            if "asked_amount" in ask:
                assert (line.amount, line.discount) == (ask["asked_amount"], 0)
            else:
                assert line.quantity_milli == ask["quantity"]
                assert abs(gross * 1000 - line.unit_price * line.quantity_milli) <= 500


def test_a_member_never_pays_more_than_anybody(
    baskets: list[tuple[dict[str, Any], PricedBasket]],
) -> None:
    for case, _basket in baskets:
        as_member = priced(case | {"is_member": True})
        as_anybody = priced(case | {"is_member": False})
        if [line is None for line in as_member.lines] == [
            line is None for line in as_anybody.lines
        ]:
            assert as_member.total <= as_anybody.total, case


def test_nothing_costs_more_than_its_ceiling(
    baskets: list[tuple[dict[str, Any], PricedBasket]],
) -> None:
    for case, basket in baskets:
        for ask, line in zip(case["asks"], basket.lines, strict=True):
            ceiling = case["packs"].get(ask["pack_id"], {}).get("ceiling")
            assert line is None or ceiling is None or line.unit_price <= ceiling


def test_what_may_not_be_discounted_costs_what_it_costs(
    baskets: list[tuple[dict[str, Any], PricedBasket]],
) -> None:
    for case, basket in baskets:
        for ask, line in zip(case["asks"], basket.lines, strict=True):
            if line and case["packs"].get(ask["pack_id"], {}).get("fixed"):
                assert line.discount == 0


def test_a_price_of_another_day_shop_or_list_never_counts(
    baskets: list[tuple[dict[str, Any], PricedBasket]],
) -> None:
    for case, basket in baskets:
        lists = {"umum", "grosir"}
        lists |= {"anggota"} if case["is_member"] else set()
        lists |= {"tempo"} if case["is_credit"] else set()
        meant = [
            row
            for row in case["rows"]
            if row["shop"] != "FLT"
            and row["list"] in lists
            and row["valid_from"] <= case["on"] <= (row["valid_to"] or case["on"])
        ]
        assert priced(case | {"rows": meant}) == basket


def test_a_promotion_of_another_day_or_shop_never_counts(
    baskets: list[tuple[dict[str, Any], PricedBasket]],
) -> None:
    for case, basket in baskets:
        meant = [
            each
            for each in case["promotions"]
            if each["shop"] != "FLT"
            and (case["is_member"] or not each["for_members"])
            and each["valid_from"] <= case["on"] <= (each["valid_to"] or case["on"])
        ]
        assert priced(case | {"promotions": meant[::-1]}) == basket


def test_promotions_only_make_cheaper(
    baskets: list[tuple[dict[str, Any], PricedBasket]],
) -> None:
    for case, _basket in baskets:
        bare = case | {"asks": [_bare(ask) for ask in case["asks"]], "discount": None}
        assert priced(bare).total <= priced(bare | {"promotions": []}).total, case


def _bare(ask: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in ask.items() if name != "discount"}


def test_the_price_of_one_pack_is_that_of_a_basket_with_one() -> None:
    rows = [
        PriceRow("a", "umum", None, 3500, DAY, None),
        PriceRow("a", "anggota", None, 3300, DAY, None),
        PriceRow("a", "grosir", None, 3000, DAY, None, least=12_000),
    ]
    for is_member, quantity in ((False, 1000), (True, 1000), (True, 12_000)):
        basket = price_basket(
            rows,
            [Ask("a", quantity)],
            shop="WSB",
            on=DAY,
            is_member=is_member,
            rounding=CashRounding(100, "down"),
        )
        expected = unit_price(
            rows, shop="WSB", on=DAY, is_member=is_member, quantity_milli=quantity
        )
        assert isinstance(basket.lines[0], PricedLine)
        assert basket.lines[0].unit_price == expected


def test_a_price_is_never_negative() -> None:
    with pytest.raises(ValueError, match="not negative"):
        PriceRow("a", "umum", None, -1, DAY, None)
    with pytest.raises(ValueError, match="not negative"):
        Ask("a", 1000, price=-1)


@pytest.mark.parametrize(
    ("quantity", "amount"), [(None, None), (1000, 5000), (0, None), (-1, None), (None, 0)]
)
def test_an_ask_is_for_some_quantity_or_some_amount(
    quantity: int | None, amount: int | None
) -> None:
    with pytest.raises(ValueError, match="ask for"):
        Ask("a", quantity, amount)


@pytest.mark.parametrize(
    ("percent", "amount"), [(None, None), (100, 100), (10_001, None), (-1, None), (None, -1)]
)
def test_a_discount_is_a_percentage_or_an_amount(percent: int | None, amount: int | None) -> None:
    with pytest.raises(ValueError, match="a discount"):
        Discount(percent, amount)


@pytest.mark.parametrize(
    ("kind", "numbers"),
    [
        (PromotionKind.PERCENT, {"percent": 10_001}),
        (PromotionKind.PRICE, {"amount": -1}),
        (PromotionKind.N_FOR, {"amount": 10_000}),
        (PromotionKind.MIX, {"amount": 10_000, "count": 3, "free": 1}),
        (PromotionKind.BUY_GET, {"count": 2}),
    ],
)
def test_a_promotion_that_makes_no_sense_is_none(
    kind: PromotionKind, numbers: dict[str, int]
) -> None:
    with pytest.raises(ValueError, match=r"a promotion|a set"):
        Promotion("p", kind, frozenset("a"), None, False, DAY, None, **numbers)


@pytest.mark.parametrize(
    "case", [{}, [], "mie", {"given": []}, {"given": cases("price")[1].values[0] | {"asks": [{}]}}]
)
def test_what_is_no_case_is_refused_with_a_sentence(case: Any) -> None:
    with pytest.raises(InvalidInput):
        price_case(case)
