"""Dates travel with goods from shop to shop: read where they arrive, else as they were sent."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.ids import PackId, ShopId, new_id
from core.money import Money
from core.quantity import Quantity
from inventory.batches import at_tills, batches
from inventory.batches.batches import NewBatch
from inventory.batches.models import Batch
from inventory.batches.queries import of_product
from inventory.transfers import transfers
from inventory.transfers.models import Transfer
from inventory.transfers.sending import Packed, Sending
from inventory.transfers.sending import send as send_goods
from inventory.transfers.transfers import Step
from tests.support.shelves import stocked_coop
from tests.support.world import NOW, TODAY, World


@pytest.fixture
def world(session: Session) -> World:
    """40 noodles and 50 kg of rice in Wonosobo."""
    return stocked_coop(session)


def send(session: Session, world: World, *goods: tuple[str, int]) -> Transfer:
    packed = [Packed(PackId(world.goods[name].packs[0].id), Quantity.of(n)) for name, n in goods]
    sending = Sending(new_id(), world.wsb, world.ltm, packed)
    return send_goods(session, sending, at=NOW, by=None)


def arrive(session: Session, transfer: Transfer, *units: int) -> None:
    step = Step(new_id(), {place: Quantity.of(of) for place, of in enumerate(units)})
    transfers.arrive(session, transfer, step, at=NOW, by=None)


def test_the_dates_of_what_arrived_are_kept_there(session: Session, world: World) -> None:
    transfer = send(session, world, ("mie", 10), ("beras", 5))
    came = Step(
        new_id(),
        {0: Quantity.of(6), 1: Quantity.of(5)},
        last_days={0: TODAY + timedelta(days=9), 7: TODAY},
    )
    transfers.arrive(session, transfer, came, at=NOW, by=None)
    mie = world.goods["mie"].id
    found = at_tills.expiring(session, ShopId(world.ltm.id), on=TODAY)
    assert found == {mie: TODAY + timedelta(days=9)}
    (row,) = of_product(session, ShopId(world.ltm.id), mie, on=TODAY)
    assert (row.quantity, row.value) == (Quantity.of(6), Money(16_800))


def test_dates_that_nobody_read_are_those_that_were_sent(session: Session, world: World) -> None:
    """Of 40 noodles 30 have a date: those without one leave first, those with one are kept."""
    mie = world.goods["mie"].id
    near, far = TODAY + timedelta(days=5), TODAY + timedelta(days=60)
    dated = [NewBatch(mie, near, Quantity.of(12), "A1"), NewBatch(mie, far, Quantity.of(18), "B2")]
    batches.note(session, dated, shop_id=world.shop_id, source="receipt:1", at=NOW)
    transfer = send(session, world, ("mie", 15), ("mie", 12), ("beras", 5))
    arrive(session, transfer, 12)
    assert arrived(session, world) == [(near, "A1", 5)]
    arrive(session, transfer, 3, 4)
    assert arrived(session, world) == [(near, "A1", 5), (near, "A1", 4)]
    read = Step(new_id(), {1: Quantity.of(5), 2: Quantity.of(5)}, last_days={1: far})
    transfers.arrive(session, transfer, read, at=NOW, by=None)
    assert arrived(session, world)[2:] == [(far, "", 5)]
    arrive(session, transfer, 0, 3)
    assert arrived(session, world)[3:] == [(far, "B2", 3)]


def arrived(session: Session, world: World) -> list[tuple[date, str, int]]:
    rows = session.scalars(select(Batch).where(Batch.shop_id == world.ltm.id).order_by(Batch.id))
    return [(row.expires_on, row.code, row.quantity.milli // 1000) for row in rows]
