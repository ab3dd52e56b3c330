"""The figures of reports about members, worked out by hand and counted again by other means."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.ids import MemberId, ShopId
from core.money import ZERO, Money
from core.quantity import Quantity
from core.reports.report import Layers, Plot, Report
from core.settings import put
from ledger import chart
from ledger.models import JournalEntry, Posting
from ledger.queries import trial_balance
from ledger.scope import Scope
from members.dues import dues
from members.dues import queries as dues_queries
from members.dues.queries import Search
from members.models import Member, MemberStatus, Migrant, Sex
from members.opening.models import Opening
from members.people import statuses
from members.people.models import StatusChange
from members.reports import (
    activity,
    arrears,
    growth,
    lapsed,
    savings_by_kind,
    spread,
    women_and_returned,
)
from members.settings import WAJIB_AMOUNT
from tests.support.member_reports import asked, bought, person, saved
from tests.support.world import NOW, PRICED_FROM, TODAY, World, make_coop

CANDIDATE, ACTIVE, LEFT = MemberStatus.CANDIDATE, MemberStatus.ACTIVE, MemberStatus.LEFT
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
    with_changes = session.scalar(select(func.count(StatusChange.member_id.distinct())))
    assert sum(then.values()) == with_changes


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


# Women and returned migrants


@pytest.fixture
def everybody(session: Session, world: World) -> World:
    """Wonosobo: 6 women and 6 men beside the two who say nothing; Lombok: 3 women and 10 men."""
    groups = ((world.wsb, Sex.FEMALE, 6), (world.wsb, Sex.MALE, 6),
              (world.ltm, Sex.FEMALE, 3), (world.ltm, Sex.MALE, 10))  # fmt: skip
    number = 10
    for shop, sex, count in groups:
        for _each in range(count):
            number += 1
            migrant = Migrant.RETURNED if sex is Sex.FEMALE else Migrant.NONE
            who = person(session, shop, number, (ACTIVE, PRICED_FROM), sex=sex, migrant=migrant)
            saved(session, shop, chart.SHARE_CAPITAL, who, 100_000, PRICED_FROM)
            bought(session, shop, who, 10_000 if sex is Sex.FEMALE else 5_000, TODAY)
    person(session, world.wsb, 90, (ACTIVE, PRICED_FROM), (LEFT, TODAY), sex=Sex.FEMALE)
    return world


def test_women_have_their_shares_and_few_people_are_shown_with_others(
    session: Session, everybody: World
) -> None:
    shops = (everybody.wsb, everybody.ltm)
    report = women_and_returned.build(
        session, asked(*shops, since=date(2026, 5, 1), by="jenis-kelamin")
    )
    assert cells(report) == [
        # nine women and two who do not say: the two are fewer than five
        ("Anggota perempuan, Belum dicatat", 11, Quantity(40_700), 0, None, Money(900_000),
         Quantity.of(36), Money(90_000), Quantity(52_900)),
        ("Anggota laki-laki", 16, Quantity(59_300), 0, None, Money(1_600_000), Quantity.of(64),
         Money(80_000), Quantity(47_100)),
    ]  # fmt: skip
    assert report.totals == (
        None, 27, None, 0, None, Money(2_500_000), None, Money(170_000), None
    )  # fmt: skip
    assert report.says == "Dari 27 anggota aktif, perempuan 33,3% dan purna PMI 33,3%."


def test_admissions_of_few_people_are_left_empty(session: Session, everybody: World) -> None:
    since = asked(everybody.wsb, everybody.ltm, since=date(2026, 1, 1), by="pmi")
    assert [row.cells[3] for row in women_and_returned.build(session, since).rows] == [11, 16]
    person(session, everybody.wsb, 91, (ACTIVE, date(2026, 5, 5)), migrant=Migrant.RETURNED)
    later = asked(everybody.wsb, everybody.ltm, since=date(2026, 5, 1), by="pmi")
    report = women_and_returned.build(session, later)
    assert [row.cells[3:5] for row in report.rows] == [(None, None), (None, None)]
    assert report.totals[3] == 1


def test_a_shop_with_few_women_is_shown_with_the_other(session: Session, everybody: World) -> None:
    shops = (everybody.wsb, everybody.ltm)
    report = women_and_returned.build(session, asked(*shops, by="perempuan-toko"))
    assert cells(report) == [
        ("Toko Wonosobo, Toko Lombok Timur", 27, 9, Quantity(33_300), None, Quantity.of(36),
         Quantity(52_900)),
    ]  # fmt: skip
    for number in (80, 81):
        person(session, everybody.ltm, number, (ACTIVE, PRICED_FROM), sex=Sex.FEMALE)
    report = women_and_returned.build(session, asked(*shops, by="perempuan-toko"))
    assert [row.cells[:3] for row in report.rows] == [
        ("Toko Wonosobo", 14, 6), ("Toko Lombok Timur", 15, 5)
    ]  # fmt: skip


def test_the_shares_are_those_of_an_independent_count(session: Session, everybody: World) -> None:
    report = women_and_returned.build(
        session, asked(everybody.wsb, everybody.ltm, since=date(2026, 1, 1), by="jenis-kelamin")
    )
    men = select(func.count()).where(Member.sex == Sex.MALE, Member.status == ACTIVE)
    owned = select(func.sum(Posting.amount)).where(
        Posting.account == chart.SHARE_CAPITAL,
        Posting.member_id.in_(select(Member.id).where(Member.sex == Sex.MALE)),
    )
    assert report.rows[1].cells[1] == session.scalar(men)
    assert report.rows[1].cells[5] == -(session.scalar(owned) or ZERO)


# How purchases are spread


def test_purchases_are_spread_over_parts_of_the_members(session: Session, world: World) -> None:
    for number in range(11, 21):
        who = person(session, world.ltm, number, (ACTIVE, PRICED_FROM))
        bought(session, world.ltm, who, 10_000 if number <= 15 else 30_000, TODAY)
    bought(session, world.wsb, siti(world), 1_000_000, TODAY)
    back = person(session, world.ltm, 30, (ACTIVE, PRICED_FROM))
    bought(session, world.ltm, back, 5_000, TODAY)
    bought(session, world.ltm, back, -5_000, TODAY)
    report = spread.build(session, asked(world.ltm, by="bagian"))
    assert cells(report) == [
        ("0–50% terbanyak", 5, Money(150_000), Quantity.of(75), Quantity.of(75), Money(30_000)),
        ("50–100% terbanyak", 5, Money(50_000), Quantity.of(25), Quantity.of(100), Money(10_000)),
    ]
    assert report.says == (
        "10 anggota berbelanja Rp200.000. Yang di tengah Rp20.000; 50% yang terbanyak membawa 75%."
    )
    lorenz, _bars = report.plots
    assert isinstance(lorenz, Plot)
    assert lorenz.values == (("0%", 0), ("50%", 75), ("100%", 100))
    by_amount = spread.build(session, asked(world.ltm, by="besar"))
    assert by_amount.totals[1:3] == (10, Money(200_000))
    few = spread.build(session, asked(world.wsb, by="bagian"))
    assert few.says.startswith("Baru 1 anggota yang berbelanja")
    assert few.rows == ()


@pytest.mark.parametrize(
    "report", [growth, activity, savings_by_kind, arrears, women_and_returned, spread]
)
def test_where_nobody_is_a_report_has_a_sentence_and_no_rows(
    session: Session, world: World, report: object
) -> None:
    found = report.build(session, asked(world.ltm, by="toko"))  # type: ignore[attr-defined]
    assert found.rows == ()
    assert found.says
