"""Shares of women and migrants and the spread of purchases, without telling anybody apart."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.ids import MemberId
from core.money import ZERO, Money
from core.quantity import Quantity
from core.reports.report import Plot, Report
from ledger import chart
from ledger.models import Posting
from members.models import Member, MemberStatus, Migrant, Sex
from members.reports import (
    spread,
    women_and_returned,
)
from tests.support.member_reports import asked, bought, person, saved
from tests.support.world import PRICED_FROM, TODAY, World, make_coop

ACTIVE, LEFT = MemberStatus.ACTIVE, MemberStatus.LEFT


@pytest.fixture
def world(session: Session) -> World:
    """Members 1 and 2 of Wonosobo are active since January, 3 has left."""
    return make_coop(session)


def siti(world: World) -> MemberId:
    return MemberId(world.members[0].id)


def cells(report: Report) -> list[tuple[object, ...]]:
    return [row.cells for row in report.rows]


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
