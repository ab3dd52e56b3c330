"""The cases in tests/vectors, which hold for Python and for the till's JavaScript alike."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pos.pricing import Ask, PricedBasket, PriceRow, price_basket
from pos.rounding import CashRounding

VECTORS = Path(__file__).parent.parent / "vectors"


def cases(name: str) -> list[Any]:
    """What is given and what is expected, as parameters of a test, named by the case."""
    loaded = json.loads((VECTORS / f"{name}.json").read_text(encoding="utf-8"))
    return [
        pytest.param(case["given"], case["expect"], id=case["name"]) for case in loaded["cases"]
    ]


def priced(case: Mapping[str, Any]) -> PricedBasket:
    """A case of price.json, priced."""
    rows = [
        PriceRow(
            pack_id=row["pack_id"],
            list=row["list"],
            shop=row["shop"],
            amount=row["amount"],
            valid_from=date.fromisoformat(row["valid_from"]),
            valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        )
        for row in case["rows"]
    ]
    return price_basket(
        rows,
        [Ask(ask["pack_id"], ask.get("quantity"), ask.get("asked_amount")) for ask in case["asks"]],
        shop=case["shop"],
        on=date.fromisoformat(case["on"]),
        is_member=case["is_member"],
        rounding=CashRounding(**case["rounding"]),
    )


def as_json(basket: PricedBasket) -> dict[str, Any]:
    """A priced basket as price.json writes it."""
    lines = [
        line
        and {
            "unit_price": line.unit_price,
            "quantity": line.quantity_milli,
            "amount": line.amount,
        }
        for line in basket.lines
    ]
    return {"lines": lines, "total": basket.total, "cash": basket.cash}
