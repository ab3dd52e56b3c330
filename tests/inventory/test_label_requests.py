"""The queue of labels: what is due, what is printed, what hangs on the shelf."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from core.ids import ShopId
from core.money import Money
from core.permissions import Role
from core.quantity import Quantity
from inventory import prices
from inventory.labels import queries, requests
from inventory.models import PriceList
from inventory.prices import NewPrice, Period
from tests.support.visitor import Visitor, text_of
from tests.support.world import NOW, TODAY, World, make_coop

needs_poppler = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="poppler-utils is not installed"
)
TOMORROW = TODAY + timedelta(days=1)
Shown = list[tuple[str, date, int | None]]


@pytest.fixture
def coop(session: Session) -> World:
    return make_coop(session)


def put(session: Session, world: World, price: NewPrice, period: Period) -> None:
    prices.set_price(session, price, period, at=NOW, by=world.operator_id(Role.MANAGER))


def queue(session: Session, shop_id: ShopId, on: date = TODAY) -> Shown:
    page = queries.queue(session, shop_id, on=on, number=1)
    return [(row.code, row.day, row.price.amount if row.price else None) for row in page.rows]


def test_a_new_price_asks_for_a_label_in_every_shop_once(session: Session, coop: World) -> None:
    pack_id = coop.goods["mie"].pack_id
    for amount in (3_600, 3_700):
        put(session, coop, NewPrice(pack_id, Money(amount)), Period(TODAY))
    put(session, coop, NewPrice(pack_id, Money(3_500), PriceList.MEMBER), Period(TODAY))
    assert queue(session, coop.shop_id) == [("101", TODAY, 3_700)]
    assert queue(session, ShopId(coop.ltm.id)) == [("101", TODAY, 3_700)]


def test_a_price_of_one_shop_asks_for_its_label_only(session: Session, coop: World) -> None:
    price = NewPrice(coop.goods["air"].pack_id, Money(4_200), shop_id=coop.shop_id)
    put(session, coop, price, Period(TODAY))
    assert queue(session, coop.shop_id) == [("102", TODAY, 4_200)]
    assert queue(session, ShopId(coop.ltm.id)) == []


def test_wholesale_stands_on_no_label(session: Session, coop: World) -> None:
    price = NewPrice(
        coop.goods["mie"].pack_id, Money(3_000), PriceList.WHOLESALE, least=Quantity.of(12)
    )
    put(session, coop, price, Period(TODAY))
    assert queue(session, coop.shop_id) == []


def test_a_price_for_some_days_asks_for_a_label_before_and_after(
    session: Session, coop: World
) -> None:
    pack_id = coop.goods["mie"].pack_id
    put(session, coop, NewPrice(pack_id, Money(3_000)), Period(TOMORROW, TOMORROW))
    after = TOMORROW + timedelta(days=1)
    assert queue(session, coop.shop_id) == [("101", TOMORROW, 3_000), ("101", after, 3_500)]
    assert queue(session, coop.shop_id, on=after) == [("101", after, 3_500)]


def test_an_ended_price_asks_for_the_label_of_the_next(session: Session, coop: World) -> None:
    shop_id = ShopId(coop.ltm.id)
    place = (coop.goods["air"].pack_id, PriceList.GENERAL, shop_id, Quantity(0))
    prices.end(session, place, last=TODAY - timedelta(days=1), at=NOW, by=None)
    assert queue(session, shop_id) == [("102", TODAY, 4_000)]


def test_what_is_put_up_leaves_the_queue_and_what_comes_later_stays(
    session: Session, coop: World
) -> None:
    pack_id = coop.goods["mie"].pack_id
    put(session, coop, NewPrice(pack_id, Money(3_600)), Period(TODAY))
    put(session, coop, NewPrice(pack_id, Money(3_700)), Period(TOMORROW))
    taken = requests.put_up(session, [(pack_id, TODAY)], shop_id=coop.shop_id, at=NOW, by=None)
    assert taken == 1
    assert queue(session, coop.shop_id) == [("101", TOMORROW, 3_700)]
    assert len(queue(session, ShopId(coop.ltm.id))) == 2


def test_a_label_says_the_shops_own_price_and_the_packs_code(session: Session, coop: World) -> None:
    goods = coop.goods
    wanted = [(goods[name].pack_id, TODAY) for name in ("air", "beras", "gula", "mie")]
    labels = queries.labels(session, wanted, ShopId(coop.ltm.id))
    assert [(label.price.amount, label.code, label.member_price) for label in labels] == [
        (4_500, "8998888000019", None),
        (14_000, "201", None),
        (3_500, "8995522000015", Money(3_300)),
    ]


@pytest.fixture
def manager(visitor: Visitor) -> Visitor:
    return visitor.sign_in(Role.MANAGER)


def printed(answer: bytes) -> str:
    said = subprocess.run(["pdftotext", "-raw", "-", "-"], input=answer, capture_output=True)
    return " ".join(said.stdout.decode().split())


@needs_poppler
def test_a_changed_price_is_printed_and_put_up(manager: Visitor) -> None:
    assert "Semua label benar" in manager.see("/labels")
    manager.submit("/products/101/packs/pcs/prices", {"price": "3.700", "list": "umum"})
    page = manager.see("/labels")
    assert "101 Mie goreng instan pcs Rp3.700 sekarang" in text_of(page)
    pick = page.partition('name="pick" value="')[2].partition('"')[0]
    sheet = manager.submit("/labels/WSB/sheet.pdf", {"pick": [pick], "paper": "a4"}, status=200)
    assert sheet.mimetype == "application/pdf"
    assert "Mie goreng instan" in printed(sheet.data)
    assert "Rp3.700" in printed(sheet.data)
    assert "Mie goreng" in manager.see("/labels")
    manager.submit("/labels/WSB/put-up", {"pick": [pick]})
    assert "Semua label benar" in manager.see("/labels")


@needs_poppler
def test_labels_of_any_goods_are_printed_by_code(manager: Visitor) -> None:
    answer = manager.client.get("/labels/WSB/sheet.pdf?codes=101+dus%0A102+x3&paper=58mm")
    assert printed(answer.data).count("Air mineral 600 ml") == 3
    assert "Rp132.000" in printed(answer.data)


@pytest.mark.parametrize(
    ("asked", "status", "said"),
    [
        ("codes=999", 404, "Tidak ada barang dengan kode"),
        ("codes=104", 422, "Tidak ada label untuk dicetak"),
        ("codes=101+x999", 422, "Paling banyak 480 label"),
        ("codes=101&first=25", 422, "1 sampai 24"),
        ("codes=101&paper=a5", 422, "Pilih salah satu"),
        ("pick=x", 422, "Pilih salah satu"),
        ("", 422, "Tidak ada label untuk dicetak"),
    ],
)
def test_what_cannot_be_printed_says_why(
    manager: Visitor, asked: str, status: int, said: str
) -> None:
    page = manager.see(f"/labels/WSB/sheet.pdf?{asked}", status)
    assert said in text_of(page)
    if asked.startswith("codes"):
        assert "Kode atau barcode, satu per baris" in page


def test_labels_of_a_shop_out_of_reach_are_not_found(manager: Visitor) -> None:
    manager.see("/labels/LTM/sheet.pdf?codes=101", 404)
    manager.submit("/labels/LTM/put-up", {"all": "1"}, status=404)


def test_who_changes_nothing_takes_nothing_off_the_queue(visitor: Visitor) -> None:
    visitor.sign_in(Role.AUDITOR).submit("/labels/WSB/put-up", {"all": "1"}, status=403)


def test_a_packs_page_leads_to_its_label(manager: Visitor) -> None:
    page = manager.see("/products/101/packs/dus")
    assert "/labels/WSB/others?codes=101+dus" in page
    assert ">101 dus</textarea>" in manager.see("/labels/WSB/others?codes=101+dus")
