"""The pages of goods received: the list, taking goods in, one paper, sending goods of it back."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core import clock, paging
from core import forms as core_forms
from core.access import current_operator, requires
from core.db import reading, transaction
from core.errors import BusinessError, InvalidInput, NotFound
from core.format import number as grouped
from core.i18n import _, lazy
from core.ids import ShopId, new_id
from core.models import Shop
from core.permissions import Permission
from core.registry import NavigationItem
from core.shops import get_shop
from inventory.pages import shop_in_reach, shops_in_reach
from inventory.purchasing import entering, forms, goods_receipts, orders, queries, sending_back
from inventory.purchasing.cost_changes import cost_changes
from inventory.purchasing.entering import Draft
from inventory.purchasing.forms import TypedLine
from inventory.purchasing.goods_receipts import Delivery
from inventory.purchasing.models import GoodsReceipt, PurchaseOrder
from inventory.purchasing.open_papers import open_of_receipt
from inventory.purchasing.queries import Search
from inventory.suppliers import queries as supplier_queries
from inventory.suppliers.models import Supplier

blueprint = Blueprint("goods_receipts", __name__)

NAVIGATION = [
    NavigationItem(
        lazy("Barang masuk"),
        "inventory.goods_receipts.index",
        Permission.VIEW_PURCHASES,
        lazy("Pembelian dan titipan"),
    )
]


@blueprint.get("/goods-receipts")
@requires(Permission.VIEW_PURCHASES)
def index() -> ResponseReturnValue:
    """Goods received, the newest first."""
    sought = " ".join(request.args.get("q", "").split())[:60]
    with reading() as session:
        search = Search(sought, [ShopId(of.id) for of in shops_in_reach(session)])
        page = queries.receipt_page(
            session, search, number=paging.page_number(request.args.get("page"))
        )
    return render_template("inventory/goods_receipts.html", page=page, query=sought)


@blueprint.route("/goods-receipts/new", methods=["GET", "POST"])
@requires(Permission.PURCHASE)
def new() -> ResponseReturnValue:
    """Take goods in: what an order still waits for stands there, other goods are added."""
    number = request.args.get("order", "")
    with reading() as session:
        order = _order(session, number) if number else None
        waited_for = _typed(session, order) if order else []
    if request.method == "GET":
        return _form_page(Draft(waited_for), order)
    lines = forms.typed_lines(request.form)
    try:
        if request.form.get("do") != "save":
            with reading() as session:
                supplier, shop = _parties(session, order)
                draft = entering.changed(session, lines, supplier.id, shop)
            return _form_page(draft, order)
        made = _receive(lines, number)
    except BusinessError as error:
        return _form_page(Draft(lines), order, error), error.status
    flash(_("Barang masuk tercatat sebagai %(number)s.", number=made.number))
    return redirect(url_for("inventory.goods_receipts.show", number=made.number))


@blueprint.get("/goods-receipts/<number>")
@requires(Permission.VIEW_PURCHASES)
def show(number: str) -> ResponseReturnValue:
    """Goods received, what is owed for them, and what went back."""
    return _page(number)


@blueprint.post("/goods-receipts/<number>/back")
@requires(Permission.PURCHASE)
def send_back(number: str) -> ResponseReturnValue:
    """Send goods of it back to the supplier."""
    try:
        with transaction() as session:
            receipt = _own(session, number)
            places = [line.position for line in goods_receipts.lines_of(session, receipt)]
            going = forms.going_back(request.form, places)
            paper = sending_back.send_back(
                session, receipt, going, at=clock.now(), by=current_operator().id
            )
    except InvalidInput as error:
        return _page(number, error), error.status
    flash(_("Barang dikembalikan dengan surat %(number)s.", number=paper.number))
    return redirect(url_for("inventory.goods_receipts.show", number=number))


def _own(session: Session, number: str) -> GoodsReceipt:
    """Goods received in a shop this operator works in. Raises NotFound."""
    receipt = goods_receipts.by_name(session, number)
    shop_in_reach(session, get_shop(session, receipt.shop_id).code)
    return receipt


def _order(session: Session, number: str) -> PurchaseOrder:
    order = orders.by_name(session, number)
    shop_in_reach(session, get_shop(session, order.shop_id).code)
    return order


def _parties(session: Session, order: PurchaseOrder | None) -> tuple[Supplier, Shop]:
    """Whose goods they are and where they came: as the order says, else as typed."""
    if order is None:
        return entering.chosen_supplier(session), entering.chosen_place(session)
    return session.get_one(Supplier, order.supplier_id), get_shop(session, order.shop_id)


def _typed(session: Session, order: PurchaseOrder) -> list[TypedLine]:
    """What is still to come, at the agreed price."""
    lines = [
        TypedLine(
            f"{line.goods.code} {line.goods.unit}",
            forms.shown_quantity(line.missing),
            grouped(line.price.amount),
        )
        for line in queries.order_lines(session, order)
        if line.missing
    ]
    return entering.with_their_names(session, order.supplier_id, lines)


def _receive(lines: list[TypedLine], number: str) -> GoodsReceipt:
    with transaction() as session:
        order = _order(session, number) if number else None
        supplier, shop = _parties(session, order)
        delivery = Delivery(
            tuple(
                forms.arrived(line, entering.pack_of(session, line))
                for line in lines
                if forms.is_filled(line)
            ),
            core_forms.line(request.form, "delivery_note", longest=40),
            forms.key(request.form),
        )
        return goods_receipts.receive(
            session, shop, supplier, delivery, order=order, at=clock.now(),
            by=current_operator().id,
        )  # fmt: skip


def _form_page(
    draft: Draft, order: PurchaseOrder | None, error: BusinessError | None = None
) -> str:
    typed = request.values.to_dict()
    if error is None and not draft.choices:
        typed |= {"goods": "", "amount": ""}
    with reading() as session:
        supplier = session.get_one(Supplier, order.supplier_id) if order else None
        return render_template(
            "inventory/goods_receipt_form.html",
            lines=entering.named(session, draft.lines), choices=draft.choices, typed=typed,
            order=order, supplier=supplier, error=error, key=typed.get("key") or new_id().hex,
            suppliers=supplier_queries.choices(session),
            shops=[(shop.code, shop.name) for shop in shops_in_reach(session)],
        )  # fmt: skip


def _page(number: str, error: InvalidInput | NotFound | None = None) -> str:
    with reading() as session:
        receipt = _own(session, number)
        order = session.get(PurchaseOrder, receipt.order_id) if receipt.order_id else None
        return render_template(
            "inventory/goods_receipt.html",
            receipt=receipt, shop=get_shop(session, receipt.shop_id), order=order,
            supplier=session.get_one(Supplier, receipt.supplier_id),
            lines=queries.receipt_lines(session, receipt),
            open=open_of_receipt(session, receipt.id),
            costs_differ=bool(cost_changes(session, receipt)),
            writer=queries.operator_name(session, receipt.received_by),
            typed=request.form.to_dict(), error=error, key=request.form.get("key") or new_id().hex,
        )  # fmt: skip
