"""The first page of an empty installation, and the questions that found the co-operative."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import (
    Blueprint,
    current_app,
    jsonify,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue

from core import clock, config, operators, words
from core.access import Open, find_operator, requires
from core.db import reading, transaction
from core.errors import InvalidInput
from core.forms import Form
from core.i18n import _
from core.ids import OperatorId
from core.permissions import Permission
from core.queries import DEFAULT_ZONE
from core.shops import find_coop
from core.views import remember
from pos.demo.views import example_entrance
from pos.firstrun import forms, gate, installation, steps
from pos.firstrun.example import Example, Readiness, example_of, start_making
from pos.firstrun.forms import NewTreasurer
from pos.firstrun.founding import Founding, found_coop

blueprint = Blueprint("firstrun", __name__)
blueprint.before_app_request(gate.only_founding)


def entrance() -> ResponseReturnValue | None:
    """What ``/`` shows to somebody who is not signed in."""
    if not gate.is_founded():
        return _welcome()
    with reading() as database:
        coop = find_coop(database)
    return example_entrance() if coop and coop.is_demo else None


@blueprint.get("/setup")
@requires(Open.PUBLIC)
def setup() -> ResponseReturnValue:
    """Let in whoever has the installation code, and lead on to the first open question."""
    if gate.is_founded():
        return _after_founding()
    code = request.args.get("kode")
    if code is not None and installation.matches(_secret_key(), code):
        steps.allow(session)
        return redirect(url_for("firstrun.setup"))
    if steps.is_allowed(session):
        return redirect(url_for(steps.next_question(session).endpoint))
    error = _wrong_code() if code else None
    return render_template("firstrun/code.html", typed=code or "", error=error)


@blueprint.post("/setup")
@requires(Open.PUBLIC)
def enter_code() -> ResponseReturnValue:
    """Take the installation code that was typed."""
    if not installation.matches(_secret_key(), request.form.get("kode", "")):
        error = _wrong_code()
        typed = request.form.get("kode", "")
        return render_template("firstrun/code.html", typed=typed, error=error), error.status
    steps.allow(session)
    return redirect(url_for("firstrun.setup"))


@blueprint.route("/setup/coop", methods=["GET", "POST"])
@requires(Open.PUBLIC)
def coop() -> ResponseReturnValue:
    """Question 1: what the co-operative is called."""
    return _question("coop", forms.coop_name, "firstrun.shop")


@blueprint.route("/setup/shop", methods=["GET", "POST"])
@requires(Open.PUBLIC)
def shop() -> ResponseReturnValue:
    """Question 2: the first shop."""
    return _question("shop", forms.first_shop, "firstrun.treasurer")


@blueprint.route("/setup/treasurer", methods=["GET", "POST"])
@requires(Open.PUBLIC)
def treasurer() -> ResponseReturnValue:
    """Question 3: who begins; the answer founds the co-operative and signs them in."""
    if away := _not_here("treasurer"):
        return away
    if request.method == "GET":
        return _page("treasurer", steps.kept(session, "treasurer"))
    typed = _typed("treasurer")
    steps.keep(session, "treasurer", typed)
    try:
        operator_id = _found(forms.new_treasurer(request.form))
    except InvalidInput as error:
        return _page("treasurer", typed, error), error.status
    remember(operator_id)
    return redirect(url_for("equipping.printer"))


@blueprint.get("/example")
@requires(Open.PUBLIC)
def example() -> ResponseReturnValue:
    """How far the example is, until it can be entered."""
    found = _example()
    if gate.is_founded() or found is None:
        return redirect(url_for("core.home"))
    return render_template("firstrun/example_progress.html", example=found)


@blueprint.post("/example")
@requires(Open.PUBLIC)
def make_example() -> ResponseReturnValue:
    """Have the example made by a process of its own."""
    if not gate.is_founded() and _example() is not None:
        start_making(config.places(), at=clock.now())
    return redirect(url_for("firstrun.example"))


@blueprint.get("/example/progress")
@requires(Open.PUBLIC)
def example_progress() -> ResponseReturnValue:
    """How far the example is, for the page that waits."""
    found = _example() or Example(Readiness.NOWHERE)
    return jsonify(readiness=found.readiness, per_cent=found.per_cent)


def _question(name: str, read: Callable[[Form], object], onward: str) -> ResponseReturnValue:
    if away := _not_here(name):
        return away
    if request.method == "GET":
        return _page(name, steps.kept(session, name))
    typed = _typed(name)
    try:
        read(request.form)
    except InvalidInput as error:
        return _page(name, typed, error), error.status
    steps.keep(session, name, typed)
    return redirect(url_for(onward))


def _not_here(name: str) -> ResponseReturnValue | None:
    """Where to go instead: the question was answered for good, or an earlier one is open."""
    if gate.is_founded():
        return _after_founding()
    if not steps.is_allowed(session):
        return redirect(url_for("firstrun.setup"))
    open_question = steps.next_question(session)
    if steps.progress_at(open_question.name).number < steps.progress_at(name).number:
        return redirect(url_for(open_question.endpoint))
    return None


def _after_founding() -> ResponseReturnValue:
    operator = find_operator()
    may_go_on = operator is not None and operator.may(Permission.MANAGE_TILLS)
    return redirect(url_for("equipping.printer" if may_go_on else "core.home"))


def _found(treasurer: NewTreasurer) -> OperatorId:
    at = clock.now()
    founding = Founding(
        coop_name=forms.coop_name(steps.kept(session, "coop")),
        shop=forms.first_shop(steps.kept(session, "shop")),
        treasurer_login=treasurer.login,
        treasurer_name=treasurer.name,
    )
    with transaction() as database:
        founded = found_coop(database, founding, at=at)
        operators.accept_invitation(
            database, founded.invitation, password=treasurer.password, pin=treasurer.pin, at=at
        )
    return OperatorId(founded.treasurer.id)


def _typed(name: str) -> dict[str, str]:
    return {field: request.form.get(field, "") for field in forms.FIELDS[name]}


def _page(name: str, typed: Mapping[str, str], error: InvalidInput | None = None) -> str:
    return render_template(
        f"firstrun/{name}.html",
        progress=steps.progress_at(name),
        typed={**_EMPTY[name], **typed},
        error=error,
        zones=words.TIME_ZONES.items(),
    )


_EMPTY = {
    "coop": {"name": ""},
    "shop": {"name": "", "code": "", "time_zone": DEFAULT_ZONE, "address": ""},
    "treasurer": {"name": "", "login": ""},
}


def _welcome() -> str:
    return render_template("firstrun/welcome.html", example=_example())


def _example() -> Example | None:
    """How far the example is; None when this server has no place for it."""
    if current_app.config["DEMO_ROOT"] is None:
        return None
    return example_of(config.places(), at=clock.now())


def _wrong_code() -> InvalidInput:
    return InvalidInput(
        _("Kode pemasangan ini salah. Periksa lagi huruf dan angkanya."), field="kode"
    )


def _secret_key() -> str:
    return str(current_app.config["SECRET_KEY"])
