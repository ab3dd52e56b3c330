"""Batches of a shop: noted at receipt, remaining by what the shelf holds, ended explicitly."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core import settings
from core.errors import InvalidInput, NotFound
from core.ids import ShopId, new_id
from core.money import Money
from core.quantity import Quantity
from inventory import stock
from inventory.batches import batches, queries
from inventory.batches.batches import NewBatch
from inventory.batches.models import Batch
from inventory.batches.queries import ExpiryRow, Within
from inventory.batches.settings import EXPIRY_MARKDOWN, markdowns
from inventory.models import MoveKind
from inventory.shelves import Cause
from tests.support.shelves import stocked_coop
from tests.support.world import NOW, TODAY, World


@pytest.fixture
def world(session: Session) -> World:
    """40 noodles and 50 kg of rice on the shelf."""
    return stocked_coop(session)


def note(session: Session, world: World, goods: str, days: int, units: int) -> None:
    new = NewBatch(
        world.goods[goods].id, TODAY + timedelta(days=days), Quantity.of(units), f"L{days}"
    )
    batches.note(session, [new], shop_id=world.shop_id, source=f"receipt:{new_id()}", at=NOW)


def sell(session: Session, world: World, goods: str, units: int) -> None:
    stock.take_out(
        session, Cause(MoveKind.SALE, f"sale:{new_id()}", NOW),
        [(world.goods[goods].id, Quantity.of(units))], shop_id=world.shop_id,
    )  # fmt: skip


def listed(
    session: Session, world: World, within: Within = Within.MONTH, words: str = "",
    on: date = TODAY,
) -> list[ExpiryRow]:  # fmt: skip
    steps = markdowns(session, on=on, shop_id=world.shop_id)
    return queries.every(session, world.shop_id, steps, within=within, words=words, on=on)


def told(rows: list[ExpiryRow]) -> list[tuple[str, int, int, int]]:
    """Code, days left, units and value."""
    return [(r.code, r.days_left, r.quantity.milli // 1000, r.value.amount) for r in rows]


def test_what_expires_first_is_sold_first_and_the_rest_is_at_risk(
    session: Session, world: World
) -> None:
    note(session, world, "mie", 5, 15)
    note(session, world, "mie", 25, 25)
    assert told(listed(session, world)) == [("101", 5, 15, 42_000), ("101", 25, 25, 70_000)]
    sell(session, world, "mie", 12)
    assert told(listed(session, world)) == [("101", 5, 3, 8_400), ("101", 25, 25, 70_000)]
    sell(session, world, "mie", 3)
    assert told(listed(session, world)) == [("101", 25, 25, 70_000)]
    sell(session, world, "mie", 26)
    assert listed(session, world) == [], "below zero nothing remains"


def test_the_list_is_as_wide_as_asked_and_shows_what_has_expired(
    session: Session, world: World
) -> None:
    note(session, world, "mie", -2, 10)
    note(session, world, "mie", 7, 10)
    note(session, world, "beras", 80, 20)
    assert [row.code for row in listed(session, world, Within.PAST)] == ["101"]
    assert [row.days_left for row in listed(session, world, Within.WEEK)] == [-2, 7]
    assert [row.days_left for row in listed(session, world, Within.QUARTER)] == [-2, 7, 80]
    assert [row.code for row in listed(session, world, Within.QUARTER, "beras")] == ["201"]
    steps = markdowns(session, on=TODAY, shop_id=world.shop_id)
    page = queries.expiring(
        session, world.shop_id, steps, within=Within.MONTH, words="", on=TODAY, number=1
    )
    assert (page.value, page.expired, page.page.total) == (Money(56_000), Money(28_000), 2)


def test_a_markdown_is_suggested_by_the_setting_of_the_day(session: Session, world: World) -> None:
    note(session, world, "mie", 10, 10)
    (row,) = listed(session, world)
    assert (row.percent, row.price, row.suggested) == (25, Money(3_500), Money(2_600))
    settings.put(session, EXPIRY_MARKDOWN, "12:40", valid_from=TODAY, at=NOW, by=None)
    (row,) = listed(session, world)
    assert (row.percent, row.suggested) == (40, Money(2_100))
    (row,) = listed(session, world, on=TODAY + timedelta(days=11))
    assert (row.percent, row.suggested, row.is_expired) == (0, None, True)
    with pytest.raises(InvalidInput, match="hari:persen"):
        settings.put(session, EXPIRY_MARKDOWN, "7:10 14:50", valid_from=TODAY, at=NOW, by=None)


def test_what_is_known_to_be_gone_remains_no_more(session: Session, world: World) -> None:
    note(session, world, "mie", 5, 15)
    (batch,) = session.scalars(select(Batch))
    batches.end(session, batch, Quantity.of(6), reason="digigit tikus", at=NOW, by=None)
    assert told(listed(session, world)) == [("101", 5, 9, 25_200)]
    with pytest.raises(InvalidInput, match="tidak ada dalam batch"):
        batches.end(session, batch, Quantity.of(10), reason="x", at=NOW, by=None)
    batches.end(session, batch, Quantity.of(9), reason="x", at=NOW, by=None)
    assert listed(session, world) == []
    with pytest.raises(NotFound):
        batches.get(session, batch.id, ShopId(world.ltm.id))


def test_a_batch_of_nothing_is_none(world: World) -> None:
    with pytest.raises(InvalidInput, match="lebih dari nol"):
        NewBatch(world.goods["mie"].id, TODAY, Quantity(0))
    with pytest.raises(InvalidInput, match="terlalu panjang"):
        NewBatch(world.goods["mie"].id, TODAY, Quantity(1), "x" * 41)


def test_old_batches_that_are_sold_cost_nothing_to_leave_out(
    session: Session, world: World
) -> None:
    for days in range(-60, 0, 3):
        note(session, world, "mie", days, 40)
    note(session, world, "mie", 20, 40)
    note(session, world, "mie", 20, 30)
    assert [row.days_left for row in listed(session, world)] == [20, 20]
    assert sum(row.quantity.milli for row in listed(session, world)) == 40_000
