"""Dumps of PostgreSQL are looked into without a server, and keep the password to themselves."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from core import dumps
from core.copies import Summary
from core.db import Database
from core.dumps import DumpFailed
from core.models import Coop
from core.schema import newest
from tests.support.books import book, transfer
from tests.support.postgres import free_port
from tests.support.world import NOW, make_coop

pytestmark = [
    pytest.mark.parametrize(
        "engine_name", [pytest.param("postgres", marks=pytest.mark.postgres)], scope="session"
    )
]

NAME = 'Koperasi "Tani\\Nelayan"\tMaju\né'


def test_a_dump_tells_what_it_holds(database: Database, tmp_path: Path) -> None:
    with database.transaction() as session:
        world = make_coop(session, is_demo=True)
        session.get_one(Coop, world.coop.id).name = NAME
        book(
            session,
            transfer(world.shop_id, "a", 1, on=date(2026, 5, 31)),
            transfer(world.shop_id, "b", 1, on=date(2026, 6, 30), description="\\.\n\\N\tx"),
            transfer(world.shop_id, "c", 1, on=date(2026, 1, 1)),
        )
    target = tmp_path / "a.dump"
    dumps.copy(database.writer.url, target)
    dumps.check(target)
    assert dumps.describe(target) == Summary(NAME, True, 3, date(2026, 6, 30), newest())


def test_an_unfounded_co_op_has_no_name(database: Database, tmp_path: Path) -> None:
    dumps.copy(database.writer.url, tmp_path / "a.dump")
    assert dumps.describe(tmp_path / "a.dump") == Summary("", False, 0, None, newest())


def test_what_goes_wrong_never_shows_the_password(engine_name: str, tmp_path: Path) -> None:
    url = sa.make_url(f"postgresql://lumbung:sandi-rahasia@127.0.0.1:{free_port()}/x")
    with pytest.raises(DumpFailed, match="refused") as failed:
        dumps.copy(url, tmp_path / "a.dump")
    assert "sandi" not in str(failed.value)


def test_a_failed_restore_leaves_everything_as_it_was(database: Database, tmp_path: Path) -> None:
    with database.transaction() as session:
        make_coop(session)
    dumps.copy(database.writer.url, tmp_path / "a.dump")
    with database.writer.begin() as connection:
        connection.exec_driver_sql("CREATE VIEW members_of AS SELECT name FROM member")
        connection.exec_driver_sql("CREATE SCHEMA sebelum_20260601_030000_000000")
    database.dispose()
    with pytest.raises(DumpFailed, match="already exists"):
        dumps.put_in_place(tmp_path / "a.dump", database.writer.url, at=NOW)
    with database.reader.connect() as connection:
        found = connection.exec_driver_sql("SELECT count(*) FROM members_of").scalar_one()
    assert found == 3
