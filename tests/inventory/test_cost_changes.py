"""Goods that came at another cost: what changed, and the selling prices that keep the margin."""

from __future__ import annotations

from datetime import datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from core.db import Database
from core.ids import PackId, ShopId
from core.money import Money
from core.permissions import Role
from core.quantity import Quantity
from inventory import prices
from inventory.costing import Cost
from inventory.models import PriceList
from inventory.price_changes.proposing import STEPS, keeping_margin
from inventory.prices import NewPrice, Period
from inventory.purchasing import goods_receipts
from inventory.purchasing.cost_changes import cost_changes
from inventory.purchasing.goods_receipts import Arrived, Delivery
from inventory.purchasing.models import GoodsReceipt
from inventory.suppliers.models import Supplier
from tests.support.purchases import add_supplier, arrived
from tests.support.shelves import fill_shelves
from tests.support.visitor import Visitor, text_of
from tests.support.world import NOW, World, make_coop, today

costs = st.builds(
    Cost, st.integers(1, 10**6).map(Quantity), st.integers(1, 10**9).map(Money)
)  # fmt: skip


@pytest.mark.parametrize(
    ("price", "before", "now", "step", "proposed"),
    [
        (3_500, (10, 28_000), (10, 30_000), 100, 3_800),  # 3,750
        (3_500, (10, 28_000), (40, 112_000), 100, 3_500),
        (3_500, (10, 28_000), (12, 28_000), 100, 2_900),  # two were free: 2,916.67
        (132_000, (40, 112_000), (40, 116_000), 500, 136_500),  # 136,714
        (3_500, (3, 10_000), (3, 10_001), 1, 3_500),
        (1_000, (2_000, 2_000), (2_000, 2_099), 100, 1_000),  # 1,049.5 is rounded once
    ],
)
def test_the_margin_is_kept_as_a_part_of_cost(
    price: int, before: tuple[int, int], now: tuple[int, int], step: int, proposed: int
) -> None:
    was, costs_now = (Cost(Quantity.of(units), Money(value)) for units, value in (before, now))
    assert keeping_margin(Money(price), was, costs_now, step) == Money(proposed)


@given(st.integers(1, 10**7), costs, costs, st.sampled_from(STEPS))
def test_a_proposed_price_is_nearest_to_the_margin(
    price: int, before: Cost, now: Cost, step: int
) -> None:
    proposed = keeping_margin(Money(price), before, now, step).amount
    exact = price * Fraction(now.value.amount * before.quantity.milli,
                             now.quantity.milli * before.value.amount)  # fmt: skip
    assert proposed % step == 0
    assert abs(proposed - exact) * 2 <= step


@pytest.fixture
def coop(session: Session) -> World:
    return make_coop(session)


@pytest.fixture
def supplier(session: Session, coop: World) -> Supplier:
    return add_supplier(session)


def receive(
    session: Session, coop: World, supplier: Supplier, *lines: Arrived, day: int = 0
) -> GoodsReceipt:
    at: datetime = NOW + timedelta(days=day)
    return goods_receipts.receive(session, coop.wsb, supplier, Delivery(lines), at=at, by=None)


def changed(session: Session, coop: World, receipt: GoodsReceipt) -> dict[str, tuple[int, int]]:
    """What a hundred units cost before and now, by goods."""
    names = {goods.id: name for name, goods in coop.goods.items()}
    hundred = Quantity.of(100)
    return {
        names[key]: (change.before.of(hundred).amount, change.now.of(hundred).amount)
        for key, change in cost_changes(session, receipt).items()
    }


def test_cost_is_compared_with_the_receipt_before_whatever_the_pack(
    session: Session, coop: World, supplier: Supplier
) -> None:
    dus = PackId(coop.goods["mie"].packs[1].id)
    first = receive(session, coop, supplier, arrived(coop, "mie", 10, 2_800))
    assert changed(session, coop, first) == {}, "nobody knows what it cost before"
    same = Arrived(dus, Quantity.of(2), Money(112_000))
    assert changed(session, coop, receive(session, coop, supplier, same, day=1)) == {}
    dearer = Arrived(dus, Quantity.of(1), Money(116_000))
    third = receive(session, coop, supplier, dearer, arrived(coop, "air", 5, 2_500), day=2)
    assert changed(session, coop, third) == {"mie": (280_000, 290_000)}
    with_free = arrived(coop, "mie", 10, 2_900, free=2)
    fourth = receive(session, coop, supplier, with_free, day=3)
    assert changed(session, coop, fourth) == {"mie": (290_000, 241_667)}
    assert changed(session, coop, third) == {"mie": (280_000, 290_000)}, "later ones change nothing"


def test_what_only_came_damaged_or_for_nothing_has_no_cost(
    session: Session, coop: World, supplier: Supplier
) -> None:
    receive(session, coop, supplier, arrived(coop, "mie", 10, 2_800))
    broken, free = arrived(coop, "mie", 0, 3_000, damaged=2), arrived(coop, "air", 0, 0, free=3)
    assert changed(session, coop, receive(session, coop, supplier, broken, free, day=1)) == {}
    dearer = receive(session, coop, supplier, arrived(coop, "mie", 1, 2_900), day=2)
    assert changed(session, coop, dearer) == {"mie": (280_000, 290_000)}


def test_what_came_to_another_shop_is_not_compared(
    session: Session, coop: World, supplier: Supplier
) -> None:
    receive(session, coop, supplier, arrived(coop, "mie", 10, 2_800))
    there = Delivery((arrived(coop, "mie", 10, 3_000),))
    at = NOW + timedelta(days=1)
    goods_receipts.receive(session, coop.ltm, supplier, there, at=at, by=None)
    same = receive(session, coop, supplier, arrived(coop, "mie", 10, 2_800), day=2)
    assert changed(session, coop, same) == {}


def test_the_first_receipt_is_compared_with_the_shelf(
    session: Session, coop: World, supplier: Supplier
) -> None:
    fill_shelves(session, coop, mie=(40, 108_000))
    first = receive(session, coop, supplier, arrived(coop, "mie", 10, 2_800))
    assert changed(session, coop, first) == {"mie": (270_000, 280_000)}


@pytest.fixture
def manager(visitor: Visitor, database: Database, world: World) -> Visitor:
    with database.transaction() as session:
        supplier = add_supplier(session)
        receive(session, world, supplier, arrived(world, "mie", 10, 2_800))
        receive(session, world, supplier, arrived(world, "mie", 10, 3_000), day=1)
    return visitor.sign_in(Role.MANAGER)


def test_a_receipt_leads_to_prices_that_keep_the_margin(
    manager: Visitor, database: Database, world: World
) -> None:
    assert "Harga jual perlu dilihat" not in manager.see("/goods-receipts/WSB-BM-000001")
    assert "/prices/change/receipt/WSB-BM-000002" in manager.see("/goods-receipts/WSB-BM-000002")
    page = manager.see("/prices/change/receipt/WSB-BM-000002")
    assert "“harga beli Rp2.800 menjadi Rp3.000”" in text_of(page)
    assert "“harga beli Rp112.000 menjadi Rp120.000”" in text_of(page)
    piece, carton = (PackId(pack.id) for pack in world.goods["mie"].packs)
    assert f'name="price-{piece.hex}" value="3.800"' in page
    assert f'name="price-{carton.hex}" value="141.400"' in page
    form = {"list": "umum", "shop": "", "row": [piece.hex], "pick": [piece.hex]}
    manager.submit("/prices/change", form | {f"price-{piece.hex}": "3.800"})
    with database.reading() as session:
        now = prices.current(session, [piece], on=today(), shop_id=world.shop_id)
    assert now[piece, PriceList.GENERAL] == Money(3_800)
    assert "Mie goreng instan" in text_of(manager.see("/labels"))


def test_prices_of_the_shop_itself_are_looked_at_in_that_shop(
    manager: Visitor, database: Database, world: World
) -> None:
    assert "Semua toko" in text_of(manager.see("/prices/change/receipt/WSB-BM-000002"))
    own = NewPrice(world.goods["mie"].pack_id, Money(4_200), PriceList.GENERAL, world.shop_id)
    with database.transaction() as session:
        prices.set_price(session, own, Period(today()), at=NOW, by=None)
    page = manager.see("/prices/change/receipt/WSB-BM-000002")
    assert "Toko Wonosobo" in text_of(page)
    assert 'value="4.500"' in page


def test_who_may_not_set_prices_or_see_the_shop_gets_no_proposal(
    manager: Visitor, visitor: Visitor, database: Database, world: World
) -> None:
    with database.transaction() as session:
        session.merge(world.operators[Role.MANAGER]).shop_id = ShopId(world.ltm.id)
    manager.see("/prices/change/receipt/WSB-BM-000002", 404)
    manager.submit("/sign-out")
    visitor.sign_in(Role.TREASURER)
    assert "Harga jual perlu dilihat" not in visitor.see("/goods-receipts/WSB-BM-000002")
    visitor.see("/prices/change/receipt/WSB-BM-000002", 403)
