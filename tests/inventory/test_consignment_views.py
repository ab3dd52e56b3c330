"""The pages of consignment, as people use them, from a new producer to the slip."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from core.db import Database
from core.ids import new_id
from core.money import Money
from core.permissions import Role
from inventory.consignment import agreements, invariants
from ledger import chart, journal
from ledger.entry import Entry, credit, debit
from tests.inventory.test_consignment import sell
from tests.support.consignment import add_cake, add_consignor, bring
from tests.support.visitor import Visitor, text_of
from tests.support.world import NOW, TODAY, Goods, World
from tests.support.world import today as clock_day

NURUL = "/consignment/1"


@pytest.fixture
def manager(visitor: Visitor) -> Visitor:
    return visitor.sign_in(Role.MANAGER)


@pytest.fixture
def clerk(app: Flask, world: World) -> Visitor:
    return Visitor(app).sign_in(Role.CLERK)


@pytest.fixture
def risoles(database: Database, world: World) -> Goods:
    with database.transaction() as session:
        nurul = add_consignor(session, member_id=world.member_id)
        goods = add_cake(session, nurul)
        bring(session, world, nurul, goods, 20)
        sell(session, world, nurul, goods, 7)
        return goods


def form(**typed: str) -> dict[str, str]:
    return {"shop": "WSB", "key": str(new_id())} | typed


def test_a_new_producer_brings_a_new_cake(manager: Visitor, database: Database) -> None:
    manager.submit("/consignment/new", {
        "name": "Bu Siti", "commission": "12,5",
        "loss_bearer": "shop", "spoilage_bearer": "producer",
    })  # fmt: skip
    manager.submit(f"{NURUL}/goods", {"name": "Lemper", "unit": "pcs", "price": "3.000"})
    assert "Lemper" in text_of(manager.see(NURUL))
    assert "Bu Siti" in text_of(manager.see("/consignment?q=siti"))


def test_the_same_as_yesterday_is_filled_in_and_taken_with_one_press(
    clerk: Visitor, risoles: Goods
) -> None:
    page = clerk.see(f"{NURUL}/intake?shop=WSB&again=1")
    assert f'name="quantity-{risoles.product.code}"' in page
    assert 'value="20"' in page
    typed = form(**{f"quantity-{risoles.product.code}": "20"})
    for _twice in range(2):
        clerk.submit(f"{NURUL}/intake", typed)
    assert " 40 7 0 0 0 33" in text_of(clerk.see(NURUL))


def test_from_the_evening_count_to_the_slip(
    manager: Visitor, clerk: Visitor, risoles: Goods, database: Database
) -> None:
    name = f"quantity-{risoles.product.code}"
    clerk.submit(f"{NURUL}/left", form(**{name: "11"}))
    assert "Selisih dengan kasir: Risoles 2" in text_of(clerk.see(NURUL))
    clerk.submit(f"{NURUL}/spoilt", form(**{name: "1"}))
    clerk.submit(f"{NURUL}/home", form(**{name: "10"}))
    assert "Rp38.250" in text_of(manager.see(NURUL))
    manager.submit(f"{NURUL}/settle", form(safe="30.000", savings="8.250"))
    slip = text_of(manager.see("/consignment/slips/WSB-PT-000001"))
    assert "Risoles 7 Rp35.000 Rp5.250 Rp29.750" in slip
    assert "Tunai dari kas besar Rp30.000" in slip
    assert "Sisa Rp0" in slip
    with database.reading() as session:
        assert [*invariants.goods(session), *invariants.money(session)] == []


def test_what_was_typed_stays_beside_what_is_wrong(manager: Visitor, risoles: Goods) -> None:
    name = f"quantity-{risoles.product.code}"
    answer = manager.submit(f"{NURUL}/home", form(**{name: "99"}), status=422)
    assert 'value="99"' in answer.text
    assert "tidak sebanyak itu" in answer.text
    answer = manager.submit(f"{NURUL}/intake", form(**{name: "1,5"}), status=422)
    assert "dihitung utuh" in answer.text
    answer = manager.submit(f"{NURUL}/settle", form(kasbon="1.000"), status=422)
    assert "perlu persetujuan" in answer.text
    answer = manager.submit(f"{NURUL}/settle", form(safe="29.751"), status=422)
    assert "Rp29.750" in answer.text
    answer = manager.submit("/consignment/new", {"name": "X", "commission": "101"}, status=422)
    assert "dalam persen" in answer.text


def test_clerks_take_in_and_do_not_pay(clerk: Visitor, risoles: Goods) -> None:
    assert "/settle" not in clerk.see(NURUL)
    clerk.see(f"{NURUL}/settle", 403)
    clerk.submit(f"{NURUL}/left", form(shop="LTM"), status=404)
    clerk.see("/consignment/9", 404)


def test_the_stock_card_names_the_intake(manager: Visitor, risoles: Goods) -> None:
    page = manager.see(f"/stock/WSB/{risoles.product.code}")
    assert "WSB-TJ-000001" in page
    assert 'href="/consignment/intakes/WSB-TJ-000001"' in page


def test_an_agreement_begins_a_day_and_a_wrong_one_is_put_right_the_same_day(
    manager: Visitor, risoles: Goods, database: Database
) -> None:
    today = clock_day()
    typed = {"commission": "20", "cycle": "7", "shelf_days": "2", "loss_bearer": "producer",
             "spoilage_bearer": "shop", "valid_from": today.isoformat()}  # fmt: skip
    for commission in ("20", "18"):
        manager.submit(f"{NURUL}/agreement", typed | {"commission": commission})
    page = text_of(manager.see(f"{NURUL}/agreement"))
    assert "18%" in page
    assert "20%" not in page
    assert "15%" in page
    assert "setiap 7 hari" in text_of(manager.see(NURUL))
    early = {"valid_from": (today - timedelta(days=1)).isoformat()}
    answer = manager.submit(f"{NURUL}/agreement", typed | early, status=422)
    assert "mulai hari ini" in answer.text
    answer = manager.submit(f"{NURUL}/agreement", typed | {"cycle": "0"}, status=422)
    assert "dari 1 sampai 366" in answer.text


def test_another_price_from_today_with_and_without_a_net_price(
    manager: Visitor, risoles: Goods, database: Database
) -> None:
    path, today = f"{NURUL}/goods/{risoles.product.code}/price", clock_day()
    manager.submit(path, {"price": "5.500", "net_price": "4.600", "valid_from": today.isoformat()})
    page = manager.see(path)
    assert 'value="5.500"' in page
    assert 'value="4.600"' in page
    manager.submit(path, {"price": "5.600", "net_price": "", "valid_from": today.isoformat()})
    assert 'value="4.600"' not in manager.see(path)
    with database.reading() as session:
        terms = agreements.terms_of(session, risoles.product, on=today)
        assert terms is not None
        assert terms.net_price is None
        assert list(invariants.money(session)) == []
    manager.submit(f"{NURUL}/goods/101/price", {"price": "1"}, status=404)


def test_goods_are_retired_when_nothing_is_left_and_taken_again(
    manager: Visitor, risoles: Goods
) -> None:
    path = f"{NURUL}/goods/{risoles.product.code}"
    manager.submit(f"{path}/retire")
    assert "masih ada di rak" in text_of(manager.see(NURUL))
    manager.submit(f"{NURUL}/home", form(**{f"quantity-{risoles.product.code}": "13"}))
    manager.submit(f"{path}/retire")
    assert "Titipkan lagi" in text_of(manager.see(NURUL))
    manager.submit(f"{path}/restore")
    assert "Titipkan lagi" not in text_of(manager.see(NURUL))


def test_who_leaves_nothing_any_more_is_still_paid(manager: Visitor, risoles: Goods) -> None:
    manager.submit(f"{NURUL}/edit", {"name": "Bu Nurul H.", "phone": "0812 3456 7890"})
    page = text_of(manager.see("/consignment"))
    assert "Bu Nurul H. tidak menitipkan lagi" in page
    typed = form(**{f"quantity-{risoles.product.code}": "5"})
    answer = manager.submit(f"{NURUL}/intake", typed, status=422)
    assert "sudah tidak menitipkan" in answer.text
    manager.submit(f"{NURUL}/settle", form(safe="29.750"))
    assert "Rp0" in text_of(manager.see(NURUL))


def test_the_lists_of_the_day_lead_to_what_is_to_be_done(manager: Visitor, risoles: Goods) -> None:
    page = text_of(manager.see("/consignment"))
    assert "Harus dibayar hari ini: 1 penitip" in page
    assert "Bu Nurul 01/06/2026 Rp29.750" in text_of(manager.see("/consignment/due"))
    assert "Tidak ada titipan" in text_of(manager.see("/consignment/stale"))
    manager.submit(f"{NURUL}/settle", form(safe="29.750"))
    assert "Tidak ada yang harus dibayar hari ini" in text_of(manager.see("/consignment/due"))
    assert "Tidak ada yang harus dibayar" in text_of(manager.see(f"{NURUL}/settle"))


def test_all_four_ways_on_one_form(
    manager: Visitor, risoles: Goods, database: Database, world: World
) -> None:
    with database.transaction() as session:
        journal.lock_shop(session, world.shop_id)
        journal.post(session, Entry(world.shop_id, TODAY, "test:bon", "bon", (
            debit(chart.MEMBER_CREDIT, Money(9_000), member_id=world.member_id),
            credit(chart.MEMBER_SALES, Money(9_000), member_id=world.member_id),
        )), at=NOW)  # fmt: skip
    assert "Kasbonnya sekarang Rp9.000" in text_of(manager.see(f"{NURUL}/settle"))
    ways = {"safe": "10.000", "bank": "5.750", "reference": "TRF-3", "savings": "8.000",
            "kasbon": "6.000"}  # fmt: skip
    answer = manager.submit(f"{NURUL}/settle", form(**ways), status=422)
    assert 'value="TRF-3"' in answer.text
    manager.submit(f"{NURUL}/settle", form(**ways, consent="1"))
    slip = text_of(manager.see("/consignment/slips/WSB-PT-000001"))
    for said in ("Tunai dari kas besar Rp10.000", "Transfer bank TRF-3 Rp5.750",
                 "Masuk simpanan sukarela Rp8.000", "Potong kasbon Rp6.000",
                 "Sisa Rp0"):  # fmt: skip
        assert said in slip
