"""The application on a database with the co-op of the tests."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from core.db import Database
from tests.support.visitor import Visitor
from tests.support.world import World, make_coop
from wsgi import create_app


@pytest.fixture
def world(database: Database) -> World:
    """The co-op of the tests, committed."""
    with database.transaction() as session:
        return make_coop(session)


@pytest.fixture
def app(database: Database, world: World, tmp_path: Path) -> Flask:
    """The whole application on that co-op."""
    app = create_app(database, secret_key="for-tests")
    app.config["UPLOAD_FOLDER"] = str(tmp_path / "sent")
    return app


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    """A browser that nobody has signed in with."""
    return Visitor(app)
