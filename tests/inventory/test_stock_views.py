"""The pages of stock: shelves, cards, opening stock."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import load_workbook

from core.db import Database
from core.ids import ShopId
from core.permissions import Role
from core.quantity import Quantity
from inventory import stock
from inventory.models import MoveKind
from inventory.shelves import Cause
from ledger import chart, journal
from tests.support.visitor import Visitor, text_of
from tests.support.world import NOW, World

OPENING = {"quantity": "2", "unit": "dus", "cost": "108.000"}
CARD = "/stock/WSB/101"


@pytest.fixture
def manager(visitor: Visitor) -> Visitor:
    return visitor.sign_in(Role.MANAGER)


def sell(database: Database, world: World, pieces: int, *, times: int = 1) -> None:
    with database.transaction() as session:
        for number in range(times):
            stock.take_out(
                session,
                Cause(MoveKind.SALE, f"sale:{number}", NOW),
                [(world.goods["mie"].id, Quantity.of(pieces))],
                shop_id=world.shop_id,
            )


def test_opening_stock_is_entered_in_any_pack(manager: Visitor, database: Database) -> None:
    assert manager.submit(f"{CARD}/opening", OPENING).location == CARD
    page = text_of(manager.see(CARD))
    assert "Ada 80 pcs Nilai Rp216.000 Harga pokok rata-rata Rp2.700" in page
    assert "Stok awal – +80 Rp216.000 80 Rp216.000" in page
    with database.reading() as session:
        assert journal.balance(session, chart.MERCHANDISE).amount == 216_000


def test_opening_stock_is_offered_and_taken_once(manager: Visitor) -> None:
    assert "Isi stok awal" in manager.see(CARD)
    manager.submit(f"{CARD}/opening", OPENING)
    assert "Isi stok awal" not in manager.see(CARD)
    page = manager.submit(f"{CARD}/opening", OPENING, status=422).text
    assert "sudah pernah diisi" in text_of(page)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"quantity": ""}, "Isi jumlahnya"),
        ({"quantity": "0"}, "lebih dari nol"),
        ({"quantity": "-3"}, "lebih dari nol"),
        ({"quantity": "10000000000"}, "terlalu besar"),
        ({"cost": "-1"}, "tidak boleh negatif"),
        ({"unit": "kodi"}, "Pilih satuannya"),
    ],
)
def test_stock_that_makes_no_sense_is_refused(
    manager: Visitor, changes: dict[str, str], said: str
) -> None:
    page = manager.submit(f"{CARD}/opening", OPENING | changes, status=422).text
    assert said in text_of(page)


def test_the_card_shows_the_newest_move_first_and_has_pages(
    manager: Visitor, database: Database, world: World
) -> None:
    manager.submit(f"{CARD}/opening", OPENING)
    sell(database, world, 1, times=60)
    first, second = manager.see(CARD), manager.see(f"{CARD}?page=2")
    assert "1–50 dari 61" in text_of(first)
    assert "Penjualan – -1 -Rp2.700 20 Rp54.000" in text_of(first)
    assert "Stok awal – +80" not in text_of(first)
    assert "Stok awal – +80" in text_of(second)


def test_the_shelves_show_value_and_what_is_below_zero(
    manager: Visitor, database: Database, world: World
) -> None:
    manager.submit("/stock/WSB/102/opening", {"quantity": "10", "unit": "pcs", "cost": "3000"})
    sell(database, world, 2)
    page = text_of(manager.see("/stock"))
    assert "Nilai persediaan Rp30.000 Barang di bawah nol 1" in page
    assert "101 Mie goreng instan -2 pcs Rp0" in page
    short = text_of(manager.see("/stock?level=minus"))
    assert "Mie goreng" in short
    assert "Air mineral" not in short
    assert "Air mineral" in text_of(manager.see("/stock?q=air"))


def test_somebody_of_one_shop_stays_in_it(visitor: Visitor, world: World) -> None:
    manager = visitor.sign_in(Role.MANAGER)
    manager.see("/stock/LTM/101", 404)
    manager.submit("/stock/LTM/101/opening", OPENING, status=404)
    assert "Lombok" not in text_of(manager.see("/products/101"))


def test_those_of_all_shops_see_all_of_them(
    visitor: Visitor, database: Database, world: World
) -> None:
    with database.transaction() as session:
        stock.take_out(
            session,
            Cause(MoveKind.SALE, "sale:1", NOW),
            [(world.goods["mie"].id, Quantity.of(3))],
            shop_id=ShopId(world.ltm.id),
        )
    auditor = visitor.sign_in(Role.AUDITOR)
    assert "Toko Lombok Timur -3 pcs" in text_of(auditor.see("/products/101"))
    assert "-3" in text_of(auditor.see("/stock?shop=LTM"))


def test_the_list_is_downloaded_whole_as_it_is_searched(manager: Visitor) -> None:
    manager.submit(f"{CARD}/opening", OPENING)
    manager.submit("/stock/WSB/102/opening", {"quantity": "10", "unit": "pcs", "cost": "3000"})
    page = manager.see("/stock?q=mie")
    assert "/stock/WSB/shelves.csv?q=mie&amp;level=semua" in page
    text = manager.client.get("/stock/WSB/shelves.csv?q=mie").data.decode("utf-8-sig")
    assert text.splitlines() == [
        "Toko;Kode;Barang;Jumlah;Satuan;Nilai (Rp)", "WSB;101;Mie goreng instan;80;pcs;216000",
    ]  # fmt: skip
    book = manager.client.get("/stock/WSB/shelves.xlsx")
    sheet = load_workbook(BytesIO(book.data)).active
    assert sheet is not None
    assert [row[1] for row in sheet.values] == ["Kode", "102", "101"]


def test_only_shops_in_reach_and_known_files_are_downloaded(manager: Visitor) -> None:
    manager.see("/stock/LTM/shelves.csv", 404)
    manager.see("/stock/WSB/shelves.pdf", 404)


def test_what_a_shop_wants_at_least_runs_out_by_name(
    manager: Visitor, database: Database, world: World
) -> None:
    manager.submit(f"{CARD}/opening", OPENING)
    manager.submit(f"{CARD}/minimum", {"least": "80"})
    manager.submit("/stock/WSB/102/minimum", {"least": "24"})
    page = text_of(manager.see("/stock?level=menipis"))
    assert "102 Air mineral 600 ml 0 minimum 24 pcs Rp0" in page
    assert "Mie goreng" not in page
    sell(database, world, 1)
    assert "101 Mie goreng instan 79 minimum 80 pcs" in text_of(manager.see("/stock?level=menipis"))
    manager.submit(f"{CARD}/minimum", {"least": ""})
    assert "Mie goreng" not in text_of(manager.see("/stock?level=menipis"))
    assert "102;Air mineral" in manager.client.get("/stock/WSB/shelves.csv?level=menipis").text


def test_a_least_quantity_that_makes_no_sense_is_refused_as_typed(manager: Visitor) -> None:
    page = manager.submit(f"{CARD}/minimum", {"least": "banyak"}, status=422).text
    assert 'value="banyak"' in page
    assert "bukan jumlah barang" in text_of(page)
    manager.submit("/stock/LTM/101/minimum", {"least": "3"}, status=404)
