"""The catalogue over HTTP: zipped, 304 when nothing changed, never a part to who asks for all."""

from __future__ import annotations

import gzip
import json

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from core.db import Database
from tests.support.world import TILL_TOKEN, make_coop
from wsgi import create_app


@pytest.fixture(scope="session")
def engine_name() -> str:
    """What is answered is tested on both engines beside this."""
    return "sqlite"


@pytest.fixture
def client(database: Database) -> FlaskClient:
    with database.transaction() as session:
        make_coop(session)
    return create_app(database, secret_key="for-tests").test_client()


def get(client: FlaskClient, query: str = "", **headers: str) -> TestResponse:
    own = {"Authorization": f"Bearer {TILL_TOKEN}"}
    return client.get(f"/api/v1/catalogue{query}", headers=own | headers)


def test_zipped_for_whoever_takes_it(client: FlaskClient) -> None:
    plain, zipped = get(client), get(client, **{"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in plain.headers
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert json.loads(gzip.decompress(zipped.data)) == plain.get_json()


def test_not_modified(client: FlaskClient) -> None:
    first = get(client)
    assert get(client, f"?since={first.get_json()['version']}").status_code == 304
    assert get(client, **{"If-None-Match": first.headers["ETag"]}).status_code == 304
    another = get(client, **{"If-None-Match": '"another"'})
    assert "replaces" not in another.get_json(), "a cache is never given a part"
