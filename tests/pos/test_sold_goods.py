"""Reports agree with the books: what stands on the shelves, what was earned, what was lost."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from core import settings
from core.ids import ShopId, new_id
from core.models import table_of
from core.money import ZERO, Money
from core.permissions import Role
from core.quantity import Quantity
from core.reports.asked import Asked, Place
from core.reports.report import Plot, Report
from inventory.counts import counts, posting
from inventory.counts.counts import Entry, NewCount
from inventory.counts.models import ScopeKind
from inventory.models import MoveKind, ProductKind
from inventory.reports import (
    abc_goods,
    empty_shelves,
    idle_goods,
    margins,
    movement,
    producers,
    shrinkage,
    stock_value,
)
from inventory.reports.sold import SOURCES, SoldGoods
from inventory.shelves import Cause
from inventory.stock import Arrival, receive, take_out
from inventory.write_offs import write_offs
from inventory.write_offs.models import WriteOffKind
from inventory.write_offs.write_offs import NewWriteOff
from ledger import chart
from ledger.models import JournalEntry, Posting
from pos import registration, sold_goods
from pos.models import Sale, SaleLine
from pos.settings import IS_PKP
from tests.support.consignment import add_cake, add_consignor, bring
from tests.support.purchases import add_supplier, arrived
from tests.support.purchases import receive as receive_from
from tests.support.returns import back, returning
from tests.support.sales import open_shift, sale, send
from tests.support.shelves import fill_shelves, stocked_coop, turn_into
from tests.support.world import NOW, PRICED_FROM, TODAY, World

LATER = TODAY + timedelta(days=3)
EARNED = (
    chart.MEMBER_SALES, chart.MEMBER_RETURNS, chart.OTHER_SALES, chart.OTHER_RETURNS,
    chart.MEMBER_COMMISSION, chart.OTHER_COMMISSION, chart.MEMBER_SERVICE_FEES,
    chart.OTHER_SERVICE_FEES, chart.MEMBER_COST, chart.OTHER_COST,
)  # fmt: skip


@pytest.fixture
def world(session: Session) -> World:
    assert registration.__name__ == "pos.registration", "which hands in what was sold"
    assert [sold_goods.booked] == SOURCES
    return stocked_coop(session)


def asked(world: World, *, since: date = TODAY, until: date = TODAY, today: date = TODAY,
          by: str = "", category: str = "") -> Asked:  # fmt: skip
    shops = tuple(
        Place(ShopId(shop.id), shop.code, shop.name, shop.time_zone)
        for shop in (world.wsb, world.ltm)
    )
    return Asked(shops, since, until, today, category, by)


def balance(session: Session, *accounts: str, shop_id: ShopId | None = None) -> Money:
    """What the books hold on these accounts together; debits +."""
    summed = (
        select(func.sum(Posting.amount))
        .join(JournalEntry, JournalEntry.id == Posting.entry_id)
        .where(Posting.account.in_(accounts))
    )
    if shop_id is not None:
        summed = summed.where(JournalEntry.shop_id == shop_id)
    return session.scalar(summed) or ZERO


def column(report: Report, title: str) -> list[object]:
    place = [column.title for column in report.columns].index(title)
    return [row.cells[place] for row in report.rows]


def total_of(report: Report, title: str) -> object:
    return report.totals[[column.title for column in report.columns].index(title)]


def rung_up(session: Session, world: World, *, vat: bool = False) -> None:
    """Goods, a service, a deposit and consigned cakes; a part comes back, one of it broken."""
    if vat:
        settings.put(session, IS_PKP, "ya", valid_from=PRICED_FROM, at=NOW, by=None)
    cake = add_cake(session, add_consignor(session))
    shift = open_shift(session, world)
    gas = turn_into(session, world.goods["gas"], ProductKind.CONTAINER)
    mie, beras = world.goods["mie"], world.goods["beras"]
    first = sale(world, shift, [(mie, 3_000, 3_500), (beras, 1_500, 14_000), (gas, 1_000, 20_000),
                                (cake, 2_000, 5_000)])  # fmt: skip
    send(session, world, first)
    second = sale(world, shift, [(mie, 2_000, 3_333)], counter=2, member_id=world.member_id)
    send(session, world, second)
    lines = [back(first, 0, 1_000, 3_500), back(first, 1, 500, 7_000, fit=False)]
    send(session, world, returning(world, shift, lines, counter=3, sale=first))


@pytest.mark.parametrize("vat", [False, True])
def test_the_margin_of_all_goods_is_that_of_the_books(
    session: Session, world: World, *, vat: bool
) -> None:
    rung_up(session, world, vat=vat)
    report = margins.build(session, asked(world, by=margins.BY_GOODS))
    assert total_of(report, "Margin") == -balance(session, *EARNED) != ZERO
    earning = {"Mie goreng instan", "Beras pandan wangi", "Risoles"}
    assert set(column(report, "Barang")) == earning, "a deposit is no sale"


def test_a_report_of_a_category_or_supplier_comes_to_the_same(
    session: Session, world: World
) -> None:
    receive_from(session, world, add_supplier(session), arrived(world, "mie", 10, 2_800))
    rung_up(session, world)
    by_supplier = margins.build(session, asked(world, by=margins.BY_SUPPLIER))
    assert set(column(by_supplier, "Pemasok")) == {
        "CV Sumber Rejeki", "Tanpa pemasok", "Titip jual",
    }  # fmt: skip
    by_category = margins.build(session, asked(world, by=margins.BY_CATEGORY))
    assert column(by_category, "Kategori") == ["Tanpa kategori"]
    assert by_supplier.totals[1:] == by_category.totals[1:]
    assert margins.build(session, asked(world, category="Sembako")).rows == ()


def test_what_is_booked_late_counts_when_it_is_booked(session: Session, world: World) -> None:
    mie = world.goods["mie"]
    send(session, world, sale(world, open_shift(session, world), [(mie, 1_000, 3_500)]))
    _once_more_but_late(session)
    assert _sold(session, world, TODAY, TODAY)[mie.id].quantity == Quantity.of(1)
    assert _sold(session, world, LATER, LATER)[mie.id].income == Money(3_500)
    assert _sold(session, world, TODAY, LATER)[mie.id].quantity == Quantity.of(2)
    assert _sold(session, world, LATER + timedelta(days=1), LATER + timedelta(days=9)) == {}


def test_stock_is_worth_what_the_books_say_in_each_shop(session: Session, world: World) -> None:
    shop = ShopId(world.ltm.id)
    receive(session, [Arrival(world.goods["air"].id, Quantity.of(7), Money(10_000))], shop_id=shop,
            source="goods:1", booked_on=TODAY, description="", at=NOW)  # fmt: skip
    rung_up(session, world)
    both = asked(world)
    for place in both.shops:
        one = Asked((place,), TODAY, TODAY, TODAY)
        report = stock_value.build(session, one)
        assert total_of(report, "Nilai") == balance(session, chart.MERCHANDISE, shop_id=place.id)
    for by in (stock_value.BY_GOODS, stock_value.BY_CATEGORY):
        report = stock_value.build(session, asked(world, by=by))
        assert total_of(report, "Nilai") == balance(session, chart.MERCHANDISE)


def test_stock_of_an_earlier_day_is_what_it_was(session: Session, world: World) -> None:
    before = stock_value.build(session, asked(world)).rows
    at = NOW + timedelta(days=2)
    receive(session, [Arrival(world.goods["air"].id, Quantity.of(7), Money(10_000))],
            shop_id=world.shop_id, source="goods:1", booked_on=LATER, description="",
            at=at)  # fmt: skip
    _take(session, world, "mie", 5, at=at)
    assert stock_value.build(session, asked(world, until=TODAY, today=LATER)).rows == before
    now = stock_value.build(session, asked(world, until=LATER, today=LATER))
    assert total_of(now, "Nilai") == Money(712_000 + 10_000 - 14_000)


def test_movement_leads_from_what_was_there_to_what_is_left(session: Session, world: World) -> None:
    at = NOW + timedelta(days=2)
    _take(session, world, "mie", 5, at=at)
    _take(session, world, "beras", 1, at=at, kind=MoveKind.WRITE_OFF)
    asked_for = asked(world, since=TODAY + timedelta(days=1), until=LATER, today=LATER)
    report = movement.build(session, asked_for)
    assert list(report.totals[2:]) == [
        Money(712_000), ZERO, Money(-14_000), Money(-12_000), ZERO, Money(686_000),
    ]  # fmt: skip
    first_day = asked(world, since=TODAY, until=TODAY, today=LATER)
    assert movement.build(session, first_day).totals[2:5] == (ZERO, Money(712_000), ZERO)
    pieces = movement.build(session, asked(world, since=TODAY, until=LATER, today=LATER,
                                           by=movement.BY_QUANTITY))  # fmt: skip
    assert pieces.rows[1].cells[2:] == (
        "pcs", *map(Quantity.of, (0, 40, -5, 0, 0, 35)),
    )  # fmt: skip


def test_goods_nobody_bought_for_long_are_named_with_their_days(
    session: Session, world: World
) -> None:
    fill_shelves(session, world, air=(10, 20_000))
    _take(session, world, "mie", 1, at=NOW + timedelta(days=50))
    today = TODAY + timedelta(days=95)
    report = idle_goods.build(session, asked(world, today=today, until=today))
    assert [row.cells[1:5] for row in report.rows] == [
        ("Beras pandan wangi", "Mati", None, 95),
        ("Mie goreng instan", "Lambat", TODAY + timedelta(days=50), 45),
        ("Air mineral 600 ml", "Mati", None, 95),
    ]
    dead = idle_goods.build(session, asked(world, today=today, until=today, by=idle_goods.BY_DEAD))
    assert len(dead.rows) == 2
    soon = TODAY + timedelta(days=10)
    assert idle_goods.build(session, asked(world, today=soon, until=soon)).rows == ()


def test_classes_follow_sales_or_margin(session: Session, world: World) -> None:
    shift = open_shift(session, world)
    mie, beras = world.goods["mie"], world.goods["beras"]
    send(session, world, sale(world, shift, [(mie, 4_000, 3_500), (beras, 9_000, 14_000)]))
    by_sales = abc_goods.build(session, asked(world))
    assert [row.cells[3] for row in by_sales.rows] == ["A", "B"]  # 126.000 and 14.000
    assert column(by_sales, "Penjualan") == [Money(126_000), Money(14_000)]
    by_margin = abc_goods.build(session, asked(world, by=abc_goods.BY_MARGIN))
    assert column(by_margin, "Margin") == [Money(18_000), Money(2_800)]


def test_shrinkage_is_what_the_books_lost(session: Session, world: World) -> None:
    rung_up(session, world)
    _write_off(session, world, "mie", 5, WriteOffKind.EXPIRED)
    _write_off(session, world, "mie", 3, WriteOffKind.USED)
    _count(session, world, mie=20, beras=51)
    report = shrinkage.build(session, asked(world))
    assert total_of(report, "Susut") == balance(session, chart.LOSS_OF_GOODS, chart.STOCK_OVER)
    assert {row.cells[0]: row.cells[1:5] for row in report.rows} == {
        "Tanpa kategori": (Money(14_000), Money(22_400), Money(30_000), Money(6_400)),
        "(Retur yang tidak dapat dijual lagi)": (Money(6_000), ZERO, ZERO, Money(6_000)),
    }
    by_goods = shrinkage.build(session, asked(world, by=shrinkage.BY_GOODS))
    assert by_goods.totals[2:6] == report.totals[1:5]
    nothing = shrinkage.build(session, asked(world, since=LATER, until=LATER, today=LATER))
    assert (nothing.rows, nothing.says) == ((), "Tidak ada susut dalam masa ini.")


def test_an_empty_shelf_counts_by_its_evenings(session: Session, world: World) -> None:
    _take(session, world, "mie", 40, at=NOW + timedelta(days=1))
    last = TODAY + timedelta(days=4)
    report = empty_shelves.build(session, asked(world, until=last, today=last))
    assert [row.cells for row in report.rows] == [
        ("101", "Mie goreng instan", "WSB", 4, Quantity.of(40), Quantity.of(160), "pcs")
    ]
    (plot,) = report.plots
    assert isinstance(plot, Plot)
    assert [count for _day, count in plot.values] == [0, 1, 1, 1, 1]
    receive(session, [Arrival(world.goods["mie"].id, Quantity.of(7), Money(10_000))],
            shop_id=world.shop_id, source="goods:1", booked_on=last, description="",
            at=NOW + timedelta(days=3))  # fmt: skip
    report = empty_shelves.build(session, asked(world, until=last, today=last))
    assert column(report, "Hari kosong") == [2]


def test_producers_are_told_what_was_sold_of_theirs(session: Session, world: World) -> None:
    nurul = add_consignor(session)
    cake = add_cake(session, nurul)
    bring(session, world, nurul, cake, 10)
    send(session, world, sale(world, open_shift(session, world), [(cake, 7_000, 5_000)]))
    report = producers.build(session, asked(world))
    assert report.rows[0].cells == (
        "Bu Nurul", Quantity.of(10), Quantity.of(7), Quantity.of(70), Quantity.of(0),
        Money(35_000), Money(29_750), Money(5_250), Money(29_750),
    )  # fmt: skip
    assert total_of(report, "Belum dibayar") == -balance(session, chart.CONSIGNMENT_PAYABLES)


def _sold(session: Session, world: World, since: date, until: date) -> SoldGoods:
    return sold_goods.booked(session, [world.shop_id], since=since, until=until)


def _take(
    session: Session, world: World, name: str, units: int, *,
    at: datetime, kind: MoveKind = MoveKind.SALE,
) -> None:  # fmt: skip
    cause = Cause(kind, f"{kind.value}:{name}", at)
    take_out(session, cause, [(world.goods[name].id, Quantity.of(units))], shop_id=world.shop_id)


def _once_more_but_late(session: Session) -> None:
    """The one sale again, booked three days after it happened: its day was closed."""
    row = session.execute(select(table_of(Sale))).mappings().one()
    line = session.execute(select(table_of(SaleLine))).mappings().one()
    again = {"id": new_id(), "number": "WSB-T1-A-000099", "counter": 99, "booked_on": LATER}
    session.execute(insert(table_of(Sale)), {**row, **again})
    session.execute(insert(table_of(SaleLine)), {**line, "sale_id": again["id"]})


def _write_off(session: Session, world: World, name: str, units: int, kind: WriteOffKind) -> None:
    by = world.operator_id(Role.MANAGER)
    paper = write_offs.begin(session, world.wsb, NewWriteOff(new_id(), kind, ""), at=NOW, by=by)
    write_offs.put_line(session, paper, world.goods[name].product, Quantity.of(units), by=by)
    write_offs.complete(session, paper, at=NOW, by=by)


def _count(session: Session, world: World, **found: int) -> None:
    """The clerk counts, the manager posts."""
    clerk, manager = world.clerk_id, world.operator_id(Role.MANAGER)
    new = NewCount(new_id(), ScopeKind.ALL)
    paper = counts.open_count(session, world.wsb, new, at=NOW, by=manager)
    for name, units in found.items():
        entry = Entry(new_id(), world.goods[name].id, Quantity.of(units), "", False)
        counts.count(session, paper, entry, at=NOW, by=clerk)
    counts.review(session, paper, at=NOW, by=manager)
    posting.post(session, paper, at=NOW, by=manager)
