"""The pages of products and packs, as people use them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from core import clock
from core.db import Database
from core.ids import PackId
from core.money import Money
from core.permissions import Role
from core.quantity import Quantity
from inventory import packs, prices, products
from inventory.models import Barcode, Price, PriceList, Product
from tests.support.visitor import Visitor, text_of
from tests.support.world import World

NEW = {
    "name": "  Kopi  Kapal Api &amp; Gula ",
    "category": "Minuman",
    "base_unit": "sachet",
    "barcode": "8991002101654",
    "price": "1.500",
    "member_price": "1400",
    "counts_for_patronage": "1",
}
MIE_PCS = "/products/101/packs/pcs"


@pytest.fixture
def manager(visitor: Visitor) -> Visitor:
    return visitor.sign_in(Role.MANAGER)


def today() -> str:
    return clock.local_day(clock.now(), "Asia/Jakarta").isoformat()


# The list


def test_the_list_shows_prices_of_today(manager: Visitor) -> None:
    page = text_of(manager.see("/products"))
    assert "Mie goreng instan pcs Rp3.500 Rp3.300" in page
    assert "Gula pasir 1 kg pcs belum ada harga –" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("goreng mie", ["Mie goreng instan"]),
        ("MIE", ["Mie goreng instan"]),
        ("102", ["Air mineral 600 ml"]),
        ("8995522000015", ["Mie goreng instan"]),
        ("18995522000012", ["Mie goreng instan"]),
        ("%", []),
        ("tidak ada", []),
    ],
)
def test_products_are_found_by_words_code_and_barcode(
    manager: Visitor, world: World, query: str, found: list[str]
) -> None:
    page = manager.client.get("/products", query_string={"q": query}).text
    names = [goods.product.name for goods in world.goods.values()]
    assert [name for name in names if f">{name}</a>" in page] == found


def test_products_without_a_price_can_be_listed(manager: Visitor) -> None:
    page = text_of(manager.see("/products?shelf=belum-ada-harga"))
    assert "Gula pasir" in page
    assert "Mie goreng" not in page


def test_a_shop_shows_its_own_prices(visitor: Visitor) -> None:
    treasurer = visitor.sign_in(Role.TREASURER)
    assert "Air mineral 600 ml pcs Rp4.500" in text_of(treasurer.see("/products?shop=LTM"))
    assert "Air mineral 600 ml pcs Rp4.000" in text_of(treasurer.see("/products?shop=WSB"))


def test_a_long_list_has_pages(manager: Visitor, database: Database) -> None:
    with database.transaction() as session:
        session.add_all(
            Product(
                code=f"L{n}", name=f"Zat {n:03d}", base_unit="pcs",
                created_at=clock.now(), changed_at=clock.now(),
            )
            for n in range(60)
        )  # fmt: skip
    assert "1–50 dari 65" in text_of(manager.see("/products"))
    assert "Zat 059" in text_of(manager.see("/products?page=2"))
    assert "Zat 059" not in text_of(manager.see("/products?page=1"))


# Adding and changing


def test_a_new_product_is_cleaned_and_can_be_sold(manager: Visitor, database: Database) -> None:
    answer = manager.submit("/products/new", NEW)
    assert answer.location == "/products/202"
    with database.reading() as session:
        product = products.by_code(session, "202")
        pack = packs.of_product(session, product, "sachet")
        barcode = session.get_one(Barcode, "08991002101654")
        amounts = session.execute(
            select(Price.list, Price.amount).where(Price.pack_id == pack.id).order_by(Price.list)
        ).all()
    assert (product.name, product.category) == ("Kopi Kapal Api & Gula", "Minuman")
    assert barcode.pack_id == pack.id
    assert [(row.list, row.amount) for row in amounts] == [
        (PriceList.MEMBER, Money(1_400)),
        (PriceList.GENERAL, Money(1_500)),
    ]
    assert "ditambahkan dengan kode 202" in text_of(manager.see("/products/202"))


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", "", "Nama barang harus diisi"),
        ("name", "🍜", "Nama barang kosong"),
        ("base_unit", "gelondong", "tidak dikenal"),
        ("code", "101", "sudah dipakai Mie goreng instan"),
        ("barcode", "8991002101655", "seharusnya 4"),
        ("barcode", "8995522000015", "sudah dipakai Mie goreng instan"),
        ("price", "-1", "tidak boleh negatif"),
        ("price", "0", "lebih dari Rp0"),
        ("price", "banyak", "bukan jumlah uang"),
        ("member_price", "12.5", "tidak memakai sen"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    manager: Visitor, database: Database, field: str, value: str, said: str
) -> None:
    page = manager.submit("/products/new", NEW | {field: value}, status=422).text
    assert said in text_of(page)
    assert 'value="Minuman"' in page
    with database.reading() as session:
        assert session.scalar(select(Product.id).where(Product.category == "Minuman")) is None


def test_a_product_can_be_changed(manager: Visitor) -> None:
    form = {"name": "Mi goreng", "base_unit": "pcs", "code": "M1", "fractions": "1"}
    assert manager.submit("/products/101/edit", form).location == "/products/M1"
    page = text_of(manager.see("/products/M1"))
    assert "Mi goreng" in page
    assert "dijual pecahan" in page
    assert "Tidak dihitung untuk SHU" in page


def test_a_product_can_leave_and_come_back(manager: Visitor) -> None:
    manager.submit("/products/101/retire")
    assert "tidak dijual lagi" in text_of(manager.see("/products/101"))
    assert "Mie goreng" not in text_of(manager.see("/products"))
    assert "tidak dijual" in text_of(manager.see("/products?shelf=tidak-dijual"))
    manager.submit("/products/101/restore")
    assert "dijual lagi" in text_of(manager.see("/products/101"))
    assert "Mie goreng" in text_of(manager.see("/products"))


def test_a_pack_is_added_with_its_barcode(manager: Visitor) -> None:
    form = {"unit": "lusin", "factor": "", "barcode": "18998888000016"}
    assert manager.submit("/products/102/packs", form).location == "/products/102/packs/lusin"
    assert "lusin 12 pcs 18998888000016 belum ada harga" in text_of(manager.see("/products/102"))


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"unit": "dus", "factor": ""}, "Isi berapa pcs di dalamnya"),
        ({"unit": "dus", "factor": "0"}, "lebih dari nol"),
        ({"unit": "pcs", "factor": "1"}, "sudah punya satuan pcs"),
        ({"unit": "", "factor": "1"}, "Pilih satuannya"),
    ],
)
def test_a_pack_that_makes_no_sense_is_refused(
    manager: Visitor, form: dict[str, str], said: str
) -> None:
    assert said in text_of(manager.submit("/products/102/packs", form, status=422).text)


# A pack


def test_a_new_price_is_shown_with_its_history(manager: Visitor) -> None:
    form = {"price": "3.600", "list": "umum", "shop": "", "valid_from": today()}
    manager.submit(f"{MIE_PCS}/prices", form)
    page = text_of(manager.see(MIE_PCS))
    assert "Harga umum Rp3.600" in page
    assert "Rp3.500 01/01/2026" in page


def test_a_promotion_for_one_shop(manager: Visitor, database: Database, world: World) -> None:
    last = (clock.local_day(clock.now(), "Asia/Jakarta") + timedelta(days=3)).isoformat()
    form = {"price": "3rb", "list": "anggota", "shop": "WSB", "valid_from": "", "valid_to": last}
    manager.submit(f"{MIE_PCS}/prices", form)
    with database.reading() as session:
        mie = world.goods["mie"].pack_id
        day = clock.local_day(clock.now(), "Asia/Jakarta")
        own = prices.current(session, [mie], on=day, shop_id=world.shop_id)
        others = prices.current(session, [mie], on=day)
    assert own[mie, PriceList.MEMBER] == Money(3_000)
    assert others[mie, PriceList.MEMBER] == Money(3_300)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"price": ""}, "Isi harganya"),
        ({"price": "0"}, "lebih dari Rp0"),
        ({"list": "diskon"}, "Pilih daftar harganya"),
        ({"shop": "LTM"}, "Tidak ada toko dengan kode LTM"),
        ({"valid_from": "2020-01-01"}, "tidak dapat berlaku mundur"),
        ({"valid_from": "besok"}, "Tanggal ini tidak dapat dibaca"),
        ({"valid_to": "2020-01-01"}, "tidak boleh sebelum tanggal mulai"),
    ],
)
def test_a_price_that_makes_no_sense_is_refused(
    manager: Visitor, changes: dict[str, str], said: str
) -> None:
    form = {"price": "3600", "list": "umum", "shop": "", "valid_from": today()} | changes
    assert said in text_of(manager.submit(f"{MIE_PCS}/prices", form, status=422).text)


def test_a_price_can_be_ended(manager: Visitor) -> None:
    manager.submit(f"{MIE_PCS}/prices/end", {"list": "anggota", "shop": ""})
    assert "Harga anggota – sama dengan harga umum" in text_of(manager.see(MIE_PCS))
    manager.submit(f"{MIE_PCS}/prices/end", {"list": "anggota", "shop": ""}, status=404)


def test_barcodes_come_and_go(manager: Visitor) -> None:
    manager.submit(f"{MIE_PCS}/barcodes", {"barcode": "012345678905"})
    assert "012345678905" in text_of(manager.see(MIE_PCS))
    manager.submit(f"{MIE_PCS}/barcodes/remove", {"code": "012345678905"})
    assert "012345678905" not in manager.see(MIE_PCS)
    refused = manager.submit(f"{MIE_PCS}/barcodes", {"barcode": "8998888000019"}, status=422)
    assert "sudah dipakai Air mineral 600 ml (pcs)" in text_of(refused.text)


def test_a_pack_can_change(manager: Visitor, database: Database, world: World) -> None:
    manager.submit("/products/101/packs/dus", {"factor": "24"})
    with database.reading() as session:
        dus = packs.get(session, PackId(world.goods["mie"].packs[1].id))
    assert (dus.factor, dus.active) == (Quantity.of(24), False)
    assert "tidak dijual" in text_of(manager.see("/products/101"))


# Who may do what


@pytest.mark.parametrize(
    ("role", "path", "status"),
    [
        (Role.CLERK, "/products", 200),
        (Role.CLERK, "/products/101", 200),
        (Role.CLERK, "/products/new", 403),
        (Role.CLERK, "/stock", 403),
        (Role.AUDITOR, "/stock", 200),
        (Role.AUDITOR, "/stock/WSB/101/opening", 403),
        (Role.AUDITOR, "/imports/products", 403),
        (Role.MEMBER, "/products", 403),
    ],
)
def test_roles(visitor: Visitor, role: Role, path: str, status: int) -> None:
    visitor.sign_in(role).see(path, status)


def test_a_clerk_sees_no_buttons_that_are_refused(visitor: Visitor) -> None:
    page = text_of(visitor.sign_in(Role.CLERK).see("/products/101"))
    assert "Tambah kemasan" not in page
    assert "Isi stok awal" not in page
    visitor.submit("/products/101/retire", status=403)
    visitor.submit(f"{MIE_PCS}/prices", {"price": "1"}, status=403)


@pytest.mark.parametrize(
    "path", ["/products/999", "/products/101/packs/kodi", "/stock/XYZ/101", "/stock/WSB/999"]
)
def test_what_is_not_there_is_not_found(visitor: Visitor, path: str) -> None:
    visitor.sign_in(Role.TREASURER).see(path, 404) if "stock" in path else visitor.sign_in(
        Role.MANAGER
    ).see(path, 404)
