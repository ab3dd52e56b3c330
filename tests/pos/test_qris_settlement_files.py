"""Files of QRIS providers: columns by heading, times and amounts as each of them writes them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from openpyxl import Workbook

from core.errors import InvalidInput
from core.money import Money
from core.tables import read_table
from pos.qris.settlement_files import SettledRow, SettlementFile, read_file, reference_key

AT = datetime(2026, 6, 1, 3, 15, tzinfo=UTC)
"""10:15 in Wonosobo."""


def _read(text: str) -> SettlementFile:
    return read_file(read_table("mutasi.csv", text.encode()), time_zone="Asia/Jakarta")


def _only(text: str) -> SettledRow:
    found = _read(text)
    assert found.problems == ()
    assert len(found.rows) == 1
    return found.rows[0]


@pytest.mark.parametrize(
    "text",
    [
        "Waktu Transaksi;Nominal;RRN;MDR;Diterima\n2026-06-01 10:15:00;20.500;88123;144;20.356\n",
        "Tanggal,Jam,Jumlah,No. Referensi,Biaya\n01/06/2026,10:15,20500,88123,\"143,5\"\n",
        "Date,Gross,RRN,Fee,Net\n2026-06-01T10:15:00+07:00,\"20,500.00\",88123,-143.50,20356\n",
        "Laporan QRIS\n\nTgl|Waktu|Total|Reff|Net\n01-06-2026|10.15|Rp20.500|88123|20.356\n",
        "datetime\tamount\tref no\tfee\n2026/06/01 10:15:00\t20500\t88123\t144\n",
    ],
)  # fmt: skip
def test_a_row_is_read_whatever_the_provider_writes(text: str) -> None:
    row = _only(text)
    assert (row.on, row.at) == (date(2026, 6, 1), AT)
    assert (row.gross, row.fee, row.net) == (Money(20_500), Money(144), Money(20_356))
    assert row.reference == "88123"


def test_a_workbook_keeps_its_times() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(("Waktu", "Nominal", "MDR"))
    sheet.append((datetime(2026, 6, 1, 10, 15), 20_500, 144))  # noqa: DTZ001
    file = BytesIO()
    book.save(file)
    found = read_file(read_table("a.xlsx", file.getvalue()), time_zone="Asia/Jakarta")
    assert [(row.at, row.fee) for row in found.rows] == [(AT, Money(144))]


def test_a_file_may_name_only_days_and_no_fee() -> None:
    row = _only("tanggal;jumlah\n01/06/2026;20500\n")
    assert (row.on, row.at, row.fee, row.net) == (
        date(2026, 6, 1), None, Money(0), Money(20_500),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("kemarin;20.500;0;", "waktu “kemarin” tidak dapat dibaca."),
        ("2026-06-01 10:15;0;0;", "lebih dari nol"),
        ("2026-06-01 10:15;dua puluh;0;", "bukan jumlah uang"),
        ("2026-06-01 10:15;1.000;2.000;", "lebih besar"),
        ("2026-06-01 10:15;20.500;144;20.000", "tidak sama dengan yang diterima"),
    ],
)
def test_a_row_that_cannot_be_used_says_why_and_holds_up_no_other(row: str, sentence: str) -> None:
    good = "2026-06-01 10:15;20.500;144;20.356"
    found = _read(f"waktu;jumlah;mdr;net\n{row}\n{good}\n")
    assert len(found.rows) == 1
    assert sentence in found.problems[0]
    assert found.problems[0].startswith("Baris 2: ")


def test_failed_payments_and_totals_are_no_payments() -> None:
    found = _read(
        "waktu;jumlah;status\n2026-06-01 10:15;500;Gagal\n2026-06-01 10:16;600;Sukses\n;1.100;\n"
    )
    assert [row.gross for row in found.rows] == [Money(600)]
    assert (found.left_out, found.problems) == (1, ())


def test_without_headings_a_file_is_refused() -> None:
    with pytest.raises(InvalidInput, match="kolom waktu dan jumlah"):
        _read("a;b\n1;2\n")


def test_rows_that_look_the_same_are_two_payments_and_stay_so() -> None:
    text = "waktu;jumlah\n2026-06-01 10:15;500\n2026-06-01 10:15;500\n"
    marks = [row.fingerprint for row in _read(text).rows]
    assert len(set(marks)) == 2
    other_order = _read("jumlah;waktu\n500;01/06/2026 10:15\n500;2026-06-01 10:15:00\n")
    assert [row.fingerprint for row in other_order.rows] == marks


def test_a_reference_is_compared_without_its_dress() -> None:
    assert reference_key("00-88 12a") == reference_key("8812A") == "8812A"
