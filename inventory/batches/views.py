"""The pages of what expires: the list of a shop, and the batches of a product."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core import clock, exports, paging
from core.access import current_operator, requires
from core.db import reading, transaction
from core.errors import InvalidInput
from core.format import number as grouped
from core.i18n import _, lazy
from core.ids import ProductId, ShopId
from core.models import Shop
from core.permissions import Permission
from core.registry import NavigationItem
from core.shops import today_in
from inventory import products
from inventory.batches import batches, forms, queries, words
from inventory.batches.files import expiry_sheet
from inventory.batches.queries import ExpiryRow
from inventory.batches.settings import markdowns
from inventory.models import Product, PromotionKind
from inventory.pages import chosen_shop, shop_in_reach, shops_in_reach
from inventory.promotion_forms import LONGEST_NAME

blueprint = Blueprint("batches", __name__)

NAVIGATION = [
    NavigationItem(
        lazy("Kedaluwarsa"),
        "inventory.batches.index",
        Permission.VIEW_STOCK,
        lazy("Gudang"),
    )
]


@blueprint.get("/expiry")
@requires(Permission.VIEW_STOCK)
def index() -> ResponseReturnValue:
    """What stands on the shelf and expires soon, or has."""
    sought, within = forms.search(request.args)
    number = paging.page_number(request.args.get("page"))
    with reading() as session:
        places = shops_in_reach(session)
        shop = chosen_shop(places)
        found = shop and queries.expiring(
            session, ShopId(shop.id), markdowns(session, on=_today(shop), shop_id=ShopId(shop.id)),
            within=within, words=sought, on=_today(shop), number=number,
        )  # fmt: skip
    return render_template(
        "inventory/expiry.html",
        found=found, shop=shop, drafts=_drafts(shop, found.page.rows if found else ()),
        shops=[(of.code, of.name) for of in places], query=sought,
        within=within, times=words.WITHIN.items(),
    )  # fmt: skip


@blueprint.get("/expiry/<shop>/list.<ending>")
@requires(Permission.VIEW_STOCK)
def download(shop: str, ending: str) -> ResponseReturnValue:
    """The list that the page shows, whole, as a file."""
    sought, within = forms.search(request.args)
    with reading() as session:
        place = shop_in_reach(session, shop)
        key, on = ShopId(place.id), _today(place)
        rows = queries.every(
            session, key, markdowns(session, on=on, shop_id=key),
            within=within, words=sought, on=on,
        )  # fmt: skip
    return exports.download(expiry_sheet(place.code, rows), f"kedaluwarsa {place.code}", ending)


@blueprint.get("/expiry/<shop>/<code>")
@requires(Permission.VIEW_STOCK)
def product(shop: str, code: str) -> ResponseReturnValue:
    """The batches of a product that remain, the first expired first."""
    return _page(shop, code)


@blueprint.post("/expiry/<shop>/<code>/note")
@requires(Permission.ENTER_STOCK)
def note(shop: str, code: str) -> ResponseReturnValue:
    """Keep the date of goods that stand on the shelf already."""
    try:
        with transaction() as session:
            place, goods = _found(session, shop, code)
            batches.note_on_shelf(
                session, forms.new_batch(request.form, goods), shop_id=ShopId(place.id),
                at=clock.now(), by=current_operator().id,
            )  # fmt: skip
    except InvalidInput as error:
        return _page(shop, code, error), error.status
    flash(_("Tanggal kedaluwarsa dicatat."))
    return redirect(url_for("inventory.batches.product", shop=shop, code=code))


@blueprint.post("/expiry/<shop>/<code>/end")
@requires(Permission.ENTER_STOCK)
def end(shop: str, code: str) -> ResponseReturnValue:
    """Say that goods of a batch are gone."""
    try:
        with transaction() as session:
            place, goods = _found(session, shop, code)
            typed = forms.gone(request.form, goods)
            batch = batches.get(session, typed.key, ShopId(place.id))
            batches.end(session, batch, typed.quantity, reason=typed.reason, at=clock.now(),
                        by=current_operator().id)  # fmt: skip
    except InvalidInput as error:
        return _page(shop, code, error), error.status
    flash(_("Dicatat. Bila barangnya dibuang, tulis juga di Barang keluar."))
    return redirect(url_for("inventory.batches.product", shop=shop, code=code))


def _page(shop: str, code: str, error: InvalidInput | None = None) -> str:
    with reading() as session:
        place, goods = _found(session, shop, code)
        rows = queries.of_product(session, ShopId(place.id), ProductId(goods.id), on=_today(place))
    return render_template(
        "inventory/expiry_product.html",
        product=goods, shop=place, rows=rows, typed=request.form.to_dict(), error=error,
    )  # fmt: skip


def _drafts(shop: Shop | None, rows: Iterable[ExpiryRow]) -> dict[UUID, dict[str, str]]:
    """The form of a promotion filled in as suggested, until the last day; saved by a person."""
    if shop is None:
        return {}
    return {
        row.key: {
            "kind": PromotionKind.PRICE.value,
            "name": _("Hemat %(name)s", name=row.name)[:LONGEST_NAME].strip(),
            "packs": f"{row.code} {row.unit}",
            "amount": grouped(row.suggested.amount),
            "shop": shop.code,
            "valid_to": row.expires_on.isoformat(),
        }
        for row in rows
        if row.suggested is not None and row.promotion is None
    }


def _found(session: Session, shop: str, code: str) -> tuple[Shop, Product]:
    return shop_in_reach(session, shop), products.by_code(session, code)


def _today(shop: Shop) -> date:
    return today_in(shop, clock.now())
