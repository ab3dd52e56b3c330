"""What a pack brings above what it cost, and the guard against selling at a loss by accident."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.db import Database
from core.errors import InvalidInput
from core.ids import ShopId
from core.models import AuditRecord
from core.money import ZERO, Money
from core.permissions import Role
from core.quantity import NONE, Quantity
from inventory import prices
from inventory.costing import Cost
from inventory.margins.averages import averages
from inventory.margins.margin import margin
from inventory.models import Price
from inventory.prices import NewPrice, Period
from tests.support.consignment import add_cake, add_consignor
from tests.support.shelves import fill_shelves
from tests.support.visitor import Visitor, text_of
from tests.support.world import NOW, TODAY, World, make_coop, today

PRICES = "/products/101/packs/pcs/prices"


@pytest.mark.parametrize(
    ("price", "packs", "cost", "brings", "percent"),
    [
        (3_500, 1, (40, 112_000), 700, 2_000),
        (132_000, 40, (40, 112_000), 20_000, 1_520),
        (2_800, 1, (40, 112_000), 0, 0),
        (2_500, 1, (40, 112_000), -300, -1_200),
        (3_334, 1, (3, 10_000), 1, 0),
    ],
)
def test_a_margin_is_what_is_left_of_the_price(
    price: int, packs: int, cost: tuple[int, int], brings: int, percent: int
) -> None:
    average = Cost(Quantity.of(cost[0]), Money(cost[1]))
    found = margin(Money(price), Quantity.of(packs), average)
    assert found is not None
    assert (found.amount, found.percent) == (Money(brings), percent)
    assert found.is_loss == (brings < 0)


def test_without_a_known_cost_there_is_no_margin() -> None:
    assert margin(Money(3_500), Quantity.of(1), Cost(NONE, ZERO)) is None
    assert margin(Money(3_500), Quantity.of(1), Cost(Quantity.of(5), ZERO)) is None


@given(st.integers(1, 10**7), st.integers(1, 10**4), st.integers(1, 10**4), st.integers(1, 10**9))
def test_a_margin_is_never_more_than_the_price(
    price: int, units: int, held: int, value: int
) -> None:
    found = margin(Money(price), Quantity.of(units), Cost(Quantity.of(held), Money(value)))
    assert found is not None
    assert found.amount <= Money(price)
    assert found.percent <= 10_000
    assert found.cost + found.amount == Money(price)


@pytest.fixture
def stocked(session: Session) -> World:
    world = make_coop(session)
    fill_shelves(session, world, mie=(40, 112_000))
    return world


def set_price(session: Session, world: World, amount: int, **more: Any) -> None:
    price = NewPrice(world.goods["mie"].pack_id, Money(amount), shop_id=more.pop("shop_id", None))
    prices.set_price(session, price, Period(TODAY), at=NOW, by=world.clerk_id, **more)


def test_a_price_below_cost_is_refused_with_both_figures(session: Session, stocked: World) -> None:
    with pytest.raises(InvalidInput, match=r"Rp2\.799 di bawah harga pokok Rp2\.800") as refused:
        set_price(session, stocked, 2_799)
    assert refused.value.field == "below_reason"
    set_price(session, stocked, 2_800)
    assert session.scalars(select(Price.amount).where(Price.amount == Money(2_799))).all() == []


def test_a_price_below_cost_with_a_reason_is_noted_with_it(
    session: Session, stocked: World
) -> None:
    set_price(session, stocked, 2_500, below_cost="hampir kedaluwarsa")
    kept = session.scalars(
        select(AuditRecord.details).where(AuditRecord.action == "price.set_below_cost")
    ).one()
    assert (kept["price"], kept["cost"], kept["reason"]) == (2_500, 2_800, "hampir kedaluwarsa")


def test_a_reason_that_is_not_needed_is_not_kept(session: Session, stocked: World) -> None:
    set_price(session, stocked, 3_000, below_cost="iseng")
    kept = session.scalars(select(AuditRecord).where(AuditRecord.subject == "101")).all()[-1]
    assert kept.action == "price.set"
    assert "reason" not in kept.details


def test_what_another_shop_paid_says_nothing_of_a_price_of_ones_own(
    session: Session, stocked: World
) -> None:
    set_price(session, stocked, 2_500, shop_id=ShopId(stocked.ltm.id))
    with pytest.raises(InvalidInput):
        set_price(session, stocked, 2_500, shop_id=stocked.shop_id)


def test_the_dearest_shelf_counts_and_what_is_gone_by_its_last_cost(
    session: Session, stocked: World
) -> None:
    mie, beras = stocked.goods["mie"].id, stocked.goods["beras"].id
    found = averages(session, [mie, beras], None)
    assert found == {mie: Cost(Quantity.of(40), Money(112_000))}


# The pages


@pytest.fixture
def manager(visitor: Visitor, database: Database, world: World) -> Visitor:
    with database.transaction() as session:
        fill_shelves(session, world, mie=(40, 112_000))
    return visitor.sign_in(Role.MANAGER)


def test_the_form_asks_once_more_and_keeps_what_was_typed(
    manager: Visitor, database: Database
) -> None:
    form = {"price": "2500", "list": "umum", "shop": "", "valid_from": today().isoformat()}
    asked = manager.submit(PRICES, form, status=422).text
    assert "Rp2.500 di bawah harga pokok Rp2.800 per pcs" in text_of(asked)
    assert 'name="may_lose"' in asked
    assert 'value="2500"' in asked
    reasoned = form | {"below_reason": "hampir kedaluwarsa"}
    again = manager.submit(PRICES, reasoned, status=422).text
    assert 'value="hampir kedaluwarsa"' in again
    manager.submit(PRICES, reasoned | {"may_lose": "1"})
    assert "Rp2.500" in text_of(manager.see("/products/101/packs/pcs"))
    log = text_of(Visitor(manager.app).sign_in(Role.AUDITOR).see("/audit"))
    assert "Menetapkan harga di bawah harga pokok" in log
    assert "alasan: hampir kedaluwarsa" in log


def test_margins_are_for_those_who_may_see_stock(manager: Visitor) -> None:
    page = text_of(manager.see("/products/101"))
    assert "Rp2.800 Rp700 · 20% anggota Rp500 · 15,2%" in page
    clerk = text_of(Visitor(manager.app).sign_in(Role.CLERK).see("/products/101"))
    assert "Rp2.800" not in clerk
    assert "Margin" not in clerk


def test_goods_of_a_producer_have_no_margin(manager: Visitor, database: Database) -> None:
    assert "Margin" in manager.see("/products/101")
    with database.transaction() as session:
        code = add_cake(session, add_consignor(session)).product.code
    assert "Margin" not in manager.see(f"/products/{code}")
