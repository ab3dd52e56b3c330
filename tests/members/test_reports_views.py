"""The pages of reports about members: who may read them, and the same on paper and in files."""

from __future__ import annotations

import io
import shutil
import subprocess
from datetime import date

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from core.db import Database
from core.ids import MemberId
from core.models import Shop
from core.permissions import Role
from ledger import chart
from members.models import Member
from members.reports.reports import REPORTS
from tests.support.member_reports import bought, saved
from tests.support.visitor import Visitor, text_of
from tests.support.world import PRICED_FROM

JANUARY = "from=2026-01-01&to=2026-01-31"


@pytest.fixture
def members(database: Database, visitor: Visitor) -> Visitor:
    """Siti, whose name is a formula, saved and bought in January; Budi did neither."""
    with database.transaction() as session:
        shop = session.scalars(select(Shop).where(Shop.code == "WSB")).one()
        siti = session.scalars(select(Member).where(Member.number == 1)).one()
        siti.name = '=HYPERLINK("http://jahat.example";"Siti")'
        saved(session, shop, chart.SHARE_CAPITAL, MemberId(siti.id), 100_000, PRICED_FROM)
        bought(session, shop, MemberId(siti.id), 25_000, date(2026, 1, 9))
    return visitor


def pdf_text(document: bytes) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("poppler-utils is not installed")
    said = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=document, capture_output=True, check=True
    )
    return " ".join(said.stdout.decode().split())


def test_every_report_is_listed_with_what_it_answers(members: Visitor) -> None:
    page = text_of(members.sign_in(Role.TREASURER).see("/members/reports"))
    for report in REPORTS.values():
        assert str(report.title) in page
        assert str(report.about) in page
    assert "Laporan anggota" in members.see("/")
    members.see("/members/reports/tiada", status=404)
    members.see("/members/reports/simpanan/file.doc", status=404)


@pytest.mark.parametrize("name", REPORTS)
def test_every_report_is_a_page_and_three_files_in_two_languages(
    members: Visitor, name: str
) -> None:
    members.sign_in(Role.AUDITOR)
    for way in (*REPORTS[name].ways, "tiada"):
        page = text_of(members.see(f"/members/reports/{name}?by={way}&shop=WSB"))
        assert str(REPORTS[name].title) in page
    document = members.client.get(f"/members/reports/{name}/file.pdf").data
    assert str(REPORTS[name].title) in pdf_text(document)
    book = members.client.get(f"/members/reports/{name}/file.xlsx").data
    assert load_workbook(io.BytesIO(book)).active is not None
    assert members.client.get(f"/members/reports/{name}/file.csv").status_code == 200
    members.submit("/language", {"language": "en", "next": "/"})
    english = text_of(members.see(f"/members/reports/{name}"))
    assert str(REPORTS[name].title) not in english


def test_one_answer_on_the_page_on_paper_and_in_a_spreadsheet(members: Visitor) -> None:
    members.sign_in(Role.TREASURER)
    said = "Simpanan anggota pada 31/01/2026 berjumlah Rp100.000."
    page = text_of(members.see(f"/members/reports/simpanan?{JANUARY}"))
    assert said in page
    assert "Januari 2026 Rp100.000 Rp0 Rp0 Rp0 Rp100.000" in page
    paper = pdf_text(members.client.get(f"/members/reports/simpanan/file.pdf?{JANUARY}").data)
    assert said in paper
    assert "Januari 2026 100.000 0 0 0 100.000" in paper
    text = members.client.get(f"/members/reports/simpanan/file.csv?{JANUARY}").text
    assert "Januari 2026;100000;0;0;0;100000" in text


def test_a_name_that_is_a_formula_is_never_run(members: Visitor) -> None:
    members.sign_in(Role.TREASURER)
    asked = "/members/reports/lama-tidak-belanja/file"
    text = members.client.get(f"{asked}.csv?by=30").text
    assert ";'=HYPERLINK" in text.replace('"', "")
    assert ";=HYPERLINK" not in text.replace('"', "")
    book = load_workbook(io.BytesIO(members.client.get(f"{asked}.xlsx?by=30").data))
    names = [row[1] for row in book.worksheets[0].iter_rows(values_only=True)]
    assert any(str(name).startswith("'=HYPERLINK") for name in names)


def test_who_stays_away_is_searched_and_found_in_the_register(members: Visitor) -> None:
    members.sign_in(Role.CHAIR)
    page = members.see("/members/reports/lama-tidak-belanja?by=30&q=budi")
    assert 'href="/members/2"' in page
    assert "HYPERLINK" not in page
    assert "Tidak ada yang cocok" in members.see("/members/reports/lama-tidak-belanja?q=tiada")


def test_months_are_whole_and_at_most_five_years(members: Visitor) -> None:
    members.sign_in(Role.TREASURER)
    page = members.see("/members/reports/pertumbuhan?from=2026-01-20&to=2026-02-10")
    assert "01/01/2026 sampai 10/02/2026" in page
    page = members.see("/members/reports/pertumbuhan?from=2020-01-01&to=2026-02-10", status=422)
    assert "Paling lama lima tahun sekali lihat." in page


def test_nobody_is_named_where_a_report_needs_no_names(members: Visitor) -> None:
    members.sign_in(Role.TREASURER)
    for name in set(REPORTS) - {"lama-tidak-belanja", "tunggakan"}:
        for way in REPORTS[name].ways:
            asked = f"/members/reports/{name}/file.csv?by={way}"
            assert "Budi" not in members.client.get(asked).text


@pytest.mark.parametrize("role", [Role.CLERK, Role.MANAGER, Role.ADMIN])
def test_reports_are_for_treasurer_board_and_auditor(visitor: Visitor, role: Role) -> None:
    visitor.sign_in(role)
    for path in ("", "/simpanan", "/simpanan/file.pdf"):
        visitor.see(f"/members/reports{path}", status=403)
