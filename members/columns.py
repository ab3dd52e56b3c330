"""Which column of a file says what of a member: headings as co-ops write them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from core.errors import InvalidInput
from core.i18n import _
from core.tables import Table, TableRow

_HEADING_WITHIN = 15
"""Rows in which the headings must come; people like titles above them."""
_LETTERS = re.compile(r"[^a-z0-9]+")


class Field(StrEnum):
    """What a column can hold."""

    NUMBER = "number"
    NAME = "name"
    CARD = "card"
    PHONE = "phone"
    ADDRESS = "address"
    SHOP = "shop"
    JOINED_ON = "joined_on"
    STATUS = "status"


_HEADINGS = {
    Field.NUMBER: "nomor anggota, no anggota, nomor, no, id anggota, member number, member no",
    Field.NAME: "nama, nama anggota, nama lengkap, name, full name, member name",
    Field.CARD: "kartu, no kartu, nomor kartu, kode kartu, card, card number, barcode",
    Field.PHONE: "hp, no hp, nomor hp, telepon, telp, no telp, no telepon, nomor telepon, wa, "
    "whatsapp, no wa, phone, mobile, phone number",
    Field.ADDRESS: "alamat, address, domisili",
    Field.SHOP: "toko, cabang, unit, shop, store, terdaftar di",
    Field.JOINED_ON: "tanggal masuk, tgl masuk, tanggal daftar, tanggal bergabung, bergabung, "
    "masuk, joined, join date, joined on",
    Field.STATUS: "status, keadaan, keanggotaan, status anggota",
}


def _squeezed(heading: str) -> str:
    return _LETTERS.sub("", heading.casefold())


_BY_HEADING = {
    _squeezed(heading): field for field, line in _HEADINGS.items() for heading in line.split(",")
}


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A row with its cells under their fields; fields the file lacks are absent."""

    row: int
    cells: Mapping[Field, str]

    def get(self, field: Field) -> str:
        """The cell's text without stray spaces; empty when the file has no such column."""
        return " ".join(self.cells.get(field, "").split())


def read_members(table: Table) -> tuple[MemberRow, ...]:
    """Name the columns. Refuses a file without a column of names."""
    for place, row in enumerate(table.rows[:_HEADING_WITHIN]):
        fields = [_BY_HEADING.get(_squeezed(cell)) for cell in row.cells]
        if Field.NAME in fields:
            return tuple(_named(table.rows[place + 1 :], fields))
    raise InvalidInput(
        _("Baris judul tidak ditemukan. Beri judul kolom: nomor, nama, hp, kartu, alamat."),
        field="file",
    )


def _named(rows: tuple[TableRow, ...], fields: list[Field | None]) -> Iterator[MemberRow]:
    for row in rows:
        cells: dict[Field, str] = {}
        for field, cell in zip(fields, row.cells, strict=False):
            if field is not None and cell.strip():
                cells.setdefault(field, cell)
        if cells:
            yield MemberRow(row.number, cells)
