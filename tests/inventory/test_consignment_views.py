"""The pages of consignment, as people use them, from a new producer to the slip."""

from __future__ import annotations

import pytest
from flask import Flask

from core.db import Database
from core.ids import new_id
from core.permissions import Role
from inventory.consignment import invariants
from tests.inventory.test_consignment import sell
from tests.support.consignment import add_cake, add_consignor, bring
from tests.support.visitor import Visitor, text_of
from tests.support.world import Goods, World

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
