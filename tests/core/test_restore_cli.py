"""``lumbung restore`` replaces a co-op's data and keeps what was there."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from core import backup, clock
from core.db import Database, sqlite_library
from core.models import Coop
from core.serving import exclusive
from ledger import invariants
from tests.support.shell import Shell
from tests.support.source import HOUSE
from tests.support.world import World
from wsgi import cli


@pytest.fixture
def copy(shell: Shell, booked: World) -> str:
    """A copy of three entries; nobody is connected any more."""
    (record,) = json.loads(shell.run("backup", "--json").stdout)
    shell.database.dispose()
    return str(record["path"])


def test_it_says_what_it_replaces_and_keeps_the_old(shell: Shell, booked: World, copy: str) -> None:
    shell.book(booked, 4, 5)
    shell.database.dispose()
    done = shell.run("restore", copy, typed="y\n")
    assert "Cadangan      : Koperasi Uji Bersama, 3 entri, terakhir 01/06/2026" in done.stdout
    assert "Data sekarang : Koperasi Uji Bersama, 5 entri, terakhir 01/06/2026" in done.stdout
    assert "2 entri sesudah cadangan itu tidak ada lagi di data baru." in done.stdout
    assert _entries(shell.database) == 3
    kept = done.stdout.split("Data yang lama disimpan: ")[1].strip()
    assert _entries_kept(shell.database, kept) == 5


def test_the_restored_books_hold_and_go_on(shell: Shell, booked: World, copy: str) -> None:
    shell.database.dispose()
    shell.run("restore", copy, "--yes")
    with shell.database.reading() as session:
        assert list(invariants.journals(session)) == []
    shell.book(booked, 6)
    shell.run("check")
    with pytest.raises(Exception, match="append-only"):
        shell.execute("DELETE FROM posting")
    shell.database.dispose()
    (record,) = json.loads(shell.run("backup", "--json").stdout)
    shell.database.dispose()
    done = shell.run("restore", record["path"], "--yes")
    assert "4 entri" in done.stdout


def test_whoever_says_no_changes_nothing(shell: Shell, booked: World, copy: str) -> None:
    shell.book(booked, 4)
    shell.database.dispose()
    shell.run("restore", copy, typed="n\n", exit_code=1)
    assert _entries(shell.database) == 4


def test_it_is_refused_while_somebody_uses_the_data(shell: Shell, booked: World, copy: str) -> None:
    with _in_use(shell.database):
        done = shell.run("restore", copy, "--yes", exit_code=2)
    assert "sedang dipakai" in done.stderr
    assert _entries(shell.database) == 3


@pytest.mark.parametrize("damage", ["cut", "other", "missing"])
def test_a_damaged_copy_is_refused(shell: Shell, booked: World, copy: str, damage: str) -> None:
    path = Path(copy)
    if damage == "cut":
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    elif damage == "other":
        path.write_text("bukan cadangan")
    else:
        path.unlink()
    shell.database.dispose()
    done = shell.run("restore", copy, "--yes", exit_code=2)
    assert "bukan cadangan yang utuh" in done.stderr or "Tidak ada file" in done.stderr
    assert _entries(shell.database) == 3


def test_the_example_never_replaces_a_co_op(shell: Shell, booked: World, copy: str) -> None:
    with shell.database.transaction() as session:
        session.get_one(Coop, booked.coop.id).is_demo = True
    (record,) = json.loads(shell.run("backup", "--json").stdout)
    shell.database.dispose()
    done = shell.run("restore", copy, "--yes", exit_code=2)
    assert "milik koperasi, bukan data contoh" in done.stderr
    with shell.database.transaction() as session:
        session.get_one(Coop, booked.coop.id).is_demo = False
    shell.database.dispose()
    done = shell.run("restore", record["path"], "--yes", exit_code=2)
    assert "milik data contoh, bukan data koperasi" in done.stderr


def test_a_copy_from_the_future_is_refused(shell: Shell, booked: World) -> None:
    shell.execute("UPDATE alembic_version SET version_num = '9999'")
    folder = Path(shell.environment["LUMBUNG_DATA"])
    record = backup.make(shell.database, folder, at=clock.now())
    shell.database.dispose()
    done = shell.run("restore", record.path, "--yes", exit_code=2)
    assert "Lumbung yang lebih baru" in done.stderr


# What only a file can suffer

ONLY_SQLITE = pytest.mark.parametrize("engine_name", ["sqlite"], scope="session")


"""What only a file can suffer."""


@ONLY_SQLITE
def test_a_new_machine_gets_the_data_back(
    shell: Shell, booked: World, copy: str, tmp_path: Path
) -> None:
    fresh = {"LUMBUNG_DATA": str(tmp_path / "new-machine")}
    done = CliRunner().invoke(cli, ["restore", copy, "--yes"], env=fresh)
    assert done.exit_code == 0, done.output
    assert "Data sekarang : belum ada" in done.stdout
    assert "disimpan" not in done.stdout
    assert (tmp_path / "new-machine" / "koperasi.db").exists()
    done = CliRunner().invoke(cli, ["check"], env=fresh)
    assert done.exit_code == 0, done.output


@ONLY_SQLITE
def test_a_damaged_file_is_replaced_and_kept(shell: Shell, booked: World, copy: str) -> None:
    path = Path(str(shell.database.writer.url.database))
    broken = b"SQLite format 3\x00" + b"\xff" * 8_000
    path.write_bytes(broken)
    done = shell.run("restore", copy, "--yes")
    assert "Data sekarang : tidak dapat dibaca" in done.stdout
    assert _entries(shell.database) == 3
    kept = done.stdout.split("Data yang lama disimpan: ")[1].strip()
    assert Path(kept).read_bytes() == broken


@ONLY_SQLITE
def test_what_was_only_in_the_log_is_kept_too(shell: Shell, booked: World, copy: str) -> None:
    """A server that was killed leaves its newest entries in the write-ahead log."""
    url = shell.environment["LUMBUNG_DATABASE_URL"]
    done = subprocess.run(
        [sys.executable, "-c", _KILLED, url, str(booked.shop_id)], cwd=HOUSE, check=False
    )
    assert done.returncode == -9
    path = Path(str(shell.database.writer.url.database))
    assert path.with_name(f"{path.name}-wal").stat().st_size > 0
    answer = shell.run("restore", copy, "--yes")
    assert "Data sekarang : Koperasi Uji Bersama, 4 entri" in answer.stdout
    kept = answer.stdout.split("Data yang lama disimpan: ")[1].strip()
    assert _entries_kept(shell.database, kept) == 4
    assert _entries(shell.database) == 3


_KILLED = """
import os, sys, uuid
from core.db import open_database
from tests.support.books import book, transfer
database = open_database(sys.argv[1])
with database.transaction() as session:
    book(session, transfer(uuid.UUID(sys.argv[2]), "sale:killed", 7))
os.kill(os.getpid(), 9)
"""


def _entries(database: Database) -> int:
    with database.reader.connect() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM journal_entry").scalar_one())


def _entries_kept(database: Database, kept: str) -> int:
    """Entries of the data that was set aside: a file, or a schema in the same database."""
    if not database.is_sqlite:
        with database.reader.connect() as connection:
            counted = f"SELECT count(*) FROM {kept}.journal_entry"
            return int(connection.exec_driver_sql(counted).scalar_one())
    with closing(sqlite_library().connect(kept)) as old:
        return int(old.execute("SELECT count(*) FROM journal_entry").fetchone()[0])


@contextmanager
def _in_use(database: Database) -> Iterator[None]:
    """A server that serves this database."""
    path = Path(str(database.writer.url.database))
    if database.is_sqlite:
        with exclusive(path):
            yield
    else:
        with database.reader.connect():
            yield
    database.dispose()
