"""Opening stock from files: once per product and shop, on the shelf and in the books."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from core.errors import BusinessError
from core.ids import ShopId
from core.imports import RowStatus
from core.money import ZERO, Money
from core.quantity import Quantity
from inventory import invariants
from inventory.importing import imports
from inventory.importing.models import RunKind
from inventory.importing.reports import ImportReport
from inventory.models import Product, ProductKind, Stock
from ledger import chart, journal
from tests.inventory.files import of_kind
from tests.support.world import NOW, World, make_coop

NEW, CHANGED, SAME, REFUSED = RowStatus


@pytest.fixture
def world(session: Session) -> World:
    return make_coop(session)


def take(session: Session, world: World, content: str, *, only_good: bool = True) -> ImportReport:
    wanted = of_kind(RunKind.OPENING, content, shop_id=world.shop_id)
    return imports.take(session, wanted, only_good=only_good, at=NOW, by=None)


def held(session: Session, world: World, name: str) -> Stock:
    return session.get_one(Stock, (world.shop_id, world.goods[name].id))


def test_stock_and_value_reach_shelf_and_books(session: Session, world: World) -> None:
    report = take(
        session, world,
        "kode;satuan;jumlah;harga beli;nilai\n"
        "101;pcs;10;2.750;\n101;dus;2;108.000;\n102;;5;;19.999\n201;kg;1,5;;18000\n",
    )  # fmt: skip
    assert [row.status for row in report.rows] == [NEW] * 4
    mie, air, beras = (held(session, world, name) for name in ("mie", "air", "beras"))
    assert (mie.quantity, mie.value) == (Quantity.of(90), Money(243_500))
    assert (air.quantity, air.value) == (Quantity.of(5), Money(19_999))
    assert (beras.quantity, beras.value) == (Quantity(1_500), Money(18_000))
    assert journal.balance(session, chart.MERCHANDISE) == Money(281_499)
    assert journal.balance(session, chart.OPENING_BALANCE) == Money(-281_499)
    assert list(invariants.value(session)) == []


def test_a_row_may_name_another_shop(session: Session, world: World) -> None:
    take(session, world, "kode;jumlah;nilai;toko\n101;10;27500;\n101;4;11000;LTM\n")
    other = session.get_one(Stock, (ShopId(world.ltm.id), world.goods["mie"].id))
    assert (held(session, world, "mie").quantity, other.quantity) == (
        Quantity.of(10), Quantity.of(4),
    )  # fmt: skip
    assert list(invariants.value(session)) == []


def test_it_is_taken_once(session: Session, world: World) -> None:
    content = "kode;jumlah;nilai\n101;10;27500\n"
    take(session, world, content)
    again = take(session, world, content)
    assert ([row.status for row in again.rows], again.run) == ([SAME], None)
    assert "sudah pernah diisi" in again.rows[0].notes[0]
    assert again.before is not None


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("999;1;1;", "Tidak ada barang"),
        ("101;1,5;1;", "harus bulat dalam pcs"),
        ("101;-1;1;", "tidak boleh negatif"),
        ("101;2;1000;5000", "tidak cocok"),
        ("101;2;banyak;", "banyak"),
        ("103;2;1000;", "tidak punya stok sendiri"),
    ],
)
def test_a_refused_row_says_why(session: Session, world: World, row: str, said: str) -> None:
    session.get_one(Product, world.goods["gas"].id).kind = ProductKind.SERVICE
    report = take(session, world, f"kode;jumlah;harga beli;nilai\n{row}\n")
    assert report.rows[0].status is REFUSED
    assert said in report.rows[0].sentence
    assert journal.balance(session, chart.MERCHANDISE) == ZERO


def test_a_row_without_a_quantity_enters_nothing(session: Session, world: World) -> None:
    report = take(session, world, "kode;jumlah;nilai\n101;;\n102;0;\n")
    assert [row.status for row in report.rows] == [SAME, SAME]


def test_a_dirty_file_is_never_half_applied(session: Session, world: World) -> None:
    with pytest.raises(BusinessError, match="1 baris ditolak"):
        take(session, world, "kode;jumlah\n101;10\n102;-3\n", only_good=False)
    assert session.get(Stock, (world.shop_id, world.goods["mie"].id)) is None


def test_stock_without_a_cost_is_told(session: Session, world: World) -> None:
    report = take(session, world, "kode;jumlah\n101;10\n")
    assert report.rows[0].notes == ("Harga beli kosong, jadi nilai stoknya nol.",)
