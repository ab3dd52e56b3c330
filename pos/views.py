"""The till's page, its enrolment, and the tills themselves.

Whoever works for one shop looks after that shop's tills only.
"""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core import clock, shops
from core.access import Open, current_operator, requires
from core.db import reading, transaction
from core.errors import InvalidInput, NotFound
from core.i18n import _, lazy
from core.permissions import Permission
from core.registry import NavigationItem
from pos import queries, tills
from pos.forms import new_till
from pos.models import Till
from pos.offline import shell
from pos.till_words import till_words
from pos.tills import TillView

blueprint = Blueprint("tills", __name__)

NAVIGATION = [
    NavigationItem(lazy("Layar kasir"), "tills.till", Permission.SELL, lazy("Toko")),
    NavigationItem(lazy("Daftar kasir"), "tills.index", Permission.MANAGE_TILLS, lazy("Toko")),
]


@blueprint.get("/till")
@requires(Open.PUBLIC)
def till() -> ResponseReturnValue:
    """The till: one page that sells from its own memory; what it may do its token says."""
    return shell.page(shell.page_locale())


@blueprint.get("/till/display")
@requires(Open.PUBLIC)
def display() -> ResponseReturnValue:
    """What the customer sees, in a second window: it is told by the till beside it."""
    return shell.display(shell.page_locale())


@blueprint.get("/till/enrol")
@requires(Open.PUBLIC)
def enrol() -> ResponseReturnValue:
    """Make this browser a till with the token a manager made."""
    return render_template("pos/enrol.html", words=till_words())


@blueprint.get("/tills")
@requires(Permission.MANAGE_TILLS)
def index() -> ResponseReturnValue:
    """The tills and how they are doing, and a form for one more."""
    return _index()


@blueprint.post("/tills")
@requires(Permission.MANAGE_TILLS)
def add() -> ResponseReturnValue:
    """Add a till; the next page shows its token, once."""
    at, by = clock.now(), current_operator()
    try:
        with transaction() as database:
            typed = new_till(request.form, queries.shops_of(database, within=by.shop_id))
            shop = shops.get_shop(database, typed.shop_id)
            row, token = tills.add(database, shop, typed.name, at=at, by=by.id)
    except InvalidInput as error:
        return _index(error), error.status
    return _show_once(row.id, token)


@blueprint.post("/tills/<uuid:till_id>/token")
@requires(Permission.MANAGE_TILLS)
def renew(till_id: UUID) -> ResponseReturnValue:
    """A new token for a till whose browser was lost or changed."""
    with transaction() as database:
        _own_till(database, till_id)
        row = database.get_one(Till, till_id)
        token = tills.renew_token(database, row, at=clock.now(), by=current_operator().id)
    return _show_once(till_id, token)


@blueprint.get("/tills/<uuid:till_id>/token")
@requires(Permission.MANAGE_TILLS)
def token(till_id: UUID) -> ResponseReturnValue:
    """The token just made; nothing but a new one when it was shown before."""
    of_till, made = session.pop("till_token", None) or ("", None)
    with reading() as database:
        found = _own_till(database, till_id)
    return render_template(
        "pos/till_token.html", till=found, token=made if of_till == till_id.hex else None
    )


@blueprint.post("/tills/<uuid:till_id>/retire")
@requires(Permission.MANAGE_TILLS)
def retire(till_id: UUID) -> ResponseReturnValue:
    """Let a till sell no more; its sales stay."""
    with transaction() as database:
        found = _own_till(database, till_id)
        tills.retire(database, till_id, at=clock.now(), by=current_operator().id)
    flash(_("Kasir %(code)s dihentikan.", code=found.code), "success")
    return redirect(url_for("tills.index"))


def _own_till(database: Session, till_id: UUID) -> TillView:
    """A till in use of the operator's shop. Raises NotFound, also for another shop's."""
    found = tills.by_id(database, till_id)
    if current_operator().shop_id not in (None, found.shop_id):
        raise NotFound(_("Kasir ini tidak ada."))
    return found


def _show_once(till_id: UUID, made: str) -> ResponseReturnValue:
    """Hand the token to the next page this browser opens of that till."""
    session["till_token"] = [till_id.hex, made]
    return redirect(url_for("tills.token", till_id=till_id))


def _index(error: InvalidInput | None = None) -> str:
    own_shop = current_operator().shop_id
    with reading() as database:
        cards = queries.till_cards(database, within=own_shop)
        places = queries.shops_of(database, within=own_shop)
    return render_template(
        "pos/tills.html",
        cards=cards,
        places=[(shop.code, shop.name) for shop in places],
        error=error,
        typed=request.form,
    )
