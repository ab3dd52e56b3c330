"""Prices in time: what holds on which day, whatever was typed in whatever order."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from core.errors import InvalidInput, NotFound
from core.ids import PackId, ShopId
from core.money import Money
from core.quantity import NONE
from inventory import catalogue, prices
from inventory.models import Price, PriceList
from inventory.prices import NewPrice, Period
from tests.support.world import NOW, TODAY, World, make_coop

DAY = timedelta(days=1)


@pytest.fixture
def world(session: Session) -> World:
    return make_coop(session)


def set_price(
    session: Session,
    pack_id: PackId,
    amount: int,
    first: date,
    last: date | None = None,
    *,
    price_list: PriceList = PriceList.GENERAL,
    shop_id: ShopId | None = None,
) -> None:
    price = NewPrice(pack_id, Money(amount), price_list, shop_id)
    prices.set_price(session, price, Period(first, last), at=NOW, by=None)


def on(session: Session, pack_id: PackId, day: date, shop_id: ShopId | None = None) -> int | None:
    found = prices.current(session, [pack_id], on=day, shop_id=shop_id)
    price = found.get((pack_id, PriceList.GENERAL))
    return price.amount if price else None


def test_a_new_price_ends_the_one_before(session: Session, world: World) -> None:
    mie = world.goods["mie"].pack_id
    set_price(session, mie, 3_600, TODAY)
    assert on(session, mie, TODAY - DAY) == 3_500
    assert on(session, mie, TODAY) == 3_600
    ended = session.scalars(
        select(Price.valid_to).where(Price.pack_id == mie, Price.amount == Money(3_500))
    )
    assert ended.one() == TODAY - DAY


def test_a_promotion_lies_on_top_and_gives_way(session: Session, world: World) -> None:
    mie = world.goods["mie"].pack_id
    set_price(session, mie, 3_000, TODAY, TODAY + DAY)
    assert [on(session, mie, TODAY + DAY * n) for n in (-1, 0, 1, 2)] == [
        3_500,
        3_000,
        3_000,
        3_500,
    ]


def test_a_price_planned_for_later_stays(session: Session, world: World) -> None:
    mie = world.goods["mie"].pack_id
    set_price(session, mie, 4_000, TODAY + DAY * 10)
    set_price(session, mie, 3_700, TODAY)
    assert [on(session, mie, TODAY + DAY * n) for n in (0, 9, 10)] == [3_700, 3_700, 4_000]


def test_a_price_of_the_same_day_is_replaced(session: Session, world: World) -> None:
    mie = world.goods["mie"].pack_id
    set_price(session, mie, 3_600, TODAY)
    set_price(session, mie, 3_650, TODAY)
    assert on(session, mie, TODAY) == 3_650
    same_day = select(Price).where(Price.pack_id == mie, Price.valid_from == TODAY)
    assert len(session.scalars(same_day).all()) == 1


def test_a_promotion_from_the_first_day_on_only_delays_the_price(
    session: Session, world: World
) -> None:
    gula = world.goods["gula"].pack_id
    set_price(session, gula, 17_000, TODAY)
    set_price(session, gula, 15_000, TODAY, TODAY + DAY)
    assert [on(session, gula, TODAY + DAY * n) for n in (0, 1, 2)] == [15_000, 15_000, 17_000]


def test_the_shops_own_price_beats_the_price_of_all(session: Session, world: World) -> None:
    air, ltm = world.goods["air"].pack_id, ShopId(world.ltm.id)
    assert (on(session, air, TODAY, ltm), on(session, air, TODAY)) == (4_500, 4_000)
    set_price(session, air, 4_200, TODAY)
    assert on(session, air, TODAY, ltm) == 4_500, "although the other is newer"


def test_lists_are_apart(session: Session, world: World) -> None:
    mie = world.goods["mie"].pack_id
    set_price(session, mie, 3_000, TODAY, price_list=PriceList.MEMBER)
    found = prices.current(session, [mie], on=TODAY)
    assert found == {
        (mie, PriceList.GENERAL): Money(3_500),
        (mie, PriceList.MEMBER): Money(3_000),
    }


def test_a_price_can_end(session: Session, world: World) -> None:
    mie = world.goods["mie"].pack_id
    place = (mie, PriceList.GENERAL, None, NONE)
    prices.end(session, place, last=TODAY, at=NOW, by=None)
    assert (on(session, mie, TODAY), on(session, mie, TODAY + DAY)) == (3_500, None)
    with pytest.raises(NotFound):
        prices.end(session, place, last=TODAY, at=NOW, by=None)


def test_a_price_ended_before_it_began_is_gone(session: Session, world: World) -> None:
    gula = world.goods["gula"].pack_id
    set_price(session, gula, 17_000, TODAY)
    prices.end(session, (gula, PriceList.GENERAL, None, NONE), last=TODAY - DAY, at=NOW, by=None)
    assert session.scalars(select(Price).where(Price.pack_id == gula)).all() == []


@pytest.mark.parametrize("amount", [0, -500, 1_000_000_001])
def test_amounts_that_make_no_sense_are_refused(world: World, amount: int) -> None:
    with pytest.raises(InvalidInput, match="lebih dari Rp0"):
        NewPrice(world.goods["mie"].pack_id, Money(amount))


def test_a_period_does_not_end_before_it_begins() -> None:
    with pytest.raises(InvalidInput, match="tidak boleh sebelum"):
        Period(TODAY, TODAY - DAY)


def test_a_new_price_is_seen_by_tills(session: Session, world: World) -> None:
    before = catalogue.version(session)
    set_price(session, world.goods["gula"].pack_id, 17_000, TODAY)
    assert catalogue.version(session) != before


days = st.integers(0, 12)
typed = st.lists(st.tuples(days, st.one_of(st.none(), days), st.integers(1, 9)), max_size=6)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed)
def test_what_was_typed_last_holds_where_it_began_last(
    session: Session, world: World, history: list[tuple[int, int | None, int]]
) -> None:
    """Days and amounts in any order: one row per first day, and open prices never overlap."""
    gula = world.goods["gula"].pack_id
    session.execute(delete(Price).where(Price.pack_id == gula))
    for first, length, amount in history:
        last = None if length is None else TODAY + DAY * (first + length)
        set_price(session, gula, amount, TODAY + DAY * first, last)
        assert on(session, gula, TODAY + DAY * first) == amount
    rows = session.scalars(select(Price).where(Price.pack_id == gula)).all()
    assert len({row.valid_from for row in rows}) == len(rows), "never two of one first day"
    assert sum(row.valid_to is None for row in rows) <= 1
    assert all(row.valid_to is None or row.valid_from <= row.valid_to for row in rows)
