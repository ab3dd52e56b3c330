"""Every view names who may call it; what names nobody is refused."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Any, TypeVar

from flask import current_app, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.utils import redirect

from core.errors import NotSignedIn, PermissionDenied
from core.i18n import _
from core.operators import OperatorView
from core.permissions import Permission
from core.registry import Registry

View = TypeVar("View", bound=Callable[..., Any])


UNGUARDED = ("static", "api-docs.")
"""Endpoints of Flask itself and the description of the API."""


class Open(Enum):
    """Views that need no permission."""

    PUBLIC = "public"
    """Anybody; also before the co-operative is founded."""
    SIGNED_IN = "signed_in"
    """Any operator."""
    TILL = "till"
    """A till by its device token; the API checks it."""
    MEMBER = "member"
    """A member on her own pages, never an operator; the registry's gate lets her in."""


Access = Permission | Open


def requires(access: Access) -> Callable[[View], View]:
    """Name who may call a view; ``guard`` enforces it before the view runs."""

    def mark(view: View) -> View:
        view.__dict__["access"] = access
        return view

    return mark


def access_of(view: Callable[..., Any]) -> Access | None:
    """Who may call the view; None when it does not say."""
    found: Access | None = getattr(view, "access", None)
    if found is None and (view_class := getattr(view, "view_class", None)):
        method = getattr(view_class, request.method.lower(), None)
        found = getattr(method, "access", None) or getattr(view_class, "access", None)
    return found


def guard() -> ResponseReturnValue | None:
    """Refuse the request unless its view may be called by whoever is asking."""
    if request.endpoint is None or request.endpoint.startswith(UNGUARDED):
        return None
    access = access_of(current_app.view_functions[request.endpoint])
    if access in (Open.PUBLIC, Open.TILL):
        return None
    if access is Open.MEMBER:
        return _at_the_gate()
    operator = find_operator()
    if operator is None:
        return _ask_to_sign_in()
    if access is Open.SIGNED_IN or (isinstance(access, Permission) and operator.may(access)):
        return None
    raise PermissionDenied(_("Bagian ini bukan untuk peran Anda."))


def _at_the_gate() -> ResponseReturnValue | None:
    """What the members' own sign-in answers; where there is none, nobody is let in."""
    registry: Registry = current_app.extensions["lumbung"]
    if registry.member_gate is None:
        raise NotSignedIn(_("Silakan masuk dulu."))
    return registry.member_gate()


def find_operator() -> OperatorView | None:
    """Who is signed in; None for nobody."""
    user = current_user._get_current_object()
    return user.operator if user.is_authenticated else None


def current_operator() -> OperatorView:
    """Who is signed in. Raises NotSignedIn."""
    operator = find_operator()
    if operator is None:
        raise NotSignedIn(_("Silakan masuk dulu."))
    return operator


def _ask_to_sign_in() -> ResponseReturnValue:
    if request.method != "GET" or request.path.startswith("/api/"):
        raise NotSignedIn(_("Silakan masuk dulu."))
    return redirect(url_for("core.sign_in", next=request.full_path.rstrip("?")))
