"""Tables of orders, goods received, invoices of suppliers, payments, goods sent back."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.ids import OperatorId, PackId, ShopId
from core.models import Base, Row
from core.money import Money
from core.quantity import Quantity


class OrderState(StrEnum):
    DRAFT = "draft"
    SENT = "sent"
    """The supplier has it; goods may arrive."""
    CLOSED = "closed"
    """Everything came, or nothing more is waited for."""
    CANCELLED = "cancelled"


class PurchaseOrder(Row, kw_only=True, eq=False, repr=False):
    """What a shop wants from a supplier."""

    __tablename__ = "purchase_order"
    __table_args__ = (Index("ix_purchase_order_shop_id_state", "shop_id", "state"),)

    number: Mapped[str] = mapped_column(String(20), unique=True)
    """``WSB-PO-000012``."""
    shop_id: Mapped[ShopId] = mapped_column(ForeignKey("shop.id"))
    supplier_id: Mapped[UUID] = mapped_column(ForeignKey("supplier.id"), index=True)
    state: Mapped[OrderState] = mapped_column(default=OrderState.DRAFT)
    ordered_on: Mapped[date] = mapped_column(index=True)
    expected_on: Mapped[date | None] = mapped_column(default=None)
    note: Mapped[str] = mapped_column(default="")
    created_by: Mapped[OperatorId | None] = mapped_column(ForeignKey("operator.id"), default=None)
    created_at: Mapped[datetime]


class PurchaseOrderLine(Base, kw_only=True, eq=False, repr=False):
    """Goods that are wanted; each pack stands on one line."""

    __tablename__ = "purchase_order_line"

    order_id: Mapped[UUID] = mapped_column(ForeignKey("purchase_order.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    pack_id: Mapped[PackId] = mapped_column(ForeignKey("pack.id"), index=True)
    quantity: Mapped[Quantity]
    """Packs."""
    price: Mapped[Money]
    """Of one pack, as agreed."""


class GoodsReceipt(Row, kw_only=True, eq=False, repr=False):
    """Goods that arrived, with an order or without; append-only."""

    __tablename__ = "goods_receipt"

    number: Mapped[str] = mapped_column(String(20), unique=True)
    shop_id: Mapped[ShopId] = mapped_column(ForeignKey("shop.id"))
    supplier_id: Mapped[UUID] = mapped_column(ForeignKey("supplier.id"), index=True)
    order_id: Mapped[UUID | None] = mapped_column(ForeignKey("purchase_order.id"), index=True)
    delivery_note: Mapped[str] = mapped_column(default="")
    """The number on the supplier's paper that came along."""
    received_on: Mapped[date]
    received_at: Mapped[datetime] = mapped_column(index=True)
    received_by: Mapped[OperatorId | None] = mapped_column(ForeignKey("operator.id"), default=None)
    amount: Mapped[Money]
    """What is owed for it: the sum of its lines."""


class GoodsReceiptLine(Base, kw_only=True, eq=False, repr=False):
    """A pack that arrived; append-only."""

    __tablename__ = "goods_receipt_line"

    receipt_id: Mapped[UUID] = mapped_column(ForeignKey("goods_receipt.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    pack_id: Mapped[PackId] = mapped_column(ForeignKey("pack.id"), index=True)
    factor: Mapped[Quantity]
    """Base units in one pack on that day."""
    quantity: Mapped[Quantity]
    """Packs taken in and owed."""
    free: Mapped[Quantity]
    """Packs given on top."""
    damaged: Mapped[Quantity]
    """Packs not taken in and not owed."""
    price: Mapped[Money]
    """Of one pack, as on the paper that came along."""
    amount: Mapped[Money]
    """What is owed for the line."""
    expires_on: Mapped[date | None] = mapped_column(default=None)
    batch_code: Mapped[str] = mapped_column(String(40), default="")


class SupplierInvoice(Row, kw_only=True, eq=False, repr=False):
    """What a supplier asks for goods that arrived; append-only."""

    __tablename__ = "supplier_invoice"
    __table_args__ = (UniqueConstraint("supplier_id", "their_number"),)

    number: Mapped[str] = mapped_column(String(20), unique=True)
    their_number: Mapped[str] = mapped_column(String(40))
    shop_id: Mapped[ShopId] = mapped_column(ForeignKey("shop.id"))
    supplier_id: Mapped[UUID] = mapped_column(ForeignKey("supplier.id"))
    dated: Mapped[date]
    due_on: Mapped[date] = mapped_column(index=True)
    total: Mapped[Money]
    """With PPN."""
    vat: Mapped[Money]
    """The PPN in it that the co-op may set off."""
    entered_at: Mapped[datetime]
    entered_by: Mapped[OperatorId | None] = mapped_column(ForeignKey("operator.id"), default=None)


class InvoicedReceipt(Base, kw_only=True, eq=False, repr=False):
    """A receipt that an invoice asks for, whole; append-only."""

    __tablename__ = "invoiced_receipt"

    receipt_id: Mapped[UUID] = mapped_column(ForeignKey("goods_receipt.id"), primary_key=True)
    invoice_id: Mapped[UUID] = mapped_column(ForeignKey("supplier_invoice.id"), index=True)
    amount: Mapped[Money]
    """What was still owed for the receipt."""


class PaidFrom(StrEnum):
    SAFE = "safe"
    BANK = "bank"


class SupplierPayment(Row, kw_only=True, eq=False, repr=False):
    """Money and credits that settled invoices of a supplier; append-only."""

    __tablename__ = "supplier_payment"

    number: Mapped[str] = mapped_column(String(20), unique=True)
    shop_id: Mapped[ShopId] = mapped_column(ForeignKey("shop.id"))
    supplier_id: Mapped[UUID] = mapped_column(ForeignKey("supplier.id"), index=True)
    paid_from: Mapped[PaidFrom]
    amount: Mapped[Money]
    """Money that went out; 0 when credits settled everything."""
    reference: Mapped[str] = mapped_column(default="")
    paid_on: Mapped[date]
    paid_at: Mapped[datetime] = mapped_column(index=True)
    paid_by: Mapped[OperatorId | None] = mapped_column(ForeignKey("operator.id"), default=None)


class PaidInvoice(Base, kw_only=True, eq=False, repr=False):
    """The part of an invoice that a payment settled; append-only."""

    __tablename__ = "paid_invoice"

    payment_id: Mapped[UUID] = mapped_column(ForeignKey("supplier_payment.id"), primary_key=True)
    invoice_id: Mapped[UUID] = mapped_column(
        ForeignKey("supplier_invoice.id"), primary_key=True, index=True
    )
    amount: Mapped[Money]


class SentBack(Row, kw_only=True, eq=False, repr=False):
    """Goods of a receipt that went back to the supplier; append-only."""

    __tablename__ = "sent_back"

    number: Mapped[str] = mapped_column(String(20), unique=True)
    shop_id: Mapped[ShopId] = mapped_column(ForeignKey("shop.id"))
    supplier_id: Mapped[UUID] = mapped_column(ForeignKey("supplier.id"), index=True)
    receipt_id: Mapped[UUID] = mapped_column(ForeignKey("goods_receipt.id"), index=True)
    is_credit: Mapped[bool]
    """The receipt was invoiced: the supplier owes a credit; else less is owed for the receipt."""
    amount: Mapped[Money]
    """At the price of the receipt: the sum of its lines."""
    reason: Mapped[str]
    sent_on: Mapped[date]
    sent_at: Mapped[datetime] = mapped_column(index=True)
    sent_by: Mapped[OperatorId | None] = mapped_column(ForeignKey("operator.id"), default=None)


class SentBackLine(Base, kw_only=True, eq=False, repr=False):
    """Packs of one line of the receipt that went back; append-only."""

    __tablename__ = "sent_back_line"

    sent_back_id: Mapped[UUID] = mapped_column(ForeignKey("sent_back.id"), primary_key=True)
    receipt_position: Mapped[int] = mapped_column(primary_key=True)
    quantity: Mapped[Quantity]
    """Packs."""
    amount: Mapped[Money]
    """What the supplier owes for them."""
    cost: Mapped[Money]
    """What the shelf lost."""


class UsedCredit(Base, kw_only=True, eq=False, repr=False):
    """The part of a credit that a payment used; append-only."""

    __tablename__ = "used_credit"

    payment_id: Mapped[UUID] = mapped_column(ForeignKey("supplier_payment.id"), primary_key=True)
    sent_back_id: Mapped[UUID] = mapped_column(
        ForeignKey("sent_back.id"), primary_key=True, index=True
    )
    amount: Mapped[Money]
