"""What the pages of debts to suppliers read."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from core.ids import ShopId
from core.models import Shop
from core.money import ZERO, Money, total
from core.paging import SIZE, Page, offset
from inventory.purchasing.allocation import Age, OpenPaper, age, ageing
from inventory.purchasing.models import (
    GoodsReceipt,
    InvoicedReceipt,
    PaidInvoice,
    SentBack,
    SupplierInvoice,
    SupplierPayment,
    UsedCredit,
)
from inventory.purchasing.open_papers import every_credit, every_invoice, open_receipts
from inventory.suppliers.models import Supplier


@dataclass(frozen=True, slots=True)
class OpenReceipt:
    """Goods received that no invoice has asked for."""

    id: UUID
    number: str
    received_on: date
    delivery_note: str
    open: Money


@dataclass(frozen=True, slots=True)
class OpenInvoice:
    """An invoice that is not paid."""

    id: UUID
    number: str
    their_number: str
    due_on: date
    total: Money
    open: Money
    age: Age


@dataclass(slots=True)
class Owed:
    """What a shop owes a supplier."""

    supplier_number: int
    supplier: str
    shop: str
    receipts: list[OpenReceipt] = field(default_factory=list)
    invoices: list[OpenInvoice] = field(default_factory=list)
    credits: list[OpenPaper] = field(default_factory=list)
    buckets: dict[Age, Money] = field(default_factory=dict)

    @property
    def not_invoiced(self) -> Money:
        return total(of.open for of in self.receipts)

    @property
    def invoiced(self) -> Money:
        return total(of.open for of in self.invoices)

    @property
    def credit(self) -> Money:
        """What the supplier owes for goods sent back."""
        return total(of.open for of in self.credits)

    @property
    def all(self) -> Money:
        return self.not_invoiced + self.invoiced - self.credit


@dataclass(frozen=True, slots=True)
class Settled:
    """A part of a paper that another settled."""

    number: str
    on: date
    amount: Money


def owed_page(
    session: Session, shop_ids: Collection[ShopId], *, words: str, on: date, number: int
) -> tuple[Page[Owed], dict[Age, Money]]:
    """Whom the shops owe, the most overdue first, and what is due of all of them together."""
    found = [of for of in owed(session, shop_ids, on=on) if _matches(of.supplier, words)]
    found.sort(key=lambda of: (_first_due(of), of.supplier.lower(), of.shop))
    start = offset(number)
    sums = {bucket: total(of.buckets[bucket] for of in found) for bucket in Age}
    return Page(tuple(found[start : start + SIZE]), number, len(found)), sums


def owed_to(session: Session, supplier: Supplier, shop: Shop, *, on: date) -> Owed:
    """What one shop owes one supplier; nothing is an answer too."""
    found = owed(session, [ShopId(shop.id)], on=on, supplier_id=supplier.id)
    return found[0] if found else Owed(supplier.number, supplier.name, shop.code, buckets=_none())


def owed(
    session: Session,
    shop_ids: Collection[ShopId],
    *,
    on: date,
    supplier_id: UUID | None = None,
) -> list[Owed]:
    """Everything open between shops and suppliers."""
    places: dict[tuple[UUID, UUID], Owed] = {}
    for row in _open(session, open_receipts(), GoodsReceipt, shop_ids, supplier_id):
        _place(session, places, row).receipts.append(
            OpenReceipt(row.id, row.number, row.received_on, row.delivery_note, row.open)
        )
    for row in _open(session, every_invoice(), SupplierInvoice, shop_ids, supplier_id):
        _place(session, places, row).invoices.append(
            OpenInvoice(
                row.id, row.number, row.their_number, row.due_on, row.total, row.open,
                age(row.due_on, on),
            )
        )  # fmt: skip
    for row in _open(session, every_credit(), SentBack, shop_ids, supplier_id):
        _place(session, places, row).credits.append(
            OpenPaper(row.id, row.number, row.sent_on, row.open)
        )
    for of in places.values():
        of.invoices.sort(key=lambda one: (one.due_on, one.number))
        of.receipts.sort(key=lambda one: one.number)
        papers = [OpenPaper(one.id, one.number, one.due_on, one.open) for one in of.invoices]
        of.buckets = ageing(papers, on)
    return list(places.values())


def receipts_of(session: Session, invoice: SupplierInvoice) -> list[Settled]:
    """The goods an invoice asked for."""
    rows = session.execute(
        select(GoodsReceipt.number, GoodsReceipt.received_on, InvoicedReceipt.amount)
        .join(GoodsReceipt, GoodsReceipt.id == InvoicedReceipt.receipt_id)
        .where(InvoicedReceipt.invoice_id == invoice.id)
        .order_by(GoodsReceipt.number)
    )
    return [Settled(*row) for row in rows]


def payments_of(session: Session, invoice: SupplierInvoice) -> list[Settled]:
    """What was paid of an invoice."""
    rows = session.execute(
        select(SupplierPayment.number, SupplierPayment.paid_on, PaidInvoice.amount)
        .join(SupplierPayment, SupplierPayment.id == PaidInvoice.payment_id)
        .where(PaidInvoice.invoice_id == invoice.id)
        .order_by(SupplierPayment.number)
    )
    return [Settled(*row) for row in rows]


def invoices_of(session: Session, payment: SupplierPayment) -> list[Settled]:
    """The invoices a payment settled."""
    rows = session.execute(
        select(SupplierInvoice.number, SupplierInvoice.due_on, PaidInvoice.amount)
        .join(SupplierInvoice, SupplierInvoice.id == PaidInvoice.invoice_id)
        .where(PaidInvoice.payment_id == payment.id)
        .order_by(SupplierInvoice.number)
    )
    return [Settled(*row) for row in rows]


def credits_of(session: Session, payment: SupplierPayment) -> list[Settled]:
    """The credits a payment used."""
    rows = session.execute(
        select(SentBack.number, SentBack.sent_on, UsedCredit.amount)
        .join(SentBack, SentBack.id == UsedCredit.sent_back_id)
        .where(UsedCredit.payment_id == payment.id)
        .order_by(SentBack.number)
    )
    return [Settled(*row) for row in rows]


def _open(
    session: Session,
    papers: Select[*tuple[Any, ...]],
    model: type[GoodsReceipt] | type[SupplierInvoice] | type[SentBack],
    shop_ids: Collection[ShopId],
    supplier_id: UUID | None,
) -> Sequence[Any]:
    wanted = papers.where(model.shop_id.in_(shop_ids))
    if supplier_id is not None:
        wanted = wanted.where(model.supplier_id == supplier_id)
    return [row for row in session.execute(wanted) if row.open]


def _place(session: Session, places: dict[tuple[UUID, UUID], Owed], row: Any) -> Owed:
    key = (row.supplier_id, row.shop_id)
    if key not in places:
        supplier = session.get_one(Supplier, row.supplier_id)
        shop = session.get_one(Shop, row.shop_id)
        places[key] = Owed(supplier.number, supplier.name, shop.code)
    return places[key]


def _none() -> dict[Age, Money]:
    return dict.fromkeys(Age, ZERO)


def _first_due(of: Owed) -> date:
    return min((one.due_on for one in of.invoices), default=date.max)


def _matches(name: str, words: str) -> bool:
    return all(word in name.lower() for word in words.lower().split())
