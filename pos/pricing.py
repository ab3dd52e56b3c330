"""What a basket costs. Pure; static/pos/till/pricing.js is its twin.

Both run tests/vectors/price.json. Amounts are whole rupiah, quantities thousandths of the pack.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from core.money import round_half_up
from core.quantity import MILLI
from pos.rounding import CashRounding, round_cash

FOR_ALL = "umum"
FOR_MEMBERS = "anggota"


@dataclass(frozen=True, slots=True)
class PriceRow:
    """The price of one pack on one list, in one shop or all (``shop`` None), for some days."""

    pack_id: str
    list: str
    shop: str | None
    amount: int
    """Rupiah for one pack; never negative."""
    valid_from: date
    valid_to: date | None
    """The last day it holds; None for ever."""

    def __post_init__(self) -> None:
        if self.amount < 0:
            raise ValueError(f"a price is not negative: {self.amount}")


@dataclass(frozen=True, slots=True)
class Ask:
    """What the customer wants of a pack: so much of it, or so many rupiah's worth."""

    pack_id: str
    quantity_milli: int | None = None
    asked_amount: int | None = None
    """``10rb*``: the line is exactly that amount and the quantity follows."""

    def __post_init__(self) -> None:
        if (self.quantity_milli is None) == (self.asked_amount is None):
            raise ValueError("ask for a quantity or for an amount")
        if (self.quantity_milli or self.asked_amount or 0) <= 0:
            raise ValueError("ask for something")


@dataclass(frozen=True, slots=True)
class PricedLine:
    """One line of the basket, as it will be sold."""

    unit_price: int
    quantity_milli: int
    amount: int


@dataclass(frozen=True, slots=True)
class PricedBasket:
    """The lines in the order asked for; None where a pack has no price yet (never zero)."""

    lines: tuple[PricedLine | None, ...]
    total: int
    """Of the lines that have a price."""
    cash: int
    """The total as it is paid in cash."""

    @property
    def rounding(self) -> int:
        """Cash less total: -65 when 12,765 is paid as 12,700."""
        return self.cash - self.total


def price_basket(
    rows: Iterable[PriceRow],
    asks: Sequence[Ask],
    *,
    shop: str,
    on: date,
    is_member: bool,
    rounding: CashRounding,
) -> PricedBasket:
    """Price every ask by the rows that hold in this shop on this day, for this buyer."""
    wanted = {ask.pack_id for ask in asks}
    by_pack: dict[str, list[PriceRow]] = {pack_id: [] for pack_id in wanted}
    for row in rows:
        if row.pack_id in wanted:
            by_pack[row.pack_id].append(row)
    lines = tuple(
        price_line(ask, unit_price(by_pack[ask.pack_id], shop=shop, on=on, is_member=is_member))
        for ask in asks
    )
    total = sum(line.amount for line in lines if line)
    return PricedBasket(lines, total, round_cash(total, rounding))


def unit_price(rows: Sequence[PriceRow], *, shop: str, on: date, is_member: bool) -> int | None:
    """The price of a pack from its rows: a member's list first, then everyone's."""
    for name in (FOR_MEMBERS, FOR_ALL) if is_member else (FOR_ALL,):
        row = _holding(rows, name, shop, on)
        if row is not None:
            return row.amount
    return None


def price_line(ask: Ask, price: int | None) -> PricedLine | None:
    """An amount of goods at a price, half-up; rupiah's worth of what is free has no answer."""
    if price is None:
        return None
    if ask.quantity_milli is not None:
        amount = round_half_up(Fraction(price * ask.quantity_milli, MILLI))
        return PricedLine(price, ask.quantity_milli, amount)
    if price == 0 or ask.asked_amount is None:
        return None
    quantity = round_half_up(Fraction(ask.asked_amount * MILLI, price))
    return PricedLine(price, max(quantity, 1), ask.asked_amount)


def _holding(rows: Sequence[PriceRow], name: str, shop: str, on: date) -> PriceRow | None:
    """The shop's own row beats the row for all shops; then the latest; then the first."""
    holding = [row for row in rows if row.list == name and _holds(row, shop, on)]
    return max(holding, key=lambda row: (row.shop is not None, row.valid_from), default=None)


def _holds(row: PriceRow, shop: str, on: date) -> bool:
    return (
        row.shop in (None, shop)
        and row.valid_from <= on
        and (row.valid_to is None or on <= row.valid_to)
    )
