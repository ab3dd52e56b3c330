"""What stands on a label, and where on which paper. Pure: values in, places out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from core.format import rupiah
from core.money import Money
from core.quantity import MILLI, Quantity

A4_HEIGHT, A4_WIDTH = 297_000, 210_000
"""Micrometres, as everything here, so that it stays whole."""


@dataclass(frozen=True, slots=True)
class Label:
    """What one label says."""

    name: str
    unit: str
    """What the price is for."""
    price: Money
    base_unit: str
    factor: Quantity
    """Base units in the pack."""
    code: str = ""
    """As printed under the bars; empty: none."""
    member_price: Money | None = None
    """None where members pay the same."""

    @property
    def unit_price(self) -> str:
        """What a base unit costs, ``Rp3.300 / pcs``; empty where that is the price itself."""
        if self.factor.milli == MILLI:
            return ""
        return f"{rupiah(self.price.portion(1 / self.factor.units))} / {self.base_unit}"

    @property
    def beneath(self) -> str:
        """The small line under the price."""
        members = f"Anggota {rupiah(self.member_price)}" if self.member_price else ""
        return " · ".join(text for text in (members, self.unit_price) if text)


class Paper(StrEnum):
    """What labels are printed on."""

    SHEET = "a4"
    """24 labels on A4, three beside each other."""
    ROLL = "58mm"
    """One under the other on a roll of 58 mm."""


class Use(StrEnum):
    """What a label is for."""

    SHELF = "rak"
    """Read from afar: the price is large."""
    GOODS = "barang"
    """Stuck on goods: the bars are large."""


@dataclass(frozen=True, slots=True)
class Stock:
    """Paper with labels on it."""

    page: tuple[int, int]
    label: tuple[int, int]
    columns: int
    rows: int
    padding: int
    """Nothing is printed nearer to the edge of a label."""

    @property
    def on_page(self) -> int:
        return self.columns * self.rows


STOCKS = {
    Paper.SHEET: Stock((A4_WIDTH, A4_HEIGHT), (70_000, 37_125), 3, 8, 4_500),
    Paper.ROLL: Stock((58_000, 40_000), (58_000, 40_000), 1, 1, 5_000),
}
"""Sheets of 70 × 37 mm without margins, sold everywhere; plain paper is cut along the lines."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a label lies: page from 0, and its lower left corner."""

    page: int
    x: int
    y: int


def places(stock: Stock, count: int, first: int = 1) -> Iterator[Place]:
    """Where so many labels lie, row by row from the top; ``first``: places used before, plus 1."""
    width, height = stock.label
    for number in range(first - 1, first - 1 + count):
        page, on_page = divmod(number, stock.on_page)
        row, column = divmod(on_page, stock.columns)
        yield Place(page, column * width, stock.page[1] - (row + 1) * height)
