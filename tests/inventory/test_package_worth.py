"""What a package costs from its parts, what it earns, and how many the shelves give."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from core.ids import PackId, ShopId
from core.money import ZERO, Money
from core.quantity import NONE, Quantity
from inventory import package_worth, packages, packs, prices
from inventory.costing import Cost, Holding
from inventory.package_worth import PackageWorth, cost_of, makeable
from inventory.prices import NewPrice, Period
from tests.support.kinds_of_goods import add_parcel
from tests.support.shelves import stocked_coop
from tests.support.world import NOW, PRICED_FROM, TODAY, World

QUANTITIES = st.integers(1, 10**6).map(Quantity)
HELD = st.builds(
    lambda units, cost: Holding(Quantity(units), Money(cost if units > 0 else 0)),
    st.integers(-(10**6), 10**7), st.integers(0, 10**9),
)  # fmt: skip


@pytest.fixture
def world(session: Session) -> World:
    return stocked_coop(session)


def test_a_package_costs_what_its_parts_cost_in_each_shop(session: Session, world: World) -> None:
    parcel = add_parcel(session, world)
    pack_id = PackId(packs.of_product(session, parcel, "paket").id)
    dearer = NewPrice(pack_id, Money(55_000), shop_id=ShopId(world.ltm.id))
    prices.put(session, [dearer], Period(PRICED_FROM), at=NOW, by=None)
    here, there = package_worth.by_shop(session, parcel, [world.wsb, world.ltm], on=TODAY)
    assert here == PackageWorth("Toko Wonosobo", Money(38_000), Money(50_000), 8)
    assert (here.margin, here.margin_part, here.is_loss) == (Money(12_000), 2_400, False)
    assert there == PackageWorth("Toko Lombok Timur", None, Money(55_000), 0)
    assert (there.margin, there.margin_part, there.is_loss) == (None, None, False)


def test_an_empty_package_is_worth_nothing_to_say(session: Session, world: World) -> None:
    parcel = add_parcel(session, world)
    for name in ("beras", "mie"):
        packages.remove_part(session, parcel, world.goods[name].product, at=NOW, by=None)
    assert package_worth.by_shop(session, parcel, [world.wsb], on=TODAY) == []


def test_without_the_pack_of_one_there_is_no_price(session: Session, world: World) -> None:
    parcel = add_parcel(session, world)
    packs.of_product(session, parcel, "paket").active = False
    (here,) = package_worth.by_shop(session, parcel, [world.wsb], on=TODAY)
    assert (here.cost, here.price, here.margin) == (Money(38_000), None, None)


def test_a_package_below_its_cost_says_so() -> None:
    assert PackageWorth("", Money(100), Money(99), 1).is_loss
    assert PackageWorth("", Money(100), Money(99), 1).margin == Money(-1)
    assert not PackageWorth("", Money(100), Money(100), 1).is_loss


def test_an_unknown_cost_is_not_taken_for_nothing() -> None:
    known = (Quantity.of(1), Holding(Quantity.of(2), Money(500)))
    sold_out = (Quantity.of(1), Holding(last_cost=Cost(Quantity.of(1), Money(300))))
    assert cost_of([known, sold_out]) == Money(550)
    assert cost_of([known, (Quantity.of(1), Holding())]) is None
    assert cost_of([(Quantity.of(3), Holding(Quantity.of(2), Money(500)))]) is None
    assert cost_of([(Quantity.of(1), Holding(Quantity.of(2), ZERO))]) == ZERO
    assert cost_of([]) is None


@given(st.lists(st.tuples(QUANTITIES, HELD), min_size=1, max_size=6))
def test_as_many_as_the_scarcest_part_gives(parts: list[tuple[Quantity, Holding]]) -> None:
    count = makeable(parts)
    assert count >= 0
    for quantity, held in parts:
        assert count == 0 or quantity.milli * count <= held.quantity.milli
    assert any(quantity.milli * (count + 1) > held.quantity.milli for quantity, held in parts)


def test_of_nothing_nothing_can_be_made() -> None:
    assert makeable([]) == 0
    assert makeable([(Quantity.of(1), Holding(NONE, ZERO))]) == 0
