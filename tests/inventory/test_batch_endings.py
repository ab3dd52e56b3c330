"""Batches that papers say are gone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from core.ids import ProductId, new_id
from core.permissions import Role
from core.quantity import Quantity
from inventory.batches import batches, endings
from inventory.batches import queries as batch_queries
from inventory.batches.batches import NewBatch
from inventory.batches.queries import ExpiryRow
from inventory.write_offs import write_offs
from inventory.write_offs.models import WriteOff, WriteOffKind
from inventory.write_offs.write_offs import NewWriteOff
from tests.support.shelves import stocked_coop
from tests.support.world import NOW, TODAY, World


@pytest.fixture
def world(session: Session) -> World:
    """40 noodles and 50 kg of rice on the shelf."""
    return stocked_coop(session)


def write_off(session: Session, world: World, noodles: int, kind: WriteOffKind) -> WriteOff:
    by, new = world.operator_id(Role.MANAGER), NewWriteOff(new_id(), kind)
    paper = write_offs.begin(session, world.wsb, new, at=NOW, by=by)
    write_offs.put_line(session, paper, world.goods["mie"].product, Quantity.of(noodles), by=by)
    write_offs.complete(session, paper, at=NOW, by=by)
    return paper


def test_what_expired_is_named_and_remains_no_more(session: Session, world: World) -> None:
    """Some of what came later was sold first: six of ten expired noodles are found."""
    mie, yesterday = world.goods["mie"].id, TODAY - timedelta(days=1)
    dated = [
        NewBatch(mie, yesterday, Quantity.of(10), "A1"),
        NewBatch(mie, TODAY + timedelta(days=9), Quantity.of(34)),
    ]
    batches.note(session, dated, shop_id=world.shop_id, source="receipt:1", at=NOW)
    assert [left.quantity for left in remaining_of(session, world, mie)] == units(6, 34)
    broken = write_off(session, world, 1, WriteOffKind.DAMAGED)
    assert endings.ended_by(session, write_offs.source_of(broken)) == {}
    paper = write_off(session, world, 8, WriteOffKind.EXPIRED)
    named = endings.ended_by(session, write_offs.source_of(paper))
    assert [(of.expires_on, of.code, of.quantity) for of in named[mie]] == [
        (yesterday, "A1", Quantity.of(8))
    ]
    assert [left.quantity for left in remaining_of(session, world, mie)] == units(31)


def remaining_of(session: Session, world: World, product_id: ProductId) -> list[ExpiryRow]:
    return batch_queries.of_product(session, world.shop_id, product_id, on=TODAY)


def units(*each: int) -> list[Quantity]:
    return [Quantity.of(of) for of in each]
