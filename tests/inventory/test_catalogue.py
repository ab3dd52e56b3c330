"""What a till is given to sell from."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy import insert
from sqlalchemy.orm import Session

from core.ids import ShopId, new_id
from core.models import table_of
from core.money import Money
from core.quantity import Quantity
from inventory import catalogue, promotions
from inventory.models import (
    Barcode,
    Pack,
    Price,
    PriceList,
    Product,
    ProductKind,
    PromotionKind,
    VatClass,
)
from inventory.prices import Period
from inventory.promotions import PromotionDetails
from tests.support.world import NOW, PRICED_FROM, TODAY, World, make_coop

DAY = timedelta(days=1)


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


def test_only_what_is_unusual_about_goods_is_said(session: Session, world: World) -> None:
    mie = world.goods["mie"].product
    mie.ceiling, mie.vat_class, mie.minimum_age = Money(3_333), VatClass.EXEMPT, 21
    world.goods["gas"].product.kind = ProductKind.SERVICE
    session.add(wholesale(world))
    session.flush()
    rows = catalogue.packs(session, shop_id=world.shop_id, on=TODAY)
    terms = {
        (row["name"], row["unit"]): {
            name: row[name]
            for name in ("kind", "fixed", "ceiling", "vat_class", "minimum_age")
            if name in row
        }
        for row in rows
    }
    rules = {"vat_class": "PPN_BEBAS", "minimum_age": 21}
    assert terms["Mie goreng instan", "pcs"] == rules | {"ceiling": 3_333}
    assert terms["Mie goreng instan", "dus"] == rules | {"ceiling": 133_320}
    assert terms["Gas LPG 3 kg", "pcs"] == {"kind": "service", "fixed": True}
    assert terms["Beras pandan wangi", "kg"] == {}
    prices = next(row["prices"] for row in rows if row["code"] == "101")
    assert [price.get("least") for price in prices if price["list"] == "grosir"] == [12_000]
    assert {price.get("least") for price in prices if price["list"] != "grosir"} == {None}


def wholesale(world: World) -> Price:
    return Price(
        pack_id=world.goods["mie"].pack_id, list=PriceList.WHOLESALE, amount=Money(3_200),
        least=Quantity.of(12), valid_from=PRICED_FROM, set_at=NOW,
    )  # fmt: skip


def test_a_till_gets_the_promotions_that_hold_or_will(session: Session, world: World) -> None:
    mie, air = world.goods["mie"].pack_id, world.goods["air"].pack_id
    days = {"kini": Period(TODAY), "nanti": Period(TODAY + DAY), "besok": Period(TODAY + DAY)}
    for name, period in days.items():
        shop_id = ShopId(world.ltm.id) if name == "besok" else None
        promotions.create(
            session,
            PromotionDetails(
                name, PromotionKind.MIX, period, (mie, air), shop_id=shop_id,
                amount=Money(9_000), count=3,
            ),
            at=NOW,
            by=None,
        )  # fmt: skip
    found = catalogue.promotions(session, shop_id=world.shop_id, on=TODAY)
    assert [each["name"] for each in found] == ["kini", "nanti"]
    assert found[0] == {
        "id": found[0]["id"], "name": "kini", "kind": "mix", "packs": [str(mie), str(air)],
        "shop": None, "for_members": False, "from": TODAY.isoformat(), "to": None,
        "percent": 0, "amount": 9_000, "count": 3, "free": 0,
    }  # fmt: skip
    ltm = catalogue.promotions(session, shop_id=ShopId(world.ltm.id), on=TODAY)
    assert {each["name"] for each in ltm} == {"kini", "nanti", "besok"}


def test_a_new_or_ended_promotion_makes_a_new_version(session: Session, world: World) -> None:
    versions = [catalogue.version(session)]
    details = PromotionDetails(
        "Hemat", PromotionKind.PERCENT, Period(TODAY), (world.goods["mie"].pack_id,), percent=500
    )
    made = promotions.create(session, details, at=NOW, by=None)
    versions.append(catalogue.version(session))
    promotions.end(session, made, today=TODAY, at=NOW - DAY, by=None)
    versions.append(catalogue.version(session))
    assert len(set(versions)) == 3, "also when the clock was set back"
    assert catalogue.promotions(session, shop_id=world.shop_id, on=TODAY) == []
