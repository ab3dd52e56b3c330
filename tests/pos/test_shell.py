"""The shell a browser keeps is whole: everything the till's page loads is in it, hashed."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from core.db import Database
from core.permissions import Role
from tests.support.source import HOUSE
from tests.support.visitor import Visitor
from tests.support.world import make_coop
from wsgi import create_app


@pytest.fixture(scope="session")
def engine_name() -> str:
    """Files are the same on both engines."""
    return "sqlite"


@pytest.fixture
def app(database: Database) -> Flask:
    with database.transaction() as session:
        make_coop(session)
    return create_app(database, secret_key="for-tests")


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def shell(client: FlaskClient, locale: str = "id") -> dict[str, Any]:
    answer = client.get(f"/till/shell.json?lang={locale}")
    found: dict[str, Any] = answer.get_json()
    return found


def loaded_by(client: FlaskClient) -> set[str]:
    """Every address the page loads: what it names, and what its modules import, and so on."""
    page = client.get("/till").text
    named = re.findall(r'(?:src|href)="(/static/[^"#]+)', page)
    found, queue = set(named), [name for name in named if name.endswith(".js")]
    while queue:
        module = queue.pop()
        text = (HOUSE / module.lstrip("/")).read_text()
        for target in re.findall(r"""(?:from|import\()\s*'(\.[^']+)'""", text):
            path = _resolved(PurePosixPath(module).parent, target)
            if path not in found:
                found.add(path)
                queue.append(path)
    return found


def _resolved(folder: PurePosixPath, target: str) -> str:
    parts: list[str] = []
    for part in (folder / target).parts:
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts).replace("//", "/")


def test_everything_the_till_loads_is_kept(client: FlaskClient) -> None:
    loaded = loaded_by(client)
    assert "/static/pos/till/main.js" in loaded
    assert "/static/vendor/idb/index.js" in loaded
    assert loaded - set(shell(client)["files"]) == set()


def test_every_hash_is_that_of_what_is_served(client: FlaskClient) -> None:
    found = shell(client)
    for address, integrity in (found["pages"] | found["files"]).items():
        with client.get(f"{address}?lang=id") as answer:
            digest = b64encode(hashlib.sha256(answer.data).digest()).decode()
        assert integrity == f"sha256-{digest}", address


def test_the_page_is_the_same_for_everybody(app: Flask, client: FlaskClient) -> None:
    manager = Visitor(app).sign_in(Role.MANAGER)
    assert manager.see("/till?lang=id") == client.get("/till?lang=id").text
    assert shell(manager.client) == shell(client)
    assert "csrf" not in client.get("/till").text


def test_each_language_is_a_version_of_its_own(client: FlaskClient) -> None:
    indonesian, english = shell(client), shell(client, "en")
    assert indonesian["version"] != english["version"]
    assert 'lang="en"' in client.get("/till?lang=en").text
    assert 'lang="id"' in client.get("/till?lang=xx").text


def test_the_worker_may_answer_for_the_page_above_it(client: FlaskClient) -> None:
    answer = client.get("/till/sw.js")
    assert answer.headers["Service-Worker-Allowed"] == "/till"
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.mimetype == "text/javascript"


def test_the_example_keeps_its_own_shell(database: Database) -> None:
    with database.transaction() as session:
        make_coop(session, is_demo=True)
    app = create_app(database, secret_key="for-tests", root="/contoh")
    client = app.test_client()
    answer = client.get("/till/shell.json", base_url="http://localhost/contoh")
    found = answer.get_json()
    assert list(found["pages"]) == ["/contoh/till", "/contoh/till/display"]
    assert all(address.startswith("/contoh/static/") for address in found["files"])
    worker = client.get("/till/sw.js", base_url="http://localhost/contoh")
    assert worker.headers["Service-Worker-Allowed"] == "/contoh/till"
    manifest = client.get("/till/manifest.webmanifest", base_url="http://localhost/contoh")
    assert urlsplit(manifest.get_json()["start_url"]).path == "/contoh/till"
