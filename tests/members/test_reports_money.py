"""Reports about members' savings and arrears come to what books and dues say."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.ids import MemberId, ShopId
from core.money import ZERO, Money
from core.quantity import Quantity
from core.reports.report import Layers, Report
from core.settings import put
from ledger import chart
from ledger.models import JournalEntry, Posting
from ledger.queries import trial_balance
from ledger.scope import Scope
from members.dues import dues
from members.dues import queries as dues_queries
from members.dues.queries import Search
from members.reports import (
    arrears,
    savings_by_kind,
)
from members.settings import WAJIB_AMOUNT
from tests.support.member_reports import asked, saved
from tests.support.world import NOW, PRICED_FROM, TODAY, World, make_coop

KINDS = (chart.SHARE_CAPITAL, chart.MANDATORY_SAVINGS, chart.VOLUNTARY_SAVINGS, chart.PARTICIPATION)


@pytest.fixture
def world(session: Session) -> World:
    """Members 1 and 2 of Wonosobo are active since January, 3 has left."""
    return make_coop(session)


def siti(world: World) -> MemberId:
    return MemberId(world.members[0].id)


def budi(world: World) -> MemberId:
    return MemberId(world.members[1].id)


def cells(report: Report) -> list[tuple[object, ...]]:
    return [row.cells for row in report.rows]


# Savings


@pytest.fixture
def savers(session: Session, world: World) -> World:
    """Members of both shops pay in and out from April on; a programme owns some, too."""
    for shop, account, member_id, amount, on in (
        (world.wsb, chart.SHARE_CAPITAL, siti(world), 100_000, date(2026, 3, 31)),
        (world.wsb, chart.MANDATORY_SAVINGS, siti(world), 20_000, date(2026, 4, 30)),
        (world.wsb, chart.VOLUNTARY_SAVINGS, siti(world), 50_000, date(2026, 5, 1)),
        (world.wsb, chart.VOLUNTARY_SAVINGS, siti(world), -30_000, date(2026, 5, 31)),
        (world.ltm, chart.SHARE_CAPITAL, budi(world), 100_000, date(2026, 5, 9)),
        (world.ltm, chart.PARTICIPATION, None, 1_000_000, date(2026, 6, 1)),
    ):
        saved(session, shop, account, member_id, amount, on)
    return world


def rupiah(*amounts: int) -> tuple[Money, ...]:
    return tuple(map(Money, amounts))


def test_savings_stand_at_the_end_of_each_month(session: Session, savers: World) -> None:
    report = savings_by_kind.build(
        session, asked(savers.office, savers.wsb, savers.ltm, since=date(2026, 4, 1), by="bulan")
    )
    assert cells(report) == [
        ("April 2026", *rupiah(100_000, 20_000, 0, 0, 120_000)),
        ("Mei 2026", *rupiah(200_000, 20_000, 20_000, 0, 240_000)),
        ("Juni 2026", *rupiah(200_000, 20_000, 20_000, 1_000_000, 1_240_000)),
    ]
    assert report.says == "Simpanan anggota pada 01/06/2026 berjumlah Rp1.240.000."
    (plot,) = report.plots
    assert isinstance(plot, Layers)
    assert plot.values[1] == ("Mei 26", (200_000, 20_000, 20_000, 0))


def test_savings_are_the_balances_of_the_books_to_the_rupiah(
    session: Session, savers: World
) -> None:
    shops = (savers.office, savers.wsb, savers.ltm)
    by_month = savings_by_kind.build(session, asked(*shops, since=date(2026, 3, 1), by="bulan"))
    ends = (date(2026, 3, 31), date(2026, 4, 30), date(2026, 5, 31), TODAY)
    for row, end in zip(by_month.rows, ends, strict=True):
        books = trial_balance(session, Scope(until=end))
        closing = {one.code: -one.closing for one in books.rows}
        assert row.cells[1:5] == tuple(closing[code] for code in KINDS)
    by_shop = savings_by_kind.build(session, asked(*shops, by="toko"))
    for row, shop in zip(by_shop.rows, (savers.wsb, savers.ltm), strict=True):
        assert row.cells[1:5] == tuple(_booked(session, code, shop.id) for code in KINDS)
    assert by_shop.totals[1:] == by_month.rows[-1].cells[1:]


def _booked(session: Session, code: str, shop_id: object) -> Money:
    summed = select(func.sum(Posting.amount)).join(
        JournalEntry, JournalEntry.id == Posting.entry_id
    ).where(Posting.account == code, JournalEntry.shop_id == shop_id)  # fmt: skip
    return -(session.scalar(summed) or ZERO)


# Arrears


@pytest.fixture
def behind(session: Session, world: World) -> World:
    """Both owe 20.000 for January to May; Siti has paid a month and a half of it."""
    put(session, WAJIB_AMOUNT, "20000", valid_from=PRICED_FROM, at=NOW, by=None)
    for month in range(1, 6):
        dues.generate(session, date(2026, month, 1), today=TODAY, at=NOW, by=None)
    saved(session, world.wsb, chart.MANDATORY_SAVINGS, siti(world), 30_000, date(2026, 3, 3))
    return world


def test_arrears_are_put_together_by_age_member_and_shop(session: Session, behind: World) -> None:
    by_age = arrears.build(session, asked(behind.wsb, by="umur"))
    assert cells(by_age) == [
        ("1 bulan", 2, Money(40_000), Quantity(23_500)),
        ("2–3 bulan", 2, Money(80_000), Quantity(47_100)),
        ("4–6 bulan", 2, Money(50_000), Quantity(29_400)),
        ("7–12 bulan", 0, ZERO, Quantity(0)),
        ("Lebih dari 12 bulan", 0, ZERO, Quantity(0)),
    ]
    by_member = arrears.build(session, asked(behind.wsb, by="anggota"))
    assert cells(by_member) == [
        (2, "Budi Santoso", "WSB", 5, date(2026, 1, 1),
         *rupiah(20_000, 40_000, 40_000, 0, 0, 100_000)),
        (1, "Siti Aminah", "WSB", 4, date(2026, 2, 1),
         *rupiah(20_000, 40_000, 10_000, 0, 0, 70_000)),
    ]  # fmt: skip
    by_shop = arrears.build(session, asked(behind.office, behind.wsb, by="toko"))
    assert cells(by_shop) == [("Toko Wonosobo", 2, *rupiah(40_000, 80_000, 50_000, 0, 0, 170_000))]
    assert by_age.says == "2 anggota menunggak simpanan wajib, bersama-sama Rp170.000."


def test_arrears_come_to_what_the_pages_of_dues_say(session: Session, behind: World) -> None:
    sums = dues_queries.sums(session, Search(shops=[ShopId(behind.wsb.id)]), on=TODAY)
    for by in ("umur", "anggota", "toko"):
        report = arrears.build(session, asked(behind.wsb, by=by))
        place = next(n for n, column in enumerate(report.columns) if column.title == "Tunggakan")
        assert report.totals[place] == sums.late
    assert arrears.build(session, asked(behind.ltm, by="umur")).rows == ()
