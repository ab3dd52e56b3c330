"""What suppliers call our goods: learned when goods arrive, used where papers are written."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from core.db import Database
from core.permissions import Role
from inventory.suppliers.models import SupplierGoods
from tests.support.purchases import add_supplier
from tests.support.reorders import noodle_supplier
from tests.support.visitor import Visitor, text_of
from tests.support.world import World, today

NEW = "/goods-receipts/new"
THEIRS = r'name="line-their-(code|name)" value="([^"]*)"'


@pytest.fixture
def manager(visitor: Visitor, database: Database, world: World) -> Visitor:
    with database.transaction() as session:
        noodle_supplier(session, world, today())
        add_supplier(session, "UD Makmur")
    return visitor.sign_in(Role.MANAGER)


def typed(page: str) -> list[tuple[str, str]]:
    return [(which, value.replace("&#39;", "'")) for which, value in re.findall(THEIRS, page)]


def receive(manager: Visitor, **more: str) -> None:
    key = re.search(r'name="key" value="([^"]+)"', manager.see(NEW))
    assert key is not None
    form = {
        "supplier": "1", "line-code": "101 dus", "line-quantity": "1", "line-price": "112rb",
        "do": "save", "key": key[1],
    }  # fmt: skip
    manager.submit(NEW, form | more)


def learned(database: Database) -> tuple[str, str]:
    with database.reading() as session:
        goods = session.scalars(select(SupplierGoods)).one()
    return goods.their_code, goods.their_name


@pytest.mark.parametrize("text", ["ig-40", "indomie 40's"])
def test_goods_are_found_by_the_suppliers_words_for_them(manager: Visitor, text: str) -> None:
    form = {"supplier": "1", "goods": text, "do": "add"}
    page = manager.submit(NEW, form, status=200).text
    assert 'name="line-code" value="101 dus"' in page
    assert typed(page) == [("code", "IG-40"), ("name", "INDOMIE GRG 40'S")]
    assert "Di pemasok: INDOMIE GRG 40'S" in text_of(page)
    manager.submit(NEW, form | {"supplier": "2"}, status=422)


def test_receiving_an_order_shows_what_the_supplier_calls_its_goods(manager: Visitor) -> None:
    line = {"line-code": ["101 dus", "102 pcs"], "line-quantity": ["1", "2"], "do": "save"}
    manager.submit("/orders/new", line | {"supplier": "1"})
    manager.submit("/orders/WSB-PO-000001/send")
    page = manager.see(f"{NEW}?order=WSB-PO-000001")
    assert typed(page) == [
        ("code", "IG-40"), ("name", "INDOMIE GRG 40'S"), ("code", ""), ("name", ""),
    ]  # fmt: skip


def test_a_receipt_teaches_new_words_and_forgets_none(manager: Visitor, database: Database) -> None:
    receive(manager)
    assert learned(database) == ("IG-40", "INDOMIE GRG 40'S")
    receive(manager, **{"line-their-name": " INDOMIE  GORENG "})
    assert learned(database) == ("IG-40", "INDOMIE GORENG")
    assert "IG-40 INDOMIE GORENG" in text_of(manager.see("/suppliers/1"))


def test_a_pasted_message_is_read_in_the_suppliers_words(manager: Visitor) -> None:
    form = {"message": "IG-40 naik 141.500", "step": "100", "list": "umum"}
    page = manager.submit("/prices/change/preview", form, status=200).text
    assert "Mie goreng instan" in text_of(page)
    assert 'value="141.500"' in page
    assert " checked" in page, "it is sure"
