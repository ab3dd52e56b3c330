"""Downloads: what is read back is what was written, and nothing in it runs."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from core.errors import NotFound
from core.exports import Column, Kind, Sheet, csv_file, download, harmless, xlsx_file
from core.money import Money
from core.quantity import Quantity
from core.tables import read_table

COLUMNS = (
    Column("Kode"),
    Column("Nilai", Kind.RUPIAH),
    Column("Jumlah", Kind.QUANTITY),
    Column("Kali", Kind.COUNT),
    Column("Tanggal", Kind.DATE),
)
DAY = date(2026, 6, 1)
ROWS = (
    ("0101", Money(216_000), Quantity(1_500), 3, DAY),
    ("Kopi; “enak”", Money(-500), Quantity(-2_000), 0, None),
)
SHEET = Sheet("Stok: WSB/pagi", COLUMNS, ROWS)


@pytest.mark.parametrize(
    "text",
    [
        "=1+1", "+62 812", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1+1", "\uff1d1+1",
        "=cmd|' /C calc'!A0", "\u00a0=1", "\x00=1", "\x01+1",
    ],
)  # fmt: skip
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    assert harmless(text).startswith("'")


@pytest.mark.parametrize("text", ["", "Mie goreng", "Rp-500", "0101", "a=b", "'sudah"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text


@given(st.text(max_size=40))
def test_no_cell_ever_begins_like_a_formula(text: str) -> None:
    sheet = Sheet("s", (Column("Kode"), Column("Isi")), (("1", text),))
    written = io.StringIO(csv_file(sheet).decode("utf-8-sig"), newline="")
    _titles, (_code, cell) = csv.reader(written, delimiter=";")
    assert not cell.lstrip().startswith(("=", "+", "-", "@"))
    assert load_workbook(io.BytesIO(xlsx_file(sheet)))["s"]["B2"].data_type != "f"


def test_csv_is_read_back_by_our_own_reader() -> None:
    table = read_table("stok.csv", csv_file(SHEET))
    assert [row.cells for row in table.rows] == [
        ("Kode", "Nilai", "Jumlah", "Kali", "Tanggal"),
        ("0101", "216000", "1,5", "3", "2026-06-01"),
        ("Kopi; “enak”", "-500", "-2", "0", ""),
    ]


def test_a_workbook_holds_numbers_and_days_and_codes_with_their_zeros() -> None:
    page = load_workbook(io.BytesIO(xlsx_file(SHEET))).worksheets[0]
    assert page.title == "Stok  WSB pagi"
    assert [[cell.value for cell in row] for row in page.iter_rows(min_row=2)] == [
        ["0101", 216_000, 1.5, 3, datetime.combine(DAY, time.min)],
        ["Kopi; “enak”", -500, -2, 0, None],
    ]
    assert [cell.number_format for cell in page[2]] == [
        "@", "#,##0", "#,##0.###", "#,##0", "dd/mm/yyyy",
    ]  # fmt: skip


def test_a_row_that_lacks_a_cell_is_a_bug() -> None:
    with pytest.raises(ValueError, match="zip"):
        csv_file(Sheet("s", COLUMNS, (("0101",),)))


def test_a_file_has_a_name_without_tricks() -> None:
    answer = download(SHEET, 'Stok "WSB"\r\n; x', "csv")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="stok-wsb-x.csv"'
    assert answer.mimetype == "text/csv"


def test_there_is_no_other_kind_of_file() -> None:
    with pytest.raises(NotFound):
        download(SHEET, "stok", "exe")
