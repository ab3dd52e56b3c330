"""Empties: goods name their container, a shop counts what it has, and none of it has a value."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import InvalidInput
from core.imports import RowStatus
from core.models import AuditRecord
from core.money import Money
from core.permissions import Role
from core.quantity import Quantity
from inventory import catalogue, containers, invariants, products, stock
from inventory.containers import Counted
from inventory.importing import imports
from inventory.importing.reports import RowReport
from inventory.models import EmptyCount, MoveKind, Product, ProductKind
from inventory.stock import Arrival
from ledger import chart, journal
from tests.inventory.files import of_goods
from tests.support.containers import add_cylinder, empties, moves, sell_in
from tests.support.world import NOW, TODAY, Goods, World, make_coop


@pytest.fixture
def world(session: Session) -> World:
    return make_coop(session)


@pytest.fixture
def cylinder(session: Session, world: World) -> Goods:
    return add_cylinder(session, world)


def count(session: Session, world: World, cylinder: Goods, counted: int) -> Quantity:
    return containers.count(
        session, cylinder.product, Counted(Quantity.of(counted), "hitungan pagi"),
        shop_id=world.shop_id, at=NOW, by=world.operator_id(Role.MANAGER),
    )  # fmt: skip


def test_counting_sets_what_is_there_and_tells_the_difference(
    session: Session, world: World, cylinder: Goods
) -> None:
    assert count(session, world, cylinder, 12) == Quantity.of(12)
    assert count(session, world, cylinder, 9) == Quantity.of(-3)
    assert empties(session, world, cylinder) == Quantity.of(9)
    assert [(move.kind, move.quantity.milli) for move in moves(session, cylinder.id)] == [
        (MoveKind.COUNT, 12_000), (MoveKind.COUNT, -3_000),
    ]  # fmt: skip


def test_a_count_that_agrees_moves_nothing_and_is_still_kept(
    session: Session, world: World, cylinder: Goods
) -> None:
    assert not count(session, world, cylinder, 0)
    assert moves(session, cylinder.id) == []
    row = session.scalars(select(EmptyCount)).one()
    assert (row.counted, row.expected, row.reason) == (Quantity(0), Quantity(0), "hitungan pagi")


def test_a_count_is_in_the_audit_log_with_its_reason(
    session: Session, world: World, cylinder: Goods
) -> None:
    count(session, world, cylinder, 5)
    noted = session.scalars(
        select(AuditRecord).where(AuditRecord.action == "stock.empties_counted")
    ).one()
    assert noted.operator_id == world.operator_id(Role.MANAGER)
    assert noted.details["reason"] == "hitungan pagi"
    assert (noted.details["before"], noted.details["after"]) == ("0", "5")


def test_only_empties_are_counted_like_this(session: Session, world: World) -> None:
    with pytest.raises(InvalidInput, match="bukan jaminan kemasan"):
        count(session, world, world.goods["mie"], 3)


def test_empties_have_no_value_whatever_was_typed(
    session: Session, world: World, cylinder: Goods
) -> None:
    arrivals = [
        Arrival(cylinder.id, Quantity.of(10), Money(1_500_000)),
        Arrival(world.goods["mie"].id, Quantity.of(10), Money(28_000)),
    ]
    stock.enter_opening(session, arrivals, shop_id=world.shop_id, booked_on=TODAY, at=NOW, by=None)
    assert empties(session, world, cylinder) == Quantity.of(10)
    assert journal.balance(session, chart.MERCHANDISE) == Money(28_000)
    count(session, world, cylinder, 4)
    for check in (invariants.moves, invariants.stock, invariants.value):
        assert list(check(session)) == []


def test_empties_move_without_money_also_below_zero(
    session: Session, world: World, cylinder: Goods
) -> None:
    for number, units in enumerate((2, -5, 3)):
        containers.move(session, shop_id=world.shop_id, source=f"sale:{number}", moved_at=NOW,
                        empties={cylinder.id: Quantity.of(units)})  # fmt: skip
    assert empties(session, world, cylinder) == Quantity(0)
    assert [move.balance_quantity.milli for move in moves(session, cylinder.id)] == [
        2_000, -3_000, 0,
    ]  # fmt: skip
    for check in (invariants.moves, invariants.stock, invariants.value):
        assert list(check(session)) == []


def test_a_till_learns_what_goods_are_sold_in(
    session: Session, world: World, cylinder: Goods
) -> None:
    packs = {pack["name"]: pack for pack in catalogue.packs(session, shop_id=world.shop_id)}
    assert packs["Gas LPG 3 kg"]["container"] == str(cylinder.id)
    assert packs["Jaminan tabung 3 kg"]["kind"] == "container"
    assert "container" not in packs["Mie goreng instan"]


@pytest.mark.parametrize(
    ("goods", "code", "said"),
    [
        ("mie", "201", "bukan jaminan kemasan"),
        ("mie", "999", "bukan jaminan kemasan"),
        ("beras", "903", "dijual utuh"),
    ],
)
def test_goods_are_sold_in_a_container_that_exists_and_whole(
    session: Session, world: World, cylinder: Goods, goods: str, code: str, said: str
) -> None:
    product = world.goods[goods].product
    with pytest.raises(InvalidInput, match=said) as caught:
        containers.choose(session, code, kind=product.kind, fractions=product.fractions)
    assert caught.value.field == "container"


def test_only_goods_are_sold_in_a_container(session: Session, cylinder: Goods) -> None:
    with pytest.raises(InvalidInput, match="Hanya barang biasa"):
        containers.choose(session, "903", kind=ProductKind.SERVICE, fractions=False)


def test_what_goods_are_sold_in_stays_a_container(
    session: Session, world: World, cylinder: Goods
) -> None:
    with pytest.raises(InvalidInput, match="masih dipakai"):
        containers.keep_kind(session, cylinder.product, ProductKind.GOODS)
    sell_in(session, world.goods["gas"], "")
    assert session.get_one(Product, world.goods["gas"].id).container_id is None
    containers.keep_kind(session, cylinder.product, ProductKind.GOODS)


def test_what_has_moved_stays_goods_or_container(
    session: Session, world: World, cylinder: Goods
) -> None:
    sell_in(session, world.goods["gas"], "")
    count(session, world, cylinder, 3)
    with pytest.raises(InvalidInput, match="sudah bergerak"):
        containers.keep_kind(session, cylinder.product, ProductKind.GOODS)


def test_one_container_serves_several_goods(
    session: Session, world: World, cylinder: Goods
) -> None:
    sell_in(session, world.goods["air"], "903")
    assert containers.named(session, {cylinder.id, world.goods["mie"].id}) == {cylinder.id}
    assert containers.named(session, set()) == frozenset()
    found = products.by_code(session, "102")
    made_of = containers.of_product(session, found)
    assert made_of is not None
    assert made_of.code == "903"


# Files


def imported(session: Session, world: World, content: str) -> tuple[RowReport, ...]:
    wanted = of_goods(content, shop_id=world.shop_id)
    return imports.take(session, wanted, only_good=True, at=NOW, by=None).rows


def test_a_file_names_what_goods_are_sold_in(
    session: Session, world: World, cylinder: Goods
) -> None:
    content = (
        "kode;nama;satuan;harga;kemasan kosong\n"
        "301;Gas LPG 5 kg;tabung;60000;903\n"
        "102;Air mineral 600 ml;pcs;;903\n"
    )
    new, changed = imported(session, world, content)
    assert (new.status, changed.status) == (RowStatus.NEW, RowStatus.CHANGED)
    assert changed.changes == ("kemasan yang ditukar Jaminan tabung 3 kg",)
    for code in ("301", "102"):
        assert products.by_code(session, code).container_id == cylinder.id
    again = imported(session, world, content)
    assert {row.status for row in again} == {RowStatus.SAME}
    left_out = imported(session, world, "kode;nama\n102;Air mineral 600 ml\n")
    assert left_out[0].status is RowStatus.SAME
    assert products.by_code(session, "102").container_id == cylinder.id


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("102;Air mineral 600 ml;999", "bukan jaminan kemasan"),
        ("102;Air mineral 600 ml;101", "bukan jaminan kemasan"),
        ("201;Beras pandan wangi;903", "dijual utuh"),
        ("903;Jaminan tabung 3 kg;903", "Hanya barang biasa"),
    ],
)
def test_a_file_cannot_sell_in_what_is_no_container(
    session: Session, world: World, cylinder: Goods, row: str, said: str
) -> None:
    (report,) = imported(session, world, f"kode;nama;kemasan kosong\n{row}\n")
    assert report.status is RowStatus.REFUSED
    assert said in report.sentence


def test_empties_from_a_file_come_in_at_no_value(
    session: Session, world: World, cylinder: Goods
) -> None:
    content = "kode;nama;stok;harga beli\n903;Jaminan tabung 3 kg;8;150000\n"
    (report,) = imported(session, world, content)
    assert report.changes == ("stok awal 8 pcs senilai Rp0",)
    assert empties(session, world, cylinder) == Quantity.of(8)
    assert list(invariants.value(session)) == []
