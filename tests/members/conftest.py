"""The application on a database with the co-op of the tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.db import Database
from tests.support.visitor import Visitor
from tests.support.world import make_coop
from wsgi import create_app


@pytest.fixture
def visitor(database: Database, tmp_path: Path) -> Visitor:
    """A browser that nobody has signed in with."""
    with database.transaction() as session:
        make_coop(session)
    app = create_app(database, secret_key="for-tests")
    app.config["SEAL_FOLDER"] = tmp_path
    return Visitor(app)
