"""The pages everybody meets: signing in and out, the home page, one's own account."""

from __future__ import annotations

from typing import Any, cast

from flask import (
    Blueprint,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_login import login_user

from core import audit, clock, forms, operators, shops, words
from core.access import Open, current_operator, find_operator, requires
from core.db import reading, transaction
from core.errors import BusinessError, InvalidInput, LockedOut, NotFound, NotSignedIn
from core.i18n import _
from core.ids import OperatorId
from core.registry import Registry
from core.sessions import DatabaseSession
from core.web import SignedIn

blueprint = Blueprint("core", __name__)
blueprint.add_app_template_filter(words.role_names, "role_names")
blueprint.add_app_template_filter(words.action_name, "action_name")
blueprint.add_app_template_global(words.details, "details")
blueprint.add_app_template_global(words.subject_name, "subject_name")


@blueprint.app_context_processor
def place_of_work() -> dict[str, Any]:
    """``place_name``: the shop the operator works in; None for all shops."""
    operator = find_operator()
    if operator is None or operator.shop_id is None:
        return {"place_name": None}
    with reading() as database:
        return {"place_name": shops.get_shop(database, operator.shop_id).name}


@blueprint.app_template_global()
def page_url(number: int) -> str:
    """The address of another page of the list shown, with the same search."""
    arguments = request.args.to_dict() | (request.view_args or {})
    return url_for(request.endpoint or "core.home", **(arguments | {"page": number}))


@blueprint.get("/")
@requires(Open.PUBLIC)
def home() -> ResponseReturnValue:
    """Where to go from here; before anybody is signed in, the way in."""
    if find_operator() is not None:
        return render_template("core/home.html")
    registry: Registry = current_app.extensions["lumbung"]
    answer = registry.entrance() if registry.entrance else None
    return answer or redirect(url_for("core.sign_in"))


@blueprint.get("/sign-in")
@requires(Open.PUBLIC)
def sign_in() -> ResponseReturnValue:
    """Ask for login and password."""
    if find_operator() is not None:
        return redirect(url_for("core.home"))
    return render_template("core/sign_in.html", error=None, login="")


@blueprint.post("/sign-in")
@requires(Open.PUBLIC)
def check_sign_in() -> ResponseReturnValue:
    """Sign in, or say that it was wrong without saying what."""
    login, password = request.form.get("login", ""), request.form.get("password", "")
    with transaction() as database:
        attempt = operators.try_password(database, login, password, at=clock.now())
    try:
        operator_id = operators.judge(attempt)
    except (NotSignedIn, LockedOut) as error:
        page = render_template("core/sign_in.html", error=error, login=login)
        return page, error.status, _retry_after(error)
    remember(operator_id)
    return redirect(_onward())


@blueprint.post("/sign-out")
@requires(Open.SIGNED_IN)
def sign_out() -> ResponseReturnValue:
    """Forget who this browser is; the language stays."""
    operator = current_operator()
    with transaction() as database:
        audit.record(
            database, "operator.signed_out", at=clock.now(), by=operator.id, subject=operator.login
        )
    _start_anew()
    flash(_("Anda sudah keluar."), "success")
    return redirect(url_for("core.sign_in"))


@blueprint.post("/language")
@requires(Open.PUBLIC)
def choose_language() -> ResponseReturnValue:
    """Show this browser's pages in another language."""
    session["locale"] = forms.locale(request.form, "language")
    return redirect(_onward())


@blueprint.get("/invitation")
@requires(Open.PUBLIC)
def enter_invitation() -> ResponseReturnValue:
    """Take the one-time code that somebody was given on paper or by phone."""
    code = request.args.get("code", "").strip().upper()
    if code:
        return redirect(url_for("core.invitation", code=code))
    return render_template("core/enter_invitation.html")


@blueprint.route("/invitation/<code>", methods=["GET", "POST"])
@requires(Open.PUBLIC)
def invitation(code: str) -> ResponseReturnValue:
    """Let the invited choose an own password and PIN."""
    at = clock.now()
    with reading() as database:
        invited = operators.find_invitation(database, code, at=at)
        operator = operators.get(database, invited.operator_id)
    if request.method == "GET":
        return render_template("core/invitation.html", invited=operator, error=None)
    try:
        chosen = forms.new_secrets(request.form, password_needed=True)
        with transaction() as database:
            operators.accept_invitation(
                database, code, password=chosen.password or "", pin=chosen.pin, at=at
            )
    except InvalidInput as error:
        return render_template("core/invitation.html", invited=operator, error=error), error.status
    remember(OperatorId(operator.id))
    flash(_("Selamat datang, %(name)s. Kata sandi Anda sudah tersimpan.", name=operator.name))
    return redirect(url_for("core.home"))


@blueprint.get("/account")
@requires(Open.SIGNED_IN)
def account() -> ResponseReturnValue:
    """One's own name, roles, language, password and PIN."""
    return _account_page()


@blueprint.post("/account/language")
@requires(Open.SIGNED_IN)
def change_language() -> ResponseReturnValue:
    """Keep a language for every browser this operator signs in with."""
    chosen = forms.locale(request.form)
    with transaction() as database:
        operators.get(database, current_operator().id).locale = chosen
    session["locale"] = chosen
    flash(_("Bahasa disimpan."), "success")
    return redirect(url_for("core.account"))


@blueprint.post("/account/secrets")
@requires(Open.SIGNED_IN)
def change_secrets() -> ResponseReturnValue:
    """Change one's own password or PIN; the present password is asked first."""
    operator, at = current_operator(), clock.now()
    current = request.form.get("current", "")
    with transaction() as database:
        attempt = operators.try_password(database, operator.login, current, at=at)
    try:
        _must_match(attempt)
        _change_secrets(operator.id, forms.new_secrets(request.form, password_needed=False))
    except (InvalidInput, LockedOut) as error:
        return _account_page(error), error.status, _retry_after(error)
    flash(_("Kata sandi atau PIN baru sudah berlaku."), "success")
    return redirect(url_for("core.account"))


def _account_page(error: BusinessError | None = None) -> str:
    with reading() as database:
        has_pin = operators.get(database, current_operator().id).pin_hash is not None
    return render_template(
        "core/account.html", error=error, has_pin=has_pin, languages=words.LANGUAGES.items()
    )


def _must_match(attempt: operators.Attempt) -> None:
    try:
        operators.judge(attempt)
    except NotSignedIn:
        raise InvalidInput(_("Kata sandi sekarang salah."), field="current") from None


def _change_secrets(operator_id: OperatorId, chosen: forms.NewSecrets) -> None:
    if chosen.password is None and chosen.pin is None:
        raise InvalidInput(_("Isi kata sandi baru atau PIN baru."), field="password")
    with transaction() as database:
        operator = operators.get(database, operator_id)
        if chosen.password is not None:
            operators.set_password(operator, chosen.password)
        if chosen.pin is not None:
            operators.set_pin(operator, chosen.pin)
        audit.record(
            database,
            "operator.changed_secrets",
            at=clock.now(),
            by=operator_id,
            subject=operator.login,
            password=chosen.password is not None,
            pin=chosen.pin is not None,
        )


def remember(operator_id: OperatorId) -> None:
    """Sign this browser in under a new token."""
    with transaction() as database:
        found = operators.view_of(database, operator_id)
        if found is None:
            raise NotFound(_("Operator tidak ditemukan."))
        audit.record(
            database, "operator.signed_in", at=clock.now(), by=found.id, subject=found.login
        )
    _start_anew()
    login_user(SignedIn(found))


def _start_anew() -> None:
    chosen = session.get("locale")
    session.clear()
    if chosen is not None:
        session["locale"] = chosen
    cast("DatabaseSession", session).renew = True


def _onward() -> str:
    """The page that was asked for before, inside this site; else the home page."""
    asked = forms.destination(request.values.get("next"))
    return f"{request.script_root}{asked}" if asked else url_for("core.home")


def _retry_after(error: BusinessError) -> dict[str, str]:
    return {"Retry-After": str(error.seconds)} if isinstance(error, LockedOut) else {}
