"""The page of a shop's quick keys, and their pictures."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core import clock
from core.access import Open, current_operator, requires
from core.db import reading, transaction
from core.errors import InvalidInput, NotFound
from core.i18n import _, lazy, lazy_in
from core.ids import ProductId, ShopId
from core.permissions import Permission
from core.registry import NavigationItem
from core.shops import get_shop
from core.squares import MOST_MEGABYTES
from inventory.pages import chosen_shop, shop_in_reach, shops_in_reach
from inventory.pictures import pictures
from pos.quick_keys import quick_keys
from pos.quick_keys.models import QuickKey

blueprint = Blueprint("quick_keys", __name__)

NAVIGATION = [
    NavigationItem(
        lazy("Tombol cepat"), "quick_keys.index", Permission.EDIT_PRODUCTS,
        lazy_in("several", "Barang"),
    )
]  # fmt: skip
_FOREVER = 365 * 24 * 3600
_STEPS = {"up": -1, "down": 1}


@blueprint.get("/quick-keys")
@requires(Permission.EDIT_PRODUCTS)
def index() -> ResponseReturnValue:
    """The tiles of one shop, and a form for one more."""
    return _index()


@blueprint.post("/quick-keys/<shop>")
@requires(Permission.EDIT_PRODUCTS)
def add(shop: str) -> ResponseReturnValue:
    """One more tile."""
    try:
        with transaction() as session:
            place = shop_in_reach(session, shop)
            quick_keys.add(
                session, ShopId(place.id), request.form.get("code", ""),
                at=clock.now(), by=current_operator().id,
            )  # fmt: skip
    except InvalidInput as error:
        return _index(error, shop), error.status
    flash(_("Tombol cepat ditambahkan. Kasir memakainya sesudah memuat daftar barang."), "success")
    return redirect(url_for("quick_keys.index", shop=shop))


@blueprint.post("/quick-keys/<uuid:key_id>/picture")
@requires(Permission.EDIT_PRODUCTS)
def picture(key_id: UUID) -> ResponseReturnValue:
    """Another picture on a tile."""
    sent = request.files.get("picture")
    try:
        with transaction() as session:
            key, shop = _own(session, key_id)
            content = sent.stream.read() if sent else b""
            quick_keys.set_picture(
                session, key, content, at=clock.now(), by=current_operator().id
            )  # fmt: skip
    except InvalidInput as error:
        with reading() as session:
            shop = _own(session, key_id)[1]
        return _index(error, shop), error.status
    flash(_("Gambar dipasang."), "success")
    return redirect(url_for("quick_keys.index", shop=shop))


@blueprint.post("/quick-keys/<uuid:key_id>/move")
@requires(Permission.EDIT_PRODUCTS)
def move(key_id: UUID) -> ResponseReturnValue:
    """One place up or down."""
    with transaction() as session:
        key, shop = _own(session, key_id)
        step = _STEPS.get(request.form.get("way", ""), 0)
        quick_keys.move(session, key, step, at=clock.now())
    return redirect(url_for("quick_keys.index", shop=shop))


@blueprint.post("/quick-keys/<uuid:key_id>/remove")
@requires(Permission.EDIT_PRODUCTS)
def remove(key_id: UUID) -> ResponseReturnValue:
    """No tile any more."""
    with transaction() as session:
        key, shop = _own(session, key_id)
        quick_keys.remove(session, key, at=clock.now(), by=current_operator().id)
    flash(_("Tombol cepat dihapus."), "success")
    return redirect(url_for("quick_keys.index", shop=shop))


@blueprint.get("/till/pictures/<mark>.webp")
@requires(Open.PUBLIC)
def tile(mark: str) -> ResponseReturnValue:
    """The picture of a tile: it never changes under its mark, so browsers keep it."""
    with reading() as session:
        content = quick_keys.picture(session, mark)
    response = Response(content, mimetype="image/webp")
    response.cache_control.public = True
    response.cache_control.max_age = _FOREVER
    response.cache_control.immutable = True
    return response


def _own(session: Session, key_id: UUID) -> tuple[QuickKey, str]:
    """A tile of a shop the operator works in, and the shop's code. Raises NotFound."""
    key = quick_keys.get(session, key_id)
    if current_operator().shop_id not in (None, key.shop_id):
        raise NotFound(_("Tombol cepat ini tidak ada."))
    return key, get_shop(session, key.shop_id).code


def _index(error: InvalidInput | None = None, code: str = "") -> str:
    with reading() as session:
        shops = shops_in_reach(session)
        shop = next((each for each in shops if each.code == code), None) or chosen_shop(shops)
        keys = quick_keys.of_shop(session, ShopId(shop.id)) if shop else []
        marks = pictures.marks(session, [ProductId(goods.id) for _key, _pack, goods in keys])
    return render_template(
        "pos/quick_keys.html",
        shops=[(each.code, each.name) for each in shops],
        shop=shop,
        keys=keys,
        marks=marks,
        megabytes=MOST_MEGABYTES,
        most=quick_keys.MOST_KEYS,
        error=error,
        code=request.form.get("code", ""),
    )
