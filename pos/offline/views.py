"""What makes the till's page an application of its own: shell, service worker, manifest."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Response, current_app, jsonify, url_for
from flask.typing import ResponseReturnValue

from core.access import Open, requires
from core.db import reading
from core.i18n import _
from core.shops import find_coop
from pos.offline import shell

blueprint = Blueprint("offline", __name__)

ICONS = (("kasir-192.png", "192x192", "any"), ("kasir-512.png", "512x512", "any"),
         ("kasir-penuh-512.png", "512x512", "maskable"))  # fmt: skip


@blueprint.get("/till/sw.js")
@requires(Open.PUBLIC)
def worker() -> ResponseReturnValue:
    """The service worker; it may answer for the page above its own address."""
    path = Path(current_app.static_folder or "") / shell.WORKER
    response = Response(path.read_bytes(), mimetype="text/javascript")
    response.headers["Service-Worker-Allowed"] = url_for("tills.till")
    response.headers["Cache-Control"] = "no-cache"
    return response


@blueprint.get("/till/shell.json")
@requires(Open.PUBLIC)
def contents() -> ResponseReturnValue:
    """Which version of the till this server has, and all its files with their hashes."""
    return jsonify(shell.contents(shell.page_locale()))


@blueprint.get("/till/manifest.webmanifest")
@requires(Open.PUBLIC)
def manifest() -> ResponseReturnValue:
    """What makes the till installable as an application."""
    page = url_for("tills.till")
    with reading() as session:
        coop = find_coop(session)
    name = f"{_('Kasir')} · {coop.name}" if coop else _("Kasir")
    icons = [
        {
            "src": url_for("static", filename=f"pos/icons/{file}"),
            "sizes": sizes,
            "type": "image/png",
            "purpose": purpose,
        }
        for file, sizes, purpose in ICONS
    ]
    response: Response = jsonify(
        id=page, start_url=page, scope=page, name=name, short_name=_("Kasir"),
        lang="id", display="standalone", background_color="#f5f7f4", theme_color="#0b4f3a",
        icons=icons,
    )  # fmt: skip
    response.mimetype = "application/manifest+json"
    return response
