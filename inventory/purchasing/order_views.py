"""The pages of orders: the list, writing and changing one, its way to the supplier."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core import clock, exports, paging
from core import forms as core_forms
from core.access import current_operator, requires
from core.db import reading, transaction
from core.errors import InvalidInput, NotFound
from core.format import number as grouped
from core.i18n import _, lazy
from core.ids import ShopId
from core.permissions import Permission
from core.registry import NavigationItem
from core.shops import get_shop, today_in
from inventory.pages import shop_in_reach, shops_in_reach
from inventory.purchasing import entering, forms, order_sheets, orders, queries, words
from inventory.purchasing.entering import Draft
from inventory.purchasing.files import order_list
from inventory.purchasing.forms import TypedLine
from inventory.purchasing.models import PurchaseOrder
from inventory.purchasing.orders import OrderDetails
from inventory.purchasing.queries import Search
from inventory.purchasing.sheet_queries import order_sheet
from inventory.suppliers import queries as supplier_queries
from inventory.suppliers.models import Supplier

blueprint = Blueprint("orders", __name__)

NAVIGATION = [
    NavigationItem(
        lazy("Pesanan"),
        "inventory.orders.index",
        Permission.VIEW_PURCHASES,
        lazy("Pembelian dan titipan"),
    )
]


@blueprint.get("/orders")
@requires(Permission.VIEW_PURCHASES)
def index() -> ResponseReturnValue:
    """Orders, the newest first."""
    sought, state = " ".join(request.args.get("q", "").split())[:60], forms.state(request.args)
    with reading() as session:
        search = Search(sought, [ShopId(of.id) for of in shops_in_reach(session)], state)
        page = queries.order_page(
            session, search, number=paging.page_number(request.args.get("page"))
        )
    return render_template(
        "inventory/orders.html",
        page=page, query=sought, state=state, states=words.ORDER_STATES,
    )  # fmt: skip


@blueprint.route("/orders/new", methods=["GET", "POST"])
@requires(Permission.PURCHASE)
def new() -> ResponseReturnValue:
    """Put goods on an order; until it is saved nothing is kept."""
    if request.method == "GET":
        return _form_page(Draft())
    lines = forms.typed_lines(request.form)
    try:
        if request.form.get("do") != "save":
            with reading() as session:
                supplier, shop = entering.chosen_supplier(session), entering.chosen_place(session)
                draft = entering.changed(session, lines, supplier.id, shop)
            return _form_page(draft)
        made = _draft(lines)
    except (InvalidInput, NotFound) as error:
        return _form_page(Draft(lines), error=error), error.status
    flash(_("Pesanan %(number)s disimpan sebagai konsep.", number=made.number))
    return redirect(url_for("inventory.orders.show", number=made.number))


@blueprint.get("/orders/<number>")
@requires(Permission.VIEW_PURCHASES)
def show(number: str) -> ResponseReturnValue:
    """An order with what has come of it."""
    with reading() as session:
        order = _own(session, number)
        shop = get_shop(session, order.shop_id)
        lines = queries.order_lines(session, order)
        search, sheet = Search("", [ShopId(shop.id)]), order_sheet(session, order)
        return render_template(
            "inventory/order.html",
            order=order, shop=shop, supplier=session.get_one(Supplier, order.supplier_id),
            lines=lines, worth=queries.worth(lines), states=words.ORDER_STATES,
            writer=queries.operator_name(session, order.created_by),
            receipts=queries.receipt_page(session, search, number=1, order_id=order.id).rows,
            message=order_sheets.message(sheet), link=order_sheets.message_link(sheet),
        )  # fmt: skip


@blueprint.get("/orders/<number>/sheet.pdf")
@requires(Permission.VIEW_PURCHASES)
def sheet(number: str) -> ResponseReturnValue:
    """The order as its supplier reads it, to be printed or sent."""
    with reading() as session:
        found = order_sheet(session, _own(session, number))
    headers = {"Content-Disposition": f'inline; filename="{found.number}.pdf"'}
    return Response(order_sheets.sheet_pdf(found), mimetype="application/pdf", headers=headers)


@blueprint.get("/orders/<number>/list.<ending>")
@requires(Permission.VIEW_PURCHASES)
def download(number: str, ending: str) -> ResponseReturnValue:
    """The order as a list for a spreadsheet."""
    with reading() as session:
        found = order_sheet(session, _own(session, number))
    return exports.download(order_list(found), found.number, ending)


@blueprint.route("/orders/<number>/edit", methods=["GET", "POST"])
@requires(Permission.PURCHASE)
def edit(number: str) -> ResponseReturnValue:
    """Change a draft."""
    with reading() as session:
        order = _own(session, number)
        supplier, shop = session.get_one(Supplier, order.supplier_id), order.shop_id
        kept = _typed(session, order)
    if request.method == "GET":
        return _form_page(Draft(kept), order=order, supplier=supplier)
    lines = forms.typed_lines(request.form)
    try:
        if request.form.get("do") != "save":
            with reading() as session:
                place = get_shop(session, shop)
                draft = entering.changed(session, lines, supplier.id, place)
            return _form_page(draft, order=order, supplier=supplier)
        with transaction() as session:
            details = _details(session, lines)
            orders.change(
                session, _own(session, number), details, at=clock.now(), by=current_operator().id
            )
    except (InvalidInput, NotFound) as error:
        return _form_page(Draft(lines), order=order, supplier=supplier, error=error), error.status
    flash(_("Perubahan disimpan."))
    return redirect(url_for("inventory.orders.show", number=number))


@blueprint.post("/orders/<number>/send")
@requires(Permission.PURCHASE)
def send(number: str) -> ResponseReturnValue:
    """The supplier has it from now on."""
    at = clock.now()
    with transaction() as session:
        order = _own(session, number)
        day = today_in(get_shop(session, order.shop_id), at)
        orders.send(session, order, today=day, at=at, by=current_operator().id)
    flash(_("Pesanan %(number)s dikirim; barangnya ditunggu.", number=number))
    return redirect(url_for("inventory.orders.show", number=number))


@blueprint.post("/orders/<number>/close")
@requires(Permission.PURCHASE)
def close(number: str) -> ResponseReturnValue:
    """Wait for nothing more of it."""
    return _end(number, orders.close, _("Pesanan %(number)s ditutup.", number=number))


@blueprint.post("/orders/<number>/cancel")
@requires(Permission.PURCHASE)
def cancel(number: str) -> ResponseReturnValue:
    """Take it back."""
    return _end(number, orders.cancel, _("Pesanan %(number)s dibatalkan.", number=number))


def _end(number: str, act: Callable[..., None], sentence: str) -> ResponseReturnValue:
    with transaction() as session:
        act(session, _own(session, number), at=clock.now(), by=current_operator().id)
    flash(sentence)
    return redirect(url_for("inventory.orders.show", number=number))


def _own(session: Session, number: str) -> PurchaseOrder:
    """An order of a shop this operator works in. Raises NotFound."""
    order = orders.by_name(session, number)
    shop_in_reach(session, get_shop(session, order.shop_id).code)
    return order


def _draft(lines: list[TypedLine]) -> PurchaseOrder:
    at = clock.now()
    with transaction() as session:
        shop, supplier = entering.chosen_place(session), entering.chosen_supplier(session)
        return orders.draft(
            session, shop, supplier, _details(session, lines), today=today_in(shop, at),
            at=at, by=current_operator().id,
        )  # fmt: skip


def _details(session: Session, lines: list[TypedLine]) -> OrderDetails:
    return OrderDetails(
        tuple(forms.wanted(line, entering.pack_of(session, line)) for line in lines),
        core_forms.iso_day(request.form, "expected_on"),
        core_forms.line(request.form, "note", longest=forms.LONGEST_NOTE),
    )


def _typed(session: Session, order: PurchaseOrder) -> list[TypedLine]:
    return [
        TypedLine(
            f"{line.goods.code} {line.goods.unit}",
            forms.shown_quantity(line.quantity),
            grouped(line.price.amount),
        )
        for line in queries.order_lines(session, order)
    ]


def _form_page(
    draft: Draft,
    *,
    order: PurchaseOrder | None = None,
    supplier: Supplier | None = None,
    error: InvalidInput | NotFound | None = None,
) -> str:
    typed = request.values.to_dict()
    if order is not None and request.method == "GET":
        typed |= {"note": order.note}
        typed |= {"expected_on": order.expected_on.isoformat() if order.expected_on else ""}
    if error is None and not draft.choices:
        typed |= {"goods": "", "amount": ""}
    with reading() as session:
        return render_template(
            "inventory/order_form.html",
            lines=entering.named(session, draft.lines), choices=draft.choices, typed=typed,
            order=order, supplier=supplier, error=error,
            suppliers=supplier_queries.choices(session),
            shops=[(shop.code, shop.name) for shop in shops_in_reach(session)],
        )  # fmt: skip
