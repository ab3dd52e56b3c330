"""A basket to be priced as JSON writes it: the cases of tests/vectors/price.json.

``given`` of a case: ``shop``, ``on``, ``is_member``, ``rounding`` {unit, mode}, ``rows``, ``asks``;
and where they matter ``is_credit``, ``promotions``, ``packs`` (by pack: ceiling, vat_class, fixed),
``vat_rate``, ``discount`` and ``paid_otherwise``.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from core.errors import InvalidInput
from core.i18n import _
from pos.discounting import Discount, Promotion
from pos.price_lists import PriceRow
from pos.pricing import VAT, Ask, PackTerms, PricedBasket, PricedLine, Terms, price_basket
from pos.rounding import CashRounding

Json = Mapping[str, Any]


def price_case(case: Any) -> dict[str, Any]:
    """What the basket of a case costs. Raises InvalidInput when it is no case."""
    try:
        return as_json(priced(case["given"]))
    except KeyError as error:
        raise InvalidInput(_("Di kasus harga ini tidak ada %(name)s.", name=error)) from None
    except (AttributeError, TypeError, ValueError) as error:
        raise InvalidInput(_("Kasus harga tidak dapat dibaca: %(why)s", why=error)) from None


def priced(given: Json) -> PricedBasket:
    """The basket of a case, priced."""
    return price_basket(
        [_row(**row) for row in given["rows"]],
        [_ask(**ask) for ask in given["asks"]],
        shop=given["shop"],
        on=date.fromisoformat(given["on"]),
        is_member=given["is_member"],
        is_credit=given.get("is_credit", False),
        rounding=CashRounding(**given["rounding"]),
        terms=Terms(
            [_promotion(**each) for each in given.get("promotions", ())],
            {pack_id: _pack(**of) for pack_id, of in given.get("packs", {}).items()},
            given.get("vat_rate", 0),
        ),
        discount=_discount(given.get("discount")),
        paid_otherwise=given.get("paid_otherwise", 0),
    )


def as_json(basket: PricedBasket) -> dict[str, Any]:
    """A priced basket as the cases expect it."""
    return {
        "lines": [line and _line(line) for line in basket.lines],
        "total": basket.total,
        "cash": basket.cash,
        "discount": basket.discount,
        "vat": basket.vat,
    }


def _line(line: PricedLine) -> dict[str, Any]:
    return {
        "unit_price": line.unit_price,
        "quantity": line.quantity_milli,
        "amount": line.amount,
        "discount": line.discount,
        "promotion": line.promotion,
        "vat_class": line.vat_class,
    }


def _row(*, valid_from: str, valid_to: str | None = None, **row: Any) -> PriceRow:
    return PriceRow(valid_from=date.fromisoformat(valid_from), valid_to=_day(valid_to), **row)


def _ask(*, quantity: int | None = None, discount: Json | None = None, **ask: Any) -> Ask:
    return Ask(quantity_milli=quantity, discount=_discount(discount), **ask)


def _promotion(*, packs: list[str], valid_from: str, valid_to: str | None, **of: Any) -> Promotion:
    return Promotion(
        packs=frozenset(packs),
        valid_from=date.fromisoformat(valid_from),
        valid_to=_day(valid_to),
        **of,
    )


def _pack(*, ceiling: int | None = None, vat_class: str = VAT, fixed: bool = False) -> PackTerms:
    return PackTerms(ceiling, vat_class, fixed)


def _discount(discount: Json | None) -> Discount | None:
    return Discount(**discount) if discount else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
