"""What a till is given to sell from."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy import insert
from sqlalchemy.orm import Session

from core.ids import ShopId, new_id
from core.models import table_of
from core.money import Money
from core.quantity import Quantity
from inventory import catalogue
from inventory.models import Barcode, Pack, Price, PriceList, Product
from tests.support.world import NOW, PRICED_FROM, TODAY, World, make_coop


@pytest.fixture
def world(session: Session) -> World:
    return make_coop(session)


def test_every_pack_comes_with_its_code_barcodes_and_prices(session: Session, world: World) -> None:
    found = catalogue.packs(session, shop_id=world.shop_id, on=TODAY)
    pcs, dus = (row for row in found if row["name"] == "Mie goreng instan")
    assert pcs == {
        "id": str(world.goods["mie"].pack_id),
        "product_id": str(world.goods["mie"].id),
        "code": "101",
        "name": "Mie goreng instan",
        "unit": "pcs",
        "base_unit": "pcs",
        "factor": 1_000,
        "fractions": False,
        "barcodes": ["08995522000015"],
        "prices": pcs["prices"],
        "counts_for_patronage": True,
    }
    assert sorted((price["list"], price["amount"]) for price in pcs["prices"]) == [
        ("anggota", 3_300),
        ("umum", 3_500),
    ]
    assert (dus["code"], dus["factor"]) == ("", 40_000), "the short code means a piece"


def test_a_shop_gets_its_own_prices_and_those_for_all(session: Session, world: World) -> None:
    ltm = ShopId(world.ltm.id)

    def amounts(shop_id: ShopId) -> list[tuple[str | None, int]]:
        rows = catalogue.packs(session, shop_id=shop_id, on=TODAY)
        air = next(row for row in rows if row["code"] == "102")
        return sorted((price["shop"] or "", price["amount"]) for price in air["prices"])

    assert amounts(world.shop_id) == [("", 4_000)]
    assert amounts(ltm) == [("", 4_000), (str(ltm), 4_500)]


def test_a_pack_without_a_price_has_none(session: Session, world: World) -> None:
    rows = catalogue.packs(session, shop_id=world.shop_id, on=TODAY)
    assert next(row for row in rows if row["code"] == "104")["prices"] == []


def test_ten_thousand_products_take_three_questions(session: Session, world: World) -> None:
    keys = [(new_id(), new_id()) for _number in range(10_000)]
    session.execute(
        insert(table_of(Product)),
        [
            {
                "id": product, "code": f"P{n}", "name": f"Barang {n}", "receipt_name": "",
                "category": "", "base_unit": "pcs", "fractions": False, "active": True,
                "counts_for_patronage": True, "created_at": NOW, "changed_at": NOW,
            }
            for n, (product, _pack) in enumerate(keys)
        ],
    )  # fmt: skip
    session.execute(
        insert(table_of(Pack)),
        [
            {
                "id": pack, "product_id": product, "unit": "pcs", "factor": Quantity.of(1),
                "position": 0, "active": True,
            }
            for product, pack in keys
        ],
    )  # fmt: skip
    session.execute(
        insert(table_of(Barcode)),
        [{"code": f"B{n}", "pack_id": pack} for n, (_product, pack) in enumerate(keys)],
    )
    session.execute(
        insert(table_of(Price)),
        [
            {
                "id": new_id(), "pack_id": pack, "list": PriceList.GENERAL, "amount": Money(1_000),
                "valid_from": PRICED_FROM, "set_at": NOW,
            }
            for _product, pack in keys
        ],
    )  # fmt: skip
    asked = []
    sa.event.listen(session.connection(), "before_cursor_execute", lambda *_: asked.append(1))
    assert len(catalogue.packs(session, shop_id=world.shop_id, on=TODAY)) == 10_006
    assert len(asked) == 3, "rows, barcodes and prices: no question for each product"
