"""Payments to suppliers: money and credits over open invoices, the oldest due first or chosen."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit
from core.errors import InvalidInput, NotFound
from core.format import rupiah
from core.i18n import _
from core.ids import OperatorId, PartyId, ShopId, new_id
from core.models import Shop
from core.money import ZERO, Money, total
from core.shops import today_in
from inventory import numbering
from inventory.purchasing.allocation import OpenPaper, deal_out, oldest_first
from inventory.purchasing.entries import Paper, payment_entry
from inventory.purchasing.models import (
    PaidFrom,
    PaidInvoice,
    SupplierPayment,
    UsedCredit,
)
from inventory.purchasing.open_papers import credits_to_use, invoices_to_pay
from inventory.suppliers.models import Supplier
from ledger import chart, journal

ACCOUNTS = {PaidFrom.SAFE: chart.SAFE, PaidFrom.BANK: chart.BANK}


@dataclass(frozen=True, slots=True)
class PaymentDetails:
    """Money for a supplier."""

    amount: Money
    """Money that goes out; what the supplier owes for goods sent back comes on top."""
    paid_from: PaidFrom
    invoice_ids: tuple[UUID, ...] = ()
    """Chosen invoices; none: all that are open."""
    use_credits: bool = True
    reference: str = ""
    key: UUID = field(default_factory=new_id)
    """Made with the form: sent twice, it is paid once."""

    def __post_init__(self) -> None:
        if self.amount < ZERO:
            raise InvalidInput(_("Jumlah ini tidak boleh negatif."), field="amount")


def pay(
    session: Session,
    shop: Shop,
    supplier: Supplier,
    details: PaymentDetails,
    *,
    at: datetime,
    by: OperatorId | None,
) -> SupplierPayment:
    """Settle invoices with credits first, then with money; the same payment only once.

    Raises InvalidInput when nothing would be settled, or more than is open.
    """
    shop_id = ShopId(shop.id)
    journal.lock_shop(session, shop_id)
    known = session.get(SupplierPayment, details.key)
    if known is not None:
        return known
    invoices = oldest_first(
        invoices_to_pay(session, supplier.id, shop_id, only=details.invoice_ids or None)
    )
    owed = oldest_first(credits_to_use(session, supplier.id, shop_id))
    credit = _credit(invoices, owed, details)
    payment = SupplierPayment(
        id=details.key,
        number=numbering.take_number(session, shop, numbering.Series.PAYMENT),
        shop_id=shop_id,
        supplier_id=supplier.id,
        paid_from=details.paid_from,
        amount=details.amount,
        reference=details.reference,
        paid_on=today_in(shop, at),
        paid_at=at,
        paid_by=by,
    )
    session.add(payment)
    session.flush()
    session.add_all(
        PaidInvoice(payment_id=payment.id, invoice_id=part.id, amount=part.amount)
        for part in deal_out(invoices, details.amount + credit)
    )
    session.add_all(
        UsedCredit(payment_id=payment.id, sent_back_id=part.id, amount=part.amount)
        for part in deal_out(owed, credit)
    )
    session.flush()
    _book(session, payment, at=at)
    audit.record(
        session, "supplier.paid", at=at, by=by, shop_id=shop_id, subject=payment.number,
        amount=payment.amount.amount, credit=credit.amount,
    )  # fmt: skip
    return payment


def by_name(session: Session, number: str) -> SupplierPayment:
    """The payment with this number. Raises NotFound."""
    wanted = select(SupplierPayment).where(SupplierPayment.number == number.upper())
    found = session.scalars(wanted).one_or_none()
    if found is None:
        raise NotFound(_("Pembayaran %(number)s tidak ada.", number=number))
    return found


def _credit(invoices: list[OpenPaper], owed: list[OpenPaper], details: PaymentDetails) -> Money:
    """How much of the supplier's credits the payment uses: as much as the money leaves open."""
    still = total(paper.open for paper in invoices)
    if details.amount > still:
        raise InvalidInput(
            _("Yang masih harus dibayar hanya %(open)s.", open=rupiah(still)), field="amount"
        )
    available = total(paper.open for paper in owed) if details.use_credits else ZERO
    credit = min(still - details.amount, available)
    if not (details.amount or credit):
        raise InvalidInput(_("Isi jumlah uang."), field="amount")
    return credit


def _book(session: Session, payment: SupplierPayment, *, at: datetime) -> None:
    paper = Paper(
        f"supplier_payment:{payment.id}", payment.shop_id, payment.paid_on, payment.number,
        PartyId(payment.supplier_id),
    )  # fmt: skip
    entry = payment_entry(paper, payment.amount, account=ACCOUNTS[payment.paid_from])
    if entry is not None:
        journal.post(session, entry, at=at)
