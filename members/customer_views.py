"""The pages of the customers who may buy on credit without being members."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core import clock, paging, shops
from core.access import current_operator, requires
from core.db import reading, transaction
from core.errors import InvalidInput
from core.i18n import _, lazy, lazy_in
from core.permissions import Permission
from core.queries import today_for
from core.registry import NavigationItem
from members import customer_numbers, customer_queries, customers, forms

blueprint = Blueprint("customers", __name__)

NAVIGATION = [
    NavigationItem(
        lazy("Pelanggan kasbon"),
        "customers.index",
        Permission.VIEW_MEMBERS,
        lazy_in("several", "Anggota"),
    )
]


@blueprint.get("/customers")
@requires(Permission.VIEW_MEMBERS)
def index() -> ResponseReturnValue:
    """Everybody who may owe without being a member, by name."""
    query = request.args.get("q", "").strip()
    with reading() as session:
        page = customer_queries.customer_page(
            session, query=query, number=paging.page_number(request.args.get("page"))
        )
        today = today_for(session, current_operator().shop_id, at=clock.now())
    return render_template("members/customers.html", page=page, query=query, today=today)


@blueprint.route("/new-customer", methods=["GET", "POST"])
@requires(Permission.EDIT_MEMBERS)
def new() -> ResponseReturnValue:
    """Note a new customer."""
    if request.method == "GET":
        return _form_page({"active": "1"})
    try:
        with transaction() as session:
            typed = forms.customer_details(request.form, shops.all_shops(session))
            customers.add(session, typed, at=clock.now(), by=current_operator().id)
    except InvalidInput as error:
        return _form_page(request.form.to_dict(), error=error), error.status
    flash(_("Pelanggan tercatat."), "success")
    return redirect(url_for("customers.index"))


@blueprint.route("/customers/<int(max=999999999):number>/edit", methods=["GET", "POST"])
@requires(Permission.EDIT_MEMBERS)
def edit(number: int) -> ResponseReturnValue:
    """Change what is known of a customer."""
    if request.method == "GET":
        with reading() as session:
            found = customers.by_number(session, number)
            typed = forms.typed_of_customer(found, shops.all_shops(session))
        return _form_page(typed, number)
    try:
        with transaction() as session:
            details = forms.customer_details(request.form, shops.all_shops(session))
            found = customers.by_number(session, number)
            customers.change(session, found, details, at=clock.now(), by=current_operator().id)
    except InvalidInput as error:
        return _form_page(request.form.to_dict(), number, error), error.status
    flash(_("Perubahan disimpan."), "success")
    return redirect(url_for("customers.index"))


def _form_page(
    typed: dict[str, str], number: int | None = None, error: InvalidInput | None = None
) -> str:
    with reading() as session:
        places = [(shop.code, shop.name) for shop in shops.all_shops(session)]
    code = customer_numbers.shown(number) if number else None
    return render_template(
        "members/customer_form.html", typed=typed, code=code, places=places, error=error
    )
