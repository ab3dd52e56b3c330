"""Price lists as dirty as shops have them, with what must become of every row."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable
from dataclasses import dataclass

from openpyxl import Workbook

from core.imports import RowStatus
from inventory.gtin import check_digit

HEADINGS = ("Barcode", "Nama Barang", "Satuan", "Isi", "Harga Jual", "Kategori", "Catatan")


@dataclass(frozen=True)
class DirtyFile:
    """Cells as typed, line by line, and the expected status of every row by its number."""

    lines: tuple[tuple[str, ...], ...]
    expected: dict[int, RowStatus]

    def as_csv(self, encoding: str, delimiter: str) -> bytes:
        text = io.StringIO(newline="")
        csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(self.lines)
        return text.getvalue().encode(encoding, errors="replace")

    def as_xlsx(self) -> bytes:
        book = Workbook()
        for number, line in enumerate(self.lines, 1):
            for column, cell in enumerate(line, 1):
                if cell:
                    printable = "".join(c for c in cell if c >= " " or c == "\n")
                    book.worksheets[0].cell(number, column, printable)
        file = io.BytesIO()
        book.save(file)
        return file.getvalue()


@dataclass(frozen=True)
class _Cells:
    """One row before it is dirtied."""

    barcode: str
    name: str
    unit: str = "pcs"
    factor: str = ""
    price: str = "12500"
    category: str = "Sembako"

    def as_line(self) -> tuple[str, ...]:
        return (self.barcode, self.name, self.unit, self.factor, self.price, self.category, "x")


Dirt = Callable[[_Cells], tuple[_Cells, RowStatus]]


def _new(**changes: Callable[[_Cells], str]) -> Dirt:
    return _becomes(RowStatus.NEW, changes)


def _refused(**changes: Callable[[_Cells], str]) -> Dirt:
    return _becomes(RowStatus.REFUSED, changes)


def _becomes(status: RowStatus, changes: dict[str, Callable[[_Cells], str]]) -> Dirt:
    def dirty(cells: _Cells) -> tuple[_Cells, RowStatus]:
        values = {name: change(cells) for name, change in changes.items()}
        return _Cells(**{**_values(cells), **values}), status

    return dirty


def _values(cells: _Cells) -> dict[str, str]:
    names = ("barcode", "name", "unit", "factor", "price", "category")
    return {name: getattr(cells, name) for name in names}


def _wrong_digit(cells: _Cells) -> str:
    return cells.barcode[:-1] + str((int(cells.barcode[-1]) + 1) % 10)


def _upc_without_zeros(cells: _Cells) -> str:
    body = "00" + cells.barcode[4:12] + "1"
    return (body + check_digit(body)).lstrip("0")


def _exact_scientific(cells: _Cells) -> str:
    return f"{cells.barcode[0]},{cells.barcode[1:]}E+12"


DIRT: dict[str, Dirt] = {
    "clean": _new(),
    "entities": _new(name=lambda c: f"{c.name} &amp;amp; Gula &#39;Asli&#39;"),
    "spaces": _new(name=lambda c: f"\u00a0 {c.name}  \t{c.name[::-1]} ", unit=lambda _: " PCS. "),
    "spread over lines": _new(name=lambda c: f"{c.name}\n(isi ulang)"),
    "emoji": _new(name=lambda c: f"🍜{c.name}\u200b ❤️"),
    "control characters": _new(name=lambda c: f"{c.name}\x1bp\x07"),
    "mojibake": _new(name=lambda c: f"{c.name} ThÃ© KÃ©rupuk"),
    "money as written": _new(price=lambda _: "Rp 12.500,-"),
    "money in thousands": _new(price=lambda _: "12,5rb"),
    "no price": _new(price=lambda _: " - "),
    "price of zero": _new(price=lambda _: "0"),
    "lost zeros": _new(barcode=_upc_without_zeros),
    "spaces in code": _new(barcode=lambda c: f"'{c.barcode[:1]} {c.barcode[1:7]}-{c.barcode[7:]}"),
    "code as number": _new(barcode=lambda c: f"{c.barcode}.0"),
    "scientific but whole": _new(barcode=_exact_scientific),
    "dozen": _new(unit=lambda _: "LSN"),
    "carton": _new(unit=lambda _: "Karton", factor=lambda _: "24"),
    "scientific": _refused(barcode=lambda _: "8,99012E+12"),
    "wrong check digit": _refused(barcode=_wrong_digit),
    "unknown unit": _refused(unit=lambda _: "gelondong"),
    "no name": _refused(name=lambda _: "** 🍜 **"),
    "broken letters": _refused(name=lambda c: f"{c.name}\ufffd\ufffd"),
    "endless name": _refused(name=lambda c: c.name * 20),
    "negative price": _refused(price=lambda _: "-500"),
    "price in words": _refused(price=lambda _: "tanya kasir"),
    "dozen of ten": _refused(unit=lambda _: "lusin", factor=lambda _: "10"),
}


def dirty_file(rows: int, *, seed: int = 7) -> DirtyFile:
    """A file of so many rows, with every kind of dirt, duplicates and empty lines."""
    chance = random.Random(seed)
    kinds = list(DIRT)
    lines: list[tuple[str, ...]] = [("DAFTAR HARGA",) + ("",) * 6, ("",) * 7, HEADINGS]
    expected: dict[int, RowStatus] = {}
    first: _Cells | None = None
    for number in range(rows):
        body = f"899{number:09d}"
        cells = _Cells(body + check_digit(body), f"Barang nomor {number}")
        if number % 40 == 39 and first is not None:
            cells, status = _Cells(first.barcode, cells.name), RowStatus.REFUSED
        else:
            kind = kinds[number] if number < len(kinds) else chance.choice(kinds)
            first = first or cells
            cells, status = DIRT[kind](cells)
        lines.append(cells.as_line())
        expected[len(lines)] = status
        if number % 500 == 250:
            lines += [("",) * 7, (" ", "\u00a0") + ("",) * 5]
    return DirtyFile(tuple(lines), expected)
