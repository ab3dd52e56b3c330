"""Files as shops send them: encodings, delimiters, empty lines, workbooks, bombs."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from core import tables
from core.errors import InvalidInput
from core.tables import cell_text, read_table
from inventory.cleaning import clean_text
from inventory.importing.columns import PRODUCTS, Field, read_columns

TEXT = "kode;nama;harga\r\n1;Thé Kotak;Rp 12.500,-\r\n\r\n;;\r\n2;Gula;5000\r\n"


def rows_of(content: bytes, name: str = "barang.csv") -> list[tuple[int, tuple[str, ...]]]:
    return [(row.number, row.cells) for row in read_table(name, content).rows]


EXPECTED = [
    (1, ("kode", "nama", "harga")),
    (2, ("1", "Thé Kotak", "Rp 12.500,-")),
    (5, ("2", "Gula", "5000")),
]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_csv_in_every_encoding_and_delimiter(encoding: str, delimiter: str) -> None:
    text = TEXT.replace("12.500,-", '12.500"').replace(";", delimiter)
    expected = [
        (n, tuple(c.replace("12.500,-", '12.500"') for c in cells)) for n, cells in EXPECTED
    ]
    assert rows_of(text.encode(encoding)) == expected


def test_rows_are_numbered_as_a_spreadsheet_shows_them() -> None:
    content = b'nama,harga\n"Kopi\nHitam",1000\n\nGula,2000\n'
    assert [number for number, _cells in rows_of(content)] == [1, 2, 4]


def test_a_declared_delimiter_is_believed() -> None:
    assert rows_of(b"sep=;\nnama;isi\na,b;1\n") == [(1, ("nama", "isi")), (2, ("a,b", "1"))]


def test_an_entity_does_not_end_a_cell_where_semicolons_do() -> None:
    content = (
        b'nama;isi\nTeh &amp;amp; Gula &#39;Asli&#39;;1\n"Roti &quot;Enak&quot;;x";&unknown;2\n'
    )
    assert [cells for _number, cells in rows_of(content)][1:] == [
        ("Teh & Gula 'Asli'", "1"),
        ("Roti ”Enak”;x", "&unknown", "2"),
    ]


def test_decimals_with_commas_do_not_win_over_the_delimiter() -> None:
    content = b"nama;stok\n" + b"Gula, putih;1,5\n" * 5
    assert rows_of(content)[1][1] == ("Gula, putih", "1,5")


@pytest.mark.parametrize("content", [b"", b"\n\n;;\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused(content: bytes) -> None:
    with pytest.raises(InvalidInput, match="kosong"):
        read_table("barang.csv", content)


def test_a_quote_that_is_never_closed_is_refused_with_its_line() -> None:
    content = b'nama,harga\n"Kopi,1000\n' + b"Gula,2000\n" * 20_000
    with pytest.raises(InvalidInput, match="tanda kutip"):
        read_table("barang.csv", content)


def workbook(*rows: tuple[object, ...]) -> bytes:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(list(row))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_xlsx_numbers_are_codes_without_decimals() -> None:
    content = workbook(
        ("Barcode", "Nama", "Harga"), (8990121011028, "Kecap", 12500.0), (), ("0123", "Gula", None)
    )
    assert rows_of(content, "barang.xlsx") == [
        (1, ("Barcode", "Nama", "Harga")),
        (2, ("8990121011028", "Kecap", "12500")),
        (4, ("0123", "Gula")),
    ]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (3.0, "3"),
        (8.99e12, "8990000000000"),
        (0.1 + 0.2, "0,3"),
        (1.234, "1,234"),
        (True, "ya"),
        (date(2026, 11, 22), "22/11/2026"),
        (datetime(2026, 11, 22), "22/11/2026"),  # noqa: DTZ001 (a workbook knows no time zone)
        (datetime(2026, 11, 22, 13, 5), "22/11/2026 13:05:00"),  # noqa: DTZ001
        ("01", "01"),
    ],
)
def test_cells_as_text(value: object, text: str) -> None:
    assert cell_text(value) == text


def test_a_bomb_is_refused_before_it_is_unfolded() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (tables.MOST_UNFOLDED + 1))
    assert len(file.getvalue()) < 100_000
    with pytest.raises(InvalidInput, match="terlalu besar"):
        read_table("bom.xlsx", file.getvalue())


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xlsx", b"PK\x03\x04 broken"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("a.docx", None),
    ],
)
def test_what_is_no_workbook_is_refused(name: str, content: bytes | None) -> None:
    if content is None:
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("word/document.xml", "<w/>")
        content = file.getvalue()
    with pytest.raises(InvalidInput, match="Simpan"):
        read_table(name, content)


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml"])
def test_a_damaged_workbook_is_refused(part: str) -> None:
    whole, damaged = io.BytesIO(workbook(("nama",), ("Gula",))), io.BytesIO()
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(damaged, "w") as target:
        for item in source.namelist():
            target.writestr(item, b"<broken" if item == part else source.read(item))
    with pytest.raises(InvalidInput, match="XLSX yang utuh"):
        read_table("barang.xlsx", damaged.getvalue())


def test_too_many_bytes_and_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InvalidInput, match="10 MB"):
        read_table("a.csv", b"x" * (tables.MOST_BYTES + 1))
    monkeypatch.setattr(tables, "MOST_ROWS", 3)
    with pytest.raises(InvalidInput, match=r"100\.000 baris"):
        read_table("a.csv", b"nama\n" + b"Gula\n" * 3)


# Headings


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Nama Barang", Field.NAME),
        ("NAMA_BARANG ", Field.NAME),
        ("product_name", Field.NAME),
        ("barcode_id", Field.BARCODE),
        ("Harga Jual (Rp)", Field.PRICE),
        ("harga anggota", Field.MEMBER_PRICE),
        ("H. Beli", None),
        ("HPP", Field.COST),
        ("Satuan", Field.UNIT),
        ("Stok\u00a0Awal", Field.STOCK),
        ("product_image", None),
    ],
)
def test_headings(heading: str, field: Field | None) -> None:
    meaning = PRODUCTS.meaning(heading, clean_text)
    assert (meaning[0] if meaning else None) == field


def test_titles_above_the_headings_are_passed_over() -> None:
    sheet = read_columns(
        read_table("a.csv", b"Daftar Barang;;\nBarang;;\n\nKode;Nama;Warna\n1;Gula;putih\n")
    )
    assert sheet.fields == (Field.CODE, Field.NAME)
    assert sheet.ignored == ("Warna",)
    assert [(row.number, row.get(Field.NAME), row.get(Field.PRICE)) for row in sheet.rows] == [
        (5, "Gula", "")
    ]


def test_the_better_of_two_headings_for_one_field_is_the_column() -> None:
    sheet = read_columns(read_table("a.csv", b"description,name\nmanis,Gula\n"))
    assert sheet.rows[0].get(Field.NAME) == "Gula"
    assert sheet.ignored == ("description",)


def test_a_file_without_names_is_refused() -> None:
    with pytest.raises(InvalidInput, match="Baris judul tidak ditemukan"):
        read_columns(read_table("a.csv", b"1,2,3\n4,5,6\n"))
