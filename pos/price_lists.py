"""Which price of a pack a buyer pays. Pure; static/pos/till/price_lists.js is its twin.

Lists: ``umum`` for everybody, ``anggota`` for members, ``grosir`` from a quantity on, ``tempo`` for
what is bought on credit. Why the lowest, and why ``tempo`` replaces: docs/adr/0009.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from core.quantity import MILLI

FOR_ALL = "umum"
FOR_MEMBERS = "anggota"
WHOLESALE = "grosir"
ON_CREDIT = "tempo"

_LISTS = {
    (False, False): (FOR_ALL, WHOLESALE),
    (True, False): (FOR_ALL, WHOLESALE, FOR_MEMBERS),
    (False, True): (FOR_ALL, WHOLESALE, ON_CREDIT),
    (True, True): (FOR_ALL, WHOLESALE, FOR_MEMBERS, ON_CREDIT),
}
"""By whether the buyer is a member, and whether it is bought on credit."""


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
    least: int = 0
    """It counts from that much of the pack in the basket on, in thousandths."""

    def __post_init__(self) -> None:
        if self.amount < 0:
            raise ValueError(f"a price is not negative: {self.amount}")


@dataclass(frozen=True, slots=True)
class Buyer:
    """Who buys, where and when: what decides which prices count."""

    shop: str
    on: date
    is_member: bool
    is_credit: bool
    """Paid by kasbon."""

    @property
    def lists(self) -> tuple[str, ...]:
        """The lists this buyer may have prices of."""
        return _LISTS[self.is_member, self.is_credit]


def unit_price(
    rows: Iterable[PriceRow],
    *,
    shop: str,
    on: date,
    is_member: bool,
    is_credit: bool = False,
    quantity_milli: int = MILLI,
) -> int | None:
    """The price of a pack from its rows, for so much of it: the lowest the buyer may have.

    Bought on credit, the credit price takes the place of all others where there is one.
    """
    row = price_row(rows, Buyer(shop, on, is_member, is_credit), quantity_milli)
    return row.amount if row else None


def price_row(rows: Iterable[PriceRow], buyer: Buyer, wanted: int) -> PriceRow | None:
    """The row that the price is read from; the first of equal ones."""
    holding = [row for row in rows if row.list in buyer.lists and _holds(row, buyer)]
    standing = _tiers(holding, wanted)
    on_credit = [row for row in standing if row.list == ON_CREDIT]
    return min(on_credit or standing, key=lambda row: row.amount, default=None)


def _tiers(rows: Sequence[PriceRow], wanted: int) -> list[PriceRow]:
    """The row that stands on each list for each quantity that is reached.

    Where a shop has rows of its own on a list, those for all shops do not count; then the latest
    stands; then the first.
    """
    own = {row.list for row in rows if row.shop is not None}
    standing: dict[tuple[str, int], PriceRow] = {}
    for row in rows:
        if row.least > wanted or (row.shop is None and row.list in own):
            continue
        other = standing.get((row.list, row.least))
        if other is None or row.valid_from > other.valid_from:
            standing[row.list, row.least] = row
    return list(standing.values())


def _holds(row: PriceRow, buyer: Buyer) -> bool:
    return (
        row.shop in (None, buyer.shop)
        and row.valid_from <= buyer.on
        and (row.valid_to is None or buyer.on <= row.valid_to)
    )
