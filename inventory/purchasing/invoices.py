"""Invoices of suppliers: they ask for receipts, whole, at what they say is owed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import audit
from core.errors import InvalidInput, NotFound
from core.i18n import _
from core.ids import OperatorId, PartyId, ShopId
from core.models import Shop
from core.money import ZERO, Money, total
from core.shops import today_in
from inventory import numbering
from inventory.purchasing.entries import Paper, invoice_entry
from inventory.purchasing.matching import invoice_difference
from inventory.purchasing.models import GoodsReceipt, InvoicedReceipt, SupplierInvoice
from inventory.purchasing.open_papers import open_receipts
from inventory.suppliers.models import Supplier
from ledger import journal


@dataclass(frozen=True, slots=True)
class InvoiceDetails:
    """What stands on a supplier's invoice."""

    their_number: str
    dated: date
    total: Money
    """With PPN."""
    receipt_ids: tuple[UUID, ...]
    vat: Money = ZERO
    """PPN that the co-op may set off."""
    due_on: date | None = None
    """None: by the supplier's terms."""

    def __post_init__(self) -> None:
        if not self.their_number:
            raise InvalidInput(_("Isi nomor faktur dari pemasok."), field="their_number")
        if not self.receipt_ids:
            raise InvalidInput(_("Pilih barang masuk yang ditagih."), field="receipts")
        if not ZERO <= self.vat <= self.total:
            raise InvalidInput(_("PPN tidak dapat melebihi jumlah faktur."), field="vat")
        if self.due_on is not None and self.due_on < self.dated:
            raise InvalidInput(_("Jatuh tempo tidak dapat sebelum tanggal faktur."), field="due_on")


def enter(
    session: Session,
    shop: Shop,
    supplier: Supplier,
    details: InvoiceDetails,
    *,
    at: datetime,
    by: OperatorId | None,
) -> SupplierInvoice:
    """Note an invoice and book it; what it asks more or less than the receipts is a difference.

    Raises InvalidInput for a number that is known, and for receipts that are not this supplier's,
    not this shop's, or asked for already.
    """
    shop_id = ShopId(shop.id)
    journal.lock_shop(session, shop_id)
    _check_number(session, supplier, details.their_number)
    owed = _owed(session, supplier.id, shop_id, set(details.receipt_ids))
    invoice = SupplierInvoice(
        number=numbering.take_number(session, shop, numbering.Series.INVOICE),
        their_number=details.their_number,
        shop_id=shop_id,
        supplier_id=supplier.id,
        dated=details.dated,
        due_on=details.due_on or details.dated + timedelta(days=supplier.terms_days),
        total=details.total,
        vat=details.vat,
        entered_at=at,
        entered_by=by,
    )
    session.add(invoice)
    session.flush()
    session.add_all(
        InvoicedReceipt(receipt_id=receipt_id, invoice_id=invoice.id, amount=amount)
        for receipt_id, amount in owed.items()
    )
    session.flush()
    difference = _book(session, invoice, owed.values(), on=today_in(shop, at), at=at)
    audit.record(
        session, "invoice.entered", at=at, by=by, shop_id=shop_id, subject=invoice.number,
        amount=invoice.total.amount, difference=difference.amount,
    )  # fmt: skip
    return invoice


def by_name(session: Session, number: str) -> SupplierInvoice:
    """The invoice with our number. Raises NotFound."""
    wanted = select(SupplierInvoice).where(SupplierInvoice.number == number.upper())
    found = session.scalars(wanted).one_or_none()
    if found is None:
        raise NotFound(_("Faktur %(number)s tidak ada.", number=number))
    return found


def _check_number(session: Session, supplier: Supplier, their_number: str) -> None:
    known = session.scalar(
        select(SupplierInvoice.number).where(
            SupplierInvoice.supplier_id == supplier.id,
            func.lower(SupplierInvoice.their_number) == their_number.lower(),
        )
    )
    if known is not None:
        raise InvalidInput(
            _("Faktur ini sudah dicatat sebagai %(number)s.", number=known), field="their_number"
        )


def _owed(
    session: Session, supplier_id: UUID, shop_id: ShopId, receipt_ids: Collection[UUID]
) -> dict[UUID, Money]:
    rows = session.execute(
        open_receipts().where(
            GoodsReceipt.id.in_(receipt_ids),
            GoodsReceipt.supplier_id == supplier_id,
            GoodsReceipt.shop_id == shop_id,
        )
    )
    owed = {row.id: row.open for row in rows}
    if owed.keys() != set(receipt_ids):
        raise InvalidInput(
            _("Ada barang masuk yang sudah ditagih atau bukan dari pemasok ini."), field="receipts"
        )
    return owed


def _book(
    session: Session,
    invoice: SupplierInvoice,
    owed: Collection[Money],
    *,
    on: date,
    at: datetime,
) -> Money:
    """Post the entry; returns the difference to what the receipts said."""
    difference = invoice_difference(invoice.total, invoice.vat, owed)
    paper = Paper(
        f"supplier_invoice:{invoice.id}", invoice.shop_id, on, invoice.number,
        PartyId(invoice.supplier_id),
    )  # fmt: skip
    entry = invoice_entry(paper, owed=total(owed), vat=invoice.vat, difference=difference)
    if entry is not None:
        journal.post(session, entry, at=at)
    return difference
