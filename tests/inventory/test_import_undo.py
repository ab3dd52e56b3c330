"""Taking an import back: as a whole, by the right people, and only while nothing depends on it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import BusinessError, NotFound, PermissionDenied
from core.ids import PackId, ProductId, ShopId, new_id
from core.imports import RowStatus
from core.models import AuditRecord
from core.money import ZERO, Money
from core.permissions import Role
from core.quantity import Quantity
from inventory import catalogue, invariants, packs, prices, products, promotions, stock
from inventory.counts import counts, findings
from inventory.counts.counts import Entry, NewCount
from inventory.counts.models import ScopeKind, StockCount
from inventory.importing import imports, undoing
from inventory.importing.kind import Import
from inventory.importing.models import ImportRun, RunKind
from inventory.models import MoveKind, Price, PriceList, Product, PromotionKind, Stock, StockMove
from inventory.prices import NewPrice, Period
from inventory.promotions import PromotionDetails
from inventory.shelves import Cause
from inventory.suppliers import suppliers
from inventory.suppliers.suppliers import Learned, SupplierDetails
from ledger import chart, journal
from ledger.models import JournalEntry
from tests.inventory.files import of_goods, of_kind
from tests.support.world import NOW, TODAY, World, make_coop

LATER = NOW + timedelta(hours=1)
GENERAL = PriceList.GENERAL


@pytest.fixture
def world(session: Session) -> World:
    return make_coop(session)


def take(session: Session, world: World, wanted: Import, *, role: Role = Role.MANAGER) -> ImportRun:
    by = world.operator_id(role)
    report = imports.take(session, wanted, only_good=True, at=NOW, by=by)
    assert report.run is not None, [row.sentence or row.notes for row in report.rows]
    return undoing.by_number(session, report.run, within=None)


def undo(session: Session, world: World, run: ImportRun, *, days: int = 0) -> None:
    at = LATER + timedelta(days=days)
    undoing.take_back(session, run, at=at, by=world.operator_id(Role.MANAGER), may_all=False)


def sell(session: Session, world: World, product_id: ProductId) -> None:
    journal.lock_shop(session, world.shop_id)
    cause = Cause(MoveKind.SALE, f"sale:{new_id()}", LATER)
    stock.take_out(session, cause, [(product_id, Quantity.of(1))], shop_id=world.shop_id)


# Goods


def test_new_goods_are_retired_and_changed_ones_are_as_before(
    session: Session, world: World
) -> None:
    run = take(
        session, world,
        of_goods(
            "kode;barcode;nama;satuan;isi;harga;kategori;stok;harga beli\n"
            "G1;8991002101654;Garam;pcs;;3000;Bumbu;10;2000\n"
            "101;;Mi goreng;pcs;;3600;Mie;;2700\n"
            "102;18998888000016;Air;dus;24;90000;;;\n",
            shop_id=world.shop_id,
        ),
    )  # fmt: skip
    version = catalogue.version(session)
    undo(session, world, run)
    salt, mie = products.by_code(session, "G1"), products.by_code(session, "101")
    assert (salt.active, mie.active) == (False, True)
    assert (mie.name, mie.category) == ("Mie goreng instan", "")
    assert not packs.of_product(session, products.by_code(session, "102"), "dus").active
    held = prices.current(session, [world.goods["mie"].pack_id], on=TODAY)
    assert held[world.goods["mie"].pack_id, GENERAL] == Money(3_500)
    assert journal.balance(session, chart.MERCHANDISE) == ZERO
    assert session.get_one(Stock, (world.shop_id, mie.id)).cost_value == ZERO
    assert catalogue.version(session) != version, "tills fetch it"
    assert list(invariants.value(session)) == list(invariants.stock(session)) == []


def test_goods_taken_back_come_back_when_the_better_file_comes(
    session: Session, world: World
) -> None:
    file = "barcode;nama;harga;stok;harga beli\n8991002101654;Garam;3000;10;2000\n"
    first = take(session, world, of_goods(file, shop_id=world.shop_id))
    undo(session, world, first)
    better = of_goods(file.replace("Garam", "Garam halus"), shop_id=world.shop_id)
    second = take(session, world, better)
    salt = session.scalars(select(Product).where(Product.name == "Garam halus")).one()
    assert salt.active
    assert session.get_one(Stock, (world.shop_id, salt.id)).value == Money(20_000)
    undo(session, world, second)
    assert (salt.active, salt.name) == (False, "Garam")
    assert list(invariants.value(session)) == list(invariants.moves(session)) == []


def test_goods_that_were_sold_stay_and_so_does_the_whole_file(
    session: Session, world: World
) -> None:
    file = of_goods("kode;nama;harga\nG1;Garam;3000\nL1;Lada;4000\n", shop_id=world.shop_id)
    run = take(session, world, file)
    sell(session, world, ProductId(products.by_code(session, "L1").id))
    with pytest.raises(BusinessError) as refusal:
        undo(session, world, run)
    assert "Baris 3: Lada sudah dipakai: kartu stok." in refusal.value.sentence
    assert "tidak ada yang diubah" in refusal.value.sentence
    assert products.by_code(session, "G1").active


def test_goods_in_a_promotion_are_used(session: Session, world: World) -> None:
    run = take(session, world, of_goods("kode;nama;harga\nG1;Garam;3000\n"))
    pack = packs.find(session, "G1")
    details = PromotionDetails(
        "Murah", PromotionKind.AMOUNT, Period(TODAY), (PackId(pack.id),), amount=Money(100)
    )
    promotions.create(session, details, at=LATER, by=None)
    (one,) = undoing.hindrances(session, run)
    assert (one.row, one.sentence) == (2, "Garam sudah dipakai: promo")


def test_words_that_somebody_changed_again_are_not_taken_back(
    session: Session, world: World
) -> None:
    run = take(session, world, of_goods("kode;nama\n101;Mi goreng\n"))
    session.get_one(Product, world.goods["mie"].id).name = "Mi goreng jumbo"
    assert [one.row for one in undoing.hindrances(session, run)] == [2]


# Suppliers


def test_new_suppliers_are_retired_and_others_as_before(session: Session, world: World) -> None:
    old = suppliers.add(session, SupplierDetails("UD Lama", phone="1"), at=NOW, by=None)
    content = "nama;telepon\nUD Lama;2\nUD Baru;3\n"
    run = take(session, world, of_kind(RunKind.SUPPLIERS, content))
    new = suppliers.by_number(session, 2)
    undo(session, world, run)
    assert (old.phone, old.active, new.active) == ("1", True, False)
    again = imports.preview(session, of_kind(RunKind.SUPPLIERS, content))
    assert (again.before, [row.status for row in again.rows]) == (
        None, [RowStatus.CHANGED, RowStatus.CHANGED],
    )  # fmt: skip
    take(session, world, of_kind(RunKind.SUPPLIERS, content))
    assert new.active


def test_a_supplier_that_brought_something_stays(session: Session, world: World) -> None:
    run = take(session, world, of_kind(RunKind.SUPPLIERS, "nama\nUD Baru\n"))
    new = suppliers.by_number(session, 1)
    learned = [Learned(world.goods["mie"].pack_id, Money(3_000))]
    suppliers.learn(session, new.id, learned, on=TODAY)
    with pytest.raises(BusinessError, match="Baris 2: UD Baru sudah dipakai: barang pemasok"):
        undo(session, world, run)
    assert new.active


# Prices


def price_on(session: Session, world: World, days: int, name: str = "mie") -> Money | None:
    pack_id = world.goods[name].pack_id
    held = prices.current(session, [pack_id], on=TODAY + timedelta(days=days))
    return held.get((pack_id, GENERAL))


@pytest.mark.parametrize("days", [0, 1, 5])
def test_prices_end_and_the_old_ones_hold_again(session: Session, world: World, days: int) -> None:
    run = take(session, world, of_kind(RunKind.PRICES, "kode;harga\n101;3600\n104;9000\n"))
    undo(session, world, run, days=days)
    assert price_on(session, world, days) == price_on(session, world, 60) == Money(3_500)
    assert price_on(session, world, days, "gula") is None
    if days:
        assert price_on(session, world, days - 1) == Money(3_600), "what was, was"


def test_prices_of_days_to_come_leave_no_gap(session: Session, world: World) -> None:
    dated = [f"{TODAY + timedelta(days=n):%d/%m/%Y}" for n in (5, 10)]
    file = f"kode;mulai;harga\n101;{dated[1]};3800\n101;{dated[0]};3600\n"
    run = take(session, world, of_kind(RunKind.PRICES, file))
    assert [price_on(session, world, n) for n in (0, 5, 10)] == [
        Money(3_500), Money(3_600), Money(3_800),
    ]  # fmt: skip
    undo(session, world, run, days=7)
    assert [price_on(session, world, n) for n in (0, 5, 6, 7, 9, 10, 60)] == [
        Money(3_500), Money(3_600), Money(3_600), Money(3_500), Money(3_500), Money(3_500),
        Money(3_500),
    ]  # fmt: skip


def test_a_price_set_again_stays(session: Session, world: World) -> None:
    run = take(session, world, of_kind(RunKind.PRICES, "kode;harga\n101;3600\n102;4100\n"))
    new = NewPrice(world.goods["mie"].pack_id, Money(3_700))
    prices.set_price(session, new, Period(TODAY), at=LATER, by=None)
    with pytest.raises(BusinessError, match="Baris 2: harga Mie goreng instan sudah diubah"):
        undo(session, world, run)
    assert price_on(session, world, 0, "air") == Money(4_100)


# Opening stock


OPENING = "kode;satuan;jumlah;nilai;toko\n101;;10;27500;\n101;dus;1;108000;\n102;;5;19999;LTM\n"


def test_opening_stock_leaves_by_a_move_and_an_entry_of_its_own(
    session: Session, world: World
) -> None:
    run = take(session, world, of_kind(RunKind.OPENING, OPENING, shop_id=world.shop_id))
    entries = session.scalars(select(JournalEntry)).all()
    undo(session, world, run)
    mie = session.get_one(Stock, (world.shop_id, world.goods["mie"].id))
    assert (mie.quantity, mie.value, mie.moves) == (Quantity.of(0), ZERO, 4)
    assert len(session.scalars(select(JournalEntry)).all()) == 2 * len(entries)
    assert journal.balance(session, chart.OPENING_BALANCE) == ZERO
    for check in (invariants.value, invariants.stock, invariants.moves):
        assert list(check(session)) == []
    take(session, world, of_kind(RunKind.OPENING, OPENING, shop_id=world.shop_id))
    assert mie.quantity == Quantity.of(50), "it may be entered again"


def test_what_was_sold_before_the_opening_is_owed_again(session: Session, world: World) -> None:
    mie = world.goods["mie"].id
    sell(session, world, mie)
    before = session.get_one(Stock, (world.shop_id, mie))
    held = (before.quantity, before.value)
    file = of_kind(RunKind.OPENING, "kode;jumlah;nilai\n101;10;27500\n", shop_id=world.shop_id)
    undo(session, world, take(session, world, file))
    assert (before.quantity, before.value) == held
    assert journal.balance(session, chart.COST_DIFFERENCE) == ZERO
    assert list(invariants.value(session)) == []


def test_opening_stock_that_moved_stays(session: Session, world: World) -> None:
    run = take(session, world, of_kind(RunKind.OPENING, OPENING, shop_id=world.shop_id))
    sell(session, world, world.goods["mie"].id)
    moves = len(session.scalars(select(StockMove)).all())
    with pytest.raises(BusinessError, match="Baris 2: stok Mie goreng instan sudah bergerak"):
        undo(session, world, run)
    assert len(session.scalars(select(StockMove)).all()) == moves
    there = session.get_one(Stock, (ShopId(world.ltm.id), world.goods["air"].id))
    assert there.quantity == Quantity.of(5), "nothing is taken back by halves"


# Counts


@pytest.fixture
def paper(session: Session, world: World) -> StockCount:
    new = NewCount(new_id(), ScopeKind.ALL)
    return counts.open_count(session, world.wsb, new, at=NOW, by=world.clerk_id)


def counted(session: Session, paper: StockCount) -> dict[ProductId, int]:
    found = findings.differences(session, paper)
    return {key: one.counted.milli // 1_000 for key, one in found.items()}


def test_a_sheet_taken_back_counts_nothing_and_what_stood_before_stands(
    session: Session, world: World, paper: StockCount
) -> None:
    mie, air = world.goods["mie"].id, world.goods["air"].id
    entry = Entry(new_id(), mie, Quantity.of(3))
    counts.count(session, paper, entry, at=NOW, by=world.clerk_id)
    wanted = of_kind(RunKind.COUNTS, "kode;hitungan\n101;7\n102;5\n", count=paper.number)
    run = take(session, world, wanted)
    assert counted(session, paper) == {mie: 10, air: 5}
    undo(session, world, run)
    assert counted(session, paper) == {mie: 3}
    assert counts.counters(session, paper) == {world.clerk_id}
    take(session, world, wanted)
    assert counted(session, paper) == {mie: 10, air: 5}, "the same sheet may come again"


def test_a_sheet_stays_when_somebody_counted_over_or_counting_has_ended(
    session: Session, world: World, paper: StockCount
) -> None:
    wanted = of_kind(RunKind.COUNTS, "kode;hitungan\n101;7\n102;5\n", count=paper.number)
    run = take(session, world, wanted)
    entry = Entry(new_id(), world.goods["air"].id, Quantity.of(6), is_recount=True)
    counts.count(session, paper, entry, at=LATER, by=world.clerk_id)
    assert [one.row for one in undoing.hindrances(session, run)] == [3]
    counts.review(session, paper, at=LATER, by=world.clerk_id)
    with pytest.raises(BusinessError, match="sudah tidak dihitung"):
        undo(session, world, run)


# Who and which


def test_only_the_newest_of_its_kind_and_shop(session: Session, world: World) -> None:
    first = take(session, world, of_kind(RunKind.SUPPLIERS, "nama\nUD Satu\n"))
    second = take(session, world, of_kind(RunKind.SUPPLIERS, "nama\nUD Dua\n"))
    other = take(session, world, of_kind(RunKind.PRICES, "kode;harga\n101;3600\n"))
    assert undoing.last(session) is other
    with pytest.raises(BusinessError, match="lebih baru, nomor 2"):
        undo(session, world, first)
    undo(session, world, second)
    undo(session, world, first)
    with pytest.raises(BusinessError, match="sudah dibatalkan"):
        undo(session, world, first)
    assert undoing.last(session) is other


def test_whoever_took_it_or_one_who_may_all(session: Session, world: World) -> None:
    run = take(session, world, of_kind(RunKind.SUPPLIERS, "nama\nUD Satu\n"))
    treasurer = world.operator_id(Role.TREASURER)
    with pytest.raises(PermissionDenied):
        undoing.take_back(session, run, at=LATER, by=treasurer, may_all=False)
    undoing.take_back(session, run, at=LATER, by=treasurer, may_all=True)
    record = session.scalars(select(AuditRecord).where(AuditRecord.action == "import.undone")).one()
    assert (record.operator_id, record.subject) == (treasurer, "impor 1")


def test_another_shops_import_is_not_there(session: Session, world: World) -> None:
    run = take(session, world, of_kind(RunKind.OPENING, OPENING, shop_id=world.shop_id))
    with pytest.raises(NotFound):
        undoing.by_number(session, run.number, within=ShopId(world.ltm.id))


def test_no_price_is_left_behind_by_goods_that_are_gone(session: Session, world: World) -> None:
    before = len(session.scalars(select(Price)).all())
    undo(session, world, take(session, world, of_goods("kode;nama;harga\nG1;Garam;3000\n")))
    assert len(session.scalars(select(Price)).all()) == before
