"""The till's page, its enrolment, and the list of tills."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core import clock, shops
from core.access import Open, current_operator, requires
from core.db import reading, transaction
from core.errors import InvalidInput, NotFound
from core.i18n import _, lazy
from core.models import ShopKind
from core.permissions import Permission
from core.registry import NavigationItem
from pos import queries, tills
from pos.models import Till
from pos.till_words import till_words

blueprint = Blueprint("tills", __name__)

NAVIGATION = [
    NavigationItem(lazy("Layar kasir"), "tills.till", Permission.SELL, lazy("Toko")),
    NavigationItem(lazy("Daftar kasir"), "tills.index", Permission.MANAGE_TILLS, lazy("Toko")),
]


@blueprint.get("/till")
@requires(Open.PUBLIC)
def till() -> ResponseReturnValue:
    """The till: one page that sells from its own memory; what it may do its token says."""
    return render_template("pos/till.html", words=till_words())


@blueprint.get("/till/enrol")
@requires(Open.PUBLIC)
def enrol() -> ResponseReturnValue:
    """Make this browser a till with the token a manager made."""
    return render_template("pos/enrol.html", words=till_words())


@blueprint.get("/tills")
@requires(Permission.MANAGE_TILLS)
def index() -> ResponseReturnValue:
    """Every till of every shop."""
    return _index()


@blueprint.post("/tills")
@requires(Permission.MANAGE_TILLS)
def add() -> ResponseReturnValue:
    """Add a till and show its token, once."""
    at = clock.now()
    try:
        with transaction() as session:
            shop = shops.shop_by_code(session, request.form.get("shop", ""))
            name = request.form.get("name", "").strip().upper()
            _row, token = tills.add(session, shop, name, at=at, by=current_operator().id)
    except (InvalidInput, NotFound) as error:
        return _index(error), error.status
    return render_template("pos/till_token.html", token=token, code=f"{shop.code}-{name}")


@blueprint.post("/tills/<uuid:till_id>/token")
@requires(Permission.MANAGE_TILLS)
def renew(till_id: UUID) -> ResponseReturnValue:
    """A new token for a till whose browser was lost or changed."""
    with transaction() as session:
        view = tills.by_id(session, till_id)
        row = session.get_one(Till, till_id)
        token = tills.renew_token(session, row, at=clock.now(), by=current_operator().id)
    return render_template("pos/till_token.html", token=token, code=view.code)


@blueprint.post("/tills/<uuid:till_id>/retire")
@requires(Permission.MANAGE_TILLS)
def retire(till_id: UUID) -> ResponseReturnValue:
    """Let a till sell no more; its sales stay."""
    with transaction() as session:
        tills.retire(session, till_id, at=clock.now(), by=current_operator().id)
    flash(_("Kasir dihentikan."), "success")
    return redirect(url_for("tills.index"))


def _index(error: InvalidInput | NotFound | None = None) -> str:
    with reading() as session:
        rows = queries.tills(session)
        choices = [
            (shop.code, shop.name)
            for shop in shops.all_shops(session)
            if shop.kind is ShopKind.SHOP
        ]
    return render_template("pos/tills.html", rows=rows, choices=choices, error=error)
