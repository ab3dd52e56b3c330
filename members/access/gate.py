"""The gate of the members' pages: whose phone asks, or the page that asks for the PIN."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus

from flask import Response, current_app, g, make_response, render_template, request
from flask.typing import ResponseReturnValue

from core import clock
from core.db import reading, transaction
from core.errors import BusinessError, NotSignedIn
from core.i18n import _
from members.access import phones
from members.access.phones import Visit

PLACE = "/saya"
"""Where the members' pages are; the cookie goes nowhere else."""
WHOSE = "X-Lumbung-Whose"
"""Tells the phone's worker whose page it holds: a phone's key, or ``none``."""
NONE = "none"


def gate() -> ResponseReturnValue | None:
    """Let a member in whose phone is known and was used lately; else ask for the PIN."""
    visit = find_visit()
    if visit is not None and not visit.locked:
        _touch(visit)
        return None
    if request.method not in ("GET", "HEAD"):
        raise NotSignedIn(_("Silakan masuk dulu."))
    return ask_for_pin(visit)


def ask_for_pin(
    visit: Visit | None, *, error: BusinessError | None = None, number: str = "", onward: str = ""
) -> Response:
    """The page that asks who is there, at whatever address was asked for; never kept."""
    onward = onward or request.full_path.rstrip("?")
    page = render_template("members/pages/sign_in.html", error=error, number=number, onward=onward,
                           known=visit)  # fmt: skip
    return make_response(page, HTTPStatus.UNAUTHORIZED)


def find_visit() -> Visit | None:
    """Whose phone it is, also when the PIN has to be asked again; None for nobody's."""
    if "member_visit" not in g:
        token = request.cookies.get(cookie_name(), "")
        g.member_visit = None
        if token:
            with reading() as session:
                g.member_visit = phones.visit_of(session, token, at=clock.now())
    found: Visit | None = g.member_visit
    return found


def current_member() -> Visit:
    """The member who is signed in on this phone. Raises NotSignedIn."""
    visit = find_visit()
    if visit is None or visit.locked:
        raise NotSignedIn(_("Silakan masuk dulu."))
    return visit


def remember(response: Response, token: str, *, shared: bool) -> None:
    """Give the phone its token; one that others use forgets it with the browser."""
    kept: timedelta | None = None if shared else phones.lasts(shared=False)
    response.set_cookie(
        cookie_name(), token, max_age=kept, path=_path(), httponly=True, samesite="Lax",
        secure=request.is_secure or bool(current_app.config["SESSION_COOKIE_SECURE"]),
    )  # fmt: skip
    g.member_visit = None


def forget(response: Response) -> None:
    """Take the token off the phone."""
    response.delete_cookie(cookie_name(), path=_path())
    g.member_visit = None


def token() -> str:
    """What this phone holds; empty for nothing."""
    return request.cookies.get(cookie_name(), "")


def mark(response: Response) -> Response:
    """Say whose page it is, so that a phone keeps one member's pages only, and none of a shared
    phone's."""
    if not request.path.startswith(PLACE) or not (response.mimetype or "").startswith("text/html"):
        return response
    visit = find_visit()
    is_kept = visit is not None and not visit.shared
    response.headers[WHOSE] = visit.phone_key if visit is not None and is_kept else NONE
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def cookie_name() -> str:
    """Its own beside the operators'; the example's never meets the real one's."""
    return f"{current_app.config['SESSION_COOKIE_NAME']}_saya"


def _path() -> str:
    return f"{request.script_root}{PLACE}"


def _touch(visit: Visit) -> None:
    now = clock.now()
    if now - visit.seen_at > phones.TOUCHED_EVERY:
        with transaction() as session:
            phones.touch(session, token(), at=now)
