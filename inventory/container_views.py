"""Counting the empties of a shop: how many there are, and why the number was wrong."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core import clock
from core.access import current_operator, requires
from core.db import reading, transaction
from core.errors import InvalidInput, NotFound
from core.format import quantity
from core.i18n import _
from core.ids import ProductId, ShopId
from core.permissions import Permission
from core.quantity import NONE, Quantity
from inventory import containers, forms, products, stock_queries
from inventory.models import ProductKind
from inventory.pages import shop_in_reach

blueprint = Blueprint("containers", __name__)


@blueprint.route("/stock/<shop>/<code>/count", methods=["GET", "POST"])
@requires(Permission.ENTER_STOCK)
def count(shop: str, code: str) -> ResponseReturnValue:
    """Say how many empties of a container there are in a shop."""
    if request.method == "GET":
        return _page(shop, code, {})
    try:
        difference = _count(shop, code)
    except InvalidInput as error:
        return _page(shop, code, request.form.to_dict(), error), error.status
    flash(_said(difference))
    return redirect(url_for("inventory.stock.card", shop=shop, code=code))


def _count(shop: str, code: str) -> Quantity:
    typed = forms.counted_form(request.form)
    with transaction() as session:
        place = shop_in_reach(session, shop)
        product = products.by_code(session, code)
        return containers.count(
            session, product, typed,
            shop_id=ShopId(place.id), at=clock.now(), by=current_operator().id,
        )  # fmt: skip


def _said(difference: Quantity) -> str:
    if not difference:
        return _("Jumlahnya cocok dengan catatan.")
    if difference > NONE:
        return _("Tersimpan: %(n)s lebih banyak dari catatan.", n=quantity(difference))
    return _("Tersimpan: %(n)s kurang dari catatan.", n=quantity(-difference))


def _page(shop: str, code: str, typed: dict[str, str], error: InvalidInput | None = None) -> str:
    with reading() as session:
        place = shop_in_reach(session, shop)
        product = products.by_code(session, code)
        if product.kind is not ProductKind.CONTAINER:
            raise NotFound(_("%(name)s bukan jaminan kemasan.", name=product.name))
        held = stock_queries.of_shop(session, ShopId(place.id), ProductId(product.id))
    return render_template(
        "inventory/count.html",
        product=product, shop=place, held=held, typed=typed, error=error,
    )  # fmt: skip
