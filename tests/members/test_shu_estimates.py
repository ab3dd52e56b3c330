"""What a member may expect of the surplus: by the books of both engines."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from core import serving
from core.db import Database
from core.ids import MemberId, ShopId
from core.money import Money
from core.settings import Setting, put
from ledger import chart
from ledger.entry import Entry
from members import patronage
from members.shu import chores, estimates
from members.shu.models import SurplusEstimate
from members.shu.settings import (
    SHU_CAPITAL_BASIS,
    SHU_MEMBER_PART,
    SHU_ON_RECEIPTS,
    SHU_OTHER_POLICY,
    SHU_POLICY,
)
from tests.support.books import book, transfer
from tests.support.world import NOW, World, make_coop

JUNE_10 = date(2026, 6, 10)
MADE_AT = datetime(2026, 6, 11, 1, tzinfo=UTC)


@pytest.fixture
def world(session: Session) -> World:
    return make_coop(session)


def half_a_year(session: Session, world: World) -> None:
    """Members brought 3.000.000 of gross profit, others 1.000.000; 400.000 went for wages."""
    one, two = (MemberId(member.id) for member in world.members[:2])
    shop_id, ltm = world.shop_id, ShopId(world.ltm.id)
    book(
        session,
        transfer(shop_id, "sale:1", 8_000_000, out_of=chart.MEMBER_SALES, on=date(2026, 2, 1)),
        transfer(ltm, "sale:2", 2_000_000, out_of=chart.MEMBER_SALES, on=JUNE_10),
        transfer(shop_id, "sale:3", 4_000_000, out_of=chart.OTHER_SALES, on=date(2026, 3, 1)),
        cost(shop_id, "sale:4", 7_000_000, chart.MEMBER_COST),
        cost(shop_id, "sale:5", 3_000_000, chart.OTHER_COST),
        cost(shop_id, "wages", 400_000, "6-1010"),
        transfer(shop_id, "old", 9_000_000, out_of=chart.MEMBER_SALES, on=date(2025, 12, 31)),
        transfer(shop_id, "new", 9_000_000, out_of=chart.MEMBER_SALES, on=date(2026, 6, 11)),
        saved(world, "wajib:1", one, 100_000, date(2025, 7, 1)),
        saved(world, "wajib:2", one, 50_000, date(2026, 6, 1)),
        saved(world, "wajib:3", two, 300_000, date(2026, 4, 30)),
        saved(world, "late", two, 300_000, date(2026, 6, 11)),
    )
    for n, (who, on, amount) in enumerate(
        [
            (one, date(2026, 2, 1), 1_500_000),
            (two, JUNE_10, 500_000),
            (two, date(2025, 12, 31), 7_777_777),
            (two, date(2026, 6, 11), 7_777_777),
        ]
    ):
        patronage.record(session, source=f"bought:{n}", member_id=who, shop_id=shop_id,
                         booked_on=on, amount=Money(amount))  # fmt: skip


def cost(shop_id: ShopId, source: str, amount: int, account: str) -> Entry:
    return transfer(shop_id, source, amount, into=account, out_of="1-1310", on=date(2026, 3, 1))


def saved(world: World, source: str, who: MemberId, amount: int, on: date) -> Entry:
    return transfer(world.shop_id, source, amount, out_of=chart.MANDATORY_SAVINGS, on=on,
                    member_id=who)  # fmt: skip


def worked_out(session: Session) -> SurplusEstimate:
    made = estimates.work_out(session, JUNE_10, at=MADE_AT)
    session.add(made)
    session.flush()
    return made


def test_the_year_so_far_is_divided_by_the_policy(session: Session, world: World) -> None:
    half_a_year(session, world)
    made = worked_out(session)
    assert (made.surplus, made.member_surplus) == (Money(3_600_000), Money(2_700_000))
    assert (made.patronage_pool, made.capital_pool) == (Money(675_000), Money(540_000))
    assert made.patronage_weight == 2_000_000
    # Balances at the ends of January to May, and on 10 June.
    assert made.capital_weight == (6 * 100_000 + 50_000) + 3 * 300_000


def test_a_member_is_told_her_part_of_it(session: Session, world: World) -> None:
    half_a_year(session, world)
    worked_out(session)
    told = [
        estimates.expected(session, MemberId(member.id), at=MADE_AT) for member in world.members
    ]
    assert [[part.amount.amount for part in each.parts] for each in told if each] == [
        [506_250, 540_000 * 650 // 1_550],
        [168_750, 540_000 * 900 // 1_550],
        [0, 0],
    ]
    assert told[0] is not None
    assert told[0].amount == Money(506_250 + 226_451)
    assert told[0].as_of == JUNE_10


def test_the_parts_never_exceed_the_pools(session: Session, world: World) -> None:
    """Not even when a late sale lifts one weight after the sums were made."""
    half_a_year(session, world)
    made = worked_out(session)
    patronage.record(session, source="late", member_id=world.member_id, shop_id=world.shop_id,
                     booked_on=JUNE_10, amount=Money(10**9))  # fmt: skip
    told = estimates.expected(session, world.member_id, at=MADE_AT)
    assert told is not None
    assert told.parts[0].amount == made.patronage_pool


def test_before_there_is_an_estimate_nothing_is_said(session: Session, world: World) -> None:
    half_a_year(session, world)
    worked_out(session)
    earlier = MADE_AT - timedelta(seconds=1)
    assert estimates.expected(session, world.member_id, at=earlier) is None


def test_a_copy_says_what_the_paper_said(session: Session, world: World) -> None:
    half_a_year(session, world)
    worked_out(session)
    session.add(estimates.work_out(session, date(2026, 6, 11), at=MADE_AT + timedelta(days=1)))
    session.flush()
    then = estimates.expected(session, world.member_id, at=MADE_AT + timedelta(hours=5))
    now = estimates.expected(session, world.member_id, at=MADE_AT + timedelta(days=2))
    assert then is not None
    assert now is not None
    assert (then.as_of, now.as_of) == (JUNE_10, date(2026, 6, 11))
    assert then.amount < now.amount


def test_in_a_deficit_nobody_may_expect_anything(session: Session, world: World) -> None:
    book(session, cost(world.shop_id, "wages", 400_000, "6-1010"))
    assert worked_out(session).surplus == Money(-400_000)
    told = estimates.expected(session, world.member_id, at=MADE_AT)
    assert told is not None
    assert (told.amount, told.member_surplus) == (Money(0), Money(0))


def test_the_meeting_decides_how(session: Session, world: World) -> None:
    half_a_year(session, world)
    for setting, value in (
        (SHU_POLICY, "cadangan 40, jasa_usaha 47,5, jasa_modal 12,5"),
        (SHU_MEMBER_PART, "penjualan_bersih"),
        (SHU_CAPITAL_BASIS, "closing"),
    ):
        put(session, setting, value, valid_from=date(2026, 1, 1), at=NOW, by=None)
    made = worked_out(session)
    part = 3_600_000 * 10 // 14
    assert made.member_surplus == Money(part)
    assert made.patronage_pool == Money(part * 4_750 // 10_000)
    assert made.capital_pool == Money(part * 1_250 // 10_000)
    assert made.capital_weight == 450_000


@pytest.mark.parametrize(
    ("setting", "value", "sentence"),
    [
        (SHU_POLICY, "cadangan 50, jasa_usaha 55", "10500 basis poin"),
        (SHU_POLICY, "jasa_usaha 100", "harus menyebut cadangan"),
        (SHU_POLICY, "cadangan seratus", "tidak dapat dibaca"),
        (SHU_POLICY, "", "tidak dapat dibaca"),
        (SHU_OTHER_POLICY, "cadangan 50, jasa_usaha 50", "tidak dibagikan kepada anggota"),
        (SHU_MEMBER_PART, "100,01", "antara 0 dan"),
        (SHU_MEMBER_PART, "semua", "tidak dapat dipakai"),
    ],
)
def test_a_decision_that_makes_no_sense_is_refused(
    session: Session, world: World, setting: Setting[Any], value: str, sentence: str
) -> None:
    with pytest.raises(Exception, match=sentence):
        put(session, setting, value, valid_from=date(2026, 1, 1), at=NOW, by=None)


@pytest.mark.parametrize("setting", [SHU_POLICY, SHU_OTHER_POLICY, SHU_MEMBER_PART])
def test_a_default_reads_as_it_is_typed(setting: Setting[Any]) -> None:
    assert setting.parse(str(setting.default)) == setting.default


def test_a_coop_may_keep_it_off_its_receipts(session: Session, world: World) -> None:
    half_a_year(session, world)
    worked_out(session)
    shown = estimates.on_receipt(session, world.member_id, on=JUNE_10, at=MADE_AT)
    assert shown is not None
    put(session, SHU_ON_RECEIPTS, "tidak", valid_from=date(2026, 6, 1), at=NOW, by=None)
    assert estimates.on_receipt(session, world.member_id, on=JUNE_10, at=MADE_AT) is None


def test_the_server_works_it_out_once_a_day(database: Database) -> None:
    """As of the last day that is over in every shop: in Lombok it is an hour later."""
    with database.transaction() as session:
        half_a_year(session, make_coop(session))
    for at, days in (
        (datetime(2026, 6, 10, 16, 30, tzinfo=UTC), [date(2026, 6, 9)]),
        (datetime(2026, 6, 10, 17, 30, tzinfo=UTC), [date(2026, 6, 9), JUNE_10]),
        (datetime(2026, 6, 11, 9, tzinfo=UTC), [date(2026, 6, 9), JUNE_10]),
    ):
        chores.estimate(database, at)
        with database.reading() as session:
            assert list(session.scalars(sa.select(SurplusEstimate.as_of).order_by("as_of"))) == days


def test_before_there_is_a_coop_there_is_nothing_to_do(database: Database) -> None:
    chores.estimate(database, MADE_AT)
    with database.reading() as session:
        assert session.scalars(sa.select(SurplusEstimate)).all() == []


def test_a_chore_that_fails_keeps_nobody_from_the_others(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    done: list[datetime] = []

    def fail(_database: Database, _at: datetime) -> None:
        raise RuntimeError("the disk is full")

    chores_of = {"bad": fail, "good": lambda _database, at: done.append(at)}
    serving.do_chores(database, chores_of, at=MADE_AT)
    assert done == [MADE_AT]
    assert "the chore bad failed" in caplog.text
