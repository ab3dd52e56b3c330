"""The pages of debts to suppliers: how old they are, noting an invoice, paying."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core import clock, paging
from core import forms as core_forms
from core.access import current_operator, requires
from core.db import reading, transaction
from core.errors import InvalidInput
from core.i18n import _, lazy
from core.ids import ShopId, new_id
from core.models import Shop
from core.money import ZERO
from core.permissions import Permission
from core.registry import NavigationItem
from core.shops import get_shop, today_in
from inventory import forms as goods_forms
from inventory.pages import shop_in_reach, shops_in_reach, today
from inventory.purchasing import (
    entering,
    forms,
    invoices,
    payable_queries,
    payments,
    queries,
    words,
)
from inventory.purchasing.invoices import InvoiceDetails
from inventory.purchasing.models import PaidFrom, SupplierInvoice, SupplierPayment
from inventory.purchasing.payments import PaymentDetails
from inventory.suppliers import suppliers
from inventory.suppliers.models import Supplier

blueprint = Blueprint("payables", __name__)

NAVIGATION = [
    NavigationItem(
        lazy("Utang pemasok"),
        "inventory.payables.index",
        Permission.VIEW_PURCHASES,
        lazy("Pembelian dan titipan"),
    )
]


@blueprint.get("/payables")
@requires(Permission.VIEW_PURCHASES)
def index() -> ResponseReturnValue:
    """Whom the shops owe, and since when it is due."""
    sought = " ".join(request.args.get("q", "").split())[:60]
    with reading() as session:
        page, sums = payable_queries.owed_page(
            session, [ShopId(of.id) for of in shops_in_reach(session)], words=sought,
            on=today(session), number=paging.page_number(request.args.get("page")),
        )  # fmt: skip
    return render_template(
        "inventory/payables.html", page=page, sums=sums, query=sought, ages=words.AGES
    )


@blueprint.get("/payables/<int(max=999999999):number>")
@requires(Permission.VIEW_PURCHASES)
def show(number: int) -> ResponseReturnValue:
    """What a shop owes a supplier, paper by paper."""
    with reading() as session:
        supplier, shop = _parties(session, number)
        found = payable_queries.owed_to(session, supplier, shop, on=today(session))
    return render_template(
        "inventory/payable.html", owed=found, supplier=supplier, shop=shop, ages=words.AGES
    )


@blueprint.route("/payables/<int(max=999999999):number>/invoice", methods=["GET", "POST"])
@requires(Permission.PURCHASE)
def invoice(number: int) -> ResponseReturnValue:
    """Note what a supplier asks for goods that came."""
    if request.method == "GET":
        return _form_page("inventory/supplier_invoice_form.html", number)
    try:
        with transaction() as session:
            supplier, shop = _parties(session, number)
            made = invoices.enter(
                session, shop, supplier, _invoice(), at=clock.now(), by=current_operator().id
            )
    except InvalidInput as error:
        return _form_page("inventory/supplier_invoice_form.html", number, error), error.status
    flash(_("Faktur tercatat sebagai %(number)s.", number=made.number))
    return redirect(url_for("inventory.payables.show_invoice", number=made.number))


@blueprint.route("/payables/<int(max=999999999):number>/pay", methods=["GET", "POST"])
@requires(Permission.PAY_SUPPLIERS)
def pay(number: int) -> ResponseReturnValue:
    """Pay a supplier, some or all of it."""
    if request.method == "GET":
        return _form_page("inventory/supplier_payment_form.html", number)
    try:
        with transaction() as session:
            supplier, shop = _parties(session, number)
            made = payments.pay(
                session, shop, supplier, _payment(), at=clock.now(), by=current_operator().id
            )
    except InvalidInput as error:
        return _form_page("inventory/supplier_payment_form.html", number, error), error.status
    flash(_("Pembayaran tercatat sebagai %(number)s.", number=made.number))
    return redirect(url_for("inventory.payables.show_payment", number=made.number))


@blueprint.get("/supplier-invoices/<number>")
@requires(Permission.VIEW_PURCHASES)
def show_invoice(number: str) -> ResponseReturnValue:
    """An invoice with the goods it asks for and what was paid of it."""
    with reading() as session:
        found = invoices.by_name(session, number)
        shop = _in_reach(session, found)
        return render_template(
            "inventory/supplier_invoice.html",
            invoice=found, shop=shop, supplier=session.get_one(Supplier, found.supplier_id),
            receipts=payable_queries.receipts_of(session, found),
            payments=payable_queries.payments_of(session, found),
            writer=queries.operator_name(session, found.entered_by),
        )  # fmt: skip


@blueprint.get("/supplier-payments/<number>")
@requires(Permission.VIEW_PURCHASES)
def show_payment(number: str) -> ResponseReturnValue:
    """A payment with the invoices it settled."""
    with reading() as session:
        found = payments.by_name(session, number)
        shop = _in_reach(session, found)
        return render_template(
            "inventory/supplier_payment.html",
            payment=found, shop=shop, supplier=session.get_one(Supplier, found.supplier_id),
            invoices=payable_queries.invoices_of(session, found),
            credits=payable_queries.credits_of(session, found),
            writer=queries.operator_name(session, found.paid_by), places=words.PLACES,
        )  # fmt: skip


def _parties(session: Session, number: int) -> tuple[Supplier, Shop]:
    return suppliers.by_number(session, number), entering.chosen_place(session)


def _in_reach(session: Session, paper: SupplierInvoice | SupplierPayment) -> Shop:
    """The shop of a paper, if this operator works there. Raises NotFound."""
    return shop_in_reach(session, get_shop(session, paper.shop_id).code)


def _invoice() -> InvoiceDetails:
    form = request.form
    dated = core_forms.iso_day(form, "dated", required=_("Isi tanggal fakturnya."))
    if dated is None:
        raise InvalidInput(_("Isi tanggal fakturnya."), field="dated")
    return InvoiceDetails(
        their_number=core_forms.line(form, "their_number", longest=40),
        dated=dated,
        total=goods_forms.required_money(form, "total"),
        receipt_ids=_keys("receipts"),
        vat=goods_forms.optional_money(form, "vat") or ZERO,
        due_on=core_forms.iso_day(form, "due_on"),
    )


def _payment() -> PaymentDetails:
    form = request.form
    place = form.get("paid_from", "")
    if place not in tuple(PaidFrom):
        raise InvalidInput(_("Pilih dibayar dari mana."), field="paid_from")
    return PaymentDetails(
        amount=goods_forms.optional_money(form, "amount") or ZERO,
        paid_from=PaidFrom(place),
        invoice_ids=_keys("invoices"),
        use_credits="use_credits" in form,
        reference=core_forms.line(form, "reference", longest=80),
        key=forms.key(form),
    )


def _keys(name: str) -> tuple[UUID, ...]:
    try:
        return tuple(UUID(text) for text in request.form.getlist(name))
    except ValueError:
        raise InvalidInput(_("Muat ulang halaman ini, lalu isi lagi."), field=name) from None


def _form_page(template: str, number: int, error: InvalidInput | None = None) -> str:
    with reading() as session:
        supplier, shop = _parties(session, number)
        day = today_in(shop, clock.now())
        found = payable_queries.owed_to(session, supplier, shop, on=day)
    typed = request.form.to_dict() or {"dated": day.isoformat(), "use_credits": "1"}
    chosen = request.form.getlist("receipts") + request.form.getlist("invoices")
    return render_template(
        template,
        owed=found, supplier=supplier, shop=shop, typed=typed, error=error, chosen=chosen,
        places=words.PLACES.items(), key=typed.get("key") or new_id().hex,
    )  # fmt: skip
