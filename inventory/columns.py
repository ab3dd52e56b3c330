"""Which column of a file is what: headings in Indonesian and English, as shops write them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from core.errors import InvalidInput
from core.i18n import _
from core.tables import Table, TableRow
from inventory.cleaning import clean_text

_HEADING_WITHIN = 15
"""Rows in which the headings must come; shops like titles above them."""
_LETTERS = re.compile(r"[^a-z0-9]+")


class Field(StrEnum):
    """What a column can hold."""

    CODE = "code"
    BARCODE = "barcode"
    NAME = "name"
    UNIT = "unit"
    FACTOR = "factor"
    BASE_UNIT = "base_unit"
    PRICE = "price"
    MEMBER_PRICE = "member_price"
    COST = "cost"
    STOCK = "stock"
    CATEGORY = "category"
    RECEIPT_NAME = "receipt_name"
    CONTAINER = "container"


_HEADINGS = """
code: kode, kode barang, kode produk, kode item, code, product code, item code, sku, plu, kd
    barang, kd brg, kodebrg, no barang, id barang, product id, item id
barcode: barcode, barcode id, barkode, kode batang, kode barcode, ean, ean13, ean 13, upc, gtin,
    gtin 13, no barcode, nomor barcode, bar code
name: nama, nama barang, nama produk, nama item, barang, produk, name, product name, item name,
    product, item, description, deskripsi, nm barang, nm brg, nama brg, uraian
unit: satuan, unit, uom, sat, kemasan, satuan jual, unit of measure, satuan barang
factor: isi, isi kemasan, factor, faktor, konversi, qty per pack, pack size, isi satuan, jumlah
    isi, isi per satuan
base_unit: satuan dasar, base unit, satuan kecil, satuan terkecil
price: harga, harga jual, harga umum, price, selling price, sale price, sell price, harga jual
    umum, harga eceran, hrg jual, hrg, harga satuan, retail price, harga rp, harga jual rp
member_price: harga anggota, member price, harga jual anggota, hrg anggota, harga member
cost: harga beli, cost, harga pokok, hpp, harga modal, modal, purchase price, cost price, buy
    price, hrg beli, harga beli rp, harga dasar
stock: stok, stock, stok awal, saldo, saldo awal, qty, quantity, jumlah, jml, stok akhir,
    opening stock, sisa, sisa stok, jumlah stok, persediaan
category: kategori, category, kelompok, golongan, jenis, group, departemen, department, kategori
    barang
container: kemasan yang ditukar, kemasan kosong, jaminan kemasan, kode jaminan, container,
    container code, jaminan
receipt_name: nama struk, receipt name, nama pendek, short name, alias, nama singkat
"""


def _headings() -> dict[str, tuple[Field, int]]:
    table: dict[str, tuple[Field, int]] = {}
    for line in _HEADINGS.strip().replace("\n    ", " ").splitlines():
        field, headings = line.split(":")
        for rank, heading in enumerate(headings.split(",")):
            table[_LETTERS.sub("", heading)] = Field(field), rank
    return table


_BY_HEADING = _headings()
"""What a heading means, and its rank: where two mean the same, the lower one is the column."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row with its cells under their fields; fields the file lacks are absent."""

    number: int
    cells: Mapping[Field, str]

    def get(self, field: Field) -> str:
        """The cell's text; empty when the file has no such column."""
        return self.cells.get(field, "")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table whose columns are known."""

    fields: tuple[Field, ...]
    ignored: tuple[str, ...]
    """Headings that mean nothing to us, as written."""
    rows: tuple[SheetRow, ...]
    read_as: str


def field_of(heading: str) -> Field | None:
    """What a heading means, whatever its case, spaces and signs."""
    meaning = _meaning(heading)
    return meaning[0] if meaning else None


def read_columns(table: Table) -> Sheet:
    """Find the headings and name the columns. Refuses a file without a column of names."""
    head = _heading_row(table)
    headings = table.rows[head].cells
    places = _places(headings)
    found = {place: field for field, place in places.items()}
    ignored = tuple(
        clean_text(heading)
        for place, heading in enumerate(headings)
        if place not in found and heading.strip()
    )
    rows = tuple(_named(table.rows[head + 1 :], found))
    return Sheet(tuple(sorted(places)), ignored, rows, table.read_as)


def _meaning(heading: str) -> tuple[Field, int] | None:
    return _BY_HEADING.get(_LETTERS.sub("", clean_text(heading).casefold()))


def _places(headings: Iterable[str]) -> dict[Field, int]:
    best: dict[Field, tuple[int, int]] = {}
    for place, heading in enumerate(headings):
        if meaning := _meaning(heading):
            field, rank = meaning
            best[field] = min(best.get(field, (rank, place)), (rank, place))
    return {field: place for field, (_rank, place) in best.items()}


def _heading_row(table: Table) -> int:
    known = [{field_of(cell) for cell in row.cells} for row in table.rows[:_HEADING_WITHIN]]
    if any(Field.NAME in fields for fields in known):
        return max(
            range(len(known)), key=lambda place: (Field.NAME in known[place], len(known[place]))
        )
    raise InvalidInput(
        _("Baris judul tidak ditemukan. Beri judul kolom: kode, barcode, nama, satuan, harga."),
        field="file",
    )


def _named(rows: tuple[TableRow, ...], found: Mapping[int, Field]) -> Iterator[SheetRow]:
    for row in rows:
        cells = {
            field: row.cells[place] for place, field in found.items() if place < len(row.cells)
        }
        if any(cell.strip() for cell in cells.values()):
            yield SheetRow(row.number, cells)
