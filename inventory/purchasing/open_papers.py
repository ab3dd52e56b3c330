"""What is open of receipts, invoices and credits: computed from the papers, never kept."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Subquery, func, literal, select, type_coerce
from sqlalchemy.orm import Session

from core.columns import MoneyColumn
from core.ids import ShopId
from core.money import ZERO, Money
from inventory.purchasing.allocation import OpenPaper
from inventory.purchasing.models import (
    GoodsReceipt,
    InvoicedReceipt,
    PaidInvoice,
    SentBack,
    SupplierInvoice,
    UsedCredit,
)

_ZERO = literal(ZERO, MoneyColumn())


def open_receipts() -> Select[*tuple[Any, ...]]:
    """Receipts no invoice has asked for, with what is owed after what went back."""
    back = (
        select(SentBack.receipt_id, func.sum(SentBack.amount).label("amount"))
        .where(SentBack.is_credit.is_(False))
        .group_by(SentBack.receipt_id)
        .subquery()
    )
    return (
        select(
            GoodsReceipt.id,
            GoodsReceipt.number,
            GoodsReceipt.shop_id,
            GoodsReceipt.supplier_id,
            GoodsReceipt.received_on,
            GoodsReceipt.delivery_note,
            _rest(GoodsReceipt.amount, back.c.amount).label("open"),
        )
        .outerjoin(back, back.c.receipt_id == GoodsReceipt.id)
        .outerjoin(InvoicedReceipt, InvoicedReceipt.receipt_id == GoodsReceipt.id)
        .where(InvoicedReceipt.receipt_id.is_(None))
    )


def every_invoice() -> Select[*tuple[Any, ...]]:
    """Invoices with what is still to be paid."""
    return _less(
        SupplierInvoice.total,
        _sum(PaidInvoice.invoice_id, PaidInvoice.amount),
        SupplierInvoice.id,
        SupplierInvoice.number,
        SupplierInvoice.their_number,
        SupplierInvoice.shop_id,
        SupplierInvoice.supplier_id,
        SupplierInvoice.dated,
        SupplierInvoice.due_on,
        SupplierInvoice.total,
    )


def every_credit() -> Select[*tuple[Any, ...]]:
    """Goods sent back after their invoice, with what the supplier still owes for them."""
    return _less(
        SentBack.amount,
        _sum(UsedCredit.sent_back_id, UsedCredit.amount),
        SentBack.id,
        SentBack.number,
        SentBack.shop_id,
        SentBack.supplier_id,
        SentBack.sent_on,
    ).where(SentBack.is_credit)


def invoices_to_pay(
    session: Session,
    supplier_id: UUID,
    shop_id: ShopId,
    *,
    only: Collection[UUID] | None = None,
) -> list[OpenPaper]:
    """The open invoices of a supplier in a shop; those with these ids when some are named."""
    rows = every_invoice().where(
        SupplierInvoice.supplier_id == supplier_id, SupplierInvoice.shop_id == shop_id
    )
    if only is not None:
        rows = rows.where(SupplierInvoice.id.in_(only))
    found = session.execute(rows)
    return [OpenPaper(row.id, row.number, row.due_on, row.open) for row in found if row.open]


def credits_to_use(session: Session, supplier_id: UUID, shop_id: ShopId) -> list[OpenPaper]:
    """The open credits of a supplier in a shop; the oldest is used first."""
    found = session.execute(
        every_credit().where(SentBack.supplier_id == supplier_id, SentBack.shop_id == shop_id)
    )
    return [OpenPaper(row.id, row.number, row.sent_on, row.open) for row in found if row.open]


def open_of_receipt(session: Session, receipt_id: UUID) -> Money | None:
    """What is owed for a receipt without an invoice; None when one has asked for it."""
    row = session.execute(open_receipts().where(GoodsReceipt.id == receipt_id)).one_or_none()
    return row.open if row else None


def _sum(key: Any, amount: Any) -> Subquery:
    return select(key.label("paper_id"), func.sum(amount).label("amount")).group_by(key).subquery()


def _less(
    whole: Any, settled: Subquery, key: Any, *columns: ColumnElement[Any] | Any
) -> Select[*tuple[Any, ...]]:
    """The columns of papers and what is open of them: the whole less what was settled."""
    left = _rest(whole, settled.c.amount).label("open")
    return select(key, *columns, left).outerjoin(settled, settled.c.paper_id == key)


def _rest(whole: Any, less: Any) -> ColumnElement[Money]:
    return type_coerce(whole - func.coalesce(less, _ZERO), MoneyColumn())
