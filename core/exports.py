"""Lists as files for a spreadsheet: CSV and XLSX with typed columns, safe to open.

A text that a spreadsheet would run as a formula gets an apostrophe in front, here and nowhere
else. CSV is written as Indonesian spreadsheets read it: semicolons, decimal commas, UTF-8 with a
mark in front. Money stays whole rupiah, without dots, so that it can be added up.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from flask import Response
from openpyxl import Workbook
from openpyxl.cell.cell import Cell as BookCell
from openpyxl.cell.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from core.errors import NotFound
from core.i18n import _
from core.money import Money
from core.quantity import MILLI, Quantity

Cell = str | Money | Quantity | int | date | None

_RUNS = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
"""How a text begins that a spreadsheet may run, wide signs of Asian keyboards included."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""What no XLSX file may hold."""
_LONGEST_CELL = 32_000
_LONGEST_TITLE = 31
_FORBIDDEN_IN_TITLE = re.compile(r"[\[\]:*?/\\]")


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    RUPIAH = "rupiah"
    QUANTITY = "quantity"
    COUNT = "count"
    DATE = "date"


_FORMATS = {
    Kind.TEXT: "@",
    Kind.RUPIAH: "#,##0",
    Kind.QUANTITY: "#,##0.###",
    Kind.COUNT: "#,##0",
    Kind.DATE: "dd/mm/yyyy",
}
_WIDTHS = {Kind.TEXT: 28, Kind.RUPIAH: 16, Kind.QUANTITY: 12, Kind.COUNT: 10, Kind.DATE: 12}


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, and what stands below it."""

    title: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class Sheet:
    """A list to be downloaded; every row has a cell for every column."""

    title: str
    columns: tuple[Column, ...]
    rows: Iterable[Sequence[Cell]]


def harmless(text: str) -> str:
    """The text as a spreadsheet shows it and never runs it."""
    plain = _CONTROL.sub("", text)[:_LONGEST_CELL]
    return f"'{plain}" if _RUNS.match(plain) else plain


def csv_file(sheet: Sheet) -> bytes:
    """The list as CSV."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow([harmless(column.title) for column in sheet.columns])
    for row in sheet.rows:
        writer.writerow([_written(cell) for cell, _column in _paired(sheet, row)])
    return file.getvalue().encode("utf-8-sig")


def xlsx_file(sheet: Sheet) -> bytes:
    """The list as a workbook of one sheet: numbers are numbers, days are days."""
    book = Workbook(write_only=True)
    page = book.create_sheet(_FORBIDDEN_IN_TITLE.sub(" ", sheet.title)[:_LONGEST_TITLE])
    page.freeze_panes = "A2"
    for place, column in enumerate(sheet.columns, start=1):
        page.column_dimensions[get_column_letter(place)].width = _WIDTHS[column.kind]
    page.append([_heading(page, column) for column in sheet.columns])
    for row in sheet.rows:
        page.append([_cell(page, cell, column.kind) for cell, column in _paired(sheet, row)])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@dataclass(frozen=True, slots=True)
class _FileKind:
    write: Callable[[Sheet], bytes]
    mimetype: str


FILES = {
    "csv": _FileKind(csv_file, "text/csv; charset=utf-8"),
    "xlsx": _FileKind(
        xlsx_file, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    ),
}
"""The kinds of file there are, by how their names end."""


def download(sheet: Sheet, name: str, ending: str) -> Response:
    """The list as a file with that name. Raises NotFound for an ending there is none of."""
    kind = FILES.get(ending)
    if kind is None:
        raise NotFound(_("Berkas seperti itu tidak ada."))
    return Response(
        kind.write(sheet),
        content_type=kind.mimetype,
        headers={
            "Content-Disposition": f'attachment; filename="{_file_name(name)}.{ending}"',
            "Cache-Control": "no-store",
        },
    )


def _file_name(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-").lower() or "lumbung"


def _paired(sheet: Sheet, row: Sequence[Cell]) -> list[tuple[Cell, Column]]:
    return list(zip(row, sheet.columns, strict=True))


def _written(cell: Cell) -> str:
    """A cell of a CSV file."""
    match cell:
        case None:
            return ""
        case str():
            return harmless(cell)
        case Money():
            return str(cell.amount)
        case Quantity():
            return _decimals(cell)
        case date():
            return cell.isoformat()
        case _:
            return str(cell)


def _decimals(value: Quantity) -> str:
    whole, rest = divmod(abs(value.milli), MILLI)
    sign = "-" if value.milli < 0 else ""
    return f"{sign}{whole}" + (f",{rest:03d}".rstrip("0") if rest else "")


def _heading(page: WriteOnlyWorksheet, column: Column) -> BookCell:
    cell = WriteOnlyCell(page, value=harmless(column.title))
    cell.font = Font(bold=True)
    return cell


def _cell(page: WriteOnlyWorksheet, value: Cell, kind: Kind) -> BookCell:
    cell = WriteOnlyCell(page, value=_valued(value))
    cell.number_format = _FORMATS[kind]
    return cell


def _valued(value: Cell) -> str | int | float | datetime | None:
    """A cell of a workbook, which knows no other numbers than its own."""
    match value:
        case str():
            return harmless(value)
        case Money():
            return value.amount
        case Quantity():
            return value.milli / MILLI if value.milli % MILLI else value.milli // MILLI
        case date():
            return datetime.combine(value, time.min)
        case _:
            return value
