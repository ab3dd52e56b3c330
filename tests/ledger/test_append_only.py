"""What happened cannot be changed, on either engine, by any statement or library."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import psycopg
import pytest
import sqlalchemy as sa

from core.columns import KeyColumn
from core.db import Database, sqlite_library
from core.models import Base
from tests.support.sales import open_shift, sale, send
from tests.support.tables import APPEND_ONLY, fill_empty
from tests.support.world import make_coop

Rows = list[tuple[object, ...]]


@pytest.fixture
def sold(database: Database) -> Database:
    """A database with a row in every append-only table."""
    with database.transaction() as session:
        world = make_coop(session)
        shift_id = open_shift(session, world)
        goods = [(world.goods["mie"], 2000, 3_500)]
        send(session, world, sale(world, shift_id, goods, member_id=world.member_id))
    fill_empty(database)
    return database


def test_the_books_are_among_them() -> None:
    assert {"journal_entry", "posting", "sale", "sale_line", "audit_record"} <= set(APPEND_ONLY)


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_own_connection_cannot_change_it(sold: Database, table: str) -> None:
    before = _rows(sold, table)
    assert before, "a table without rows proves nothing"
    for statement in _statements(sold, table):
        with pytest.raises(sa.exc.DBAPIError, match="append-only"), sold.writer.begin() as own:
            own.exec_driver_sql(statement)
    assert _rows(sold, table) == before


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("engine_name", ["sqlite"], scope="session")
def test_another_sqlite_program_cannot_change_it(sold: Database, table: str) -> None:
    """Python's own, older library, with neither foreign keys nor recursive triggers."""
    before = _rows(sold, table)
    path = str(sold.writer.url.database)
    for library in (sqlite3, sqlite_library()):
        with closing(library.connect(path, isolation_level=None)) as other:
            assert other.execute("PRAGMA recursive_triggers").fetchone() == (0,)
            for statement in _statements(sold, table):
                with pytest.raises(library.IntegrityError, match="append-only"):
                    other.execute(statement)
    assert _rows(sold, table) == before


@pytest.mark.parametrize("engine_name", [pytest.param("postgres", marks=pytest.mark.postgres)])
def test_truncating_everything_at_once_is_refused(sold: Database) -> None:
    url = sold.writer.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(url) as other, pytest.raises(psycopg.errors.RaiseException):
        other.execute("TRUNCATE shop, journal_entry, posting CASCADE")
    assert _rows(sold, "posting")


def _rows(database: Database, table: str) -> Rows:
    with database.reader.connect() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(f"SELECT * FROM {table}")]


def _statements(database: Database, table: str) -> Iterator[str]:
    columns = list(Base.metadata.tables[table].columns)
    names = ", ".join(column.name for column in columns)
    other = columns[-1].name
    yield f"UPDATE {table} SET {other} = {other}"
    yield f"DELETE FROM {table}"
    if database.is_sqlite:
        yield f"UPDATE OR REPLACE {table} SET {other} = {other}"
        yield f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"
        yield f"REPLACE INTO {table} SELECT * FROM {table} LIMIT 1"
        anew = ", ".join(_changed(column) for column in columns)
        yield (
            f"INSERT OR REPLACE INTO {table} (rowid, {names}) "
            f"SELECT rowid, {anew} FROM {table} LIMIT 1"
        )
        yield from _replacing_by_other_keys(table)
    else:
        key = ", ".join(column.name for column in Base.metadata.tables[table].primary_key)
        yield f"TRUNCATE {table} CASCADE"
        yield (
            f"INSERT INTO {table} SELECT * FROM {table} "
            f"ON CONFLICT ({key}) DO UPDATE SET {other} = excluded.{other}"
        )


def _replacing_by_other_keys(table: str) -> Iterator[str]:
    """Replace a row that has the same unique key under a new primary key."""
    found = Base.metadata.tables[table]
    for constraint in found.constraints:
        if isinstance(constraint, sa.UniqueConstraint):
            kept = set(constraint.columns)
            values = ", ".join(c.name if c in kept else _changed(c) for c in found.columns)
            yield f"INSERT OR REPLACE INTO {table} SELECT {values} FROM {table} LIMIT 1"


def _changed(column: sa.Column[object]) -> str:
    if isinstance(column.type, KeyColumn):
        return "randomblob(16)"
    if isinstance(column.type, sa.Integer):
        return f"{column.name} + 100000"
    if isinstance(column.type, sa.String):
        return f"'x' || {column.name}"
    return column.name
