"""The way into the example: everybody's name and password, and doors that open by themselves."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core import clock, operators, words
from core.access import Open, requires
from core.db import reading, transaction
from core.errors import NotFound
from core.i18n import _
from core.ids import OperatorId
from core.secrets import token_hash
from core.shops import find_coop
from core.views import remember
from pos import tills
from pos.demo import people
from pos.demo.places import BY_CODE, PLACES
from pos.models import Till

blueprint = Blueprint("demo", __name__)


def example_entrance() -> ResponseReturnValue:
    """Who is who in the example, and the tills of its shops."""
    return render_template(
        "firstrun/example.html",
        places=PLACES,
        clerks={clerk.shop: clerk for clerk in people.CLERKS},
        others=(people.TREASURER, *people.OTHERS),
        roles=words.ROLES,
        duties=words.ROLE_DUTIES,
        password=people.PASSWORD,
        pin=people.PIN,
        members=people.ON_THE_PHONE,
        producer=people.PRODUCER,
        member_pin=people.MEMBER_PIN,
    )


@blueprint.post("/example/sign-in")
@requires(Open.PUBLIC)
def sign_in() -> ResponseReturnValue:
    """Sign in as one of the invented people, without a password."""
    _only_in_example()
    with reading() as database:
        person = operators.by_login(database, request.form.get("login", ""))
    if person is None or not person.active:
        raise NotFound(_("Orang ini tidak ada lagi di contoh."))
    remember(OperatorId(person.id))
    return redirect(url_for("core.home"))


@blueprint.post("/example/till")
@requires(Open.PUBLIC)
def open_till() -> ResponseReturnValue:
    """Make this browser the till of a shop, with the token everybody knows."""
    _only_in_example()
    place = BY_CODE.get(request.form.get("shop", ""))
    if place is None:
        raise NotFound(_("Toko ini tidak ada di contoh."))
    with transaction() as database:
        view = tills.by_code(database, place.till_code)
        row = database.get_one(Till, view.id)
        row.token_hash = token_hash(place.till_token)
    return render_template(
        "firstrun/open_till.html", token=place.till_token, code=place.till_code, at=clock.now()
    )


def _only_in_example() -> None:
    with reading() as database:
        coop = find_coop(database)
    if coop is None or not coop.is_demo:
        raise NotFound(_("Halaman ini hanya ada di contoh."))
