"""The pages of simpanan wajib."""

from __future__ import annotations

from datetime import date

import pytest

from core import clock
from core.db import Database
from core.permissions import Role
from core.settings import put
from members.dues import dues
from members.dues.rules import first_of, months_on
from members.dues.words import month_name
from members.settings import WAJIB_AMOUNT
from tests.support.visitor import Visitor, text_of
from tests.support.world import today


@pytest.fixture
def behind(database: Database, visitor: Visitor) -> date:
    """Everybody owes two months and this one; returns the oldest."""
    oldest = months_on(first_of(today()), -2)
    with database.transaction() as session:
        put(session, WAJIB_AMOUNT, "20000", valid_from=oldest, at=clock.now(), by=None)
        for month in (oldest, months_on(oldest, 1), months_on(oldest, 2)):
            dues.generate(session, month, today=today(), at=clock.now(), by=None)
    return oldest


def test_the_list_says_who_owes_what_and_since_when(visitor: Visitor, behind: date) -> None:
    words = text_of(visitor.sign_in(Role.TREASURER).see("/dues"))
    assert f"Siti Aminah 1 WSB 2 {month_name(behind)} Rp40.000 Rp60.000" in words
    assert "Tunggakan Rp80.000" in words
    assert "Dengan bulan ini Rp120.000" in words
    assert "Bulan menunggak Anggota 1 0 2 2" in words
    assert "Budi" not in text_of(visitor.see("/dues?q=siti"))
    assert "Tidak ada yang cocok" in visitor.see("/dues?shop=LTM")
    visitor.see("/dues?page=x", status=422)


def test_the_list_is_a_file(visitor: Visitor, behind: date) -> None:
    visitor.sign_in(Role.AUDITOR)
    rows = visitor.see("/dues/tunggakan-wajib.csv").splitlines()
    assert rows[1] == f"1;Siti Aminah;6281234567890;WSB;2;{behind.isoformat()};40000;60000"
    assert visitor.client.get("/dues/tunggakan-wajib.xlsx").data.startswith(b"PK")
    visitor.see("/dues/tunggakan-wajib.pdf", status=404)


def test_a_card_shows_the_months_and_the_message(visitor: Visitor, behind: date) -> None:
    visitor.sign_in(Role.TREASURER)
    page = visitor.see("/dues/1")
    words = text_of(page)
    assert f"Menunggak 2 bulan sejak {month_name(behind)}" in words
    assert f"{month_name(behind)} Belum, Rp20.000" in words
    assert "Bapak/Ibu Siti Aminah" in page
    assert "https://wa.me/6281234567890?text=Bapak" in page
    visitor.see("/dues/99", status=404)


def test_she_is_let_off_and_it_is_shown(visitor: Visitor, behind: date) -> None:
    visitor.sign_in(Role.TREASURER)
    what = {"month": behind.isoformat()[:7], "amount": "20rb", "reason": "banjir"}
    answer = visitor.submit("/dues/1/relief", what | {"amount": "21rb"}, status=422).text
    assert 'id="amount-error"' in answer
    assert 'value="banjir"' in answer
    visitor.submit("/dues/1/relief", what)
    words = text_of(visitor.see("/dues/1"))
    assert "Dibebaskan" in words
    assert "banjir Maria Goreti Rp20.000" in words


def test_dues_are_made_by_a_button_once(visitor: Visitor, behind: date) -> None:
    visitor.sign_in(Role.TREASURER)
    visitor.submit("/dues/make", {"month": behind.isoformat()[:7]})
    assert "0 tagihan dibuat" in visitor.see("/dues")
    visitor.submit("/dues/make", {"month": "2999-01"}, status=422)
    visitor.submit("/dues/make", {"month": "kapan"}, status=422)


def test_without_an_amount_the_page_says_so(visitor: Visitor) -> None:
    words = text_of(visitor.sign_in(Role.TREASURER).see("/dues"))
    assert "belum ditetapkan" in words
    assert "Tidak ada tunggakan" in words


def test_the_member_page_says_since_when(visitor: Visitor, behind: date) -> None:
    words = text_of(visitor.sign_in(Role.TREASURER).see("/members/1"))
    assert f"Belum bayar sejak {month_name(behind)}: Rp60.000" in words


def test_only_the_treasurer_lets_off_and_makes(visitor: Visitor, behind: date) -> None:
    for role in (Role.MANAGER, Role.AUDITOR):
        visitor.sign_in(role)
        visitor.see("/dues/1")
        visitor.submit("/dues/make", {"month": "2026-01"}, status=403)
        visitor.submit("/dues/1/relief", {}, status=403)
