"""Migrations, models and triggers agree on both engines."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from core.columns import KeyColumn
from core.db import Database, open_database
from core.models import Base
from core.schema import is_current, migrate
from tests.support.tables import APPEND_ONLY

SQLITE_TRIGGERS = ("no_update", "no_delete", "no_replace")
_KEYS = (sa.PrimaryKeyConstraint, sa.UniqueConstraint)
POSTGRES_TRIGGERS = ("no_change", "no_truncate")


def test_models_are_what_the_migrations_made(shared_database: Database) -> None:
    with shared_database.reader.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_every_append_only_table_has_its_triggers(shared_database: Database) -> None:
    kinds = SQLITE_TRIGGERS if shared_database.is_sqlite else POSTGRES_TRIGGERS
    assert _triggers(shared_database) == {
        (table, f"{table}_{kind}") for table in APPEND_ONLY for kind in kinds
    }


def test_replacing_is_refused_by_every_key(shared_database: Database) -> None:
    """The SQLite trigger names each unique key; a new one must be added to it."""
    if not shared_database.is_sqlite:
        return
    for table in APPEND_ONLY:
        text = _trigger_text(shared_database, f"{table}_no_replace")
        for key in [*_unique_keys(table), ("rowid",)]:
            compared = " AND ".join(f"{column} = NEW.{column}" for column in key)
            assert f"WHERE {compared})" in text


def test_keys_are_sixteen_bytes_or_uuid(shared_database: Database) -> None:
    expected = sa.BLOB if shared_database.is_sqlite else sa.UUID
    found = sa.inspect(shared_database.reader)
    for table in Base.metadata.sorted_tables:
        kinds = {column["name"]: column["type"] for column in found.get_columns(table.name)}
        for column in table.columns:
            if isinstance(column.type, KeyColumn):
                assert isinstance(kinds[column.name], expected), column


def test_migrating_twice_changes_nothing(database: Database) -> None:
    assert is_current(database)
    before = _triggers(database)
    migrate(database)
    assert is_current(database)
    assert _triggers(database) == before


@pytest.mark.parametrize("engine_name", ["sqlite"])
def test_an_empty_file_is_not_current(
    engine_name: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    empty = open_database(f"sqlite:///{tmp_path_factory.mktemp('empty') / 'new.db'}")
    assert not is_current(empty)
    migrate(empty)
    assert is_current(empty)
    empty.dispose()


def _triggers(database: Database) -> set[tuple[str, str]]:
    statement = (
        "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'"
        if database.is_sqlite
        else "SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
        "WHERE NOT t.tgisinternal"
    )
    with database.reader.connect() as connection:
        return {(row[0], row[1]) for row in connection.exec_driver_sql(statement)}


def _trigger_text(database: Database, name: str) -> str:
    with database.reader.connect() as connection:
        row = connection.exec_driver_sql(
            "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = ?", (name,)
        ).one()
        return str(row[0])


def _unique_keys(table: str) -> list[tuple[str, ...]]:
    found = Base.metadata.tables[table]
    keys: list[sa.PrimaryKeyConstraint | sa.UniqueConstraint | sa.Index] = [
        *(key for key in found.constraints if isinstance(key, _KEYS)),
        *(index for index in found.indexes if index.unique),
    ]
    return [tuple(column.name for column in key.columns) for key in keys]
