"""The pages of suppliers, orders and goods received, as people use them."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from core.db import Database
from core.ids import ShopId
from core.money import Money
from core.permissions import Role
from core.quantity import Quantity
from inventory.models import Stock
from inventory.purchasing.models import GoodsReceipt, GoodsReceiptLine, OrderState, PurchaseOrder
from inventory.suppliers.models import Supplier, SupplierGoods
from tests.support.visitor import Visitor, text_of
from tests.support.world import World

SUPPLIER = {
    "name": "CV Sumber Rejeki", "phone": "0286 321000", "terms_days": "14", "lead_days": "2",
    "active": "1",
}  # fmt: skip
LINES = {
    "supplier": "1",
    "line-code": ["101 dus", "102 pcs"],
    "line-quantity": ["5", "24"],
    "line-price": ["112rb", "2.500"],
}
ORDER = "/orders/WSB-PO-000001"
RECEIPT = "/goods-receipts/WSB-BM-000001"


@pytest.fixture
def manager(visitor: Visitor) -> Visitor:
    visitor.sign_in(Role.MANAGER)
    visitor.submit("/suppliers/new", SUPPLIER)
    return visitor


def key_of(page: str) -> str:
    found = re.search(r'name="key" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def ordered(manager: Visitor) -> None:
    manager.submit("/orders/new", LINES | {"do": "save", "note": "antar pagi"})
    manager.submit(f"{ORDER}/send")


def received(manager: Visitor, **more: list[str]) -> None:
    path = "/goods-receipts/new?order=WSB-PO-000001"
    form = LINES | {"do": "save", "key": key_of(manager.see(path)), "delivery_note": "SJ-9"}
    manager.submit(path, form | more)


def test_a_supplier_is_noted_found_and_changed(manager: Visitor, database: Database) -> None:
    assert "Belum ada barang" in text_of(manager.see("/suppliers/1"))
    assert "CV Sumber Rejeki" in text_of(manager.see("/suppliers?q=rejeki"))
    assert "Tidak ada yang cocok" in text_of(manager.see("/suppliers?q=makmur"))
    manager.submit("/suppliers/1/edit", SUPPLIER | {"name": "UD Makmur", "is_pkp": "1"})
    with database.reading() as session:
        found = session.scalars(select(Supplier)).one()
    assert (found.name, found.is_pkp, found.terms_days) == ("UD Makmur", True, 14)


def test_what_is_wrong_with_a_supplier_is_said_and_kept(manager: Visitor) -> None:
    answer = manager.submit("/suppliers/new", SUPPLIER | {"terms_days": "tiga"}, status=422)
    assert "Isi dari 0 sampai 365 hari." in text_of(answer.text)
    assert 'value="tiga"' in answer.text
    manager.see("/suppliers/9", 404)


def test_goods_are_put_on_an_order_by_code_and_by_part_of_a_name(manager: Visitor) -> None:
    several = manager.submit(
        "/orders/new", {"supplier": "1", "goods": "goreng", "amount": "3", "do": "add"}, status=200
    ).text
    assert "Yang mana?" in text_of(several)
    assert 'value="101 dus"' in several
    one = manager.submit(
        "/orders/new", {"supplier": "1", "choice": "101 dus", "amount": "3"}, status=200
    ).text
    assert 'name="line-code" value="101 dus"' in one
    more = {"line-code": "101 dus", "line-quantity": "3", "line-price": "112.000"}
    again = manager.submit(
        "/orders/new", more | {"supplier": "1", "goods": "101 dus", "do": "add"}, status=200
    ).text
    assert 'name="line-quantity" value="4"' in again
    gone = manager.submit("/orders/new", more | {"supplier": "1", "do": "remove-0"}, status=200)
    assert 'name="line-code"' not in gone.text
    nothing = manager.submit(
        "/orders/new", more | {"supplier": "1", "goods": "zzz", "do": "add"}, status=422
    ).text
    assert 'name="line-code" value="101 dus"' in nothing, "what stood there stays"


def test_an_order_goes_its_way(manager: Visitor, database: Database) -> None:
    manager.submit("/orders/new", LINES | {"do": "save", "note": "antar pagi"})
    page = text_of(manager.see(ORDER))
    assert "konsep" in page
    assert "Rp620.000" in page
    assert 'value="112.000"' in manager.see(f"{ORDER}/edit")
    manager.submit(f"{ORDER}/edit", LINES | {"do": "save", "line-quantity": ["6", "24"]})
    manager.submit(f"{ORDER}/send")
    assert "menunggu barang" in text_of(manager.see("/orders?state=sent&q=rejeki"))
    manager.submit(f"{ORDER}/send", status=409)
    manager.submit(f"{ORDER}/cancel")
    with database.reading() as session:
        assert session.scalars(select(PurchaseOrder.state)).one() is OrderState.CANCELLED


def test_an_order_without_goods_or_supplier_is_refused(manager: Visitor) -> None:
    empty = manager.submit("/orders/new", {"supplier": "1", "do": "save"}, status=422)
    assert "paling sedikit satu barang" in text_of(empty.text)
    nobody = manager.submit("/orders/new", LINES | {"supplier": "", "do": "save"}, status=422)
    assert "Pilih pemasoknya." in text_of(nobody.text)
    assert 'value="112rb"' in nobody.text


def test_receiving_begins_with_what_is_waited_for(
    manager: Visitor, database: Database, world: World
) -> None:
    ordered(manager)
    received(manager, **{"line-quantity": ["3", ""], "line-free": ["1", ""],
                         "line-damaged": ["1", ""], "line-expires": ["2027-01-31", ""],
                         "line-batch": ["B7", ""]})  # fmt: skip
    page = text_of(manager.see(RECEIPT))
    assert "surat jalan SJ-9" in page
    assert "Rp336.000" in page
    rest = manager.see("/goods-receipts/new?order=WSB-PO-000001")
    assert re.findall(r'name="line-quantity" value="([^"]*)"', rest) == ["2", "24"]
    with database.reading() as session:
        line = session.scalars(select(GoodsReceiptLine)).one()
        held = session.scalars(select(Stock)).one()
        learned = session.scalars(select(SupplierGoods)).one()
    assert (line.damaged, line.batch_code, str(line.expires_on)) == (
        Quantity.of(1), "B7", "2027-01-31",
    )  # fmt: skip
    assert (held.quantity, held.value) == (Quantity.of(160), Money(336_000))
    assert learned.last_price == Money(112_000)
    assert "Rp112.000" in text_of(manager.see("/suppliers/1"))
    assert "WSB-BM-000001" in text_of(manager.see(ORDER))
    assert RECEIPT in manager.see("/stock/WSB/101"), "the stock card leads to the paper"


def test_goods_without_an_order_are_received_once(manager: Visitor, database: Database) -> None:
    key = key_of(manager.see("/goods-receipts/new"))
    for _twice in range(2):
        manager.submit("/goods-receipts/new", LINES | {"do": "save", "key": key})
    with database.reading() as session:
        assert session.scalars(select(GoodsReceipt.amount)).all() == [Money(620_000)]
    assert "WSB-BM-000001" in text_of(manager.see("/goods-receipts?q=rejeki"))
    assert "Tidak ada yang cocok" in text_of(manager.see("/goods-receipts?q=makmur"))


def test_goods_go_back_with_a_reason(manager: Visitor) -> None:
    ordered(manager)
    received(manager)
    key = key_of(manager.see(RECEIPT))
    for typed, said in (
        ({"back-0": "1"}, "Isi alasannya."),
        ({"reason": "bocor"}, "Isi jumlah barang yang dikembalikan."),
        ({"back-0": "6", "reason": "bocor"}, "melebihi"),
        ({"back-0": "satu", "reason": "bocor"}, "bukan jumlah barang"),
    ):
        answer = manager.submit(f"{RECEIPT}/back", typed | {"key": key}, status=422)
        assert said in text_of(answer.text)
    manager.submit(f"{RECEIPT}/back", {"back-0": "2", "reason": "bocor", "key": key})
    assert "Rp396.000" in text_of(manager.see(RECEIPT)), "224.000 less is owed"


def test_who_may_see_and_who_may_buy(manager: Visitor, visitor: Visitor) -> None:
    ordered(manager)
    manager.submit("/sign-out")
    visitor.sign_in(Role.TREASURER)
    assert "Tandai sudah dikirim" not in visitor.see(ORDER)
    visitor.see("/orders/new", 403)
    visitor.submit("/sign-out")
    visitor.sign_in(Role.CLERK)
    for path in ("/suppliers", "/orders", "/goods-receipts", ORDER):
        visitor.see(path, 403)


def test_papers_of_another_shop_are_not_found(
    manager: Visitor, database: Database, world: World
) -> None:
    ordered(manager)
    received(manager)
    with database.transaction() as session:
        session.merge(world.operators[Role.MANAGER]).shop_id = ShopId(world.ltm.id)
    manager.see(ORDER, 404)
    manager.see(RECEIPT, 404)
    assert "Belum ada pesanan" in text_of(manager.see("/orders"))
