"""Goods on and off the shelves: balances, books and settlement, on both engines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import BusinessError, InvalidInput
from core.ids import ProductId, ShopId
from core.money import ZERO, Money
from core.quantity import NONE, Quantity
from inventory import stock
from inventory.costing import Cost
from inventory.models import MoveKind, Stock, StockMove
from inventory.shelves import Cause
from inventory.stock import Arrival, Issued, KnownCost
from ledger import chart, journal
from tests.support.world import NOW, TODAY, World, make_coop


@pytest.fixture
def world(session: Session) -> World:
    return make_coop(session)


def open_with(session: Session, world: World, goods: str, units: int, value: int) -> None:
    stock.enter_opening(
        session,
        [Arrival(world.goods[goods].id, Quantity.of(units), Money(value))],
        shop_id=world.shop_id,
        booked_on=TODAY,
        at=NOW,
        by=None,
    )


def sell(
    session: Session, world: World, source: str, *lines: tuple[ProductId, int]
) -> list[Issued]:
    return stock.take_out(
        session,
        Cause(MoveKind.SALE, source, NOW + timedelta(minutes=1)),
        [(product_id, Quantity(milli)) for product_id, milli in lines],
        shop_id=world.shop_id,
    )


def moves_of(session: Session, product_id: ProductId) -> Sequence[StockMove]:
    return session.scalars(
        select(StockMove).where(StockMove.product_id == product_id).order_by(StockMove.number)
    ).all()


def test_opening_stock_is_on_the_shelf_and_in_the_books(session: Session, world: World) -> None:
    open_with(session, world, "mie", 40, 110_000)
    held = session.get_one(Stock, (world.shop_id, world.goods["mie"].id))
    assert (held.quantity, held.value, held.moves) == (Quantity.of(40), Money(110_000), 1)
    assert journal.balance(session, chart.MERCHANDISE) == Money(110_000)
    assert journal.balance(session, chart.OPENING_BALANCE) == Money(-110_000)


def test_opening_stock_is_entered_once(session: Session, world: World) -> None:
    open_with(session, world, "mie", 40, 110_000)
    with pytest.raises(InvalidInput, match="sudah pernah"):
        open_with(session, world, "mie", 1, 1)
    open_with(session, world, "air", 10, 30_000)


def test_an_issue_tells_cost_and_balance_of_every_line(session: Session, world: World) -> None:
    mie, air = world.goods["mie"].id, world.goods["air"].id
    open_with(session, world, "mie", 3, 10_000)
    issued = sell(session, world, "sale:1", (mie, 1_000), (air, 2_000), (mie, 1_000))
    assert issued == [
        Issued(Money(3_333), Quantity.of(2)),
        Issued(ZERO, Quantity.of(-2)),
        Issued(Money(3_334), Quantity.of(1)),
    ]
    assert not any(line.ran_out for line in issued), "air was never booked in"
    (more,) = sell(session, world, "sale:2", (mie, 2_000))
    assert more.ran_out
    (again,) = sell(session, world, "sale:3", (mie, 1_000))
    assert not again.ran_out, "that it is below zero was said before"


def test_moves_are_numbered_and_carry_the_balance(session: Session, world: World) -> None:
    mie = world.goods["mie"].id
    open_with(session, world, "mie", 3, 10_000)
    sell(session, world, "sale:1", (mie, 1_000), (mie, 1_000))
    sell(session, world, "sale:2", (mie, 1_000))
    rows = moves_of(session, mie)
    assert [
        (row.number, row.kind, row.quantity.milli, row.value.amount, row.balance_quantity.milli,
         row.balance_value.amount)
        for row in rows
    ] == [
        (1, MoveKind.OPENING, 3_000, 10_000, 3_000, 10_000),
        (2, MoveKind.SALE, -1_000, -3_333, 2_000, 6_667),
        (3, MoveKind.SALE, -1_000, -3_334, 1_000, 3_333),
        (4, MoveKind.SALE, -1_000, -3_333, 0, 0),
    ]  # fmt: skip
    assert [row.source for row in rows[1:]] == ["sale:1", "sale:1", "sale:2"]


def test_what_was_sold_too_early_is_settled_by_the_opening(session: Session, world: World) -> None:
    mie = world.goods["mie"].id
    sell(session, world, "sale:1", (mie, 2_000))
    open_with(session, world, "mie", 5, 15_000)
    held = session.get_one(Stock, (world.shop_id, mie))
    assert (held.quantity, held.value) == (Quantity.of(3), Money(9_000))
    assert journal.balance(session, chart.MERCHANDISE) == Money(9_000)
    assert journal.balance(session, chart.COST_DIFFERENCE) == Money(6_000)


def test_a_receipt_is_booked_against_who_gave_the_goods(session: Session, world: World) -> None:
    mie, beras = world.goods["mie"].id, world.goods["beras"].id
    cost = stock.receive(
        session,
        [
            Arrival(mie, Quantity.of(40), Money(110_000)),
            Arrival(beras, Quantity(25_500), Money(306_000)),
        ],
        shop_id=world.shop_id,
        source="receipt:1",
        booked_on=TODAY,
        description="Nota 17",
        at=NOW,
        credited=chart.SAFE,
    )
    assert cost == Money(416_000)
    assert journal.balance(session, chart.SAFE) == Money(-416_000)
    assert [row.source for row in moves_of(session, mie)] == ["receipt:1"]


def test_shops_hold_their_own_goods(session: Session, world: World) -> None:
    mie = world.goods["mie"].id
    open_with(session, world, "mie", 3, 10_000)
    stock.take_out(
        session,
        Cause(MoveKind.SALE, "sale:9", NOW),
        [(mie, Quantity.of(1))],
        shop_id=ShopId(world.ltm.id),
    )
    assert session.get_one(Stock, (world.shop_id, mie)).quantity == Quantity.of(3)
    assert session.get_one(Stock, (world.ltm.id, mie)).quantity == Quantity.of(-1)


def test_less_than_can_be_counted_moves_nothing(session: Session, world: World) -> None:
    beras = world.goods["beras"].id
    assert sell(session, world, "sale:1", (beras, 0)) == [Issued(ZERO, NONE)]
    assert moves_of(session, beras) == []


def test_a_known_cost_is_used_until_the_goods_are_booked_in(session: Session, world: World) -> None:
    mie, air = world.goods["mie"].id, world.goods["air"].id
    cost = Cost(Quantity.of(40), Money(110_000))
    open_with(session, world, "air", 10, 30_000)
    stock.note_costs(session, [KnownCost(mie, cost), KnownCost(air, cost)], shop_id=world.shop_id)
    assert sell(session, world, "sale:1", (mie, 1_000))[0].cost == Money(2_750)
    assert session.get_one(Stock, (world.shop_id, air)).cost_value == Money(30_000), "bought at"


@pytest.mark.parametrize(("milli", "value"), [(0, 100), (-1_000, 100), (1_000, -1)])
def test_goods_that_make_no_sense_are_refused(
    session: Session, world: World, milli: int, value: int
) -> None:
    arrival = Arrival(world.goods["mie"].id, Quantity(milli), Money(value))
    with pytest.raises(InvalidInput):
        stock.enter_opening(
            session, [arrival], shop_id=world.shop_id, booked_on=TODAY, at=NOW, by=None
        )


def test_nothing_arrived_is_no_receipt(session: Session, world: World) -> None:
    with pytest.raises(BusinessError, match="Tidak ada barang"):
        stock.enter_opening(session, [], shop_id=world.shop_id, booked_on=TODAY, at=NOW, by=None)


def test_goods_for_nothing_are_on_the_shelf_but_not_in_the_books(
    session: Session, world: World
) -> None:
    open_with(session, world, "mie", 5, 0)
    assert session.get_one(Stock, (world.shop_id, world.goods["mie"].id)).moves == 1
    assert journal.balance(session, chart.MERCHANDISE) == ZERO
