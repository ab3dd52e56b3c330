"""Buying on a real database: ordered and received."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import BusinessError, InvalidInput
from core.ids import PackId
from core.money import ZERO, Money
from core.quantity import NONE, Quantity
from inventory.batches.models import Batch
from inventory.models import ProductKind, Stock
from inventory.purchasing import orders
from inventory.purchasing.goods_receipts import Arrived
from inventory.purchasing.matching import Wanted
from inventory.purchasing.models import (
    GoodsReceiptLine,
    OrderState,
    PurchaseOrder,
)
from inventory.purchasing.orders import OrderDetails
from inventory.suppliers import suppliers
from inventory.suppliers.models import Supplier
from inventory.suppliers.suppliers import SupplierDetails
from tests.support.purchases import (
    add_supplier,
    arrived,
    draft,
    held,
    is_sound,
    owed,
    receive,
    sent,
)
from tests.support.shelves import turn_into
from tests.support.world import NOW, TODAY, World, make_coop


@pytest.fixture
def world(session: Session) -> World:
    return make_coop(session)


@pytest.fixture
def supplier(session: Session, world: World) -> Supplier:
    return add_supplier(session)


def state_of(session: Session, order: PurchaseOrder) -> str:
    session.refresh(order)
    return order.state.value


# Orders


def test_a_draft_is_changed_sent_and_then_left_alone(
    session: Session, world: World, supplier: Supplier
) -> None:
    order = draft(session, world, supplier, mie=10)
    assert (order.number, order.state) == ("WSB-PO-000001", OrderState.DRAFT)
    details = OrderDetails((Wanted(world.goods["air"].pack_id, Quantity.of(24), Money(2_500)),))
    orders.change(session, order, details, at=NOW, by=None)
    orders.send(session, order, today=TODAY, at=NOW, by=None)
    (line,) = orders.progress_of(session, order)
    assert (line.wanted.quantity, line.arrived) == (Quantity.of(24), NONE)
    with pytest.raises(BusinessError, match="sudah berubah"):
        orders.change(session, order, details, at=NOW, by=None)
    with pytest.raises(BusinessError, match="sudah berubah"):
        orders.send(session, order, today=TODAY, at=NOW, by=None)


def test_an_order_is_cancelled_only_before_something_came(
    session: Session, world: World, supplier: Supplier
) -> None:
    orders.cancel(session, draft(session, world, supplier, mie=1), at=NOW, by=None)
    order = sent(session, world, supplier, mie=10)
    receive(session, world, supplier, arrived(world, "mie", 4, 2_800), order=order)
    with pytest.raises(BusinessError, match="tutup saja"):
        orders.cancel(session, order, at=NOW, by=None)
    orders.close(session, order, at=NOW, by=None)
    with pytest.raises(BusinessError, match="tidak sedang menunggu"):
        receive(session, world, supplier, arrived(world, "mie", 6, 2_800), order=order)


def test_packages_halves_and_doubles_are_not_ordered(
    session: Session, world: World, supplier: Supplier
) -> None:
    mie = Wanted(world.goods["mie"].pack_id, Quantity.of(1), ZERO)
    with pytest.raises(InvalidInput, match="dua kali"):
        OrderDetails((mie, mie))
    with pytest.raises(InvalidInput, match="paling sedikit"):
        OrderDetails(())
    half = OrderDetails((Wanted(world.goods["mie"].pack_id, Quantity(500), ZERO),))
    with pytest.raises(InvalidInput, match="dibagi"):
        orders.draft(session, world.wsb, supplier, half, today=TODAY, at=NOW, by=None)
    turn_into(session, world.goods["mie"], ProductKind.PACKAGE)
    with pytest.raises(InvalidInput, match="paket atau jasa"):
        draft(session, world, supplier, mie=1)


def test_nothing_is_ordered_from_a_supplier_of_the_past(
    session: Session, world: World, supplier: Supplier
) -> None:
    suppliers.change(session, supplier, SupplierDetails("Lama", active=False), at=NOW, by=None)
    with pytest.raises(BusinessError, match="tidak dipakai lagi"):
        draft(session, world, supplier, mie=1)


# Goods that arrive


def test_half_an_order_then_the_rest_closes_it(
    session: Session, world: World, supplier: Supplier
) -> None:
    order = sent(session, world, supplier, mie=10, air=5)
    receive(session, world, supplier, arrived(world, "mie", 4, 2_800), order=order)
    assert state_of(session, order) == "sent"
    assert [line.missing for line in orders.progress_of(session, order)] == [
        Quantity.of(6),
        Quantity.of(5),
    ]
    rest = (arrived(world, "mie", 6, 2_900), arrived(world, "air", 5, 2_800))
    receipt = receive(session, world, supplier, *rest, order=order)
    assert (receipt.number, receipt.amount) == ("WSB-BM-000002", Money(31_400))
    assert state_of(session, order) == "closed"
    assert held(session, world, "mie") == (Quantity.of(10), Money(28_600))
    assert owed(session, supplier) == (42_600, 0)
    assert is_sound(session)


def test_free_packs_lower_the_cost_and_damaged_ones_are_neither_kept_nor_owed(
    session: Session, world: World, supplier: Supplier
) -> None:
    """Ten at Rp2.800 and two free, three broken: twelve on the shelf for Rp28.000."""
    line = arrived(world, "mie", 10, 2_800, free=2, damaged=3)
    broken = arrived(world, "air", 0, 2_000, damaged=4)
    receipt = receive(session, world, supplier, line, broken)
    assert receipt.amount == Money(28_000)
    assert held(session, world, "mie") == (Quantity.of(12), Money(28_000))
    assert session.get(Stock, (world.shop_id, world.goods["air"].id)) is None
    assert owed(session, supplier) == (28_000, 0)
    assert is_sound(session)


def test_cartons_come_in_as_pieces(session: Session, world: World, supplier: Supplier) -> None:
    dus = PackId(world.goods["mie"].packs[1].id)
    receive(session, world, supplier, Arrived(dus, Quantity(2_500), Money(112_001)))
    assert held(session, world, "mie") == (Quantity.of(100), Money(280_003))


def test_empties_come_in_for_nothing(session: Session, world: World, supplier: Supplier) -> None:
    turn_into(session, world.goods["gas"], ProductKind.CONTAINER)
    receipt = receive(session, world, supplier, arrived(world, "gas", 3, 20_000))
    (line,) = session.scalars(
        select(GoodsReceiptLine).where(GoodsReceiptLine.receipt_id == receipt.id)
    )
    assert (line.amount, receipt.amount, owed(session, supplier)) == (ZERO, ZERO, (0, 0))
    assert held(session, world, "gas") == (Quantity.of(3), ZERO)


def test_the_same_delivery_sent_twice_is_received_once(
    session: Session, world: World, supplier: Supplier
) -> None:
    key, line = uuid4(), arrived(world, "mie", 10, 2_800)
    first = receive(session, world, supplier, line, key=key)
    assert receive(session, world, supplier, line, key=key) is first
    assert owed(session, supplier) == (28_000, 0)


def test_the_dates_of_what_was_kept_are_batches(
    session: Session, world: World, supplier: Supplier
) -> None:
    expires, dus = TODAY + timedelta(days=60), PackId(world.goods["mie"].packs[1].id)
    dated = Arrived(
        dus, Quantity.of(2), Money(112_000), free=Quantity.of(1), expires_on=expires,
        batch_code="B7",
    )  # fmt: skip
    broken = Arrived(dus, NONE, ZERO, damaged=Quantity.of(1), expires_on=expires)
    receipt = receive(session, world, supplier, dated, broken)
    batch = session.scalars(select(Batch)).one()
    assert (batch.quantity, batch.expires_on, batch.code) == (Quantity.of(120), expires, "B7")
    assert batch.source == f"goods_receipt:{receipt.id}"


def test_goods_for_another_order_are_refused(
    session: Session, world: World, supplier: Supplier
) -> None:
    order = sent(session, world, add_supplier(session, "UD Makmur"), mie=1)
    with pytest.raises(BusinessError, match="pemasok lain"):
        receive(session, world, supplier, arrived(world, "mie", 1, 2_800), order=order)
