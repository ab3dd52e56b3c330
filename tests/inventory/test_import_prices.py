"""Prices from files: a pack, its list, a shop or all, a first day; what loses is marked."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import BusinessError
from core.ids import PackId, ShopId
from core.imports import RowStatus
from core.models import AuditRecord
from core.money import Money
from core.quantity import Quantity
from inventory import catalogue, prices
from inventory.importing import imports
from inventory.importing.models import RunKind
from inventory.importing.reports import ImportReport, RowReport
from inventory.models import Price, PriceList, Product
from inventory.stock import Arrival, enter_opening
from tests.inventory.dirty_files import dirty_file
from tests.inventory.files import of_goods, of_kind
from tests.support.world import NOW, TODAY, World, make_coop

NEW, CHANGED, SAME, REFUSED = RowStatus


@pytest.fixture
def world(session: Session) -> World:
    return make_coop(session)


def take(session: Session, content: str, *, shop_id: ShopId | None = None) -> ImportReport:
    wanted = of_kind(RunKind.PRICES, content, shop_id=shop_id)
    return imports.take(session, wanted, only_good=True, at=NOW, by=None)


def one(report: ImportReport) -> RowReport:
    (row,) = report.rows
    return row


def test_a_price_is_set_by_barcode_code_or_name(session: Session, world: World) -> None:
    before = catalogue.version(session)
    report = take(
        session,
        "barcode;kode;nama;satuan;harga\n"
        "18995522000012;;;;140.000\n;102;;;4.200\n;;gas lpg 3 kg;pcs;21rb\n",
    )
    assert [row.status for row in report.rows] == [CHANGED] * 3
    assert report.rows[0].changes == ("harga Rp132.000 → Rp140.000",)
    mie, gas = world.goods["mie"], world.goods["gas"]
    carton = PackId(mie.packs[1].id)
    keys = [mie.pack_id, carton, gas.pack_id]
    held = prices.current(session, keys, on=TODAY)
    assert held[carton, PriceList.GENERAL] == Money(140_000)
    assert held[mie.pack_id, PriceList.GENERAL] == Money(3_500), "another pack"
    assert held[gas.pack_id, PriceList.GENERAL] == Money(21_000)
    assert catalogue.version(session) != before, "tills fetch it"


def test_list_shop_day_and_least_are_read(session: Session, world: World) -> None:
    tomorrow = TODAY + timedelta(days=1)
    report = take(
        session,
        "kode;daftar harga;toko;mulai;paling sedikit;harga\n"
        f"101;member;LTM;{tomorrow:%d/%m/%Y};;3200\n101;Grosir;;;12;3.300\n101;tempo;;;;3600\n",
    )
    assert [row.status for row in report.rows] == [NEW] * 3
    rows = session.scalars(
        select(Price).where(Price.pack_id == world.goods["mie"].pack_id, Price.set_at == NOW)
    )
    found = {row.list: row for row in rows if row.amount.amount in (3_200, 3_300, 3_600)}
    member = found[PriceList.MEMBER]
    assert (member.shop_id, member.valid_from) == (world.ltm.id, tomorrow)
    assert found[PriceList.WHOLESALE].least == Quantity.of(12)
    assert found[PriceList.CREDIT].valid_from == TODAY


def test_the_chosen_shop_holds_where_a_row_names_none(session: Session, world: World) -> None:
    ltm = ShopId(world.ltm.id)
    take(session, "kode;harga\n101;3700\n", shop_id=ltm)
    mie = world.goods["mie"].pack_id
    everywhere = prices.current(session, [mie], on=TODAY)
    assert everywhere[mie, PriceList.GENERAL] == Money(3_500)
    there = prices.current(session, [mie], on=TODAY, shop_id=ltm)
    assert there[mie, PriceList.GENERAL] == Money(3_700)


def test_a_price_that_holds_already_changes_nothing(session: Session, world: World) -> None:
    report = take(session, "kode;harga\n101;3500\n")
    assert (one(report).status, report.run) == (SAME, None)


def test_what_loses_is_marked_and_taken_for_a_reason(session: Session, world: World) -> None:
    mie = world.goods["mie"].id
    goods = [Arrival(mie, Quantity.of(10), Money(33_000))]
    enter_opening(session, goods, shop_id=world.shop_id, booked_on=TODAY, at=NOW, by=None)
    wanted = of_kind(RunKind.PRICES, "kode;harga\n101;3200\n102;3900\n")
    with pytest.raises(BusinessError, match="1 harga di bawah harga pokok"):
        imports.take(session, wanted, only_good=True, at=NOW, by=None)
    report = imports.take(
        session, wanted, only_good=True, at=NOW, by=None, below_cost="cuci gudang"
    )
    kept = session.scalars(
        select(AuditRecord.details).where(AuditRecord.action == "price.imported")
    ).one()
    assert (kept["below_cost"], kept["reason"]) == (1, "cuci gudang")
    assert [row.is_below_cost for row in report.rows] == [True, False]
    assert report.rows[0].notes == ("Rp3.200 di bawah harga pokok Rp3.300.",)
    assert (report.below_cost, report.rows[0].status) == (1, CHANGED)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("kode;harga\n999;1000", "Tidak ada barang dengan kode atau barcode 999"),
        ("barcode;harga\n8991002101654;1000", "Tidak ada barang dengan kode atau barcode 8991002"),
        ("barcode;harga\n8995522000016;1000", "seharusnya 5"),
        ("nama;harga\nEntah;1000", "Tidak ada barang bernama Entah"),
        ("kode;nama;harga\n;;1000", "Isi kode atau barcode"),
        ("kode;barcode;harga\n102;8995522000015;1", "milik Mie goreng instan, tetapi kode 102"),
        ("kode;satuan;harga\n102;dus;1000", "tidak dijual per dus"),
        ("barcode;satuan;harga\n8995522000015;dus;1", "terdaftar untuk satuan pcs, bukan dus"),
        ("kode;harga\n101;", "Harganya kosong"),
        ("kode;harga\n101;0", "Harga harus lebih dari Rp0"),
        ("kode;harga\n101;-5", "tidak boleh negatif"),
        ("kode;harga\n101;tanya", "tanya"),
        ("kode;daftar harga;harga\n101;teman;1", "Daftar harga “teman” tidak dikenal"),
        ("kode;daftar harga;harga\n101;grosir;1", "perlu jumlah paling sedikit"),
        ("kode;toko;harga\n101;XYZ;1", "Tidak ada toko"),
        ("kode;mulai;harga\n101;31/05/2026;1", "hari yang sudah lewat"),
        ("kode;mulai;harga\n101;besok;1", "tidak dapat dibaca"),
    ],
)
def test_a_refused_row_says_why(session: Session, world: World, content: str, said: str) -> None:
    report = take(session, content)
    assert one(report).status is REFUSED
    assert said in one(report).sentence
    assert report.run is None


def test_no_price_goes_above_the_ceiling_of_the_law(session: Session, world: World) -> None:
    product = session.get_one(Product, world.goods["mie"].id)
    product.ceiling = Money(3_600)
    report = take(session, "kode;satuan;harga\n101;pcs;3601\n101;dus;144000\n")
    assert [row.status for row in report.rows] == [REFUSED, CHANGED]
    assert "HET" in report.rows[0].sentence


def test_the_same_place_and_day_twice_is_refused(session: Session, world: World) -> None:
    report = take(session, "kode;harga\n101;3600\n101;3700\n")
    assert [row.status for row in report.rows] == [CHANGED, REFUSED]
    assert report.rows[1].sentence == "Harga ini sudah ada di baris 2."


@pytest.mark.parametrize(
    ("encoding", "delimiter"), [("utf-8-sig", ";"), ("utf-16", "\t"), ("utf-8", ",")]
)
def test_a_dirty_file_of_goods_that_are_there_changes_no_price(
    session: Session, world: World, encoding: str, delimiter: str
) -> None:
    file = dirty_file(120)
    content = file.as_csv(encoding, delimiter)
    imports.take(session, of_goods(content), only_good=True, at=NOW, by=None)
    report = imports.preview(session, of_kind(RunKind.PRICES, content))
    assert {row.status for row in report.rows} == {SAME, REFUSED}
    same = {row.number for row in report.rows if row.status is SAME}
    assert same <= {number for number, status in file.expected.items() if status is NEW}
    assert len(same) > 60
    assert all(row.sentence for row in report.refused)
