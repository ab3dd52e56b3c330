"""What each member bought, by the day it was booked."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from core.ids import MemberId, ShopId
from core.money import ZERO, Money, total
from members import invariants, patronage
from members.patronage import MemberTotal
from tests.support.books import book, transfer
from tests.support.world import TODAY, World, make_coop


@pytest.fixture
def world(session: Session) -> World:
    return make_coop(session)


def bought(
    session: Session, world: World, source: str, amount: int, on: date = TODAY, who: int = 0
) -> None:
    patronage.record(
        session,
        source=source,
        member_id=MemberId(world.members[who].id),
        shop_id=world.shop_id,
        booked_on=on,
        amount=Money(amount),
    )


def test_the_booked_day_decides_the_year(session: Session, world: World) -> None:
    bought(session, world, "sale:1", 1_000, date(2025, 12, 31))
    bought(session, world, "sale:2", 20_000, date(2026, 1, 1))
    bought(session, world, "sale:3", 300_000, date(2026, 12, 31))
    sums = [patronage.in_year(session, world.member_id, year) for year in (2025, 2026, 2027)]
    assert sums == [Money(1_000), Money(320_000), ZERO]
    assert list(patronage.years(session, world.member_id)) == [2025, 2026]


def test_returns_take_away(session: Session, world: World) -> None:
    bought(session, world, "sale:1", 10_000)
    bought(session, world, "return:1", -4_000)
    assert patronage.in_year(session, world.member_id, 2026) == Money(6_000)


def test_a_document_counts_once(session: Session, world: World) -> None:
    bought(session, world, "sale:1", 10_000)
    with pytest.raises(sa.exc.DBAPIError), session.begin_nested():
        bought(session, world, "sale:1", 10_000)
    assert patronage.in_year(session, world.member_id, 2026) == Money(10_000)


def test_members_are_counted_apart(session: Session, world: World) -> None:
    bought(session, world, "sale:1", 10_000)
    bought(session, world, "sale:2", 500, who=1)
    assert list(patronage.totals_between(session, date(2026, 1, 1), date(2026, 12, 31))) == [
        MemberTotal(MemberId(world.members[0].id), Money(10_000)),
        MemberTotal(MemberId(world.members[1].id), Money(500)),
    ]
    assert list(patronage.years(session, MemberId(world.members[2].id))) == []


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.dates(date(2024, 1, 1), date(2026, 12, 31)), st.integers(-(10**9), 10**9))
    )
)
def test_months_make_the_year_and_years_the_whole(
    session: Session, purchases: list[tuple[date, int]]
) -> None:
    with session.begin_nested() as savepoint:
        world = make_coop(session)
        for place, (day, amount) in enumerate(purchases):
            bought(session, world, f"sale:{place}", amount, day)
        years = [total(patronage.by_month(session, world.member_id, y)) for y in range(2024, 2027)]
        in_year = [patronage.in_year(session, world.member_id, y) for y in range(2024, 2027)]
        assert years == in_year
        assert total(years) == Money(sum(amount for _, amount in purchases))
        savepoint.rollback()


def test_a_month_holds_its_first_and_last_day(session: Session, world: World) -> None:
    bought(session, world, "sale:1", 1, date(2026, 2, 1))
    bought(session, world, "sale:2", 20, date(2026, 2, 28))
    bought(session, world, "sale:3", 300, date(2026, 3, 1))
    months = patronage.by_month(session, world.member_id, 2026)
    assert [month.amount for month in months] == [0, 21, 300] + [0] * 9


def test_what_counts_was_sold(session: Session, world: World) -> None:
    member = world.member_id
    book(
        session,
        transfer(world.shop_id, "sale:1", 10_000, out_of="4-1010", member_id=member),
        transfer(world.shop_id, "sale:2", 10_000, out_of="4-1010", member_id=member),
    )
    bought(session, world, "sale:1", 10_000)
    bought(session, world, "sale:2", 7_500)
    assert list(invariants.purchases(session)) == []


@pytest.mark.parametrize(
    ("booked", "amount", "on", "who"),
    [
        pytest.param(True, 10_001, TODAY, 0, id="more than was sold"),
        pytest.param(False, 10_000, TODAY, 0, id="no entry"),
        pytest.param(True, 10_000, date(2026, 5, 31), 0, id="another day"),
        pytest.param(True, 10_000, TODAY, 1, id="another member"),
        pytest.param(True, -1, TODAY, 0, id="a return without one"),
    ],
)
def test_what_was_not_sold_does_not_count(
    session: Session, world: World, booked: bool, amount: int, on: date, who: int
) -> None:
    member = world.member_id
    if booked:
        sold = transfer(world.shop_id, "sale:1", 10_000, out_of="4-1010", member_id=member)
        book(session, sold)
    bought(session, world, "sale:1", amount, on, who)
    (sentence,) = invariants.purchases(session)
    assert sentence.startswith(f"Belanja anggota nomor {who + 1} dari sale:1 (")


def test_a_sale_in_another_shop_does_not_count(session: Session, world: World) -> None:
    other = ShopId(world.ltm.id)
    book(session, transfer(other, "sale:1", 500, out_of="4-1010", member_id=world.member_id))
    bought(session, world, "sale:1", 500)
    assert len(list(invariants.purchases(session))) == 1
