"""Invoices that were open on paper when the co-op began in Lumbung."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.ids import OperatorId, PartyId, ShopId
from core.money import ZERO
from inventory.numbering import Series, take_number
from inventory.purchasing.models import SupplierInvoice
from inventory.suppliers.models import Supplier
from ledger import chart
from members.opening.parties import Book, Debt, Party

NAMELESS = "Saldo awal"
"""What an invoice is called whose number is not on paper."""


def every(session: Session) -> list[Party]:
    """All suppliers, by number."""
    rows = session.scalars(select(Supplier).order_by(Supplier.number))
    return [Party(PartyId(row.id), row.number, row.name) for row in rows]


def take_over(session: Session, debt: Debt, at: datetime, by: OperatorId | None) -> None:
    """An invoice of the evening before, without goods; due by the supplier's terms when nobody
    says otherwise."""
    supplier = session.get_one(Supplier, debt.party_id)
    dated = min(debt.as_of, debt.due_on or debt.as_of)
    session.add(
        SupplierInvoice(
            id=debt.key,
            number=take_number(session, debt.shop, Series.INVOICE),
            their_number=_free_number(session, supplier.id, debt.reference or NAMELESS),
            shop_id=ShopId(debt.shop.id),
            supplier_id=supplier.id,
            dated=dated,
            due_on=debt.due_on or dated + timedelta(days=supplier.terms_days),
            total=debt.amount,
            vat=ZERO,
            entered_at=at,
            entered_by=by,
        )
    )
    session.flush()


def _free_number(session: Session, supplier_id: UUID, wanted: str) -> str:
    """The number itself; a second one that is called the same gets a figure behind it."""
    known = set(
        session.scalars(
            select(func.lower(SupplierInvoice.their_number)).where(
                SupplierInvoice.supplier_id == supplier_id
            )
        )
    )
    names = (wanted if n == 1 else f"{wanted} ({n})" for n in count(1))
    return next(name for name in names if name.lower() not in known)


BOOK = Book(chart.PAYABLES, "inventory.suppliers.index", every, take_over)
