"""The pages of the books, from the trial balance down to one entry, and the download."""

from __future__ import annotations

import re
from datetime import date

import pytest
from sqlalchemy import select

from core.db import Database
from core.ids import ShopId
from core.models import AuditRecord, Shop
from core.money import Money
from core.paging import SIZE
from core.permissions import Role
from ledger import stored
from ledger.chart import DRAWER, MEMBER_SALES, MERCHANDISE, PAYABLES
from ledger.entry import Entry, credit, debit, lines
from ledger.exporting import hledger_text
from ledger.journal import post
from ledger.scope import Scope
from tests.support.visitor import Visitor, text_of
from tests.support.world import NOW, World


@pytest.fixture
def books(database: Database, world: World) -> None:
    """A delivery last year and this year in WSB, a sale in WSB, a sale in LTM."""
    with database.transaction() as session:
        for shop, day, source, account, against, amount in (
            (world.wsb, date(2025, 12, 31), "d1", MERCHANDISE, PAYABLES, 900_000),
            (world.wsb, date(2026, 1, 1), "d2", MERCHANDISE, PAYABLES, 100_000),
            (world.wsb, date(2026, 3, 5), "s1", DRAWER, MEMBER_SALES, 20_500),
            (world.ltm, date(2026, 3, 6), "s2", DRAWER, MEMBER_SALES, 7_000),
        ):
            post(session, _entry(shop, day, source, account, against, amount), at=NOW)


@pytest.fixture
def treasurer(visitor: Visitor, books: None) -> Visitor:
    return visitor.sign_in(Role.TREASURER)


def test_the_trial_balance_is_this_years_and_carries_what_was_before(treasurer: Visitor) -> None:
    page = treasurer.see("/ledger?from=2026-01-01&to=2026-12-31")
    assert "1-1310 Persediaan 900.000 D 100.000 – 1.000.000 D" in text_of(page)
    assert "4-1010 Partisipasi bruto anggota – – 27.500 27.500 K" in text_of(page)
    assert "Total Seimbang 127.500 127.500" in text_of(page)
    assert "1-1110" not in text_of(page), "what never moved is left out"


def test_the_trial_balance_begins_with_the_year_unless_told(treasurer: Visitor) -> None:
    assert re.search(r'name="from" value="\d{4}-01-01"', treasurer.see("/ledger"))
    assert 'name="from" value=""' in treasurer.see("/ledger?from=&to=")


def test_a_shop_and_days_narrow_every_page(treasurer: Visitor) -> None:
    page = text_of(treasurer.see("/ledger?shop=LTM&from=&to=2026-12-31"))
    assert "1-1010 Kas laci – 7.000 – 7.000 D" in page
    assert "1-1310" not in page
    assert "20.500" not in text_of(treasurer.see("/ledger/journal?shop=LTM&from=&to="))
    assert "7.000" not in text_of(treasurer.see("/ledger/accounts/1-1010?to=2026-03-05"))


def test_from_a_balance_to_its_account_to_its_entry(treasurer: Visitor) -> None:
    page = treasurer.see("/ledger?from=2026-01-01&to=")
    account = _link(page, "/ledger/accounts/1-1310")
    card = treasurer.see(account)
    assert "Saldo sebelumnya 900.000 D" in text_of(card)
    assert "100.000 1.000.000 D" in text_of(card)
    entry = text_of(treasurer.see(_link(card, "/ledger/entries/WSB/2")))
    assert "2-1010 Utang usaha 100.000" in entry
    assert "Segel" in entry


def test_the_journal_is_newest_first_and_found_by_word_or_number(treasurer: Visitor) -> None:
    page = text_of(treasurer.see("/ledger/journal"))
    assert page.index("06/03/2026") < page.index("05/03/2026") < page.index("31/12/2025")
    assert "1–2 dari 2" in text_of(treasurer.see("/ledger/journal?q=Kejadian s"))
    assert "WSB 3" in text_of(treasurer.see("/ledger/journal?q=3&shop=WSB"))
    assert "Tidak ada yang cocok" in treasurer.see("/ledger/journal?q=tiada")


def test_a_long_account_is_paged_with_its_running_balance(
    treasurer: Visitor, database: Database, world: World
) -> None:
    with database.transaction() as session:
        for count in range(SIZE):
            sale = _entry(world.wsb, date(2026, 4, 1), f"n{count}", DRAWER, MEMBER_SALES, 1_000)
            post(session, sale, at=NOW)
    page = text_of(treasurer.see("/ledger/accounts/1-1010?page=2"))
    assert f"{SIZE + 1}–{SIZE + 2} dari {SIZE + 2}" in page
    assert "Saldo sebelumnya 75.500 D" in page
    assert "77.500 D" in page
    assert "<rect" in treasurer.see("/ledger/accounts/1-1010")


@pytest.mark.parametrize(
    ("path", "status", "sentence"),
    [
        ("/ledger?from=2026-02-01&to=2026-01-01", 422, "lebih awal daripada tanggal mulai"),
        ("/ledger?from=kemarin", 422, "Tanggal ini tidak dapat dibaca."),
        ("/ledger?shop=XXX", 422, "Tidak ada toko dengan kode XXX."),
        ("/ledger/accounts/9-9999", 404, "Tidak ada akun 9-9999."),
        ("/ledger/entries/WSB/99", 404, "Tidak ada entri 99 di toko WSB."),
        ("/ledger/entries/WSB/999999999999", 404, "Tidak ada entri"),
        ("/ledger/journal?page=0", 422, "Halaman itu tidak ada."),
    ],
)
def test_what_is_not_there_is_refused_in_words(
    treasurer: Visitor, path: str, status: int, sentence: str
) -> None:
    assert sentence in text_of(treasurer.see(path, status))


def test_the_download_is_the_export_and_is_noted(
    treasurer: Visitor, database: Database, world: World
) -> None:
    answer = treasurer.client.get("/ledger/hledger?shop=WSB&from=2026-01-01&to=")
    with database.reading() as session:
        scope = Scope(ShopId(world.wsb.id), date(2026, 1, 1))
        expected = "".join(hledger_text(session, stored.by_date(session, scope)))
        noted = session.scalars(select(AuditRecord).where(AuditRecord.action == "books.exported"))
        assert [record.shop_id for record in noted] == [world.wsb.id]
    assert answer.text == expected
    assert "Kejadian s1" in expected
    assert answer.headers["Content-Disposition"] == "attachment; filename=lumbung-WSB.journal"


def test_empty_books_say_what_will_be_there(visitor: Visitor, world: World) -> None:
    visitor.sign_in(Role.AUDITOR)
    assert "Belum ada yang dibukukan" in visitor.see("/ledger")
    assert "Jurnal masih kosong" in visitor.see("/ledger/journal")
    assert "Tidak ada pergerakan" in visitor.see("/ledger/accounts/1-1010")


def test_a_clerk_sees_no_books(visitor: Visitor, books: None) -> None:
    visitor.sign_in(Role.CLERK)
    for path in ("/ledger", "/ledger/journal", "/ledger/entries/WSB/1", "/ledger/hledger"):
        visitor.see(path, 403)


def _entry(shop: Shop, day: date, source: str, account: str, against: str, amount: int) -> Entry:
    moved = lines(debit(account, Money(amount)), credit(against, Money(amount)))
    return Entry(ShopId(shop.id), day, f"test:{source}", f"Kejadian {source}", moved)


def _link(page: str, beginning: str) -> str:
    found = re.search(rf'href="({re.escape(beginning)}[^"]*)"', page)
    assert found is not None, beginning
    return found[1].replace("&amp;", "&")
