"""The pages of transfers, as the shop that sends and the one that receives see them."""

from __future__ import annotations

import re
from datetime import date

import pytest

from core import settings
from core.db import Database
from core.ids import ShopId
from core.models import Operator
from core.permissions import Role
from inventory.transfers.settings import BLIND_ARRIVALS
from ledger import chart, journal
from tests.support.shelves import fill_shelves
from tests.support.visitor import Visitor, text_of
from tests.support.world import NOW, World

NEW = "/transfers/new"
PAGE = "/transfers/WSB-MT-000001"


@pytest.fixture
def manager(visitor: Visitor, database: Database, world: World) -> Visitor:
    """Of Wonosobo, which has noodles."""
    with database.transaction() as session:
        fill_shelves(session, world, mie=(90, 252_000), beras=(20, 240_000))
    return visitor.sign_in(Role.MANAGER)


@pytest.fixture
def receiver(manager: Visitor, database: Database, world: World) -> Visitor:
    """The treasurer, from now on of Lombok Timur alone."""
    with database.transaction() as session:
        person = session.get_one(Operator, world.operator_id(Role.TREASURER))
        person.shop_id = ShopId(world.ltm.id)
    return Visitor(manager.app).sign_in(Role.TREASURER)


def key_of(page: str) -> str:
    found = re.search(r'name="key" value="(\w+)"', page)
    assert found
    return found[1]


def send(visitor: Visitor, *lines: tuple[str, str]) -> str:
    """Send goods to Lombok Timur; the address it leads to."""
    form = {
        "key": key_of(visitor.see(NEW)), "do": "send", "to": "LTM", "note": "titip Pak Dul",
        "pack": [code for code, _count in lines], "count": [count for _code, count in lines],
    }  # fmt: skip
    return visitor.submit(NEW, form).location


def test_goods_are_added_by_code_or_by_a_part_of_the_name(manager: Visitor) -> None:
    form: dict[str, str | list[str]] = {"key": key_of(manager.see(NEW)), "do": "add", "to": "LTM"}
    page = manager.submit(NEW, form | {"goods": "beras", "amount": "2,5"}, status=200).text
    assert "201 Beras pandan wangi 20 kg" in text_of(page)
    assert 'name="count" value="2,5"' in page
    assert '<option value="LTM" selected>' in page, "what was typed before stays"
    form |= {"pack": ["201 kg"], "count": ["2,5"]}
    page = manager.submit(NEW, form | {"goods": "mie goreng", "amount": "3"}, status=200).text
    assert "Yang mana? Mie goreng instan, pcs (101) Mie goreng instan, dus (101)" in text_of(page)
    chosen = form | {"goods": "mie goreng", "amount": "3", "choice": "101 dus"}
    page = manager.submit(NEW, chosen, status=200).text
    assert 'name="pack" value="101 dus"' in page
    page = manager.submit(NEW, form | {"do": "remove-0"}, status=200).text
    assert 'name="pack"' not in page


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"goods": "kopi"}, "Tidak ada barang bernama atau berkode kopi"),
        ({"goods": ""}, "Ketik kode, barcode, atau sebagian nama"),
        ({"goods": "101", "amount": "0"}, "lebih dari nol"),
        ({"do": "send", "to": ""}, "Pilih toko tujuannya"),
        ({"do": "send"}, "Belum ada barang yang dikirim"),
        ({"do": "send", "pack": ["101 pcs"], "count": ["-2"]}, "tidak boleh negatif"),
        ({"do": "send", "pack": ["101 pcs"], "count": ["0,5"]}, "harus utuh"),
        ({"do": "send", "pack": ["999 pcs"], "count": ["1"]}, "Tidak ada barang dengan kode"),
    ],
)
def test_what_cannot_be_sent_stays_in_its_form(
    manager: Visitor, changes: dict[str, str | list[str]], said: str
) -> None:
    form: dict[str, str | list[str]] = {"key": "0" * 32, "do": "add", "to": "LTM", "note": "motor"}
    if "999 pcs" in changes.get("pack", ()):
        manager.submit(NEW, form | changes, status=404)
        return
    page = manager.submit(NEW, form | changes, status=422).text
    assert said in text_of(page)
    assert 'value="motor"' in page
    assert "Tidak ada barang di jalan" in manager.see("/transfers")


def test_sent_goods_are_on_the_list_and_on_the_stock_card(manager: Visitor) -> None:
    assert send(manager, ("101 dus", "2"), ("201 kg", "2,5")) == PAGE
    page = text_of(manager.see(PAGE))
    assert "WSB-MT-000001 Masih di jalan Dari Toko Wonosobo ke Toko Lombok Timur" in page
    assert "titip Pak Dul" in page
    assert "101 Mie goreng instan 2 dus 80 0 0 80 Rp224.000 pcs" in page
    listed = text_of(manager.see("/transfers"))
    assert "Nilai yang masih di jalan Rp254.000" in listed
    assert "WSB-MT-000001 WSB LTM" in listed
    assert "WSB-MT-000001" in text_of(manager.see("/transfers?q=mie"))
    assert "WSB-MT" not in text_of(manager.see("/transfers?q=gula"))
    assert "WSB-MT" not in text_of(manager.see("/transfers?state=selesai"))
    assert "Mutasi antar toko WSB-MT-000001 -80" in text_of(manager.see("/stock/WSB/101"))


def test_a_form_that_is_sent_twice_is_one_transfer(manager: Visitor) -> None:
    form = {"key": key_of(manager.see(NEW)), "do": "send", "to": "LTM", "pack": "101 pcs",
            "count": "3"}  # fmt: skip
    assert manager.submit(NEW, form).location == PAGE
    assert manager.submit(NEW, form).location == PAGE
    assert "87 pcs" in text_of(manager.see("/stock?q=mie"))


def test_the_receiver_notes_what_came_and_the_sender_what_was_lost(
    manager: Visitor, receiver: Visitor, database: Database, world: World
) -> None:
    send(manager, ("101 pcs", "10"))
    arrive, lose = f"{PAGE}/arrive", f"{PAGE}/lose"
    assert "Terima barang" not in text_of(manager.see(PAGE))
    assert "Catat yang hilang" not in text_of(receiver.see(PAGE))
    page = receiver.see(arrive)
    assert re.search(r'name="quantity-0"[^>]* value="10"', page), "to be confirmed by one press"
    form = {"key": key_of(page), "quantity-0": "7", "expires-0": "2030-01-31"}
    manager.submit(arrive, form, status=404)
    assert receiver.submit(arrive, form).location == PAGE
    receiver.submit(lose, form | {"note": "x"}, status=404)
    assert "31/01/2030" in text_of(receiver.see("/expiry/LTM/101"))
    assert "7 0 3 Rp28.000" in text_of(receiver.see(PAGE))
    assert "tidak boleh" not in manager.see(lose)
    lost = {"key": key_of(manager.see(lose)), "all": "1"}
    assert "Isi alasannya" in text_of(manager.submit(lose, lost, status=422).text)
    manager.submit(lose, lost | {"note": "pecah di jalan"})
    page = text_of(manager.see(PAGE))
    assert "WSB-MT-000001 Selesai" in page
    assert "Hilang di jalan: pecah di jalan 3 pcs Mie goreng instan Rp8.400" in page
    with database.reading() as session:
        assert journal.balance(session, chart.GOODS_IN_TRANSIT).amount == 0
        assert journal.balance(session, chart.LOSS_OF_GOODS).amount == 8_400


def test_more_than_was_sent_is_said_beside_the_line_and_nothing_is_lost(
    manager: Visitor, receiver: Visitor
) -> None:
    send(manager, ("101 pcs", "10"), ("201 kg", "2"))
    form = {"key": key_of(receiver.see(f"{PAGE}/arrive")), "quantity-0": "11", "quantity-1": "1"}
    page = receiver.submit(f"{PAGE}/arrive", form, status=422).text
    assert "Yang masih di jalan 10" in text_of(page)
    assert re.search(r'name="quantity-0"[^>]* value="11"[^>]*aria-invalid', page)
    assert re.search(r'name="quantity-1"[^>]* value="1"', page)


def test_a_receiver_may_have_to_count_blind(
    manager: Visitor, receiver: Visitor, database: Database
) -> None:
    with database.transaction() as session:
        settings.put(session, BLIND_ARRIVALS, "ya", valid_from=date(2026, 1, 1), at=NOW, by=None)
    send(manager, ("101 pcs", "73"))
    assert "73" in text_of(manager.see(PAGE)), "the sender knows what was sent"
    for path in (PAGE, f"{PAGE}/arrive"):
        assert "73" not in text_of(receiver.see(path))
        assert 'value="73"' not in receiver.see(path)
    form = {"key": key_of(receiver.see(f"{PAGE}/arrive")), "quantity-0": "73"}
    receiver.submit(f"{PAGE}/arrive", form)
    assert "73" in text_of(receiver.see(PAGE)), "counted, so nothing is hidden any more"


def test_who_may_not_and_who_works_elsewhere(
    manager: Visitor, visitor: Visitor, database: Database, world: World
) -> None:
    send(manager, ("101 pcs", "1"))
    manager.see("/transfers/WSB-MT-000009", status=404)
    auditor = Visitor(manager.app).sign_in(Role.AUDITOR)
    assert "Kirim barang" not in auditor.see("/transfers")
    auditor.see(PAGE)
    auditor.see(NEW, status=403)
    auditor.see(f"{PAGE}/arrive", status=403)
    Visitor(manager.app).sign_in(Role.CLERK).see("/transfers", status=403)
    with database.transaction() as session:
        person = session.get_one(Operator, world.operator_id(Role.AUDITOR))
        person.shop_id = ShopId(world.office.id)
    auditor.see(PAGE, status=404)
