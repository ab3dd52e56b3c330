"""A row of a file as typed values, or refused with a sentence. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field

from core import parse
from core.errors import InvalidInput
from core.i18n import _
from core.imports import SheetRow
from core.money import Money
from core.quantity import NONE, Quantity
from inventory.cleaning import (
    Cleaned,
    clean_barcode,
    clean_code,
    clean_money,
    clean_name,
    clean_product_code,
    clean_quantity,
    clean_text,
    clean_unit,
    is_nothing,
)
from inventory.gtin import barcode_key, is_gtin, restored_zeros, shown
from inventory.importing.columns import Field
from inventory.units import Unit

LONGEST_TEXT = 60
_SURELY_BARCODES = (12, 13, 14)
"""Lengths nobody gives own codes; eight digits may be a date or a running number."""


@dataclass(frozen=True, slots=True)
class ImportRow:
    """What a row says; what it leaves open is None or empty and changes nothing."""

    number: int
    name: str
    code: str = ""
    """The product's own short code."""
    barcode: str = ""
    """As kept: see ``gtin.barcode_key``."""
    unit: Unit | None = None
    factor: Quantity | None = None
    base_unit: Unit | None = None
    price: Money | None = None
    member_price: Money | None = None
    cost: Money | None = None
    """Of one pack."""
    stock: Quantity | None = None
    """In packs."""
    category: str = ""
    receipt_name: str = ""
    container: str = ""
    """The code of the empty it is sold in."""
    notes: tuple[str, ...] = ()
    """What was repaired or left out while reading."""

    @property
    def called(self) -> str:
        """The code people find the row by."""
        return shown(self.barcode) or self.code


@dataclass(slots=True)
class _Reader:
    """Reads the cells of one row and gathers what was repaired."""

    row: SheetRow
    notes: list[str] = field(default_factory=list)

    def cleaned(self, cleaned: Cleaned) -> str:
        self.notes += cleaned.notes
        return cleaned.text

    def text(self, column: Field) -> str:
        text = clean_text(self.row.get(column))
        if len(text) > LONGEST_TEXT:
            raise InvalidInput(
                _("“%(text)s…” terlalu panjang: paling banyak %(most)s huruf.",
                  text=text[:20], most=LONGEST_TEXT),
                field=column,
            )  # fmt: skip
        return "" if is_nothing(text) else text

    def amount(self, column: Field) -> Money | None:
        """A price; zero means that there is none yet."""
        amount = clean_money(self.row.get(column))
        if amount is not None and not amount:
            self.notes.append(_("Harga nol dibaca sebagai belum ada harga."))
        return amount or None

    def held(self) -> Quantity | None:
        """Opening stock; what another program counted below zero is no stock."""
        text = clean_text(self.row.get(Field.STOCK))
        if is_nothing(text):
            return None
        counted = parse.quantity(text)
        if counted < NONE:
            self.notes.append(_("Stok %(stock)s tidak dipakai: di bawah nol.", stock=text))
        return counted if counted > NONE else None

    def container(self) -> str:
        cell = self.row.get(Field.CONTAINER)
        return "" if is_nothing(cell) else self.cleaned(clean_product_code(cell))

    def codes(self) -> tuple[str, str]:
        """The product's own code and the barcode; many files keep barcodes under *kode*."""
        code, barcode = self.row.get(Field.CODE), self.row.get(Field.BARCODE)
        code, barcode = ("" if is_nothing(cell) else cell for cell in (code, barcode))
        if code and not barcode and _is_barcode(clean_code(code).text):
            code, barcode = "", code
        return (
            self.cleaned(clean_product_code(code)) if code else "",
            barcode_key(self.cleaned(clean_barcode(barcode))) if barcode else "",
        )


def read_row(row: SheetRow) -> ImportRow:
    """Read a row. Raises InvalidInput with the first thing that is wrong with it."""
    reader = _Reader(row)
    code, barcode = reader.codes()
    return ImportRow(
        number=row.number,
        name=clean_name(row.get(Field.NAME)),
        code=code,
        barcode=barcode,
        unit=clean_unit(row.get(Field.UNIT)),
        factor=clean_quantity(row.get(Field.FACTOR)) or None,
        base_unit=clean_unit(row.get(Field.BASE_UNIT)),
        price=reader.amount(Field.PRICE),
        member_price=reader.amount(Field.MEMBER_PRICE),
        cost=clean_money(row.get(Field.COST)) or None,
        stock=reader.held(),
        category=reader.text(Field.CATEGORY),
        receipt_name=reader.text(Field.RECEIPT_NAME),
        container=reader.container(),
        notes=tuple(reader.notes),
    )


def read_codes(row: SheetRow) -> tuple[str, str, tuple[str, ...]]:
    """The product's code and the barcode of a row, with what was repaired."""
    reader = _Reader(row)
    code, barcode = reader.codes()
    return code, barcode, tuple(reader.notes)


def _is_barcode(code: str) -> bool:
    if not code.isdigit():
        return False
    return len(code) in _SURELY_BARCODES or is_gtin(code) or restored_zeros(code) is not None
