"""Products from files: every row reported, nothing half-done, a second time nothing changes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.errors import BusinessError, InvalidInput
from core.ids import PackId, ShopId
from core.imports import RowStatus
from core.models import AuditRecord, Base
from core.money import Money
from core.quantity import Quantity
from inventory import catalogue, packs, prices, products, stock
from inventory.importing import imports
from inventory.importing.reports import ImportReport, RowReport
from inventory.models import Barcode, MoveKind, Pack, Price, PriceList, Product, Stock, StockMove
from inventory.shelves import Cause
from ledger import chart, journal
from tests.inventory.files import of_goods
from tests.support.world import NOW, TODAY, World, make_coop

TABLES: tuple[type[Base], ...] = (Product, Pack, Barcode, Price, Stock, StockMove, AuditRecord)
NEW, CHANGED, SAME, REFUSED = RowStatus


@pytest.fixture
def world(session: Session) -> World:
    return make_coop(session)


def take(
    session: Session,
    content: str | bytes,
    *,
    shop_id: ShopId | None = None,
    only_good: bool = True,
    days: int = 0,
) -> ImportReport:
    body = content.encode() if isinstance(content, str) else content
    at = NOW + timedelta(days=days)
    wanted = of_goods(body, shop_id=shop_id, on=TODAY + timedelta(days=days))
    return imports.take(session, wanted, only_good=only_good, at=at, by=None)


def preview(session: Session, content: str, *, shop_id: ShopId | None = None) -> ImportReport:
    return imports.preview(session, of_goods(content.encode(), shop_id=shop_id))


def sizes(session: Session) -> list[int | None]:
    return [session.scalar(select(func.count()).select_from(table)) for table in TABLES]


def statuses(report: ImportReport) -> list[RowStatus]:
    return [row.status for row in report.rows]


def one(report: ImportReport) -> RowReport:
    (row,) = report.rows
    return row


# What a row can say


def test_a_new_product_has_its_pack_price_and_barcode(session: Session, world: World) -> None:
    report = take(
        session,
        "barcode;nama;satuan;harga;harga anggota;kategori\n"
        "8991002101654;ABC Kopi Gula &amp; Susu;sct;Rp 1.500,-;1400;Minuman\n",
    )
    assert one(report).status is NEW
    product = session.scalars(select(Product).where(Product.name == "ABC Kopi Gula & Susu")).one()
    assert (product.code, product.base_unit, product.category) == ("202", "sachet", "Minuman")
    pack = packs.of_product(session, product, "sachet")
    assert prices.current(session, [PackId(pack.id)], on=TODAY) == {
        (pack.id, PriceList.GENERAL): Money(1_500),
        (pack.id, PriceList.MEMBER): Money(1_400),
    }


def test_a_row_without_a_price_has_no_price_yet(session: Session, world: World) -> None:
    report = take(session, "nama;harga\nGaram;\nMerica;0\n")
    assert statuses(report) == [NEW, NEW]
    assert report.counts["unpriced"] == 2
    garam = next(
        row for row in catalogue.packs(session, shop_id=world.shop_id) if row["name"] == "Garam"
    )
    assert garam["prices"] == []


@pytest.mark.parametrize(
    ("unit", "factor", "base", "milli"),
    [
        ("", "", "pcs", 1_000),
        ("lusin", "", "pcs", 12_000),
        ("kodi", "", "pcs", 20_000),
        ("dus", "40", "pcs", 40_000),
        ("dus", "", "dus", 1_000),
        ("kg", "", "kg", 1_000),
        ("ons", "", "kg", 100),
        ("ml", "", "liter", 1),
        ("botol", "1", "botol", 1_000),
    ],
)
def test_units_say_what_stock_is_counted_in(
    session: Session, world: World, unit: str, factor: str, base: str, milli: int
) -> None:
    take(session, f"kode;nama;satuan;isi\nZ1;Zat;{unit};{factor}\n")
    product = products.by_code(session, "Z1")
    (pack,) = packs.all_of(session, product)
    assert (product.base_unit, pack.factor.milli) == (base, milli)
    assert product.fractions == (base in ("kg", "liter"))


def test_rows_of_one_code_are_packs_of_one_product(session: Session, world: World) -> None:
    report = take(
        session,
        "kode;barcode;nama;satuan;isi;harga\n"
        "M1;8991002101654;Mi kuah;pcs;;3000\n"
        "M1;18991002101651;Mi kuah 1 dus;dus;40;115000\n"
        "M1;;Mi kuah;renteng;;30000\n",
    )
    assert statuses(report) == [NEW, NEW, REFUSED]
    assert "Isi renteng belum diisi: berapa pcs" in report.rows[2].sentence
    product = products.by_code(session, "M1")
    assert product.name == "Mi kuah"
    assert [pack.unit for pack in packs.all_of(session, product)] == ["pcs", "dus"]


def test_a_carton_code_finds_its_piece(session: Session, world: World) -> None:
    report = take(session, "barcode;nama;satuan;isi\n18998888000016;Air 1 dus;dus;24\n")
    assert one(report).status is CHANGED
    sold_as = packs.all_of(session, products.by_code(session, "102"))
    assert [(pack.unit, pack.factor.milli) for pack in sold_as] == [("pcs", 1_000), ("dus", 24_000)]


def test_barcodes_kept_under_kode_are_barcodes(session: Session, world: World) -> None:
    take(session, "kode;nama\n8991002101654;Kopi\n12345678;Teh\n012345678905;Susu\n")
    assert session.get(Barcode, "08991002101654") is not None
    assert session.get(Barcode, "00012345678905") is not None
    assert products.by_code(session, "12345678").name == "Teh", "eight digits may be anything"


@pytest.mark.parametrize(
    ("row", "changes"),
    [
        ("8995522000015;Mie goreng instan;pcs;3.500", ()),
        ("8995522000015;Mie goreng instan;;", ()),
        ("8995522000015;Mie goreng instan;pcs;3.600", ("harga Rp3.500 → Rp3.600",)),
        ("8995522000015;Mi goreng;pcs;3500", ("nama Mie goreng instan → Mi goreng",)),
        ("18995522000012;Mie satu dus;dus;132000", ()),
    ],
)
def test_a_known_product_changes_only_where_the_row_says_otherwise(
    session: Session, world: World, row: str, changes: tuple[str, ...]
) -> None:
    report = take(session, f"barcode;nama;satuan;harga\n{row}\n")
    assert one(report).changes == changes
    assert one(report).status is (CHANGED if changes else SAME)


def test_what_is_in_a_carton_may_change(session: Session, world: World) -> None:
    report = take(session, "barcode;nama;isi\n18995522000012;Mie;24\n")
    assert one(report).changes == ("isi 40 → 24",)
    assert packs.get(session, PackId(world.goods["mie"].packs[1].id)).factor == Quantity.of(24)


def test_a_changed_price_begins_today_and_reaches_the_tills(session: Session, world: World) -> None:
    before = catalogue.version(session)
    take(session, "kode;nama;harga\n101;Mie goreng instan;3600\n", days=3)
    mie = world.goods["mie"].pack_id
    days = [TODAY + timedelta(days=n) for n in (2, 3)]
    held = [prices.current(session, [mie], on=day)[mie, PriceList.GENERAL].amount for day in days]
    assert held == [3_500, 3_600]
    assert catalogue.version(session) != before


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("barcode;nama\n8995522000016;Mie", "seharusnya 5"),
        ("barcode;nama\n8,99552E+12;Mie", "dipotong"),
        ("kode;barcode;nama\n102;8995522000015;Mie", "milik Mie goreng instan, tetapi kode 102"),
        ("barcode;nama;satuan\n8995522000015;Mie;dus", "terdaftar untuk satuan pcs, bukan dus"),
        ("kode;nama;satuan\n101;Mie;renteng", "Isi renteng belum diisi"),
        ("nama;satuan;isi\nMi;lusin;10", "Isi lusin selalu 12 pcs"),
        ("nama;satuan;isi\nMi;pcs;40", "Isi pcs selalu 1 pcs"),
        ("nama;satuan;isi\nMi;dus;200000", "paling banyak 100.000"),
        ("nama;harga\nMi;-1", "tidak boleh negatif"),
        ("nama;harga\nMi;2000000000", "terlalu tinggi"),
        ("nama;satuan\nMi;gelondong", "tidak dikenal"),
        ("kode;nama\nkopi!;Mi", "1–20 huruf"),
        (f"nama;kategori\nMi;{'x' * 61}", "terlalu panjang"),
    ],
)
def test_a_refused_row_says_why(session: Session, world: World, content: str, said: str) -> None:
    before = sizes(session)
    row = one(take(session, content))
    assert row.status is REFUSED
    assert said in row.sentence
    assert sizes(session) == before


def test_duplicates_are_refused_with_the_row_they_repeat(session: Session, world: World) -> None:
    report = take(
        session,
        "barcode;nama\n8991002101654;Kopi\n8991002101654;Kopi lagi\n;Kopi\n;Teh\n;teh\n",
    )
    assert statuses(report) == [NEW, REFUSED, REFUSED, NEW, REFUSED]
    assert report.rows[1].sentence == "Kode 8991002101654 sudah ada di baris 2."
    assert report.rows[4].sentence == "teh sudah ada di baris 5."


def test_names_that_mean_several_products_need_a_code(session: Session, world: World) -> None:
    take(session, "barcode;nama\n8994439998385;Farm Shrimp\n8994439998460;Farm Shrimp\n")
    row = one(take(session, "nama;harga\nfarm shrimp;9000\n"))
    assert row.sentence == "Ada 2 barang bernama farm shrimp. Isi kode atau barcodenya."


# Opening stock


def test_opening_stock_and_its_value_reach_shelf_and_books(session: Session, world: World) -> None:
    report = take(
        session,
        "kode;nama;satuan;isi;stok;harga beli\n"
        "101;Mie goreng instan;pcs;;10;2.750\n101;Mie goreng instan;dus;40;2;108.000\n",
        shop_id=world.shop_id,
    )
    assert statuses(report) == [CHANGED, CHANGED]
    held = session.get_one(Stock, (world.shop_id, world.goods["mie"].id))
    assert (held.quantity, held.value) == (Quantity.of(90), Money(27_500 + 216_000))
    assert journal.balance(session, chart.MERCHANDISE) == Money(243_500)


def test_opening_stock_is_taken_once(session: Session, world: World) -> None:
    content = "kode;nama;stok;harga beli\n101;Mie goreng instan;10;2750\n"
    take(session, content, shop_id=world.shop_id)
    row = one(take(session, content, shop_id=world.shop_id))
    assert row.status is SAME
    assert row.notes == ("Stok awal sudah pernah diisi; kolom stok tidak dipakai.",)
    other = one(take(session, content, shop_id=ShopId(world.ltm.id)))
    assert other.status is CHANGED, "another shop has its own shelves"


def test_stock_without_a_shop_is_refused(session: Session, world: World) -> None:
    with pytest.raises(InvalidInput, match="Pilih toko") as refusal:
        take(session, "nama;stok\nGaram;3\n")
    assert refusal.value.field == "shop"


def test_stock_that_cannot_be_is_told(session: Session, world: World) -> None:
    report = take(
        session,
        "kode;nama;satuan;stok\nA1;Apel;pcs;1,5\nB1;Beras;kg;1,5\nC1;Cuka;botol;-3\n",
        shop_id=world.shop_id,
    )
    assert statuses(report) == [REFUSED, NEW, NEW]
    assert "harus bulat dalam pcs" in report.rows[0].sentence
    assert report.rows[1].notes == ("Harga beli kosong, jadi nilai stoknya nol.",)
    assert report.rows[2].notes == ("Stok -3 tidak dipakai: di bawah nol.",)
    assert session.get(Stock, (world.shop_id, products.by_code(session, "C1").id)) is None


def test_a_cost_without_stock_is_known_before_the_goods_are(session: Session, world: World) -> None:
    content = "kode;nama;harga beli\n101;Mie goreng instan;2.750\n"
    assert one(take(session, content, shop_id=world.shop_id)).changes == ("harga beli Rp2.750",)
    assert one(take(session, content, shop_id=world.shop_id)).status is SAME
    (sold,) = stock.take_out(
        session,
        Cause(MoveKind.SALE, "sale:1", NOW),
        [(world.goods["mie"].id, Quantity.of(2))],
        shop_id=world.shop_id,
    )
    assert sold.cost == Money(5_500)


# All or nothing


def test_a_preview_writes_nothing(session: Session, world: World) -> None:
    before = sizes(session)
    report = preview(session, "nama;harga\nGaram;5000\n")
    session.flush()
    assert statuses(report) == [NEW]
    assert sizes(session) == before


def test_one_refused_row_stops_the_file_unless_the_good_are_wanted(
    session: Session, world: World
) -> None:
    content = "nama;harga\nGaram;5000\nMerica;-1\n"
    before = sizes(session)
    with pytest.raises(BusinessError, match="1 baris ditolak, jadi tidak ada yang diambil"):
        take(session, content, only_good=False)
    assert sizes(session) == before
    assert statuses(take(session, content, only_good=True)) == [NEW, REFUSED]
    assert session.scalar(select(Product.name).where(Product.name == "Garam")) == "Garam"


def test_a_file_that_changes_nothing_leaves_no_trace(session: Session, world: World) -> None:
    before = sizes(session), catalogue.version(session)
    take(session, "kode;nama;harga\n101;Mie goreng instan;3500\n")
    assert (sizes(session), catalogue.version(session)) == before
