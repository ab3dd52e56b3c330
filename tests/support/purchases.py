"""A supplier of the small co-operative, and goods bought there."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from core.money import Money
from core.permissions import Role
from core.quantity import Quantity
from inventory import invariants as shelves
from inventory.models import Stock
from inventory.purchasing import (
    goods_receipts,
    invariants,
    invoices,
    orders,
    payments,
    sending_back,
)
from inventory.purchasing.goods_receipts import Arrived, Delivery
from inventory.purchasing.invoices import InvoiceDetails
from inventory.purchasing.matching import Wanted
from inventory.purchasing.models import (
    GoodsReceipt,
    PaidFrom,
    PurchaseOrder,
    SentBack,
    SupplierInvoice,
    SupplierPayment,
)
from inventory.purchasing.orders import OrderDetails
from inventory.purchasing.payments import PaymentDetails
from inventory.purchasing.sending_back import GoingBack
from inventory.suppliers import suppliers
from inventory.suppliers.models import Supplier
from inventory.suppliers.suppliers import SupplierDetails
from ledger import chart, journal
from tests.support.world import NOW, TODAY, World


def add_supplier(session: Session, name: str = "CV Sumber Rejeki", **said: int) -> Supplier:
    details = SupplierDetails(name, phone="0286321000", terms_days=said.get("terms_days", 14))
    return suppliers.add(session, details, at=NOW, by=None)


def arrived(
    world: World, name: str, packs: int, price: int, *, free: int = 0, damaged: int = 0
) -> Arrived:
    pack_id, of = world.goods[name].pack_id, Quantity.of
    return Arrived(pack_id, of(packs), Money(price), of(free), of(damaged))


def draft(session: Session, world: World, supplier: Supplier, **goods: int) -> PurchaseOrder:
    """An order of whole packs at Rp2.800 each."""
    lines = tuple(
        Wanted(world.goods[name].pack_id, Quantity.of(packs), Money(2_800))
        for name, packs in goods.items()
    )
    return orders.draft(
        session, world.wsb, supplier, OrderDetails(lines), today=TODAY, at=NOW,
        by=world.operator_id(Role.MANAGER),
    )  # fmt: skip


def sent(session: Session, world: World, supplier: Supplier, **goods: int) -> PurchaseOrder:
    order = draft(session, world, supplier, **goods)
    orders.send(session, order, today=TODAY, at=NOW, by=None)
    return order


def receive(
    session: Session,
    world: World,
    supplier: Supplier,
    *lines: Arrived,
    order: PurchaseOrder | None = None,
    key: UUID | None = None,
) -> GoodsReceipt:
    delivery = Delivery(lines, key=key) if key else Delivery(lines)
    return goods_receipts.receive(
        session, world.wsb, supplier, delivery, order=order, at=NOW,
        by=world.operator_id(Role.MANAGER),
    )  # fmt: skip


def invoice(
    session: Session,
    world: World,
    supplier: Supplier,
    asked: int,
    *receipts: GoodsReceipt,
    number: str = "F-1",
    vat: int = 0,
    due_in: int | None = None,
) -> SupplierInvoice:
    details = InvoiceDetails(
        number, TODAY, Money(asked), tuple(receipt.id for receipt in receipts), Money(vat),
        None if due_in is None else TODAY + timedelta(days=due_in),
    )  # fmt: skip
    return invoices.enter(session, world.wsb, supplier, details, at=NOW, by=None)


def pay(
    session: Session, world: World, supplier: Supplier, amount: int, *chosen: SupplierInvoice
) -> SupplierPayment:
    details = PaymentDetails(Money(amount), PaidFrom.BANK, tuple(one.id for one in chosen))
    return payments.pay(session, world.wsb, supplier, details, at=NOW, by=None)


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


def back(session: Session, receipt: GoodsReceipt, packs: int, position: int = 0) -> SentBack:
    going = GoingBack({position: Quantity.of(packs)}, "kemasan bocor")
    return sending_back.send_back(session, receipt, going, at=NOW, by=None)
