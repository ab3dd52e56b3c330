"""Before a co-operative is founded its database shows one page, and the way to found it."""

from __future__ import annotations

from flask import current_app, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.utils import redirect

from core.config import DEMO_ROOT
from core.db import reading
from core.sessions import STATELESS
from core.shops import find_coop

OPEN = ("static", "core.home", "core.choose_language")
OWN = "firstrun."
_FOUNDED = "lumbung.founded"


def is_founded() -> bool:
    """Whether this database belongs to a co-operative; once it does it always will."""
    if not current_app.extensions.get(_FOUNDED):
        with reading() as session:
            current_app.extensions[_FOUNDED] = find_coop(session) is not None
    founded: bool = current_app.extensions[_FOUNDED]
    return founded


def is_example_mount() -> bool:
    """Whether this application stands where the example belongs."""
    return request.script_root.endswith(DEMO_ROOT)


def own_root() -> str:
    """The first page of the co-op's own application, seen from the example's."""
    return f"{request.script_root.removesuffix(DEMO_ROOT)}/"


def only_founding() -> ResponseReturnValue | None:
    """Lead every page to the first one while there is no co-operative."""
    endpoint = request.endpoint
    if endpoint is None or request.path.startswith(STATELESS) or is_founded():
        return None
    if is_example_mount():
        return redirect(own_root())
    if endpoint in OPEN or endpoint.startswith(OWN):
        return None
    return redirect(url_for("core.home"))
