"""What the pages of repacking are told: the last time, a look before it is done, one paper."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from core.errors import NotFound
from core.ids import ShopId, new_id
from core.money import Money
from core.permissions import Role
from core.quantity import Quantity
from inventory.batches import batches
from inventory.batches import queries as batch_queries
from inventory.batches.batches import NewBatch
from inventory.models import Stock
from inventory.repacking import previewing, queries
from inventory.repacking.repacking import by_number, checked, repack
from inventory.repacking.taking_back import Mistake, take_back
from tests.support.repacking import add_bags, bags, fill_bags, of_rice
from tests.support.shelves import stocked_coop
from tests.support.world import NOW, TODAY, Goods, World

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def world(session: Session) -> World:
    """Fifty kilograms of rice at 12,000, and nothing in bags."""
    return stocked_coop(session)


@pytest.fixture
def goods(session: Session, world: World) -> dict[str, Goods]:
    return add_bags(session)


def test_the_last_time_is_remembered_but_no_mistake(
    session: Session, world: World, goods: dict[str, Goods]
) -> None:
    rice = world.goods["beras"].id
    assert queries.last(session, rice, shop_id=world.shop_id) is None
    fill_bags(session, world, goods, 10, 9)
    wrong = repack(session, world.wsb, of_rice(world, 10, bags(goods, 1)), at=LATER, by=None)
    take_back(session, wrong, Mistake(new_id(), "salah hitung"), at=LATER, by=None)
    last = queries.last(session, rice, shop_id=world.shop_id)
    assert last is not None
    assert last.number == "WSB-KU-000001"
    assert last.yielded is not None
    assert last.yielded.part == 9_000
    assert queries.last(session, rice, shop_id=world.shop_id, before=NOW) is None
    assert queries.last(session, rice, shop_id=ShopId(world.ltm.id)) is None
    assert queries.last(session, goods["bag"].id, shop_id=world.shop_id) is None


def test_a_preview_says_what_it_comes_to_and_writes_nothing(
    session: Session, world: World, goods: dict[str, Goods]
) -> None:
    fill_bags(session, world, goods, 10, 9)
    plan = checked(session, of_rice(world, 50, bags(goods, 47)))
    seen = previewing.preview(session, plan, shop_id=world.shop_id, on=TODAY)
    (bag,) = seen.filled
    assert (seen.cost, seen.on_shelf, seen.is_short) == (Money(600_000), Quantity.of(40), True)
    assert (bag.value, bag.per_pack, bag.price) == (Money(600_000), Money(12_766), Money(15_000))
    assert bag.suggested == Money(14_400)
    assert (seen.expected_quantity, seen.is_too_much) == (Quantity.of(45), False)
    held = session.get_one(Stock, (world.shop_id, goods["bag"].id))
    assert (held.quantity, held.value) == (Quantity.of(9), Money(120_000))


def test_papers_are_found_by_number_and_named_on_the_stock_card(
    session: Session, world: World, goods: dict[str, Goods]
) -> None:
    paper = fill_bags(session, world, goods, 10, 10)
    assert by_number(session, "wsb-ku-000001", within=world.shop_id) is paper
    with pytest.raises(NotFound):
        by_number(session, paper.number, within=ShopId(world.ltm.id))
    with pytest.raises(NotFound):
        queries.view(session, paper.number, within=ShopId(world.ltm.id))
    found = queries.papers(session, [paper.id])[paper.id]
    assert (found.what, found.endpoint) == ("WSB-KU-000001", "inventory.repacking.show")


def test_the_writer_is_named(session: Session, world: World, goods: dict[str, Goods]) -> None:
    by = world.operator_id(Role.MANAGER)
    wanted = of_rice(world, 10, bags(goods, 10), note="karung sobek")
    paper = repack(session, world.wsb, wanted, at=NOW, by=by)
    seen = queries.view(session, paper.number, within=None)
    assert (seen.packed_by, seen.note, seen.shop) == ("Joko Prasetyo", "karung sobek", "WSB")


def test_filled_goods_expire_with_what_was_opened(
    session: Session, world: World, goods: dict[str, Goods]
) -> None:
    rice, bag, here = world.goods["beras"].id, goods["bag"].id, world.shop_id
    early, late = TODAY + timedelta(days=30), TODAY + timedelta(days=90)
    dated = [NewBatch(rice, day, Quantity.of(15)) for day in (late, early)]
    batches.note(session, dated, shop_id=here, source="shelf", at=NOW)
    fill_bags(session, world, goods, 20, 20)
    assert batch_queries.of_product(session, here, bag, on=TODAY) == []
    plan = checked(session, of_rice(world, 20, bags(goods, 20)))
    assert previewing.preview(session, plan, shop_id=here, on=TODAY).expires_on == early
    paper = fill_bags(session, world, goods, 20, 20)
    (batch,) = batch_queries.of_product(session, here, bag, on=TODAY)
    assert (batch.expires_on, batch.quantity) == (early, Quantity.of(20))
    take_back(session, paper, Mistake(new_id(), "salah hitung"), at=LATER, by=None)
    assert batch_queries.of_product(session, here, bag, on=TODAY) == []
    days = [row.expires_on for row in batch_queries.of_product(session, here, rice, on=TODAY)]
    assert days == [early, late]
