"""The page of what a shop had better order: a look at it, and the draft orders made of it."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core import clock, paging
from core.access import current_operator, requires
from core.db import reading, transaction
from core.errors import BusinessError
from core.i18n import _, lazy
from core.models import Shop
from core.permissions import Permission
from core.registry import NavigationItem
from core.shops import today_in
from inventory.pages import chosen_shop, shop_in_reach, shops_in_reach
from inventory.purchasing import entering
from inventory.purchasing.models import PurchaseOrder
from inventory.reordering import forms, queries, reordering
from inventory.reordering.queries import Suggestions
from inventory.suppliers import queries as supplier_queries

blueprint = Blueprint("reordering", __name__)

NOBODY = "tanpa"
"""Chosen as the supplier: goods that nobody is known to bring."""

NAVIGATION = [
    NavigationItem(
        lazy("Saran pesanan"),
        "inventory.reordering.index",
        Permission.VIEW_PURCHASES,
        lazy("Pembelian dan titipan"),
    )
]


@blueprint.get("/reorder")
@requires(Permission.VIEW_PURCHASES)
def index() -> ResponseReturnValue:
    """What had better be ordered, by supplier."""
    with reading() as session:
        return _page(session, chosen_shop(shops_in_reach(session)))


@blueprint.post("/reorder")
@requires(Permission.PURCHASE)
def order() -> ResponseReturnValue:
    """Write draft orders of what stands on the page."""
    rows = forms.typed(request.form)
    try:
        made = _ordered(rows)
    except BusinessError as error:
        with reading() as session:
            shop = shop_in_reach(session, request.form.get("shop", ""))
            return _page(session, shop, rows, error), error.status
    if len(made) == 1:
        flash(_("Pesanan %(number)s disimpan sebagai konsep.", number=made[0].number))
        return redirect(url_for("inventory.orders.show", number=made[0].number))
    flash(_("%(many)s pesanan disimpan sebagai konsep.", many=len(made)))
    return redirect(url_for("inventory.orders.index", state="draft"))


def _ordered(rows: Mapping[str, str]) -> list[PurchaseOrder]:
    with transaction() as session:
        shop = shop_in_reach(session, request.form.get("shop", ""))
        named = request.form.get("supplier", "")
        return reordering.order(
            session, shop, forms.chosen(session, rows),
            supplier=entering.chosen_supplier(session) if named.isdigit() else None,
            at=clock.now(), by=current_operator().id,
        )  # fmt: skip


def _page(
    session: Session,
    shop: Shop | None,
    typed: Mapping[str, str] | None = None,
    error: BusinessError | None = None,
) -> str:
    sought = " ".join(request.args.get("q", "").split())[:60]
    chosen = request.args.get("from", "")
    found = Suggestions((), ())
    if shop is not None:
        found = queries.suggestions(session, shop, on=today_in(shop, clock.now()), words=sought)
    rows = found.unknown if chosen == NOBODY else found.of(chosen)
    page = queries.page(rows, paging.page_number(request.args.get("page")))
    return render_template(
        "inventory/reorder.html",
        page=page, shop=shop, query=sought, supplier=chosen, nobody=NOBODY, found=found,
        shops=[(of.code, of.name) for of in shops_in_reach(session)], error=error,
        groups=queries.groups(page.rows), sources=_sources(found),
        typed=typed or {}, suppliers=supplier_queries.choices(session),
        chosen_supplier=request.form.get("supplier", ""),
    )  # fmt: skip


def _sources(found: Suggestions) -> list[tuple[str, str]]:
    """Whom the list can be narrowed to: suppliers, and nobody where goods come from nobody."""
    nobody = [(NOBODY, _("Tanpa pemasok"))] if found.unknown else []
    return [*found.suppliers, *nobody]
