"""A shop that has worked since the first revision keeps everything when the program is renewed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command

from core.db import Database, open_database, sqlite_library
from core.schema import _config, is_current, migrate, newest
from tests.support.tables import LEFT_EMPTY

FIRST = "0001"
_SOME: dict[type[Any], Any] = {
    bool: True, int: 1, str: "x", bytes: b"x" * 16,
    date: date(2026, 6, 1), datetime: datetime(2026, 6, 1),  # noqa: DTZ001 (as SQLite keeps it)
}  # fmt: skip


@pytest.fixture
def old(tmp_path: Path) -> Iterator[Database]:
    """A database as the first revision made it, with a row in every table."""
    database = open_database(f"sqlite:///{tmp_path / 'koperasi.db'}")
    with database.writer.connect() as connection, connection.begin():
        command.upgrade(_config(connection), FIRST)
    _fill(database)
    yield database
    database.dispose()


def test_no_row_is_lost_and_every_new_column_is_there(old: Database) -> None:
    before = _rows(old)
    assert len(before) > 50
    migrate(old)
    assert is_current(old)
    after = _rows(old)
    for table, (row,) in before.items():
        assert row in [{name: kept[name] for name in row} for kept in after[table]], table


def test_a_program_knows_its_newest_revision(old: Database) -> None:
    assert newest() > FIRST
    assert not is_current(old)


def _fill(database: Database) -> None:
    # Without our foreign keys; by the same library, which shares its locks with itself only.
    engine = sa.create_engine(database.writer.url, module=sqlite_library())
    with engine.begin() as connection:
        for table in _tables(engine):
            columns = [column for column in table.columns if column.name not in LEFT_EMPTY]
            connection.execute(sa.insert(table), {c.name: _some(c.type) for c in columns})
    engine.dispose()


def _some(kind: sa.types.TypeEngine[Any]) -> Any:
    """A value that a column of this type takes, as SQLite tells the type."""
    if isinstance(kind, sa.JSON):
        return {}
    return b"x" * 16 if isinstance(kind, sa.types.NullType) else _SOME[kind.python_type]


def _tables(engine: sa.Engine) -> list[sa.Table]:
    found = sa.MetaData()
    found.reflect(engine)
    return [table for table in found.tables.values() if table.name != "alembic_version"]


def _rows(database: Database) -> dict[str, list[dict[str, Any]]]:
    with database.reader.connect() as connection:
        return {
            table.name: [dict(row) for row in connection.execute(sa.select(table)).mappings()]
            for table in _tables(database.reader)
        }
