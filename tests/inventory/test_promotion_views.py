"""The pages of promotions, wholesale and credit prices, and packages, as people use them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from core import clock
from core.db import Database
from core.ids import ShopId
from core.permissions import Role
from inventory.models import PackagePart, Price, PriceList, Product, Promotion, PromotionPack
from tests.support.visitor import Visitor, text_of
from tests.support.world import World

MIX = {
    "name": "3 minuman 12.000",
    "count": "3",
    "amount": "12rb",
    "packs": "101\n 8998888000019 \n101 dus\n101",
}


@pytest.fixture
def manager(visitor: Visitor) -> Visitor:
    return visitor.sign_in(Role.MANAGER)


def day(after: int = 0) -> str:
    at = clock.now() + timedelta(days=after)
    return clock.local_day(at, "Asia/Jakarta").isoformat()


def made(database: Database) -> Promotion:
    with database.reading() as session:
        return session.scalars(select(Promotion)).one()


def test_a_promotion_is_made_from_scanned_and_typed_codes(
    manager: Visitor, database: Database, world: World
) -> None:
    manager.submit("/promotions/new?kind=mix", MIX)
    page = text_of(manager.see("/promotions/1"))
    assert "3 mana saja untuk Rp12.000" in page
    with database.reading() as session:
        packs = set(session.scalars(select(PromotionPack.pack_id)))
    mie, air = world.goods["mie"], world.goods["air"]
    assert packs == {mie.packs[0].id, mie.packs[1].id, air.packs[0].id}


def test_each_kind_asks_for_its_own_numbers(manager: Visitor) -> None:
    assert "semua sabun lebih murah 10 persen" in text_of(manager.see("/promotions/new"))
    for kind, fields in {
        "percent": {"percent"},
        "amount": {"amount"},
        "price": {"amount"},
        "n_for": {"count", "amount"},
        "buy_get": {"count", "free"},
        "mix": {"count", "amount"},
    }.items():
        page = manager.see(f"/promotions/new?kind={kind}")
        asked = {name for name in ("percent", "amount", "count", "free") if f'id="{name}"' in page}
        assert asked == fields, kind
    manager.see("/promotions/new?kind=gratis", 422)


@pytest.mark.parametrize(
    ("kind", "typed", "said"),
    [
        ("mix", MIX | {"packs": "101\n999"}, "Tidak ada barang dengan kode atau barcode 999."),
        ("mix", MIX | {"packs": " "}, "Isi barang yang ikut promo."),
        ("mix", MIX | {"count": "1"}, "paling sedikit 2"),
        ("mix", MIX | {"count": "2,5"}, "Isi dengan bilangan bulat."),
        ("mix", MIX | {"amount": ""}, "Isi jumlah rupiahnya."),
        ("buy_get", MIX, "Isi berapa buah yang gratis."),
        ("percent", MIX | {"percent": "101"}, "antara 0 dan 100 persen"),
        ("percent", MIX | {"percent": ""}, "Isi berapa persen."),
        ("mix", MIX | {"valid_from": "2020-01-01"}, "tidak dapat berlaku mundur"),
        ("mix", MIX | {"valid_to": "2020-01-01"}, "tidak boleh sebelum tanggal mulai"),
        ("mix", MIX | {"name": ""}, "Promo perlu nama"),
    ],
)
def test_what_makes_no_sense_is_said_at_its_field(
    manager: Visitor, database: Database, kind: str, typed: dict[str, str], said: str
) -> None:
    answer = manager.submit(f"/promotions/new?kind={kind}", typed, status=422)
    assert said in text_of(answer.text)
    with database.reading() as session:
        assert session.scalars(select(Promotion)).all() == []


def test_promotions_are_found_by_name_goods_and_season(manager: Visitor) -> None:
    manager.submit("/promotions/new?kind=mix", MIX)
    manager.submit(
        "/promotions/new?kind=percent",
        {"name": "Hemat gas", "percent": "12,5", "packs": "103", "valid_from": day(3)},
    )
    running, coming = "/promotions", "/promotions?season=akan-datang"
    assert "3 minuman" in text_of(manager.see(running))
    assert "Hemat gas" not in text_of(manager.see(running))
    assert "Potongan 12,5%" in text_of(manager.see(coming))
    every = "/promotions?season=semua&q="
    assert "Hemat gas" in text_of(manager.see(every + "lpg"))
    assert "3 minuman" not in text_of(manager.see(every + "lpg"))
    assert "Tidak ada yang cocok" in text_of(manager.see(every + "sabun"))
    manager.see("/promotions?page=x", 422)


def test_what_has_begun_is_ended_and_not_changed(manager: Visitor, database: Database) -> None:
    manager.submit("/promotions/new?kind=mix", MIX)
    number = made(database).number
    manager.submit(f"/promotions/{number}/edit", MIX, status=409)
    manager.submit(f"/promotions/{number}/end")
    page = text_of(manager.see(f"/promotions/{number}"))
    assert "Mengakhiri promo" in page
    assert "Membuat promo" in page
    assert made(database).valid_to is not None
    assert "3 minuman" in text_of(manager.see("/promotions?season=lewat"))
    manager.submit(f"/promotions/{number}/end", {}, status=409)


def test_what_has_not_begun_can_be_changed(manager: Visitor, database: Database) -> None:
    manager.submit("/promotions/new?kind=mix", MIX | {"valid_from": day(2)})
    number = made(database).number
    assert 'value="12.000"' in manager.see(f"/promotions/{number}/edit")
    manager.submit(f"/promotions/{number}/edit", MIX | {"count": ""}, status=422)
    manager.submit(
        f"/promotions/{number}/edit",
        MIX | {"amount": "11.500", "packs": "101", "valid_from": day(2)},
    )
    assert made(database).amount.amount == 11_500
    with database.reading() as session:
        assert len(session.scalars(select(PromotionPack.pack_id)).all()) == 1


def test_a_manager_ends_no_promotion_of_another_shop(
    visitor: Visitor, manager: Visitor, database: Database, world: World
) -> None:
    manager.submit("/promotions/new?kind=mix", MIX)
    with database.transaction() as session:
        session.scalars(select(Promotion)).one().shop_id = ShopId(world.ltm.id)
    manager.submit("/promotions/1/end", {}, status=403)


def test_a_clerk_sees_promotions_and_makes_none(visitor: Visitor) -> None:
    clerk = visitor.sign_in(Role.CLERK)
    assert "Buat promo" not in text_of(clerk.see("/promotions"))
    clerk.submit("/promotions/new?kind=mix", MIX, status=403)


# Wholesale and credit


def test_wholesale_prices_stand_beside_each_other(manager: Visitor, database: Database) -> None:
    pack = "/products/101/packs/pcs"
    for least, price in (("12", "3.200"), ("40", "3.100"), ("12", "3.150")):
        typed = {"list": "grosir", "price": price, "least": least}
        manager.submit(f"{pack}/prices", typed, status=302)
    manager.submit(f"{pack}/prices", {"list": "tempo", "price": "3.800", "least": "5"})
    page = text_of(manager.see(pack))
    assert "Harga grosir Rp3.150 mulai 12 pcs" in page
    assert "Harga grosir Rp3.100 mulai 40 pcs" in page
    assert "Harga tempo Rp3.800 kalau dibayar dengan kasbon" in page
    assert "Harga umum Rp3.500" in page
    with database.reading() as session:
        rows = session.scalars(select(Price).where(Price.list == PriceList.WHOLESALE)).all()
    assert sorted(row.least.milli for row in rows) == [12_000, 40_000]
    manager.submit(f"{pack}/prices/end", {"list": "grosir", "least": "12"})
    page = text_of(manager.see(pack))
    assert "Rp3.150" not in page
    assert "Harga grosir Rp3.100 mulai 40 pcs" in page


def test_a_wholesale_price_needs_a_quantity(manager: Visitor) -> None:
    answer = manager.submit(
        "/products/101/packs/pcs/prices", {"list": "grosir", "price": "3.200"}, status=422
    )
    assert "Harga grosir perlu jumlah paling sedikit" in text_of(answer.text)


def test_no_price_is_set_above_the_ceiling(manager: Visitor) -> None:
    product = {"name": "Mie goreng instan", "base_unit": "pcs", "ceiling": "3.600"}
    manager.submit("/products/101/edit", product, status=302)
    assert "Rp3.600 / pcs" in text_of(manager.see("/products/101"))
    dear = manager.submit(
        "/products/101/packs/pcs/prices", {"list": "umum", "price": "3.700"}, status=422
    )
    assert "Harga eceran tertinggi (HET) Rp3.600." in text_of(dear.text)
    carton = {"list": "umum", "price": "144.000"}
    manager.submit("/products/101/packs/dus/prices", carton, status=302)


# Packages


def test_a_package_says_what_is_in_it(manager: Visitor, database: Database, world: World) -> None:
    package = {"name": "Paket sembako", "base_unit": "set", "code": "900", "kind": "package"}
    manager.submit("/products/new", package, status=302)
    parts = "/products/900/parts"
    manager.submit(parts, {"part": "101 dus", "quantity": "1"})
    manager.submit(parts, {"part": "201", "quantity": "2,5"})
    manager.submit(parts, {"part": "201", "quantity": "3"})
    page = text_of(manager.see("/products/900"))
    assert "Beras pandan wangi 3 kg" in page
    assert "Mie goreng instan 40 pcs" in page
    manager.submit(f"{parts}/remove", {"part": "201"})
    with database.reading() as session:
        kept = session.scalars(select(PackagePart)).one()
    assert kept.product_id == world.goods["mie"].id


@pytest.mark.parametrize(
    ("part", "quantity", "said"),
    [
        ("999", "1", "Tidak ada barang dengan kode atau barcode 999."),
        ("101", "", "Isi jumlahnya."),
        ("900", "1", "Hanya barang biasa"),
    ],
)
def test_a_package_refuses_what_cannot_be_in_it(
    manager: Visitor, part: str, quantity: str, said: str
) -> None:
    package = {"name": "Paket sembako", "base_unit": "set", "code": "900", "kind": "package"}
    manager.submit("/products/new", package)
    answer = manager.submit("/products/900/parts", {"part": part, "quantity": quantity}, status=422)
    assert said in text_of(answer.text)


def test_rules_of_a_product_are_kept(manager: Visitor, database: Database) -> None:
    rules = {"kind": "service", "vat_class": "PPN_FEE_ONLY", "minimum_age": "21", "ceiling": "5rb"}
    typed = {"name": "Rokok", "base_unit": "pcs", "code": "777"} | rules
    manager.submit("/products/new", typed, status=302)
    with database.reading() as session:
        kept = session.scalars(select(Product).where(Product.code == "777")).one()
    assert (kept.kind, kept.vat_class, kept.minimum_age) == ("service", "PPN_FEE_ONLY", 21)
    page = manager.see("/products/777/edit")
    assert 'value="5.000"' in page
    for name, wrong in (("kind", "x"), ("vat_class", "x"), ("minimum_age", "tua")):
        manager.submit("/products/777/edit", typed | {name: wrong}, status=422)
