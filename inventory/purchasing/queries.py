"""What the pages of orders and of goods received read."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from core.ids import PackId, ShopId
from core.models import Operator, Shop
from core.money import Money, total
from core.paging import SIZE, Page, offset
from core.quantity import Quantity
from inventory.models import Pack, Product
from inventory.papers import Paper
from inventory.purchasing import goods_receipts, orders, sending_back
from inventory.purchasing.matching import price_of
from inventory.purchasing.models import (
    GoodsReceipt,
    InvoicedReceipt,
    OrderState,
    PurchaseOrder,
    PurchaseOrderLine,
    SentBack,
    SupplierInvoice,
)
from inventory.suppliers.models import Supplier, SupplierGoods


@dataclass(frozen=True, slots=True)
class OrderRow:
    """An order as lists show one."""

    number: str
    supplier: str
    shop: str
    state: OrderState
    ordered_on: date
    expected_on: date | None
    lines: int


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """Goods received as lists show them."""

    number: str
    supplier: str
    shop: str
    time_zone: str
    received_at: datetime
    delivery_note: str
    amount: Money
    invoice: str | None
    """Our number of the invoice that asked for it; None: none yet."""


@dataclass(frozen=True, slots=True)
class Named:
    """A pack as papers name it."""

    code: str
    name: str
    unit: str


@dataclass(frozen=True, slots=True)
class OrderLine:
    """A line of an order with what has come of it."""

    goods: Named
    quantity: Quantity
    price: Money
    amount: Money
    arrived: Quantity
    missing: Quantity


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """A line of goods received with what went back of it."""

    position: int
    goods: Named
    quantity: Quantity
    free: Quantity
    damaged: Quantity
    price: Money
    amount: Money
    expires_on: date | None
    batch_code: str
    gone: Quantity
    can_go: Quantity


@dataclass(frozen=True, slots=True)
class Search:
    """What a list is asked for: words, and the shops somebody may see."""

    words: str
    shop_ids: Collection[ShopId]
    state: OrderState | None = None


def order_page(session: Session, search: Search, *, number: int) -> Page[OrderRow]:
    """Orders, the newest first; words are in the number or the supplier's name."""
    lines = (
        select(func.count())
        .where(PurchaseOrderLine.order_id == PurchaseOrder.id)
        .correlate(PurchaseOrder)
        .scalar_subquery()
    )
    conditions: list[ColumnElement[bool]] = [PurchaseOrder.shop_id.in_(search.shop_ids)]
    conditions += _spelled(search.words, PurchaseOrder.number)
    if search.state is not None:
        conditions.append(PurchaseOrder.state == search.state)
    wanted = (
        select(
            PurchaseOrder.number, Supplier.name, Shop.code, PurchaseOrder.state,
            PurchaseOrder.ordered_on, PurchaseOrder.expected_on, lines,
        )
        .join(Supplier, Supplier.id == PurchaseOrder.supplier_id)
        .join(Shop, Shop.id == PurchaseOrder.shop_id)
        .where(*conditions)
        .order_by(PurchaseOrder.ordered_on.desc(), PurchaseOrder.number.desc())
    )  # fmt: skip
    found, many = _page(session, wanted, number)
    return Page(tuple(OrderRow(*row) for row in found), number, many)


def receipt_page(
    session: Session, search: Search, *, number: int, order_id: UUID | None = None
) -> Page[ReceiptRow]:
    """Goods received, the newest first; of one order when it is named."""
    conditions: list[ColumnElement[bool]] = [GoodsReceipt.shop_id.in_(search.shop_ids)]
    conditions += _spelled(search.words, GoodsReceipt.number, GoodsReceipt.delivery_note)
    if order_id is not None:
        conditions.append(GoodsReceipt.order_id == order_id)
    wanted = (
        select(
            GoodsReceipt.number, Supplier.name, Shop.code, Shop.time_zone,
            GoodsReceipt.received_at, GoodsReceipt.delivery_note, GoodsReceipt.amount,
            SupplierInvoice.number,
        )
        .join(Supplier, Supplier.id == GoodsReceipt.supplier_id)
        .join(Shop, Shop.id == GoodsReceipt.shop_id)
        .outerjoin(InvoicedReceipt, InvoicedReceipt.receipt_id == GoodsReceipt.id)
        .outerjoin(SupplierInvoice, SupplierInvoice.id == InvoicedReceipt.invoice_id)
        .where(*conditions)
        .order_by(GoodsReceipt.received_at.desc(), GoodsReceipt.number.desc())
    )  # fmt: skip
    found, many = _page(session, wanted, number)
    return Page(tuple(ReceiptRow(*row) for row in found), number, many)


def order_lines(session: Session, order: PurchaseOrder) -> list[OrderLine]:
    """What is wanted, and how much of it has come."""
    lines = orders.progress_of(session, order)
    names = named(session, [line.wanted.pack_id for line in lines])
    return [
        OrderLine(
            names[of.wanted.pack_id], of.wanted.quantity, of.wanted.price,
            price_of(of.wanted.quantity, of.wanted.price), of.arrived, of.missing,
        )
        for of in lines
    ]  # fmt: skip


def worth(lines: Sequence[OrderLine]) -> Money:
    """What all of it costs."""
    return total(line.amount for line in lines)


def receipt_lines(session: Session, receipt: GoodsReceipt) -> list[ReceiptLine]:
    """What came, and what of it went back."""
    lines = goods_receipts.lines_of(session, receipt)
    names = named(session, [PackId(line.pack_id) for line in lines])
    gone = sending_back.gone_of(session, receipt)
    found = []
    for of in lines:
        back = gone.get(of.position, sending_back.Gone()).quantity
        found.append(
            ReceiptLine(
                of.position, names[of.pack_id], of.quantity, of.free, of.damaged, of.price,
                of.amount, of.expires_on, of.batch_code, back, of.quantity + of.free - back,
            )
        )  # fmt: skip
    return found


def named(session: Session, pack_ids: Collection[PackId]) -> dict[PackId, Named]:
    """Packs as papers name them."""
    rows = session.execute(
        select(Pack.id, Product.code, Product.name, Pack.unit)
        .join(Product, Product.id == Pack.product_id)
        .where(Pack.id.in_(pack_ids))
    )
    return {PackId(row.id): Named(row.code, row.name, row.unit) for row in rows}


def last_price(session: Session, supplier_id: UUID, pack_id: PackId) -> Money | None:
    """What a pack cost there last; None when it never came from there."""
    goods = session.get(SupplierGoods, (supplier_id, pack_id))
    return goods.last_price if goods else None


def operator_name(session: Session, key: UUID | None) -> str:
    """Who it was; empty when nobody is known."""
    found = session.get(Operator, key) if key else None
    return found.name if found else ""


def _spelled(words: str, *columns: Any) -> list[ColumnElement[bool]]:
    """Each word is in a column or in the supplier's name."""
    return [
        or_(
            *(
                func.lower(column).contains(word, autoescape=True)
                for column in (*columns, Supplier.name)
            )
        )
        for word in words.lower().split()
    ]


def _page(
    session: Session, wanted: Select[*tuple[Any, ...]], number: int
) -> tuple[Sequence[Any], int]:
    many = session.scalar(select(func.count()).select_from(wanted.order_by(None).subquery())) or 0
    return session.execute(wanted.offset(offset(number)).limit(SIZE)).all(), many


def receipt_papers(session: Session, keys: Collection[UUID]) -> dict[UUID, Paper]:
    """What a stock card says of goods received."""
    rows = session.execute(
        select(GoodsReceipt.id, GoodsReceipt.number).where(GoodsReceipt.id.in_(keys))
    )
    return {row.id: _paper(row.number, row.number) for row in rows}


def sent_back_papers(session: Session, keys: Collection[UUID]) -> dict[UUID, Paper]:
    """What a stock card says of goods sent back; they are read with their receipt."""
    rows = session.execute(
        select(SentBack.id, SentBack.number, SentBack.reason, GoodsReceipt.number.label("receipt"))
        .join(GoodsReceipt, GoodsReceipt.id == SentBack.receipt_id)
        .where(SentBack.id.in_(keys))
    )
    return {row.id: _paper(f"{row.number}: {row.reason}", row.receipt) for row in rows}


def _paper(what: str, receipt: str) -> Paper:
    return Paper(what, "inventory.goods_receipts.show", {"number": receipt})
