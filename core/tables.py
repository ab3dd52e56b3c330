"""Files from shops as rows of text: CSV in whatever encoding and delimiter, or XLSX."""

from __future__ import annotations

import csv
import html
import io
import re
import warnings
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import PurePath
from typing import IO

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from core.errors import InvalidInput
from core.i18n import _

MOST_BYTES = 10_000_000
MOST_UNFOLDED = 50_000_000
"""A 374 kB workbook can unfold to 128 MB: the zip directory is read before anything else."""
MOST_ROWS = 100_000
MOST_COLUMNS = 200
LONGEST_CELL = 5_000

_DELIMITERS = (";", ",", "\t", "|")
_DECLARED = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,6}|#[xX][0-9a-fA-F]{1,5}|[a-zA-Z]{2,8});")
_ZIP = b"PK\x03\x04"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_SAMPLE = 50
_BROKEN = (
    InvalidFileException, zipfile.BadZipFile, zlib.error, EOFError,
    LookupError, ValueError, TypeError, AttributeError, SyntaxError,
)  # fmt: skip
"""What openpyxl raises for workbooks that are none."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row that is not empty, under the number a spreadsheet shows."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A file as text; ``read_as`` says how it was understood."""

    rows: tuple[TableRow, ...]
    read_as: str


def read_table(name: str, content: bytes) -> Table:
    """Read an uploaded file. Refuses what is too big, broken, or neither CSV nor XLSX."""
    if len(content) > MOST_BYTES:
        raise InvalidInput(_("File terlalu besar: paling banyak 10 MB."), field="file")
    if content.startswith(_OLD_EXCEL) or PurePath(name).suffix.lower() == ".xls":
        raise InvalidInput(
            _("File .xls lama tidak dapat dibaca. Simpan sebagai .xlsx atau CSV."), field="file"
        )
    table = _workbook(content) if content.startswith(_ZIP) else _text(content)
    if not table.rows:
        raise InvalidInput(_("File ini kosong."), field="file")
    return table


# CSV


def _text(content: bytes) -> Table:
    text, encoding = decode(content)
    declared = _DECLARED.match(text)
    text = text[declared.end() :] if declared else text
    delimiter = declared[1] if declared else _delimiter_of(text)
    if delimiter == ";":
        text = _without_entities(text)
    rows = tuple(_limited(_numbered(text, delimiter)))
    return Table(rows, f"CSV ({encoding}, {_delimiter_name(delimiter)})")


def decode(content: bytes) -> tuple[str, str]:
    """The text of a file and the name of its encoding; Windows text when it is not Unicode."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace"), "UTF-16"
    if content[:_SAMPLE].count(0) > len(content[:_SAMPLE]) // 4:
        little = content[1:2] == b"\0"
        return content.decode("utf-16-le" if little else "utf-16-be", errors="replace"), "UTF-16"
    try:
        return content.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace"), "Windows-1252"


def _delimiter_of(text: str) -> str:
    """The delimiter that cuts most of the first rows into the same number of cells."""
    sample = text[:20_000]

    def evenness(delimiter: str) -> tuple[int, int]:
        rows = [row for row in _cells(sample, delimiter) if any(row)][:_SAMPLE]
        width, times = Counter(map(len, rows)).most_common(1)[0] if rows else (1, 0)
        return (times, width) if width > 1 else (0, 0)

    return max(_DELIMITERS, key=evenness)


def _delimiter_name(delimiter: str) -> str:
    names = {
        ";": _("titik koma"),
        ",": _("koma"),
        "\t": _("tab"),
        "|": _("garis tegak"),
    }
    return str(names.get(delimiter, delimiter))


def _without_entities(text: str) -> str:
    """Read ``&amp;`` before its semicolon is taken for the end of a cell."""
    for _round in range(3):
        text, found = _ENTITY.subn(_entity, text)
        if not found:
            break
    return text


def _entity(found: re.Match[str]) -> str:
    character = html.unescape(found[0])
    return {'"': "”", ";": ",", "\n": " ", "\r": " "}.get(character, character)


def _cells(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def _numbered(text: str, delimiter: str) -> Iterator[TableRow]:
    """Rows as a spreadsheet counts them: a cell of two lines is one row, an empty line too."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for number, cells in enumerate(reader, start=1):
            yield TableRow(number, tuple(cells))
    except csv.Error:
        raise InvalidInput(
            _(
                "File tidak terbaca sesudah baris %(row)s: mungkin tanda kutip kurang satu.",
                row=reader.line_num,
            ),
            field="file",
        ) from None


# XLSX


def _workbook(content: bytes) -> Table:
    _check_unfolded(content)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and charts, which nobody reads here
        try:
            return _first_sheet(content)
        except _BROKEN:
            raise _broken_workbook() from None


def _first_sheet(content: bytes) -> Table:
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    sheet = book.worksheets[0]
    sheet.reset_dimensions()
    rows = tuple(_limited(_sheet_rows(sheet.iter_rows(values_only=True))))
    return Table(rows, f"XLSX ({sheet.title})")


def _check_unfolded(content: bytes) -> None:
    file: IO[bytes] = io.BytesIO(content)
    try:
        with zipfile.ZipFile(file) as archive:
            unfolded = sum(item.file_size for item in archive.infolist())
            names = archive.namelist()
    except zipfile.BadZipFile:
        raise _broken_workbook() from None
    if unfolded > MOST_UNFOLDED:
        raise InvalidInput(
            _("Isi file ini terlalu besar (%(size)s MB). Bagi menjadi beberapa file.",
              size=unfolded // 1_000_000),
            field="file",
        )  # fmt: skip
    if "xl/workbook.xml" not in names:
        raise _broken_workbook()


def _broken_workbook() -> InvalidInput:
    return InvalidInput(
        _("File ini bukan lembar kerja XLSX yang utuh. Simpan ulang sebagai .xlsx atau CSV."),
        field="file",
    )


def _sheet_rows(rows: Iterator[Sequence[object]]) -> Iterator[TableRow]:
    for number, values in enumerate(rows, start=1):
        yield TableRow(number, tuple(map(cell_text, values[:MOST_COLUMNS])))


def cell_text(value: object) -> str:
    """A cell as text: whole numbers without ``.0``, others in full digits."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.10g}".replace(".", ",")
    if isinstance(value, datetime) and value.time() != time.min:
        return value.strftime("%d/%m/%Y %H:%M:%S")
    if isinstance(value, datetime | date):
        return value.strftime("%d/%m/%Y")
    return str(value)


def _limited(rows: Iterator[TableRow]) -> Iterator[TableRow]:
    """The rows that say something; refuses a file that never ends."""
    for taken, row in enumerate(row for row in rows if any(cell.strip() for cell in row.cells)):
        if taken >= MOST_ROWS:
            raise InvalidInput(
                _("File ini lebih dari 100.000 baris. Bagi menjadi beberapa file."), field="file"
            )
        yield TableRow(row.number, tuple(cell[:LONGEST_CELL] for cell in row.cells[:MOST_COLUMNS]))
