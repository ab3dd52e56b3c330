"""What a till is told of dates: small, soon enough, and right however long the shop is open."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.ids import ProductId, ShopId, new_id
from core.quantity import Quantity
from inventory import packages, stock
from inventory.batches import at_tills, batches
from inventory.batches.at_tills import LOOK_AHEAD, LOOK_BACK
from inventory.batches.batches import NewBatch
from inventory.batches.models import Batch
from inventory.models import MoveKind, ProductKind
from inventory.shelves import Cause
from tests.support.shelves import stocked_coop, turn_into
from tests.support.world import NOW, TODAY, World

DAY = timedelta(days=1)


@pytest.fixture
def world(session: Session) -> World:
    """40 noodles and 50 kg of rice on the shelf."""
    return stocked_coop(session)


def note(session: Session, world: World, goods: str, days: int, units: int) -> None:
    new = NewBatch(world.goods[goods].id, TODAY + days * DAY, Quantity.of(units))
    batches.note(session, [new], shop_id=world.shop_id, source=f"receipt:{new_id()}", at=NOW)


def sell(session: Session, world: World, goods: str, units: int) -> None:
    stock.take_out(
        session, Cause(MoveKind.SALE, f"sale:{new_id()}", NOW),
        [(world.goods[goods].id, Quantity.of(units))], shop_id=world.shop_id,
    )  # fmt: skip


def told(session: Session, world: World) -> dict[ProductId, date]:
    return at_tills.expiring(session, world.shop_id, on=TODAY)


def test_the_first_last_day_of_what_remains(session: Session, world: World) -> None:
    note(session, world, "mie", -1, 15)
    note(session, world, "mie", 25, 30)
    note(session, world, "beras", 3, 5)
    mie, beras = world.goods["mie"].id, world.goods["beras"].id
    assert told(session, world) == {mie: TODAY - DAY, beras: TODAY + 3 * DAY}
    sell(session, world, "mie", 10)
    assert told(session, world)[mie] == TODAY + 25 * DAY
    assert at_tills.expiring(session, ShopId(world.ltm.id), on=TODAY) == {}


def test_what_is_far_away_is_not_sent(session: Session, world: World) -> None:
    note(session, world, "mie", LOOK_AHEAD.days + 1, 10)
    note(session, world, "beras", LOOK_AHEAD.days, 5)
    note(session, world, "beras", -LOOK_BACK.days - 1, 5)
    assert told(session, world) == {world.goods["beras"].id: TODAY + LOOK_AHEAD}


def test_goods_that_expire_later_account_for_the_shelf_however_late(
    session: Session, world: World
) -> None:
    note(session, world, "mie", -3, 10)
    note(session, world, "mie", 400, 40)
    assert told(session, world) == {}
    assert at_tills.expired(session, world.shop_id, {world.goods["mie"].id}, on=TODAY) == {}


def test_a_package_has_the_last_day_of_its_parts(session: Session, world: World) -> None:
    package = turn_into(session, world.goods["gula"], ProductKind.PACKAGE)
    for name in ("mie", "beras"):
        packages.put_part(session, package.product, world.goods[name].product, Quantity.of(1),
                          at=NOW, by=None)  # fmt: skip
    note(session, world, "mie", 9, 10)
    note(session, world, "beras", 4, 10)
    assert told(session, world)[package.id] == TODAY + 4 * DAY


def test_only_what_has_expired_is_told_of_goods_that_are_sold(
    session: Session, world: World
) -> None:
    mie, beras = world.goods["mie"].id, world.goods["beras"].id
    note(session, world, "mie", -1, 15)
    note(session, world, "mie", 25, 25)
    note(session, world, "beras", 0, 5)
    asked = {mie, beras, world.goods["air"].id}
    assert at_tills.expired(session, world.shop_id, asked, on=TODAY) == {mie: TODAY - DAY}
    assert at_tills.expired(session, world.shop_id, asked, on=TODAY + DAY) == {
        mie: TODAY - DAY, beras: TODAY,
    }  # fmt: skip
    assert at_tills.expired(session, world.shop_id, {beras}, on=TODAY) == {}
    assert at_tills.expired(session, world.shop_id, set(), on=TODAY) == {}


def test_the_mark_changes_with_dates_at_once_and_with_sales_within_the_hour(
    session: Session, world: World
) -> None:
    def mark(minutes: int = 0) -> tuple[str, ...]:
        at = NOW + timedelta(minutes=minutes)
        return at_tills.mark(session, world.shop_id, on=TODAY, at=at)

    note(session, world, "mie", LOOK_AHEAD.days + 1, 10)
    assert mark() == mark(600) == (), "nothing near: always the same"
    note(session, world, "mie", 5, 10)
    near = mark()
    assert near == mark(59) != mark(60)
    note(session, world, "beras", 5, 10)
    assert mark() != near
    noted, first = mark(), session.scalars(select(Batch).order_by(Batch.id)).first()
    assert first is not None
    batches.end(session, first, Quantity.of(1), reason="basi", at=NOW, by=None)
    assert mark() != noted
