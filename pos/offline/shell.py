"""The till's page and files as one version, so that a browser keeps and opens them whole.

A browser that has a service worker (static/pos/till/sw.js) opens the till from this copy, without
asking anybody. Each file is named with its hash: a version half old and half new is never kept.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import current_app, render_template, request, url_for
from flask_babel import force_locale

from core.web import LOCALES, choose_locale
from pos.till_words import till_words

FILES = ("pos/till/**/*.*", "pos/icons/*.png", "core/*.*", "vendor/*/*.js", "vendor/*/*.css")
"""Under ``static``: everything the page loads. The worker itself is kept by the browser."""
WORKER = "pos/till/sw.js"


def page_locale() -> str:
    """The language the till's page is asked in."""
    asked = request.args.get("lang", "")
    return asked if asked in LOCALES else choose_locale()


def page(locale: str) -> str:
    """The till's page in a language: the same for everybody, so that it can be kept."""
    with force_locale(locale):
        return render_template("pos/till.html", words=till_words(), locale=locale)


def display(locale: str) -> str:
    """The customer's screen, which is the same for everybody too."""
    with force_locale(locale):
        return render_template("pos/display.html", words=till_words(), locale=locale)


def contents(locale: str) -> dict[str, Any]:
    """The version of the shell in a language, and the hash of each of its addresses."""
    pages = {
        url_for("tills.till"): _integrity(page(locale).encode()),
        url_for("tills.display"): _integrity(display(locale).encode()),
    }
    files = {
        url_for("static", filename=name): integrity
        for name, integrity in _files(Path(current_app.static_folder or "")).items()
    }
    listed = repr((sorted(pages.items()), sorted(files.items())))
    version = hashlib.sha256(listed.encode()).hexdigest()[:16]
    return {"version": f"{version}-{locale}", "locale": locale, "pages": pages, "files": files}


@lru_cache
def _files(static: Path) -> dict[str, str]:
    """Read once: what this server serves is what it was started with."""
    found = {path for pattern in FILES for path in static.glob(pattern) if path.is_file()}
    named = {path.relative_to(static).as_posix(): path for path in sorted(found)}
    return {name: _integrity(path.read_bytes()) for name, path in named.items() if name != WORKER}


def _integrity(content: bytes) -> str:
    """As a browser checks it: Subresource Integrity."""
    return f"sha256-{b64encode(hashlib.sha256(content).digest()).decode()}"
