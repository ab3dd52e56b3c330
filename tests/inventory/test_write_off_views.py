"""The pages of write-offs, as people use them."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from core.db import Database
from core.ids import new_id
from core.permissions import Role
from tests.support.shelves import fill_shelves
from tests.support.visitor import Visitor, text_of
from tests.support.world import World

PAPER = "/write-offs/WSB-BK-000001"


@pytest.fixture
def manager(visitor: Visitor, database: Database, world: World) -> Visitor:
    with database.transaction() as session:
        fill_shelves(session, world, mie=(400, 1_120_000))
    return visitor.sign_in(Role.MANAGER)


@pytest.fixture
def treasurer(app: Flask, world: World) -> Visitor:
    return Visitor(app).sign_in(Role.TREASURER)


def begin(visitor: Visitor, kind: str = "damaged") -> None:
    form = {"kind": kind, "shop": "WSB", "note": "jatuh", "key": str(new_id())}
    visitor.submit("/write-offs/new", form)


def put(visitor: Visitor, code: str, quantity: str) -> None:
    visitor.submit(f"{PAPER}/lines", {"code": code, "quantity": quantity})


def test_goods_are_scanned_onto_a_paper_and_leave_the_stock(manager: Visitor) -> None:
    assert "Belum ada barang keluar" in text_of(manager.see("/write-offs"))
    begin(manager)
    put(manager, "8995522000015", "2")
    put(manager, "101", "1")
    page = text_of(manager.see(PAPER))
    assert "1 pcs Mie goreng instan ditulis" in page
    assert "101 Mie goreng instan 3 pcs" in page
    manager.submit(f"{PAPER}/complete")
    page = text_of(manager.see(PAPER))
    assert "Sudah keluar" in page
    assert "Rp8.400" in page
    card = manager.see("/stock/WSB/101")
    assert f'<a href="{PAPER}">WSB-BK-000001 · Rusak</a>' in card
    assert "Dikeluarkan WSB-BK-000001 · Rusak -3" in text_of(card)


def test_a_carton_counts_as_its_pieces(manager: Visitor) -> None:
    begin(manager)
    put(manager, "18995522000012", "1")
    assert "101 Mie goreng instan 40 pcs" in text_of(manager.see(PAPER))


def test_a_product_is_taken_off_again_and_a_paper_dropped(manager: Visitor) -> None:
    begin(manager)
    put(manager, "101", "1")
    manager.submit(f"{PAPER}/lines/remove", {"product": "101"})
    assert "Pindai barang pertama" in text_of(manager.see(PAPER))
    manager.submit(f"{PAPER}/drop")
    assert "Dibatalkan" in text_of(manager.see(PAPER))
    assert "Pindai barcode" not in manager.see(PAPER)


def test_much_waits_for_somebody_else(manager: Visitor, treasurer: Visitor) -> None:
    begin(manager)
    put(manager, "101 dus", "2")
    manager.submit(f"{PAPER}/complete")
    page = manager.see(PAPER)
    assert "Minta orang lain" in text_of(page)
    assert f"{PAPER}/agree" not in page
    manager.submit(f"{PAPER}/agree", status=403)
    assert "Menunggu pengesahan" in text_of(treasurer.see("/write-offs?status=waiting"))
    assert f"{PAPER}/agree" in treasurer.see(PAPER)
    treasurer.submit(f"{PAPER}/agree")
    assert "Disahkan" in text_of(treasurer.see(PAPER))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"code": "", "quantity": "1"}, "Pindai atau tulis kode"),
        ({"code": "999", "quantity": "1"}, "Tidak ada barang dengan kode"),
        ({"code": "101", "quantity": ""}, "Isi jumlahnya"),
        ({"code": "101", "quantity": "-1"}, "lebih dari nol"),
        ({"code": "101", "quantity": "0,5"}, "tidak dijual pecahan"),
    ],
)
def test_what_cannot_be_written_stays_in_its_form(
    manager: Visitor, typed: dict[str, str], said: str
) -> None:
    begin(manager)
    page = manager.submit(f"{PAPER}/lines", typed, status=422).text
    assert said in text_of(page)
    assert re.search(rf'name="quantity"[^>]*value="{re.escape(typed["quantity"])}"', page)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [({"kind": "sold"}, "Pilih mengapa"), ({"key": "x"}, "sudah lama")],
)
def test_a_paper_needs_a_reason(manager: Visitor, wrong: dict[str, str], said: str) -> None:
    form = {"kind": "damaged", "shop": "WSB", "key": str(new_id())} | wrong
    assert said in text_of(manager.submit("/write-offs/new", form, status=422).text)


def test_an_empty_paper_says_so(manager: Visitor) -> None:
    begin(manager)
    assert "Belum ada barang di surat ini" in manager.submit(f"{PAPER}/complete", status=409).text


def test_the_list_is_searched_by_number_note_and_goods(manager: Visitor) -> None:
    begin(manager)
    put(manager, "101", "1")
    for words in ("bk-000001", "jatuh", "goreng", "101"):
        assert "WSB-BK-000001" in text_of(manager.see(f"/write-offs?q={words}"))
    for asked in ("q=gula", "status=booked"):
        assert "Tidak ada yang cocok" in manager.see(f"/write-offs?{asked}")


def test_who_may_not(manager: Visitor, app: Flask) -> None:
    begin(manager)
    clerk = Visitor(app).sign_in(Role.CLERK)
    for path in ("/write-offs", "/write-offs/new", PAPER):
        clerk.see(path, status=403)
    auditor = Visitor(app).sign_in(Role.AUDITOR)
    assert "Pindai barcode" not in auditor.see(PAPER)
    auditor.submit(f"{PAPER}/complete", status=403)
    auditor.see("/write-offs/WSB-BK-000009", status=404)


def test_a_manager_sees_the_own_shop_only(manager: Visitor, treasurer: Visitor) -> None:
    form = {"kind": "lost", "shop": "LTM", "key": str(new_id())}
    manager.submit("/write-offs/new", form, status=404)
    treasurer.submit("/write-offs/new", form)
    manager.see("/write-offs/LTM-BK-000001", status=404)
    manager.submit("/write-offs/LTM-BK-000001/drop", status=404)
    assert "LTM-BK" not in manager.see("/write-offs")
    assert "LTM-BK-000001" in treasurer.see("/write-offs?shop=LTM")
