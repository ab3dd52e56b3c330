"""The application on a database with the co-op of the tests."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from core.db import Database
from tests.support.shell import Shell
from tests.support.visitor import Visitor
from tests.support.world import World, make_coop
from wsgi import create_app


@pytest.fixture
def world(database: Database) -> World:
    """The co-op of the tests, committed."""
    with database.transaction() as session:
        return make_coop(session)


@pytest.fixture
def app(database: Database, world: World) -> Flask:
    """The whole application on that co-op."""
    return create_app(database, secret_key="for-tests")


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    """A browser that nobody has signed in with."""
    return Visitor(app)


@pytest.fixture
def shell(database: Database, tmp_path: Path) -> Shell:
    """The shell of a server with this database."""
    url = database.writer.url.render_as_string(hide_password=False)
    return Shell(database, {"LUMBUNG_DATABASE_URL": url, "LUMBUNG_DATA": str(tmp_path / "data")})


@pytest.fixture
def booked(shell: Shell, world: World) -> World:
    """The co-op of the tests with three entries."""
    shell.book(world, 1, 2, 3)
    return world
