"""The pages of repacking, as people use them."""

from __future__ import annotations

import re
from datetime import date

import pytest
from flask import Flask

from core.db import Database
from core.ids import new_id
from core.permissions import Role
from core.quantity import Quantity
from inventory.batches import batches
from inventory.batches.batches import NewBatch
from tests.support.kinds_of_goods import add_parcel
from tests.support.repacking import add_bags, fill_bags
from tests.support.shelves import fill_shelves
from tests.support.visitor import Form, Visitor, text_of
from tests.support.world import NOW, World

PAPER = "/repackings/WSB-KU-000001"
NEW = "/repackings/new"


@pytest.fixture
def manager(visitor: Visitor, database: Database, world: World) -> Visitor:
    with database.transaction() as session:
        fill_shelves(session, world, beras=(50, 600_000), mie=(40, 112_000))
        add_bags(session)
    return visitor.sign_in(Role.MANAGER)


def said(**more: str | list[str]) -> dict[str, str | list[str]]:
    """Fifty kilograms of rice become 48 bags."""
    form: dict[str, str | list[str]] = {
        "key": str(new_id()), "opened": "201 kg", "opened_count": "50",
        "pack": ["301 pcs"], "count": ["48"], "content": ["1"], "share": [""],
    }  # fmt: skip
    return form | more


def post(visitor: Visitor, form: Form, *, status: int = 200) -> str:
    return visitor.submit(NEW, form, status=status).text


def test_a_sack_is_opened_looked_at_and_filled(manager: Visitor) -> None:
    assert "Belum ada yang dikemas ulang" in text_of(manager.see("/repackings"))
    assert "1. Apa yang dibuka?" in text_of(manager.see(NEW))
    page = post(manager, {"goods": "pandan", "amount": "50", "do": "add", "key": str(new_id())})
    assert "2. Apa yang diisi?" in text_of(page)
    assert 'name="opened" value="201 kg"' in page
    page = post(manager, said(pack=[], count=[], content=[], share=[], goods="301", amount="48"))
    assert re.search(r'name="count" value="48"', page)
    page = text_of(post(manager, said(do="look")))
    assert "Rp600.000 harga pokok 50 kg" in page
    assert "Jadi 48 kg 96% dari 50 kg" in page
    assert "Susut 2 kg" in page
    assert "48 pcs Rp600.000 Rp12.500 Rp15.000 Rp14.600" in page
    manager.submit(NEW, said(do="save", note="karung sobek"))
    page = text_of(manager.see(PAPER))
    assert "Kemas ulang WSB-KU-000001 selesai" in page
    assert "karung sobek" in page
    assert "301 Beras 1 kg 48 pcs Rp600.000 Rp12.500" in page
    card = manager.see("/stock/WSB/301")
    assert f'<a href="{PAPER}">WSB-KU-000001</a>' in card


def test_nothing_moves_before_it_is_saved(manager: Visitor) -> None:
    post(manager, said(do="look"))
    assert "Belum ada yang dikemas ulang" in text_of(manager.see("/repackings"))
    page = post(manager, said(do="edit"))
    assert re.search(r'name="opened_count" value="50"', page)


def test_enter_on_an_empty_line_looks_at_the_result(manager: Visitor) -> None:
    assert "Periksa hasilnya" in text_of(post(manager, said(goods="", do="add")))


def test_the_last_time_is_offered_again(manager: Visitor, database: Database, world: World) -> None:
    manager.submit(NEW, said(do="save"))
    page = post(manager, {"goods": "201", "amount": "25", "do": "add", "key": str(new_id())})
    assert "Terakhir kali, dengan WSB-KU-000001: 50 kg Beras pandan wangi" in text_of(page)
    page = post(manager, said(do="same", pack=[], count=[], content=[], share=[]))
    assert re.search(r'name="opened_count" value="50"', page)
    assert re.search(r'name="count" value="48"', page)
    page = text_of(post(manager, said(opened_count="25", count=["20"], do="look")))
    assert "Perkiraan 24 kg" in page
    assert "Terakhir kali jadi 96%" in page
    assert "stoknya akan di bawah nol" in page


def test_the_last_day_of_what_is_opened_is_shown(
    manager: Visitor, database: Database, world: World
) -> None:
    with database.transaction() as session:
        new = NewBatch(world.goods["beras"].id, date(2031, 12, 31), Quantity.of(50))
        batches.note_on_shelf(session, new, shop_id=world.shop_id, at=NOW, by=None)
    assert "Kedaluwarsa pada 31/12/2031" in text_of(post(manager, said(do="look")))


def test_a_stock_card_leads_to_opening_its_goods(manager: Visitor) -> None:
    place = "/repackings/new?shop=WSB&amp;goods=201"
    assert place in manager.see("/stock/WSB/201")
    assert place not in manager.see("/stock/WSB/103")
    assert 'name="opened" value="201 kg"' in manager.see(place.replace("&amp;", "&"))


def test_several_goods_are_chosen_from(manager: Visitor) -> None:
    page = post(manager, {"goods": "beras", "do": "add", "key": str(new_id())})
    assert "Yang mana?" in text_of(page)
    assert 'name="choice" value="301 pcs"' in page
    page = post(manager, {"goods": "beras", "choice": "201 kg", "key": str(new_id())})
    assert 'name="opened" value="201 kg"' in page


def test_goods_are_taken_off_the_page_again(manager: Visitor) -> None:
    assert 'name="pack"' not in post(manager, said(do="remove-0"))
    assert "1. Apa yang dibuka?" in text_of(post(manager, said(do="remove-opened")))


def test_a_price_below_the_cost_and_too_many_bags_are_pointed_out(manager: Visitor) -> None:
    assert "di bawah biaya" in text_of(post(manager, said(count=["30"], do="look")))
    page = text_of(post(manager, said(count=["60"], do="look")))
    assert "lebih banyak daripada yang dibuka" in page
    assert "Lebih 10 kg" in page


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"count": ["0"]}, "lebih dari nol"),
        ({"count": ["1,5"]}, "harus utuh"),
        ({"content": ["x"]}, "bukan jumlah barang"),
        ({"share": ["-1"]}, "angka bulat"),
        ({"opened_count": ""}, "Isi jumlah barang"),
        ({"key": "x"}, "Muat ulang"),
        ({"opened": ""}, "Pilih dulu"),
        ({"pack": ["201 kg"]}, "dibuka dan diisi"),
        ({"pack": ["301 pcs", "302 kg"], "count": ["9", "1"], "share": ["1", ""],
          "content": ["1", "1"]}, "setiap baris"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    manager: Visitor, wrong: dict[str, str | list[str]], sentence: str
) -> None:
    for do in ("look", "save"):
        page = post(manager, said(**wrong, do=do), status=422)
        assert sentence in text_of(page)
        assert wrong.get("opened") == "" or 'name="opened" value="201 kg"' in page
    assert "Belum ada yang dikemas ulang" in text_of(manager.see("/repackings"))


def test_a_mistake_is_put_back(manager: Visitor) -> None:
    manager.submit(NEW, said(do="save"))
    page = manager.submit(f"{PAPER}/take-back", {"key": str(new_id())}, status=422).text
    assert "Isi alasannya" in text_of(page)
    manager.submit(f"{PAPER}/take-back", {"key": str(new_id()), "reason": "salah hitung"})
    page = text_of(manager.see("/repackings/WSB-KU-000002"))
    assert "Surat balik" in page
    assert "Lihat WSB-KU-000001, yang dibatalkan" in page
    page = manager.see(PAPER)
    assert "Dibatalkan" in text_of(page)
    assert "take-back" not in page
    again = {"key": str(new_id()), "reason": "lagi"}
    assert "sudah dibatalkan" in manager.submit(f"{PAPER}/take-back", again, status=409).text


def test_papers_are_searched(manager: Visitor) -> None:
    manager.submit(NEW, said(do="save", note="karung sobek"))
    for sought in ("000001", "SOBEK", "beras 1", "301"):
        assert "WSB-KU-000001" in manager.see(f"/repackings?q={sought}")
    assert "WSB-KU-000001" not in manager.see("/repackings?q=minyak")


def test_a_shop_sees_only_its_own(
    manager: Visitor, app: Flask, database: Database, world: World
) -> None:
    with database.transaction() as session:
        mie = {"bag": world.goods["mie"]}
        fill_bags(session, world, mie, 1, 1, shop=world.ltm)
    manager.see("/repackings/LTM-KU-000001", status=404)
    assert "LTM-KU" not in manager.see("/repackings")
    assert "LTM-KU-000001" in Visitor(app).sign_in(Role.CHAIR).see("/repackings")


def test_whoever_only_looks_cannot_repack(manager: Visitor, app: Flask) -> None:
    manager.submit(NEW, said(do="save"))
    auditor = Visitor(app).sign_in(Role.AUDITOR)
    page = auditor.see(PAPER)
    assert "take-back" not in page
    assert NEW not in page
    auditor.see(NEW, status=403)
    reverse = {"key": str(new_id()), "reason": "x"}
    auditor.submit(f"{PAPER}/take-back", reverse, status=403)


def test_a_package_shows_what_it_costs_and_earns(
    manager: Visitor, database: Database, world: World
) -> None:
    with database.transaction() as session:
        add_parcel(session, world)
    page = text_of(manager.see("/products/802"))
    assert "Toko Wonosobo Rp38.000 Rp50.000 Rp12.000 (24%) 8" in page
