"""The page of labels: what is due, what else to print, and what hangs on the shelf by now."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core import clock, paging
from core.access import current_operator, requires
from core.db import reading, transaction
from core.errors import BusinessError, InvalidInput
from core.i18n import _, lazy, lazy_in
from core.ids import ShopId
from core.models import Shop
from core.permissions import Permission
from core.registry import NavigationItem
from core.shops import today_in
from inventory.labels import forms, queries, requests, words
from inventory.labels.queries import Wanted
from inventory.labels.sheets import labels_pdf
from inventory.pages import chosen_shop, shop_in_reach, shops_in_reach

blueprint = Blueprint("labels", __name__)

NAVIGATION = [
    NavigationItem(
        lazy("Label harga"),
        "inventory.labels.index",
        Permission.VIEW_PRODUCTS,
        lazy_in("several", "Barang"),
    )
]


@blueprint.get("/labels")
@requires(Permission.VIEW_PRODUCTS)
def index() -> ResponseReturnValue:
    """The labels that are due in a shop, and a field for others."""
    return _page()


@blueprint.route("/labels/<shop>/sheet.pdf", methods=["GET", "POST"])
@requires(Permission.VIEW_PRODUCTS)
def sheet(shop: str) -> ResponseReturnValue:
    """The labels asked for, ready to print; printing alone changes nothing."""
    try:
        how = forms.printing(request.values)
        with reading() as session:
            place = shop_in_reach(session, shop)
            found = queries.labels(session, _wanted(session, place), ShopId(place.id))
        if not found:
            raise InvalidInput(_("Tidak ada label untuk dicetak: pilih barang yang punya harga."))
    except BusinessError as error:
        typed = "codes" in request.values
        return (_others_page(shop, error) if typed else _page(error)), error.status
    return Response(
        labels_pdf(found, how.paper, how.use, how.first),
        mimetype="application/pdf",
        headers={"Content-Disposition": 'inline; filename="label.pdf"'},
    )


@blueprint.get("/labels/<shop>/others")
@requires(Permission.VIEW_PRODUCTS)
def others(shop: str) -> ResponseReturnValue:
    """A field for the codes of any goods."""
    return _others_page(shop)


def _wanted(session: Session, place: Shop) -> list[Wanted]:
    today = today_in(place, clock.now())
    if "all" in request.values:
        return queries.everything_due(session, ShopId(place.id), on=today)
    typed = request.values.get("codes", "")
    if typed.strip():
        return forms.typed_codes(session, typed, on=today)
    return forms.picked(request.values.getlist("pick"))


@blueprint.post("/labels/<shop>/put-up")
@requires(Permission.COUNT_STOCK)
def put_up(shop: str) -> ResponseReturnValue:
    """Take what hangs on the shelves by now off the queue."""
    with transaction() as session:
        place = shop_in_reach(session, shop)
        at = clock.now()
        if "all" in request.form:
            wanted = queries.everything_due(session, ShopId(place.id), on=today_in(place, at))
        else:
            wanted = forms.picked(request.form.getlist("pick"))
        taken = requests.put_up(
            session, wanted, shop_id=ShopId(place.id), at=at, by=current_operator().id
        )
    flash(_("%(labels)s label keluar dari antrean.", labels=taken))
    return redirect(url_for("inventory.labels.index", shop=place.code))


def _page(error: BusinessError | None = None) -> str:
    asked = request.view_args or {}
    with reading() as session:
        places = shops_in_reach(session)
        shop = next((of for of in places if of.code == asked.get("shop")), chosen_shop(places))
        page = shop and queries.queue(
            session, ShopId(shop.id), on=today_in(shop, clock.now()),
            number=paging.page_number(request.args.get("page")),
        )  # fmt: skip
    return render_template(
        "inventory/labels.html",
        page=page, shop=shop, shops=[(of.code, of.name) for of in places], error=error,
        papers=words.PAPERS.items(), uses=words.USES.items(), typed=request.values.to_dict(),
    )  # fmt: skip


def _others_page(shop: str, error: BusinessError | None = None) -> str:
    with reading() as session:
        place = shop_in_reach(session, shop)
    return render_template(
        "inventory/labels_others.html",
        shop=place, error=error, typed=request.values.to_dict(),
        papers=words.PAPERS.items(), uses=words.USES.items(),
    )  # fmt: skip
