"""The pages of suppliers: the list, one with the goods it brings, noting and changing it."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core import clock, paging
from core.access import current_operator, requires
from core.db import reading, transaction
from core.errors import InvalidInput
from core.i18n import _, lazy
from core.permissions import Permission
from core.registry import NavigationItem
from inventory.suppliers import forms, queries, suppliers

blueprint = Blueprint("suppliers", __name__)

NAVIGATION = [
    NavigationItem(
        lazy("Pemasok"),
        "inventory.suppliers.index",
        Permission.VIEW_PURCHASES,
        lazy("Pembelian dan titipan"),
    )
]


@blueprint.get("/suppliers")
@requires(Permission.VIEW_PURCHASES)
def index() -> ResponseReturnValue:
    """Whoever the co-op buys from, by name."""
    words = " ".join(request.args.get("q", "").split())[:60]
    with reading() as session:
        page = queries.supplier_page(
            session, words=words, number=paging.page_number(request.args.get("page"))
        )
    return render_template("inventory/suppliers.html", page=page, query=words)


@blueprint.route("/suppliers/new", methods=["GET", "POST"])
@requires(Permission.PURCHASE)
def new() -> ResponseReturnValue:
    """Note a new supplier."""
    if request.method == "GET":
        return _form_page({"lead_days": "1", "active": "1"})
    try:
        with transaction() as session:
            details = forms.supplier(request.form)
            made = suppliers.add(session, details, at=clock.now(), by=current_operator().id)
    except InvalidInput as error:
        return _form_page(request.form.to_dict(), error=error), error.status
    flash(_("Pemasok %(name)s tercatat.", name=made.name))
    return redirect(url_for("inventory.suppliers.show", number=made.number))


@blueprint.get("/suppliers/<int(max=999999999):number>")
@requires(Permission.VIEW_PURCHASES)
def show(number: int) -> ResponseReturnValue:
    """A supplier with the goods it brings."""
    with reading() as session:
        found = suppliers.by_number(session, number)
        page = queries.goods_of(session, found, number=paging.page_number(request.args.get("page")))
    return render_template("inventory/supplier.html", supplier=found, page=page)


@blueprint.route("/suppliers/<int(max=999999999):number>/edit", methods=["GET", "POST"])
@requires(Permission.PURCHASE)
def edit(number: int) -> ResponseReturnValue:
    """Change what is known of a supplier."""
    if request.method == "GET":
        with reading() as session:
            typed = forms.typed_of(suppliers.by_number(session, number))
        return _form_page(typed, number)
    try:
        with transaction() as session:
            found = suppliers.by_number(session, number)
            details = forms.supplier(request.form)
            suppliers.change(session, found, details, at=clock.now(), by=current_operator().id)
    except InvalidInput as error:
        return _form_page(request.form.to_dict(), number, error), error.status
    flash(_("Perubahan disimpan."))
    return redirect(url_for("inventory.suppliers.show", number=number))


def _form_page(
    typed: dict[str, str], number: int | None = None, error: InvalidInput | None = None
) -> str:
    return render_template("inventory/supplier_form.html", typed=typed, number=number, error=error)
