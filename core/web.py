"""What every page and every answer has in common: errors, headers, locale, template words."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from http import HTTPStatus
from itertools import chain
from pathlib import Path
from typing import Any
from uuid import UUID

import jinja2
from flask import (
    Flask,
    Response,
    current_app,
    g,
    jsonify,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import Babel
from flask_login import LoginManager
from flask_wtf import CSRFProtect
from markupsafe import escape
from werkzeug.exceptions import HTTPException

from core import access, backup, clock, menu, operators
from core import format as formats
from core.db import reading
from core.errors import BusinessError, InvalidInput, LockedOut
from core.i18n import _
from core.ids import OperatorId
from core.operators import OperatorView
from core.permissions import Permission
from core.registry import Registry
from core.sessions import DatabaseSessions
from core.shops import find_coop

LOCALES = ("id", "en")
LARGEST_BODY = 16 * 1024 * 1024
"""For uploads; the till's API has its own, far smaller limit."""

csrf = CSRFProtect()


class SignedIn:
    """Flask-Login's user: an operator, with the four attributes it asks for."""

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def __init__(self, operator: OperatorView) -> None:
        self.operator = operator

    def get_id(self) -> str:
        return self.operator.id.hex


def install(app: Flask, registry: Registry) -> None:
    """Give an application its sessions, guard, error pages, headers, locale and template words."""
    app.extensions["lumbung"] = registry
    app.session_interface = DatabaseSessions()
    app.config.update(
        MAX_CONTENT_LENGTH=LARGEST_BODY,
        WTF_CSRF_TIME_LIMIT=None,
        BABEL_DEFAULT_LOCALE="id",
        BABEL_TRANSLATION_DIRECTORIES=str(_translations()),
    )
    Babel(app, locale_selector=choose_locale)
    csrf.init_app(app)
    _install_login(app)
    app.before_request(refuse_unreadable)
    app.before_request(access.guard)
    app.after_request(secure_headers)
    app.jinja_env.undefined = jinja2.StrictUndefined
    app.jinja_env.filters.update(FILTERS)
    app.context_processor(template_words)


def install_errors(app: Flask) -> None:
    """Answer every error in one place; last of all, as flask-smorest brings its own handler."""
    app.register_error_handler(BusinessError, refuse)
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(Exception, crash)


def refuse_unreadable() -> None:
    """Refuse a NUL in an address or a form: nobody types one, and PostgreSQL keeps none."""
    typed = [*request.args.items(multi=True), *request.form.items(multi=True)]
    if any("\0" in text for text in (request.path, *chain.from_iterable(typed))):
        raise InvalidInput(_("Ada huruf yang tidak dapat dibaca di sini."))


FILTERS = {
    "rupiah": formats.rupiah,
    "number": formats.number,
    "quantity": formats.quantity,
    "percent": formats.percent,
    "day": formats.day,
    "moment": formats.moment,
    "time_of_day": formats.time_of_day,
}


def choose_locale() -> str:
    """What the operator chose, else what this browser chose, else Indonesian."""
    if request.path.startswith("/api/"):
        return request.accept_languages.best_match(LOCALES, "id") or "id"
    chosen: str | None = session.get("locale")
    operator = access.find_operator()
    if chosen is None and operator is not None:
        chosen = operator.locale
    return chosen if chosen in LOCALES else "id"


def csp_nonce() -> str:
    """This request's nonce for the few inline scripts CSP lets through (import maps)."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    nonce: str = g.csp_nonce
    return nonce


def secure_headers(response: Response) -> Response:
    """Headers that keep other sites, scripts and frames out."""
    nonce = f" 'nonce-{g.csp_nonce}'" if "csp_nonce" in g else ""
    response.headers.setdefault(
        "Content-Security-Policy",
        f"default-src 'self'; script-src 'self' 'wasm-unsafe-eval'{nonce}; "
        "img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'",
    )
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "same-origin")
    response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    response.headers.setdefault("Permissions-Policy", "geolocation=(), microphone=()")
    if not request.path.startswith("/static/"):
        response.headers.setdefault("Cache-Control", "no-store")
    return response


def template_words() -> dict[str, Any]:
    """What every template may use: coop, operator, can, navigation, backup_alarm, csp_nonce."""
    with reading() as database:
        coop = find_coop(database)
        alarm = coop is not None and backup.is_overdue(database, at=clock.now())
    operator = access.find_operator()
    return {
        "coop": coop,
        "operator": operator,
        "can": operator.may if operator else _nobody_may,
        "backup_alarm": alarm and not (coop and coop.is_demo),
        "csp_nonce": csp_nonce,
        "locale": choose_locale(),
        **_menu(operator),
    }


def _menu(operator: OperatorView | None) -> dict[str, Any]:
    navigation = navigation_for(operator)
    endpoints = [endpoint for items in navigation.values() for _label, endpoint in items]
    place = place_of(request.script_root + request.path, endpoints)
    registry: Registry = current_app.extensions["lumbung"]
    groups = menu.groups(
        navigation, (str(item.group) for item in registry.navigation),
        (request.endpoint, place), request.cookies.get(menu.COOKIE),
    )  # fmt: skip
    return {"navigation": navigation, "menu_groups": groups, "menu_place": place}


def place_of(address: str, endpoints: Iterable[str]) -> str | None:
    """The place of the menu to which a page belongs: whose address its own begins with."""
    places = {url_for(endpoint): endpoint for endpoint in endpoints}
    around = [place for place in places if f"{address}/".startswith(f"{place}/")]
    return places[max(around, key=len)] if around else None


def navigation_for(operator: OperatorView | None) -> dict[str, list[tuple[str, str]]]:
    """The menu of an operator: group → (translated label, endpoint), nothing forbidden."""
    registry: Registry = current_app.extensions["lumbung"]
    found: dict[str, list[tuple[str, str]]] = {}
    for item in registry.navigation:
        if operator is not None and operator.may(item.permission):
            label = str(item.label)
            found.setdefault(str(item.group), []).append((label, item.endpoint))
    return found


def refuse(error: BusinessError) -> ResponseReturnValue:
    """A broken rule, as a page or a problem document (RFC 9457)."""
    headers = {"Retry-After": str(error.seconds)} if isinstance(error, LockedOut) else {}
    if wants_json():
        return problem(error.status, error.kind, error.sentence, error=error), headers
    return error_page(error.status, error.sentence), error.status, headers


def http_error(error: HTTPException) -> ResponseReturnValue:
    """What Flask itself refuses, in a plain sentence of the user's language."""
    status = HTTPStatus(error.code or 500)
    if status < HTTPStatus.BAD_REQUEST:
        return error
    sentence = _sentence(status)
    if wants_json():
        return problem(status, status.name.lower().replace("_", "-"), sentence)
    return error_page(status, sentence), status


def crash(error: Exception) -> ResponseReturnValue:
    """A bug: logged with its trace; the user is told that nothing half-done was saved."""
    current_app.logger.error("unexpected error", exc_info=error)
    sentence = _("Ada kesalahan di program. Tidak ada yang tersimpan setengah jalan.")
    status = HTTPStatus.INTERNAL_SERVER_ERROR
    if wants_json():
        return problem(status, "internal", sentence)
    return _last_resort(sentence), status


def problem(
    status: HTTPStatus, kind: str, sentence: str, *, error: BusinessError | None = None, **more: Any
) -> Response:
    """A problem document; ``more`` are extension members such as ``stored``."""
    body = {"type": f"/problems/{kind}", "title": kind, "status": int(status), "detail": sentence}
    if isinstance(error, InvalidInput) and error.field:
        body["errors"] = {error.field: [sentence]}
    response = jsonify(body | more)
    response.status_code = status
    response.mimetype = "application/problem+json"
    return response


def wants_json() -> bool:
    """Whether the request is to the API rather than for a page."""
    return request.path.startswith("/api/")


def error_page(status: HTTPStatus, sentence: str) -> str:
    """The page for a refusal."""
    return render_template("core/error.html", status=int(status), sentence=sentence)


def _last_resort(sentence: str) -> str:
    """The error page, or the bare sentence when the page itself is what is broken."""
    try:
        return error_page(HTTPStatus.INTERNAL_SERVER_ERROR, sentence)
    except Exception:
        current_app.logger.exception("the error page is broken too")
        return str(escape(sentence))


def _install_login(app: Flask) -> None:
    manager = LoginManager(app)
    manager.session_protection = None

    def load(key: str) -> SignedIn | None:
        with reading() as database:
            found = operators.view_of(database, OperatorId(UUID(hex=key)))
        return SignedIn(found) if found else None

    manager.user_loader(load)


def _nobody_may(_permission: Permission) -> bool:
    return False


def _sentence(status: HTTPStatus) -> str:
    sentences = {
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE: _("Yang dikirim terlalu besar."),
        HTTPStatus.NOT_FOUND: _("Halaman ini tidak ada."),
        HTTPStatus.METHOD_NOT_ALLOWED: _("Halaman ini tidak dapat dipakai dengan cara itu."),
        HTTPStatus.BAD_REQUEST: _("Permintaan ini tidak dapat dibaca. Muat ulang halamannya."),
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE: _("Jenis isi ini tidak dikenal."),
    }
    return sentences.get(status, _("Permintaan ini tidak dapat dilayani."))


def _translations() -> Path:
    return Path(__file__).parent / "translations"
