"""Bringing a database's tables up to date."""

from __future__ import annotations

import logging
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

import migrations
from core.db import Database

logging.getLogger("alembic").setLevel(logging.WARNING)


def migrate(database: Database) -> None:
    """Run every revision the database has not seen; nothing happens when it is up to date."""
    with database.turn, database.writer.connect() as connection, connection.begin():
        command.upgrade(_config(connection), "head")


def is_current(database: Database) -> bool:
    """Whether the database has seen every revision of this version of the program."""
    with database.reader.connect() as connection:
        seen = MigrationContext.configure(connection).get_current_heads()
    return set(seen) == {newest()}


def newest() -> str:
    """The last revision of this version of the program."""
    return str(ScriptDirectory.from_config(_config(None)).get_current_head())


def knows(revision: str) -> bool:
    """Whether this version of the program has that revision, so that it can go on from there."""
    scripts = ScriptDirectory.from_config(_config(None))
    return revision in {script.revision for script in scripts.walk_revisions()}


def _config(connection: sa.Connection | None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
