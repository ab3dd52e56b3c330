"""What makes the members' pages an application on the phone: manifest, worker, the way offline."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Response, current_app, jsonify, render_template, url_for
from flask.typing import ResponseReturnValue

from core.access import Open, requires
from core.db import reading
from core.i18n import _
from core.shops import find_coop
from members.access.gate import PLACE

blueprint = Blueprint("member_app", __name__, url_prefix=PLACE)

ICONS = (("saya-192.png", "192x192", "any"), ("saya-512.png", "512x512", "any"),
         ("saya-penuh-512.png", "512x512", "maskable"))  # fmt: skip
WORKER = "members/sw.js"


@blueprint.get("/sw.js")
@requires(Open.PUBLIC)
def worker() -> ResponseReturnValue:
    """The service worker; it answers for the members' pages and for nothing else."""
    path = Path(current_app.static_folder or "") / WORKER
    response = Response(path.read_bytes(), mimetype="text/javascript")
    response.headers["Service-Worker-Allowed"] = url_for("member_pages.home")
    response.headers["Cache-Control"] = "no-cache"
    return response


@blueprint.get("/manifest.webmanifest")
@requires(Open.PUBLIC)
def manifest() -> ResponseReturnValue:
    """What makes the pages installable; it names the co-op and nobody else."""
    page = url_for("member_pages.home")
    with reading() as session:
        coop = find_coop(session)
    icons = [
        {
            "src": url_for("static", filename=f"members/icons/{file}"),
            "sizes": sizes,
            "type": "image/png",
            "purpose": purpose,
        }
        for file, sizes, purpose in ICONS
    ]
    response: Response = jsonify(
        id=page, start_url=page, scope=page, name=coop.name if coop else "Lumbung",
        short_name=_("Simpanan"), lang="id", display="standalone", background_color="#faf8f4",
        theme_color="#0b4f3a", icons=icons,
    )  # fmt: skip
    response.mimetype = "application/manifest+json"
    return response


@blueprint.get("/luring")
@requires(Open.PUBLIC)
def offline() -> ResponseReturnValue:
    """Said by the phone itself where nobody answers and nothing is kept."""
    return render_template("members/pages/offline.html")
