"""The page of suggestions, as people use it."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from core.db import Database
from core.ids import ShopId
from core.permissions import Role
from core.quantity import Quantity
from inventory.purchasing.models import OrderState, PurchaseOrder, PurchaseOrderLine
from tests.support.reorders import noodle_supplier, sell_for_weeks
from tests.support.visitor import Visitor, text_of
from tests.support.world import World, today


@pytest.fixture
def manager(visitor: Visitor, database: Database, world: World) -> Visitor:
    with database.transaction() as session:
        noodle_supplier(session, world, today())
        sell_for_weeks(session, world, "mie", today())
        sell_for_weeks(session, world, "air", today(), held=2)
    return visitor.sign_in(Role.MANAGER)


def test_what_runs_out_stands_by_supplier_with_its_reason(manager: Visitor) -> None:
    page = manager.see("/reorder")
    words = text_of(page)
    assert "CV Sumber Rejeki" in words
    assert "Laku 4/hari, sisa 10 cukup 2 hari; pemasok datang 3 hari lagi; pesan 1 dus." in words
    assert "Rp112.000" in words
    assert "Air mineral" not in words, "nobody is known to bring it"
    assert "1 barang yang perlu dipesan belum diketahui pemasoknya." in words
    assert 'name="line-code" value="101 dus"' in page


def test_what_nobody_brings_stands_apart_and_is_ordered_from_whom_one_chooses(
    manager: Visitor, database: Database
) -> None:
    page = manager.see("/reorder?from=tanpa")
    assert "Air mineral 600 ml" in text_of(page)
    assert "Mie goreng" not in text_of(page)
    form = {"shop": "WSB", "line-code": "102 pcs", "line-quantity": "24"}
    refused = manager.submit("/reorder?from=tanpa", form, status=422)
    assert "Pilih pemasoknya." in text_of(refused.text)
    assert 'value="24"' in refused.text, "what was typed stays"
    manager.submit("/reorder?from=tanpa", form | {"supplier": "1"})
    with database.reading() as session:
        (line,) = session.scalars(select(PurchaseOrderLine)).all()
    assert line.quantity == Quantity.of(24)


def test_the_list_is_searched_and_narrowed(manager: Visitor) -> None:
    assert "Mie goreng" in text_of(manager.see("/reorder?q=goreng"))
    assert "Tidak ada yang cocok" in text_of(manager.see("/reorder?q=sabun"))
    assert "Mie goreng" in text_of(manager.see("/reorder?from=1"))
    assert "Tidak ada yang cocok" in text_of(manager.see("/reorder?from=9"))
    assert "Tidak ada yang cocok" in text_of(manager.see("/reorder?page=2&from=1"))
    assert "Halaman itu tidak ada." in manager.see("/reorder?page=x", 422)


def test_a_press_writes_a_draft_once(manager: Visitor, database: Database) -> None:
    form = {"shop": "WSB", "line-code": ["101 dus"], "line-quantity": ["2"]}
    answer = manager.submit("/reorder", form)
    assert answer.location == "/orders/WSB-PO-000001"
    again = manager.submit("/reorder", form, status=409)
    assert "sudah dipesan" in text_of(again.text)
    with database.reading() as session:
        (order,) = session.scalars(select(PurchaseOrder)).all()
    assert order.state is OrderState.DRAFT
    assert "Tidak ada yang perlu dipesan" in text_of(manager.see("/reorder?")) or (
        "belum diketahui" in text_of(manager.see("/reorder"))
    )


@pytest.mark.parametrize(
    ("typed", "said"),
    [("dua", "bukan jumlah barang"), ("", "paling sedikit satu"), ("-1", "lebih dari nol")],
)
def test_what_is_wrong_is_said_and_kept(manager: Visitor, typed: str, said: str) -> None:
    form = {"shop": "WSB", "line-code": ["101 dus"], "line-quantity": [typed]}
    answer = manager.submit("/reorder", form, status=422)
    assert said in text_of(answer.text)
    assert re.findall(r'name="line-quantity" value="([^"]*)"', answer.text) == [typed]


def test_who_may_see_and_who_may_order(manager: Visitor, visitor: Visitor) -> None:
    manager.submit("/sign-out")
    visitor.sign_in(Role.TREASURER)
    page = visitor.see("/reorder?shop=WSB")
    assert "Mie goreng" in text_of(page)
    assert "line-quantity" not in page
    visitor.submit("/reorder", {"shop": "WSB"}, status=403)
    visitor.submit("/sign-out")
    visitor.sign_in(Role.CLERK).see("/reorder", 403)


def test_another_shop_is_out_of_reach(manager: Visitor, database: Database, world: World) -> None:
    with database.transaction() as session:
        session.merge(world.operators[Role.MANAGER]).shop_id = ShopId(world.ltm.id)
    assert "Tidak ada yang perlu dipesan" in text_of(manager.see("/reorder?shop=WSB"))
    form = {"shop": "WSB", "line-code": ["101 dus"], "line-quantity": ["2"]}
    manager.submit("/reorder", form, status=404)
