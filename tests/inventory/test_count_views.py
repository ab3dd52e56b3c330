"""The pages of counts, as counters and those who post use them."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from core.db import Database
from core.ids import new_id
from core.permissions import Role
from inventory.counts.sheets import Item, Sheet, sheets_pdf
from tests.support.shelves import fill_shelves
from tests.support.visitor import Visitor, text_of
from tests.support.world import World

PAPER = "/counts/WSB-SO-000001"
COUNTING = "/counting/WSB-SO-000001"


@pytest.fixture
def manager(visitor: Visitor, database: Database, world: World) -> Visitor:
    """A manager who has opened a count of everything."""
    with database.transaction() as session:
        fill_shelves(session, world, mie=(40, 112_000), beras=(77, 924_000))
    visitor.sign_in(Role.MANAGER)
    open_count(visitor, scope="all", note="akhir bulan")
    return visitor


@pytest.fixture
def clerk(app: Flask, manager: Visitor) -> Visitor:
    return Visitor(app).sign_in(Role.CLERK)


def open_count(visitor: Visitor, status: int = 302, **form: str) -> str:
    typed = {"shop": "WSB", "key": str(new_id())} | form
    return visitor.submit("/counts/new", typed, status=status).text


def count(visitor: Visitor, code: str, quantity: str, status: int = 302, **form: str) -> str:
    typed = {"code": code, "quantity": quantity, "key": str(new_id())} | form
    return text_of(visitor.submit(COUNTING, typed, status=status).text)


def test_a_clerk_scans_counts_and_goes_on_to_the_next(clerk: Visitor, manager: Visitor) -> None:
    assert COUNTING in clerk.see("/counting")
    page = clerk.see(f"{COUNTING}?code=8995522000015&shelf=depan")
    assert "Ada berapa pcs?" in page
    assert re.search(r'id="quantity"[^>]*autofocus', page)
    answer = clerk.submit(
        COUNTING,
        {"code": "8995522000015", "quantity": "37", "shelf": "depan", "key": str(new_id())},
    )
    assert answer.location == f"{COUNTING}?shelf=depan"
    page = clerk.see(answer.location)
    assert re.search(r'id="code"[^>]*autofocus', page)
    assert 'value="depan"' in page
    assert "Mie goreng instan: 37 pcs tersimpan" in text_of(page)


def test_whoever_counts_never_sees_what_is_expected(clerk: Visitor, manager: Visitor) -> None:
    count(clerk, "201", "3")
    pages = [clerk.see(COUNTING), clerk.see(f"{COUNTING}?code=201"), clerk.see("/counting")]
    assert [page for page in pages if "77" in text_of(page)] == []
    clerk.see(PAPER, status=403)
    assert "77" not in text_of(manager.see(PAPER))
    assert "Seharusnya" not in manager.see(PAPER)


def test_differences_are_reviewed_and_posted_by_somebody_else(
    clerk: Visitor, manager: Visitor
) -> None:
    count(clerk, "101", "37")
    manager.submit(f"{PAPER}/review")
    page = text_of(manager.see(PAPER))
    assert "101 Mie goreng instan 37 40 -3 pcs -Rp8.400" in page
    assert "Sari Wulandari" in page
    assert "201 Beras pandan wangi" in page.partition("Belum dihitung Kode")[2]
    manager.submit(f"{PAPER}/post")
    page = text_of(manager.see(PAPER))
    assert "Sudah dibukukan" in page
    assert "101 Mie goreng instan 37 40 -3 pcs -Rp8.400" in page
    card = manager.see("/stock/WSB/101")
    assert f'<a href="{PAPER}">WSB-SO-000001</a>' in card
    assert "Hitung fisik WSB-SO-000001 -3" in text_of(card)


def test_whoever_counted_is_not_offered_to_post(clerk: Visitor, manager: Visitor) -> None:
    count(manager, "101", "40")
    manager.submit(f"{PAPER}/review")
    page = manager.see(PAPER)
    assert "Anda ikut menghitung" in page
    assert f"{PAPER}/post" not in page
    manager.submit(f"{PAPER}/post", status=403)
    assert "cocok dengan catatan" in text_of(page)


def test_entries_add_up_and_a_recount_replaces_them(clerk: Visitor, manager: Visitor) -> None:
    count(clerk, "101", "30")
    count(clerk, "101 dus", "1")
    assert "40 pcs" in text_of(clerk.see(f"{COUNTING}?code=101"))
    count(clerk, "101", "38", again="1")
    manager.submit(f"{PAPER}/review")
    assert "101 Mie goreng instan 38 40 -2" in text_of(manager.see(PAPER))
    manager.submit(f"{PAPER}/reopen")
    count(clerk, "101", "2", shelf="gudang")
    manager.submit(f"{PAPER}/review")
    assert "101 Mie goreng instan 40 40 0" in text_of(manager.see(f"{PAPER}?shown=semua"))


@pytest.mark.parametrize(
    ("code", "quantity", "said"),
    [
        ("101", "", "kalau habis, isi 0"),
        ("101", "8995522000015", "seperti barcode"),
        ("101", "-1", "jumlah yang utuh"),
        ("101", "1,5", "jumlah yang utuh"),
        ("101", "banyak", "bukan jumlah barang"),
        ("999", "1", "Tidak ada barang dengan kode"),
    ],
)
def test_what_cannot_be_counted_is_said_beside_it(
    clerk: Visitor, code: str, quantity: str, said: str
) -> None:
    assert said in count(clerk, code, quantity, status=422)


def test_goods_are_found_by_a_part_of_their_name(clerk: Visitor) -> None:
    page = clerk.see(f"{COUNTING}?code=goreng")
    assert f'href="{COUNTING}?code=101"' in page
    assert "Tidak ada barang" in text_of(clerk.see(f"{COUNTING}?code=semangka"))


def test_a_count_of_chosen_goods_refuses_others(clerk: Visitor, manager: Visitor) -> None:
    open_count(manager, scope="chosen", products="101\n8998888000019\n101")
    chosen = "/counting/WSB-SO-000002"
    assert "Ada berapa" in clerk.see(f"{chosen}?code=102")
    assert "tidak termasuk" in text_of(clerk.see(f"{chosen}?code=201"))


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"scope": "shelf"}, "Pilih apa yang dihitung"),
        ({"scope": "category"}, "Pilih kategorinya"),
        ({"scope": "chosen"}, "Isi barang"),
        ({"scope": "chosen", "products": "101\n999"}, "kode atau barcode 999"),
        ({"scope": "all", "key": "x"}, "sudah lama"),
    ],
)
def test_a_count_says_what_it_is_about(manager: Visitor, form: dict[str, str], said: str) -> None:
    assert said in text_of(open_count(manager, 422, **form))


def test_a_dropped_count_is_over(clerk: Visitor, manager: Visitor) -> None:
    manager.submit(f"{PAPER}/drop")
    assert "Dibatalkan" in text_of(manager.see(PAPER))
    assert "sudah ditutup" in text_of(clerk.see(COUNTING))
    assert "sudah tidak dihitung" in count(clerk, "101", "1", status=409)
    assert "Tidak ada yang sedang dihitung" in clerk.see("/counting")


def test_the_list_is_searched(manager: Visitor) -> None:
    for asked in ("q=so-000001", "q=bulan", "status=open", "shop=WSB"):
        assert "WSB-SO-000001" in text_of(manager.see(f"/counts?{asked}"))
    for asked in ("q=lebaran", "status=posted"):
        assert "Tidak ada yang cocok" in manager.see(f"/counts?{asked}")


def test_who_may_not(app: Flask, clerk: Visitor, manager: Visitor) -> None:
    for path in ("/counts", "/counts/new"):
        clerk.see(path, status=403)
    for step in ("review", "reopen", "post", "drop"):
        clerk.submit(f"{PAPER}/{step}", status=403)
    treasurer = Visitor(app).sign_in(Role.TREASURER)
    treasurer.see(COUNTING, status=403)
    treasurer.see(PAPER)
    treasurer.submit("/counts/new", {"scope": "all", "shop": "LTM", "key": str(new_id())})
    for path in ("/counts/LTM-SO-000001", "/counting/LTM-SO-000001"):
        manager.see(path, status=404)
    manager.submit("/counts/LTM-SO-000001/drop", status=404)
    manager.submit(f"{PAPER}/review", status=409)


# The sheet


def test_the_sheet_lists_goods_without_what_is_expected(clerk: Visitor) -> None:
    answer = clerk.client.get(f"{COUNTING}/sheet.pdf")
    assert answer.status_code == 200
    assert answer.data.startswith(b"%PDF")
    assert answer.mimetype == "application/pdf"


def test_the_same_sheet_has_the_same_bytes_and_as_many_pages_as_it_needs() -> None:
    sheet = Sheet("Koperasi Uji", "Toko Wonosobo", "WSB-SO-000001", "01/06/2026", is_demo=True)
    items = [Item(str(n), f"Barang {n} " * 9, "pcs", f"Rak {n // 20}") for n in range(100)]
    printed = sheets_pdf(sheet, items)
    assert printed == sheets_pdf(sheet, items)
    assert len(re.findall(rb"/Type /Page\b", printed)) == 4
    assert len(re.findall(rb"/Type /Page\b", sheets_pdf(sheet, []))) == 1
