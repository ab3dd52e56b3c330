"""The page of a pack: how much is in it, its barcodes, and its prices in time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core import clock
from core.access import current_operator, requires
from core.db import reading, transaction
from core.errors import InvalidInput
from core.i18n import _
from core.ids import PackId
from core.permissions import Permission
from inventory import forms, packs, prices, products, queries, words
from inventory.pages import shops_in_reach, today

blueprint = Blueprint("packs", __name__)

Change = Callable[[Session, PackId], None]


@blueprint.get("/products/<code>/packs/<unit>")
@requires(Permission.VIEW_PRODUCTS)
def show(code: str, unit: str) -> ResponseReturnValue:
    """A pack with its barcodes and the history of its prices."""
    return _page(code, unit)


@blueprint.post("/products/<code>/packs/<unit>")
@requires(Permission.EDIT_PRODUCTS)
def change(code: str, unit: str) -> ResponseReturnValue:
    """Change how much is in a pack, or whether it is sold."""

    def write(session: Session, pack_id: PackId) -> None:
        typed = forms.pack_change(request.form)
        packs.change(
            session, pack_id, factor=typed.factor, active=typed.is_active,
            at=clock.now(), by=current_operator().id,
        )  # fmt: skip

    return _change(code, unit, write, _("Kemasan disimpan."))


@blueprint.post("/products/<code>/packs/<unit>/barcodes")
@requires(Permission.EDIT_PRODUCTS)
def add_barcode(code: str, unit: str) -> ResponseReturnValue:
    """Let a barcode mean this pack."""

    def write(session: Session, pack_id: PackId) -> None:
        typed = request.form.get("barcode", "")
        packs.add_barcode(session, pack_id, typed, at=clock.now(), by=current_operator().id)

    return _change(code, unit, write, _("Barcode ditambahkan."))


@blueprint.post("/products/<code>/packs/<unit>/barcodes/remove")
@requires(Permission.EDIT_PRODUCTS)
def remove_barcode(code: str, unit: str) -> ResponseReturnValue:
    """Let a barcode mean nothing any more."""

    def write(session: Session, pack_id: PackId) -> None:
        typed = request.form.get("code", "")
        packs.remove_barcode(session, pack_id, typed, at=clock.now(), by=current_operator().id)

    return _change(code, unit, write, _("Barcode dihapus."))


@blueprint.post("/products/<code>/packs/<unit>/prices")
@requires(Permission.SET_PRICES)
def set_price(code: str, unit: str) -> ResponseReturnValue:
    """Let a price hold from today or a later day on."""

    def write(session: Session, pack_id: PackId) -> None:
        places = shops_in_reach(session)
        typed = forms.price_form(request.form, pack_id, places, today=today(session))
        prices.set_price(
            session, typed.price, typed.period, at=clock.now(), by=current_operator().id,
            below_cost=typed.below_cost,
        )  # fmt: skip

    return _change(code, unit, write, _("Harga baru disimpan."))


@blueprint.post("/products/<code>/packs/<unit>/prices/end")
@requires(Permission.SET_PRICES)
def end_price(code: str, unit: str) -> ResponseReturnValue:
    """Let a price hold until yesterday; the pack falls back to the other prices it has."""

    def write(session: Session, pack_id: PackId) -> None:
        price_list, shop_id, least = forms.price_place(request.form, shops_in_reach(session))
        prices.end(
            session, (pack_id, price_list, shop_id, least),
            last=today(session) - timedelta(days=1), at=clock.now(), by=current_operator().id,
        )  # fmt: skip

    return _change(code, unit, write, _("Harga diakhiri."))


def _change(code: str, unit: str, write: Change, done: str) -> ResponseReturnValue:
    try:
        with transaction() as session:
            product = products.by_code(session, code)
            write(session, PackId(packs.of_product(session, product, unit).id))
    except InvalidInput as error:
        return _page(code, unit, typed=request.form.to_dict(), error=error), error.status
    flash(done)
    return redirect(url_for("inventory.packs.show", code=code, unit=unit))


def _page(
    code: str,
    unit: str,
    *,
    typed: dict[str, str] | None = None,
    error: InvalidInput | None = None,
) -> str:
    with reading() as session:
        product = products.by_code(session, code)
        pack_id = packs.of_product(session, product, unit).id
        every = queries.pack_views(session, product, on=today(session))
        places = [(shop.code, shop.name) for shop in shops_in_reach(session)]
        day = today(session)
    return render_template(
        "inventory/pack.html",
        product=product, pack=next(pack for pack in every if pack.id == pack_id),
        typed=typed or {}, error=error, shops=places, lists=words.PRICE_LISTS, today=day,
    )  # fmt: skip
