"""Purpose pots: filled week by week, paid out, closed only when empty."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from core.errors import BusinessError, InvalidInput
from core.ids import MemberId, OperatorId, ShopId, new_id
from core.money import ZERO, Money, total
from core.permissions import Role
from ledger import chart, journal
from ledger.entry import Entry, credit, debit
from ledger.invariants import inter_shop
from members.balances import balances
from members.office import office_money
from members.pots import invariants, pots, queries
from members.pots.models import Pot, PotKind
from members.pots.pots import Details, Handed
from members.pots.weeks import MOST_WEEKS, week_of, weeks
from members.ways import PaidBy
from tests.support.world import NOW, World, make_coop

TODAY = date(2026, 6, 1)
WEEK = week_of(TODAY)
PLAN = Details("Paket Lebaran", PotKind.PACKAGE, ShopId(new_id()), TODAY - timedelta(days=14),
               weekly=Money(20_000), target=Money(1_000_000))  # fmt: skip


@pytest.fixture
def world(session: Session) -> World:
    return make_coop(session)


@pytest.fixture
def by(world: World) -> OperatorId:
    return world.operator_id(Role.TREASURER)


@pytest.fixture
def pot(session: Session, world: World, by: OperatorId) -> Pot:
    return pots.open_pot(session, replace(PLAN, shop_id=ShopId(world.ltm.id)), at=NOW, by=by)


def handed(world: World, amount: int = 20_000, **what: object) -> Handed:
    given_ = Handed(
        new_id(), world.member_id, Money(amount), PaidBy.CASH, ShopId(world.office.id), TODAY
    )
    return replace(given_, **what)  # type: ignore[arg-type]


def wrong(session: Session) -> list[str]:
    return [*invariants.pots_are_held(session), *inter_shop(session)]


def test_one_press_is_this_weeks_amount_and_twice_is_once(
    session: Session, world: World, pot: Pot, by: OperatorId
) -> None:
    money = handed(world)
    first = pots.collect(session, pot, money, at=NOW, by=by)
    assert pots.collect(session, pot, money, at=NOW, by=by) is first
    (part,) = queries.part_page(session, pot, WEEK).rows
    assert (part.number, part.held, part.this_week) == (1, Money(20_000), Money(20_000))
    assert balances(session, world.member_id).pots == Money(20_000)
    assert wrong(session) == []


def test_last_week_is_not_this_week(
    session: Session, world: World, pot: Pot, by: OperatorId
) -> None:
    sunday = handed(world, booked_on=WEEK[0] - timedelta(days=1))
    pots.collect(session, pot, sunday, at=NOW, by=by)
    other = handed(world, member_id=MemberId(world.members[1].id))
    pots.collect(session, pot, other, at=NOW, by=by)
    found = queries.totals(session, pot, WEEK)
    assert (found.members, found.held, found.this_week, found.paid_this_week) == (
        2, Money(40_000), Money(20_000), 1,
    )  # fmt: skip


def test_what_was_taken_back_was_not_put_in(
    session: Session, world: World, pot: Pot, by: OperatorId
) -> None:
    slip = pots.collect(session, pot, handed(world), at=NOW, by=by)
    office_money.undo(session, slip, reason="salah orang", booked_on=TODAY, at=NOW, by=by)
    found = queries.totals(session, pot, WEEK)
    assert (found.held, found.this_week, found.paid_this_week) == (ZERO, ZERO, 0)


def test_no_more_is_paid_out_than_she_has_in_this_pot(
    session: Session, world: World, pot: Pot, by: OperatorId
) -> None:
    other = pots.open_pot(session, replace(PLAN, shop_id=world.shop_id), at=NOW, by=by)
    pots.collect(session, pot, handed(world), at=NOW, by=by)
    pots.collect(session, other, handed(world, 50_000), at=NOW, by=by)
    with pytest.raises(InvalidInput, match=r"20\.000"):
        pots.pay_out(session, pot, handed(world, 20_001), at=NOW, by=by)
    pots.pay_out(session, pot, handed(world), at=NOW, by=by)
    assert queries.part_of(session, pot, world.member_id) == ZERO
    assert queries.part_of(session, other, world.member_id) == Money(50_000)
    assert wrong(session) == []


def test_only_an_empty_pot_is_closed_and_a_closed_one_takes_nothing(
    session: Session, world: World, pot: Pot, by: OperatorId
) -> None:
    pots.collect(session, pot, handed(world), at=NOW, by=by)
    with pytest.raises(BusinessError, match=r"20\.000"):
        pots.close(session, pot, at=NOW, by=by)
    pots.pay_out(session, pot, handed(world), at=NOW, by=by)
    pots.close(session, pot, at=NOW, by=by)
    with pytest.raises(InvalidInput, match="ditutup"):
        pots.collect(session, pot, handed(world), at=NOW, by=by)
    pots.reopen(session, pot, at=NOW, by=by)
    pots.collect(session, pot, handed(world), at=NOW, by=by)
    assert wrong(session) == []


@pytest.mark.parametrize(
    ("what", "field"),
    [
        ({"weekly": ZERO}, "weekly"),
        ({"target": Money(-1)}, "target"),
        ({"ends_on": PLAN.opens_on - timedelta(days=1)}, "ends_on"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(
    session: Session, pot: Pot, by: OperatorId, what: dict[str, object], field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        pots.change(session, pot, replace(PLAN, **what), at=NOW, by=by)  # type: ignore[arg-type]
    assert refused.value.field == field


def test_the_card_shows_each_week(session: Session, world: World, pot: Pot, by: OperatorId) -> None:
    for back in (14, 13, 0):
        day = TODAY - timedelta(days=back)
        pots.collect(session, pot, handed(world, booked_on=day), at=NOW, by=by)
    card = queries.card(session, pot, world.members[0], today=TODAY)
    assert [week.amount.amount for week in card.weeks] == [40_000, 0, 20_000]
    assert card.held == Money(60_000)
    assert queries.cards(session, pot, today=TODAY) == [card]


def test_money_of_nobody_is_named(session: Session, world: World, pot: Pot) -> None:
    lines = (debit(chart.SAFE, Money(5)), credit(chart.POTS, Money(5)))
    journal.post(session, Entry(world.shop_id, TODAY, "x:1", "x", lines), at=NOW)
    assert len(wrong(session)) == 1


def test_a_closed_pot_with_money_is_named(
    session: Session, world: World, pot: Pot, by: OperatorId
) -> None:
    pots.collect(session, pot, handed(world), at=NOW, by=by)
    pot.active = False
    session.flush()
    assert "masih berisi" in wrong(session)[0]


DAYS = st.dates(min_value=date(2026, 1, 1), max_value=date(2027, 12, 31))


@given(DAYS, st.integers(0, 400), st.dictionaries(DAYS, st.integers(1, 10**6), max_size=20))
def test_the_weeks_of_a_card_hold_what_was_paid_on_their_days(
    opens_on: date, days: int, paid: dict[date, int]
) -> None:
    last = opens_on + timedelta(days=days)
    found = weeks(opens_on, last, {day: Money(amount) for day, amount in paid.items()})
    assert 1 <= len(found) <= MOST_WEEKS
    assert found[-1].monday <= last <= found[-1].sunday
    within = [Money(sum_) for day, sum_ in paid.items()
              if found[0].monday <= day <= found[-1].sunday]  # fmt: skip
    assert total(week.amount for week in found) == total(within)
    assert [week.number for week in found] == list(
        range(found[0].number, found[0].number + len(found))
    )
