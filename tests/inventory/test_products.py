"""Products and their packs: what may be added and changed, and what never goes away."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import InvalidInput, NotFound
from core.ids import PackId, ProductId
from core.models import AuditRecord
from core.money import Money
from core.quantity import Quantity
from inventory import catalogue, packs, products, stock
from inventory.models import Barcode, Product
from inventory.packs import PackDetails
from inventory.products import ProductDetails
from inventory.stock import Arrival
from tests.support.world import NOW, TODAY, World, make_coop

KOPI = ProductDetails(name="Kopi bubuk", base_unit="sachet", category="Minuman")
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def world(session: Session) -> World:
    return make_coop(session)


def create(session: Session, details: ProductDetails = KOPI, *sold_as: PackDetails) -> Product:
    sold = sold_as or (PackDetails("sachet"),)
    return products.create(session, details, sold, at=LATER, by=None)


def test_a_product_gets_the_next_number_as_its_code(session: Session, world: World) -> None:
    assert create(session).code == "202", "after 201, the highest there is"
    assert create(session, ProductDetails("Teh", "pcs", code="rak-7")).code == "RAK-7"
    assert create(session, ProductDetails("Roti", "pcs")).code == "203"


def test_numbers_begin_above_what_is_typed_as_pieces() -> None:
    assert products.number_after([]) == 101
    assert products.number_after(["5", "RAK-7", "8995522000015"]) == 101
    assert products.number_after(["999999"]) == 1_000_000


def test_packs_keep_their_order_and_codes(session: Session, world: World) -> None:
    product = create(
        session,
        KOPI,
        PackDetails("sachet", barcodes=("8991002101654",)),
        PackDetails("renteng", Quantity.of(10), ("KOPI-R", "18991002101651")),
    )
    sold_as = packs.all_of(session, product)
    assert [(pack.unit, pack.factor.milli, pack.position) for pack in sold_as] == [
        ("sachet", 1_000, 0),
        ("renteng", 10_000, 1),
    ]
    codes = select(Barcode.code).where(Barcode.pack_id == sold_as[1].id).order_by(Barcode.code)
    assert session.scalars(codes).all() == ["18991002101651", "KOPI-R"]


@pytest.mark.parametrize("code", ["8995522000015", "08995522000015", " 8 995522 000015"])
def test_a_barcode_means_one_pack_only(session: Session, world: World, code: str) -> None:
    with pytest.raises(InvalidInput, match=r"sudah dipakai Mie goreng instan \(pcs\)"):
        create(session, KOPI, PackDetails("sachet", barcodes=(code,)))


def test_the_same_upc_and_ean_are_one_barcode(session: Session, world: World) -> None:
    product = create(session, KOPI, PackDetails("sachet", barcodes=("012345678905",)))
    pack_id = PackId(packs.of_product(session, product, "sachet").id)
    with pytest.raises(InvalidInput, match="sudah dipakai"):
        packs.add_barcode(session, pack_id, "0012345678905", at=LATER, by=None)
    packs.remove_barcode(session, pack_id, "0012345678905", at=LATER, by=None)
    packs.add_barcode(session, pack_id, "0012345678905", at=LATER, by=None)


def test_removing_a_code_that_is_not_there_is_refused(session: Session, world: World) -> None:
    with pytest.raises(NotFound):
        packs.remove_barcode(
            session, world.goods["air"].pack_id, "8995522000015", at=LATER, by=None
        )


@pytest.mark.parametrize(
    ("details", "said"),
    [
        (ProductDetails("Kopi", "pcs", code="101"), "sudah dipakai Mie goreng instan"),
        (ProductDetails("Kopi", "pcs", code="kopi!"), "1–20 huruf"),
        (ProductDetails("Kopi", "pcs", code="x" * 21), "1–20 huruf"),
        (ProductDetails("", "pcs"), "Nama barang harus diisi"),
    ],
)
def test_products_that_make_no_sense_are_refused(
    session: Session, world: World, details: ProductDetails, said: str
) -> None:
    with pytest.raises(InvalidInput, match=said):
        create(session, details)


@pytest.mark.parametrize(
    ("unit", "milli", "said"),
    [
        ("dus", 0, "lebih dari 0"),
        ("dus", -1, "lebih dari 0"),
        ("dus", 100_000_001, "100.000"),
        ("pcs", 2_000, "satuan dasar"),
        ("pcs", 1_000, "sudah punya satuan pcs"),
    ],
)
def test_packs_that_make_no_sense_are_refused(
    session: Session, world: World, unit: str, milli: int, said: str
) -> None:
    product = products.get(session, world.goods["air"].id)
    with pytest.raises(InvalidInput, match=said):
        packs.add(session, product, PackDetails(unit, Quantity(milli)), at=LATER, by=None)


def test_a_pack_can_change_and_leave(session: Session, world: World) -> None:
    dus = PackId(world.goods["mie"].packs[1].id)
    pack = packs.change(session, dus, factor=Quantity.of(24), active=False, at=LATER, by=None)
    assert (pack.factor, pack.active) == (Quantity.of(24), False)
    sold = {row["id"] for row in catalogue.packs(session, shop_id=world.shop_id)}
    assert str(dus) not in sold
    assert str(world.goods["mie"].pack_id) in sold


def test_editing_keeps_the_code_unless_another_is_typed(session: Session, world: World) -> None:
    product = products.get(session, world.goods["mie"].id)
    products.edit(
        session, product, ProductDetails("Mi goreng", "pcs", category="Mi"), at=LATER, by=None
    )
    assert (product.code, product.name, product.category) == ("101", "Mi goreng", "Mi")
    products.edit(session, product, ProductDetails("Mi", "pcs", code="m1"), at=LATER, by=None)
    assert product.code == "M1"


def test_the_base_unit_may_change_until_stock_has_moved(session: Session, world: World) -> None:
    product = products.get(session, world.goods["air"].id)
    products.edit(session, product, ProductDetails("Air", "botol"), at=LATER, by=None)
    assert [pack.unit for pack in packs.all_of(session, product)] == ["botol"]
    stock.enter_opening(
        session,
        [Arrival(ProductId(product.id), Quantity.of(1), Money(3_000))],
        shop_id=world.shop_id,
        booked_on=TODAY,
        at=NOW,
        by=None,
    )
    with pytest.raises(InvalidInput, match="stok sudah dihitung dalam botol"):
        products.edit(session, product, ProductDetails("Air", "pcs"), at=LATER, by=None)


def test_the_base_unit_cannot_become_a_unit_of_another_pack(session: Session, world: World) -> None:
    product = products.get(session, world.goods["mie"].id)
    with pytest.raises(InvalidInput, match="sudah punya satuan dus"):
        products.edit(session, product, ProductDetails("Mie", "dus"), at=LATER, by=None)


def test_retired_products_are_not_sold_but_stay(session: Session, world: World) -> None:
    product = products.by_code(session, "101")
    products.retire(session, product, at=LATER, by=world.clerk_id)
    assert not any(
        row["name"] == product.name for row in catalogue.packs(session, shop_id=world.shop_id)
    )
    assert products.by_code(session, "101").active is False
    products.restore(session, product, at=LATER, by=None)
    assert any(
        row["name"] == product.name for row in catalogue.packs(session, shop_id=world.shop_id)
    )


def test_every_change_is_noted_and_seen_by_tills(session: Session, world: World) -> None:
    before = catalogue.version(session)
    product = create(session)
    created = catalogue.version(session)
    packs.add(session, product, PackDetails("renteng", Quantity.of(10)), at=NOW, by=world.clerk_id)
    assert len({before, created, catalogue.version(session)}) == 3, "even when the clock went back"
    actions = session.scalars(
        select(AuditRecord.action)
        .where(AuditRecord.subject == product.code)
        .order_by(AuditRecord.id)
    ).all()
    assert actions == ["product.created", "product.pack_added"]


def test_unknown_products_and_packs_are_not_found(session: Session, world: World) -> None:
    with pytest.raises(NotFound, match="kode 999"):
        products.by_code(session, "999")
    with pytest.raises(NotFound):
        products.get(session, ProductId(world.coop.id))
    with pytest.raises(NotFound):
        packs.get(session, PackId(world.coop.id))
    with pytest.raises(NotFound, match="tidak dijual per dus"):
        packs.of_product(session, products.by_code(session, "102"), "dus")
