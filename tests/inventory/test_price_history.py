"""What a pack cost the buyer and the shop since when, and who said so."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from core.db import Database
from core.ids import ShopId
from core.money import Money
from core.permissions import Role
from core.quantity import Quantity
from inventory import prices, stock
from inventory.models import MoveKind, PriceList
from inventory.price_history import queries
from inventory.price_history.holding import Span, price_steps
from inventory.price_history.queries import Asked
from inventory.prices import NewPrice, Period
from inventory.shelves import Cause
from tests.support.shelves import fill_shelves
from tests.support.visitor import Visitor, text_of
from tests.support.world import NOW, TODAY, World, make_coop, today

DAY = timedelta(days=1)
PAGE = "/products/101/packs/pcs/history"


def span(amount: int, first: int, last: int | None = None, *, is_own: bool = False) -> Span:
    until = None if last is None else TODAY + DAY * last
    return Span(Money(amount), TODAY + DAY * first, until, is_own)


def steps(*spans: Span) -> list[tuple[int, int | None]]:
    return [
        ((on - TODAY).days, amount.amount if amount else None) for on, amount in price_steps(spans)
    ]


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([span(1_000, 0, 9), span(1_200, 10)], [(0, 1_000), (10, 1_200)]),
        ([span(1_000, 0), span(800, 5, 7)], [(0, 1_000), (5, 800), (8, 1_000)]),
        ([span(1_000, 0, 4), span(1_200, 8)], [(0, 1_000), (5, None), (8, 1_200)]),
        ([span(1_000, 0), span(1_500, 3, is_own=True), span(900, 6)], [(0, 1_000), (3, 1_500)]),
        ([], []),
    ],
)
def test_the_history_says_what_the_till_asked_for(
    spans: list[Span], expected: list[tuple[int, int | None]]
) -> None:
    assert steps(*spans) == expected


@pytest.fixture
def stocked(session: Session) -> World:
    world = make_coop(session)
    fill_shelves(session, world, mie=(40, 112_000))
    return world


def set_price(session: Session, world: World, amount: int, first: date, shop: bool = False) -> None:
    price = NewPrice(
        world.goods["mie"].pack_id, Money(amount), shop_id=world.shop_id if shop else None
    )
    manager = world.operator_id(Role.MANAGER)
    prices.set_price(session, price, Period(first), at=NOW, by=manager)


def test_every_price_is_listed_with_who_set_it(session: Session, stocked: World) -> None:
    set_price(session, stocked, 3_600, TODAY)
    set_price(session, stocked, 3_700, TODAY + DAY, shop=True)
    mie = stocked.goods["mie"].pack_id
    asked = Asked(mie, (stocked.shop_id,))
    page = queries.events(session, asked, number=1)
    assert list(page.rows) == list(queries.every_event(session, asked))
    newest = page.rows[0]
    assert (newest.shop, newest.amount, newest.by) == ("WSB", Money(3_700), "Joko Prasetyo")
    assert page.total == 4
    only = Asked(mie, (stocked.shop_id,), PriceList.MEMBER)
    assert [row.amount for row in queries.every_event(session, only)] == [Money(3_300)]
    elsewhere = Asked(mie, (ShopId(stocked.ltm.id),))
    assert Money(3_700) not in [row.amount for row in queries.every_event(session, elsewhere)]


def test_prices_over_time_are_those_of_the_shop(session: Session, stocked: World) -> None:
    set_price(session, stocked, 3_700, TODAY, shop=True)
    mie = stocked.goods["mie"].pack_id
    own = queries.prices_over_time(session, mie, stocked.shop_id, [PriceList.GENERAL])
    others = queries.prices_over_time(session, mie, ShopId(stocked.ltm.id), [PriceList.GENERAL])
    assert own[PriceList.GENERAL][-1] == (TODAY, Money(3_700))
    assert others[PriceList.GENERAL][-1][1] == Money(3_500)


def test_costs_over_time_change_when_goods_come_in(session: Session, stocked: World) -> None:
    mie, later = stocked.goods["mie"], NOW + DAY * 3
    sold = Cause(MoveKind.SALE, "sale:1", NOW + DAY)
    stock.take_out(session, sold, [(mie.id, Quantity.of(20))], shop_id=stocked.shop_id)
    came = Cause(MoveKind.RECEIPT, "receipt:1", later)
    goods = [stock.Arrival(mie.id, Quantity.of(20), Money(64_000))]
    stock.put_in(session, came, goods, shop_id=stocked.shop_id)
    since = datetime(2026, 1, 1, tzinfo=UTC)
    dus = mie.packs[1]
    found = queries.cost_over_time(session, dus, stocked.wsb, since=since)
    assert found == ((TODAY, Money(112_000)), (TODAY + DAY * 3, Money(120_000)))
    assert queries.cost_over_time(session, dus, stocked.ltm, since=since) == ()


# The page


@pytest.fixture
def manager(visitor: Visitor, database: Database, world: World) -> Visitor:
    with database.transaction() as session:
        fill_shelves(session, world, mie=(40, 112_000))
    return visitor.sign_in(Role.MANAGER)


def test_the_page_draws_prices_and_cost_and_lists_who(manager: Visitor) -> None:
    form = {"price": "3600", "list": "umum", "shop": "", "valid_from": today().isoformat()}
    manager.submit("/products/101/packs/pcs/prices", form)
    page = manager.see(PAGE)
    assert page.count('<path class="line') == 3
    assert "Harga pokok" in text_of(page)
    assert "Harga umum Semua toko Rp3.600" in text_of(page)
    assert "Joko Prasetyo" in text_of(page)
    members = text_of(manager.see(f"{PAGE}?list=anggota&days=90"))
    assert "Harga umum Semua toko" not in members
    assert "Harga anggota Semua toko Rp3.300" in members
    assert PAGE in manager.see("/products/101/packs/pcs")


def test_the_list_leaves_as_a_file(manager: Visitor) -> None:
    answer = manager.client.get(f"{PAGE}.csv?list=umum")
    assert answer.status_code == 200
    assert "Harga umum;;3500;;2026-01-01;" in answer.text
    assert manager.client.get(f"{PAGE}.xlsx").status_code == 200
    manager.see(f"{PAGE}.pdf", 404)


def test_a_clerk_sees_prices_and_no_cost(manager: Visitor) -> None:
    clerk = Visitor(manager.app).sign_in(Role.CLERK)
    page = clerk.see(PAGE)
    assert page.count('<path class="line') == 2
    assert "Harga pokok<" not in page
    Visitor(manager.app).sign_in(Role.MEMBER).see(PAGE, 403)


def test_a_pack_without_prices_says_so(manager: Visitor) -> None:
    assert "Belum ada harga" in text_of(manager.see("/products/104/packs/pcs/history"))
