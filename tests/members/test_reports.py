"""The figures of reports about members, worked out by hand and counted again by other means."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from core.ids import MemberId
from core.money import ZERO, Money
from core.quantity import Quantity
from core.reports.report import Plot, Report
from ledger import chart
from members.models import Member, MemberStatus
from members.opening.models import Opening
from members.people import statuses
from members.reports import (
    activity,
    arrears,
    growth,
    lapsed,
    savings_by_kind,
    spread,
    women_and_returned,
)
from tests.support.member_reports import asked, bought, person, saved
from tests.support.world import NOW, PRICED_FROM, TODAY, World, make_coop

CANDIDATE, ACTIVE, LEFT = MemberStatus.CANDIDATE, MemberStatus.ACTIVE, MemberStatus.LEFT


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


# Growth


def test_growth_counts_who_came_and_who_went_in_each_month(session: Session, world: World) -> None:
    people_of_lombok(session, world)
    report = growth.build(
        session, asked(world.ltm, since=date(2026, 4, 1), until=date(2026, 5, 31), by="bulan")
    )
    assert cells(report) == [
        ("April 2026", 2, 2, 0, 1, 0, 1, 0, 1),
        ("Mei 2026", 1, 0, 1, 2, 1, 0, 0, 1),
    ]
    assert report.totals[:4] == (None, 3, 2, 1)
    assert report.says == "Anggota aktif dari 1 menjadi 2: 3 masuk, 2 keluar."
    standing, net = report.plots
    assert isinstance(standing, Plot)
    assert isinstance(net, Plot)
    assert standing.values == (("Apr 26", 1), ("Mei 26", 2))
    assert net.values == (("Apr 26", 0), ("Mei 26", 1))


def test_growth_by_shop_leads_from_the_first_day_to_the_last(
    session: Session, world: World
) -> None:
    people_of_lombok(session, world)
    report = growth.build(
        session,
        asked(world.office, world.wsb, world.ltm, since=date(2026, 4, 1),
              until=date(2026, 5, 31), by="toko"),
    )  # fmt: skip
    assert cells(report) == [
        ("Toko Wonosobo", 2, 0, 0, 0, 2, 0, 1, 0, 0),
        ("Toko Lombok Timur", 1, 3, 2, 1, 2, 1, 0, 0, 1),
    ]
    assert report.totals == (None, 3, 3, 2, 1, 4, 1, 1, 0, 1)


def test_growth_says_what_everybody_was_on_each_day(session: Session, world: World) -> None:
    people_of_lombok(session, world)
    for until in (date(2026, 2, 10), date(2026, 4, 19), date(2026, 4, 20), date(2026, 5, 2)):
        report = growth.build(
            session, asked(world.wsb, world.ltm, since=until.replace(day=1), until=until)
        )
        then = Counter(statuses.on_day(session, until).values())
        assert report.rows[-1].cells[4:] == tuple(
            then[status]
            for status in (ACTIVE, CANDIDATE, LEFT, MemberStatus.EXPELLED, MemberStatus.DECEASED)
        )


def people_of_lombok(session: Session, world: World) -> None:
    """Taken in as candidates, gone and back, dead in the month she came, put right the same day."""
    ltm = world.ltm
    person(session, ltm, 11, (CANDIDATE, date(2026, 3, 10)), (ACTIVE, date(2026, 4, 5)))
    person(session, ltm, 12, (ACTIVE, date(2026, 2, 1)), (LEFT, date(2026, 4, 20)),
           (ACTIVE, date(2026, 5, 2)))  # fmt: skip
    person(session, ltm, 13, (ACTIVE, date(2026, 4, 10)),
           (MemberStatus.DECEASED, date(2026, 4, 28)))  # fmt: skip
    mistaken = person(session, ltm, 14, (CANDIDATE, date(2026, 5, 1)), (ACTIVE, date(2026, 5, 15)))
    member = session.get_one(Member, mistaken)
    statuses.take_back(session, member, reason="salah orang", at=NOW, by=None)


# Activity


@pytest.fixture
def busy(session: Session, world: World) -> World:
    """Siti came twice and gave something back, Budi once to the other shop; others do not count."""
    bought(session, world.wsb, siti(world), 10_000, date(2026, 5, 2))
    bought(session, world.wsb, siti(world), 20_000, date(2026, 5, 20))
    bought(session, world.wsb, siti(world), -5_000, date(2026, 5, 21))
    bought(session, world.ltm, budi(world), 7_000, date(2026, 5, 3))
    bought(session, world.wsb, MemberId(world.members[2].id), 1_000, date(2026, 5, 4))
    return world


def test_activity_counts_buyers_visits_and_baskets(session: Session, busy: World) -> None:
    report = activity.build(session, asked(busy.wsb, busy.ltm, since=date(2026, 4, 1), by="bulan"))
    nothing = (0, Quantity(0), 0, ZERO, None, None)
    assert cells(report) == [
        ("April 2026", 2, *nothing),
        ("Mei 2026", 2, 2, Quantity.of(100), 3, Money(32_000), Money(10_667), Money(16_000)),
        ("Juni 2026", 2, *nothing),
    ]
    assert report.totals[4:] == (3, Money(32_000), Money(10_667), None)
    assert report.says == "2 dari 2 anggota aktif (100%) berbelanja, 3 kali."
    (plot,) = report.plots
    assert isinstance(plot, Plot)
    assert plot.values == (("Apr 26", 0), ("Mei 26", 100), ("Jun 26", 0))


def test_what_was_taken_over_from_paper_is_no_visit(session: Session, busy: World) -> None:
    session.add(Opening(cut_over=date(2026, 5, 3), started_at=NOW, posted_at=NOW))
    session.flush()
    report = activity.build(session, asked(busy.wsb, since=date(2026, 5, 1), by="bulan"))
    assert report.rows[0].cells[2:6] == (2, Quantity.of(100), 2, Money(22_000))


def test_activity_by_shop_is_of_those_whose_home_it_is(session: Session, busy: World) -> None:
    person(session, busy.ltm, 11, (ACTIVE, date(2026, 3, 1)))
    report = activity.build(session, asked(busy.wsb, busy.ltm, since=date(2026, 4, 1), by="toko"))
    assert cells(report) == [
        ("Toko Wonosobo", 2, 2, Quantity.of(100), 3, Money(32_000), Money(10_667), Money(16_000)),
        ("Toko Lombok Timur", 1, 0, Quantity(0), 0, ZERO, None, None),
    ]
    assert report.totals == (
        None, 3, 2, Quantity(66_700), 3, Money(32_000), Money(10_667), Money(16_000)
    )  # fmt: skip


# Who stays away


def test_lapsed_are_those_without_a_purchase_for_so_many_days(
    session: Session, world: World
) -> None:
    bought(session, world.wsb, siti(world), 9_000, TODAY - timedelta(days=60))
    bought(session, world.wsb, siti(world), -9_000, TODAY - timedelta(days=1))
    saved(session, world.wsb, chart.SHARE_CAPITAL, siti(world), 100_000, PRICED_FROM)
    saved(session, world.wsb, chart.MANDATORY_SAVINGS, siti(world), 20_000, PRICED_FROM)
    saved(session, world.wsb, chart.VOLUNTARY_SAVINGS, siti(world), 7_000, PRICED_FROM)
    never = (2, "Budi Santoso", "WSB", PRICED_FROM, None, 151, ZERO)
    away = (1, "Siti Aminah", "WSB", PRICED_FROM, TODAY - timedelta(days=60), 60, Money(120_000))
    report = lapsed.build(session, asked(world.wsb, by="60"))
    assert cells(report) == [never, away]
    assert report.says == (
        "2 dari 2 anggota aktif (100%) tidak berbelanja dalam 60 hari terakhir; simpanan pokok "
        "dan wajib mereka Rp120.000."
    )
    assert [row.place for row in report.rows] == [{"number": "2"}, {"number": "1"}]
    assert cells(lapsed.build(session, asked(world.wsb, by="90"))) == [never]
    nobody = lapsed.build(session, asked(world.wsb, by="180"))
    assert (nobody.rows, nobody.plots) == ((), ())


@pytest.mark.parametrize(
    "report", [growth, activity, savings_by_kind, arrears, women_and_returned, spread]
)
def test_where_nobody_is_a_report_has_a_sentence_and_no_rows(
    session: Session, world: World, report: object
) -> None:
    found = report.build(session, asked(world.ltm, by="toko"))  # type: ignore[attr-defined]
    assert found.rows == ()
    assert found.says
