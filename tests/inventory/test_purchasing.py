"""Buying on a real database: ordered, received, invoiced, paid, sent back."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.errors import BusinessError, InvalidInput
from core.ids import PackId
from core.money import ZERO, Money
from core.quantity import NONE, Quantity
from inventory import invariants as shelves
from inventory.batches.models import Batch
from inventory.models import ProductKind, Stock
from inventory.purchasing import invariants, orders, sending_back
from inventory.purchasing.goods_receipts import Arrived
from inventory.purchasing.matching import Wanted
from inventory.purchasing.models import (
    GoodsReceipt,
    GoodsReceiptLine,
    OrderState,
    PaidInvoice,
    PurchaseOrder,
    SentBack,
    SupplierPayment,
    UsedCredit,
)
from inventory.purchasing.orders import OrderDetails
from inventory.purchasing.sending_back import GoingBack
from inventory.suppliers import suppliers
from inventory.suppliers.models import Supplier
from inventory.suppliers.suppliers import SupplierDetails
from ledger import chart, journal
from tests.support.purchases import (
    add_supplier,
    arrived,
    draft,
    invoice,
    pay,
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


def owed(session: Session, supplier: Supplier) -> tuple[int, int]:
    """What the books say is owed without an invoice, and with one."""
    return (
        -journal.balance(session, chart.NOT_INVOICED, party_id=supplier.id).amount,
        -journal.balance(session, chart.PAYABLES, party_id=supplier.id).amount,
    )


def differences(session: Session) -> int:
    return journal.balance(session, chart.COST_DIFFERENCE).amount


def held(session: Session, world: World, name: str) -> tuple[Quantity, Money]:
    row = session.get_one(Stock, (world.shop_id, world.goods[name].id), populate_existing=True)
    return row.quantity, row.value


def is_sound(session: Session) -> bool:
    checks = (invariants.not_invoiced, invariants.payables, shelves.value, shelves.stock)
    return [sentence for check in checks for sentence in check(session)] == []


def state_of(session: Session, order: PurchaseOrder) -> str:
    session.refresh(order)
    return order.state.value


def back(session: Session, receipt: GoodsReceipt, packs: int, position: int = 0) -> SentBack:
    going = GoingBack({position: Quantity.of(packs)}, "kemasan bocor")
    return sending_back.send_back(session, receipt, going, at=NOW, by=None)


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


# Invoices and payments


def test_an_invoice_dearer_than_the_paper_that_came_along(
    session: Session, world: World, supplier: Supplier
) -> None:
    receipt = receive(session, world, supplier, arrived(world, "mie", 10, 2_800))
    asked = invoice(session, world, supplier, 33_000, receipt, vat=3_000)
    assert (asked.number, asked.due_on) == ("WSB-FP-000001", TODAY + timedelta(days=14))
    assert owed(session, supplier) == (0, 33_000)
    assert differences(session) == 2_000
    assert journal.balance(session, chart.VAT_PAID) == Money(3_000)
    assert held(session, world, "mie") == (Quantity.of(10), Money(28_000))
    assert is_sound(session)


def test_receipts_are_invoiced_once_and_by_their_own_supplier(
    session: Session, world: World, supplier: Supplier
) -> None:
    receipt = receive(session, world, supplier, arrived(world, "mie", 10, 2_800))
    other = add_supplier(session, "UD Makmur")
    with pytest.raises(InvalidInput, match="bukan dari pemasok ini"):
        invoice(session, world, other, 28_000, receipt)
    invoice(session, world, supplier, 28_000, receipt)
    with pytest.raises(InvalidInput, match="sudah ditagih"):
        invoice(session, world, supplier, 28_000, receipt, number="F-2")
    with pytest.raises(InvalidInput, match="WSB-FP-000001"):
        invoice(session, world, supplier, 28_000, receipt, number="f-1")


def test_payments_go_to_what_is_due_first_unless_chosen(
    session: Session, world: World, supplier: Supplier
) -> None:
    late, soon = (
        invoice(
            session, world, supplier, 28_000,
            receive(session, world, supplier, arrived(world, "mie", 10, 2_800)),
            number=f"F-{due_in}", due_in=due_in,
        )
        for due_in in (30, 7)
    )  # fmt: skip
    assert pay(session, world, supplier, 30_000).number == "WSB-BP-000001"
    paid = {row.invoice_id: row.amount for row in session.scalars(select(PaidInvoice))}
    assert paid == {soon.id: Money(28_000), late.id: Money(2_000)}
    pay(session, world, supplier, 1_000, late)
    assert owed(session, supplier) == (0, 25_000)
    assert journal.balance(session, chart.BANK) == Money(-31_000)
    for amount, chosen in ((25_001, []), (1, [soon]), (0, [])):
        with pytest.raises(InvalidInput):
            pay(session, world, supplier, amount, *chosen)
    assert is_sound(session)


# Goods sent back


def test_goods_sent_back_before_the_invoice_are_not_asked_for(
    session: Session, world: World, supplier: Supplier
) -> None:
    receipt = receive(session, world, supplier, arrived(world, "mie", 10, 2_800))
    paper = back(session, receipt, 4)
    assert (paper.number, paper.is_credit) == ("WSB-RP-000001", False)
    assert owed(session, supplier) == (16_800, 0)
    assert held(session, world, "mie") == (Quantity.of(6), Money(16_800))
    invoice(session, world, supplier, 16_800, receipt)
    assert (owed(session, supplier), differences(session)) == ((0, 16_800), 0)
    assert is_sound(session)


def test_goods_sent_back_leave_at_the_cost_of_the_shelf(
    session: Session, world: World, supplier: Supplier
) -> None:
    """Ten at 2.800 and ten at 3.000: each costs 2.900 on the shelf, 3.000 is credited."""
    receive(session, world, supplier, arrived(world, "mie", 10, 2_800))
    dear = receive(session, world, supplier, arrived(world, "mie", 10, 3_000))
    back(session, dear, 10)
    assert held(session, world, "mie") == (Quantity.of(10), Money(29_000))
    assert (owed(session, supplier), differences(session)) == ((28_000, 0), -1_000)
    assert is_sound(session)


def test_a_credit_settles_the_next_invoice(
    session: Session, world: World, supplier: Supplier
) -> None:
    first = receive(session, world, supplier, arrived(world, "mie", 10, 2_800))
    invoice(session, world, supplier, 28_000, first)
    pay(session, world, supplier, 28_000)
    assert back(session, first, 5).is_credit
    assert owed(session, supplier) == (0, -14_000)
    second = receive(session, world, supplier, arrived(world, "mie", 3, 2_800))
    invoice(session, world, supplier, 8_400, second, number="F-2")
    assert pay(session, world, supplier, 0).amount == ZERO
    third = receive(session, world, supplier, arrived(world, "mie", 5, 2_800))
    invoice(session, world, supplier, 14_000, third, number="F-3")
    pay(session, world, supplier, 8_400)
    assert owed(session, supplier) == (0, 0)
    assert session.scalar(select(func.sum(UsedCredit.amount))) == Money(14_000)
    assert session.scalar(select(func.sum(SupplierPayment.amount))) == Money(36_400)
    assert is_sound(session)


def test_no_more_goes_back_than_came(session: Session, world: World, supplier: Supplier) -> None:
    line = arrived(world, "mie", 10, 2_800, free=2)
    receipt = receive(session, world, supplier, line)
    back(session, receipt, 10)
    assert back(session, receipt, 2).amount == ZERO, "the free ones are owed nothing"
    for packs, position in ((1, 0), (1, 1)):
        with pytest.raises(InvalidInput, match="melebihi"):
            back(session, receipt, packs, position)
    assert (owed(session, supplier), differences(session)) == ((0, 0), 0)
    assert held(session, world, "mie") == (NONE, ZERO)
    assert is_sound(session)


def test_the_same_return_sent_twice_goes_back_once(
    session: Session, world: World, supplier: Supplier
) -> None:
    receipt = receive(session, world, supplier, arrived(world, "mie", 10, 2_800))
    going = GoingBack({0: Quantity.of(4)}, "kemasan bocor")
    first = sending_back.send_back(session, receipt, going, at=NOW, by=None)
    assert sending_back.send_back(session, receipt, going, at=NOW, by=None) is first
    assert held(session, world, "mie") == (Quantity.of(6), Money(16_800))
