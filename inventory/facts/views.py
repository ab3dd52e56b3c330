"""The pages of facts: brand, origin and permits of a product, and the permits that end soon."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core import clock, exports, paging
from core.access import current_operator, requires
from core.db import reading, transaction
from core.errors import InvalidInput
from core.i18n import _, lazy, lazy_in
from core.ids import ProductId
from core.permissions import Permission
from core.registry import NavigationItem
from inventory import products
from inventory.facts import facts, forms, queries, words
from inventory.facts.files import permit_sheet
from inventory.facts.permits import PermitKind
from inventory.facts.settings import warning_days
from inventory.pages import today

blueprint = Blueprint("facts", __name__)

NAVIGATION = [
    NavigationItem(
        lazy("Izin hampir habis"),
        "inventory.facts.index",
        Permission.VIEW_STOCK,
        lazy_in("several", "Barang"),
    )
]


@blueprint.get("/permits")
@requires(Permission.VIEW_STOCK)
def index() -> ResponseReturnValue:
    """Permits that end soon or have ended, the nearest first."""
    sought, asked = forms.search(request.args)
    number = paging.page_number(request.args.get("page"))
    with reading() as session:
        on = today(session)
        page = queries.permit_page(session, asked=asked, words=sought, on=on, number=number)
        days = warning_days(session, on=on)
    return render_template(
        "inventory/permits.html",
        page=page, query=sought, asked=asked, choices=words.ASKED.items(), days=days,
        permits=words.PERMITS, states=words.STATES,
    )  # fmt: skip


@blueprint.get("/permits/list.<ending>")
@requires(Permission.VIEW_STOCK)
def download(ending: str) -> ResponseReturnValue:
    """The list that the page shows, whole, as a file."""
    sought, asked = forms.search(request.args)
    with reading() as session:
        rows = list(queries.every_permit(session, asked=asked, words=sought, on=today(session)))
    return exports.download(permit_sheet(rows), "izin produk", ending)


@blueprint.route("/products/<code>/facts", methods=["GET", "POST"])
@requires(Permission.EDIT_PRODUCTS)
def edit(code: str) -> ResponseReturnValue:
    """Change what is known of a product."""
    if request.method == "GET":
        with reading() as session:
            product = products.by_code(session, code)
            known = facts.of_product(session, ProductId(product.id))
        return _form_page(code, forms.typed(known))
    try:
        typed = forms.facts_form(request.form)
        with transaction() as session:
            product = products.by_code(session, code)
            facts.put(session, product, typed, at=clock.now(), by=current_operator().id)
    except InvalidInput as error:
        return _form_page(code, request.form.to_dict(), error), error.status
    flash(_("Asal dan izin %(name)s disimpan.", name=product.name))
    return redirect(url_for("inventory.product", code=product.code))


def _form_page(code: str, typed: dict[str, str], error: InvalidInput | None = None) -> str:
    with reading() as session:
        product = products.by_code(session, code)
        known = queries.brands(session)
    return render_template(
        "inventory/facts_form.html",
        product=product, typed=typed, error=error, brands=known, kinds=list(PermitKind),
        permits=words.PERMITS,
    )  # fmt: skip
