"""Copies of a SQLite database: made while it is in use, checked, looked into, put in its place."""

from __future__ import annotations

import os
import shutil
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from core.db import sqlite_library

BESIDE = ("-wal", "-shm")
"""What SQLite keeps beside a database that is open."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What tells one state of a co-op's data from another."""

    coop_name: str
    """Empty before the co-op is founded."""
    is_demo: bool
    entries: int
    """Entries in the journals of all shops."""
    last_booked_on: date | None
    revision: str
    """The migration the tables are at."""


def copy(source: Path, target: Path) -> None:
    """Copy one consistent state of a database; nobody who uses it has to wait."""
    library = sqlite_library()
    with closing(library.connect(str(source))) as live, closing(library.connect(str(target))) as to:
        live.backup(to)
        to.execute("PRAGMA journal_mode=DELETE")


def check(path: Path) -> None:
    """Read every page of a copy. Raises the library's DatabaseError when it is not sound."""
    with closing(_opened(path)) as found:
        (answer,) = found.execute("PRAGMA integrity_check").fetchone()
        if answer != "ok":
            raise sqlite_library().DatabaseError(answer)
        found.execute("SELECT count(*) FROM journal_entry").fetchone()


def describe(path: Path) -> Summary:
    """Say what a copy holds. Raises the library's DatabaseError for anything else."""
    with closing(_opened(path)) as found:
        coop = found.execute("SELECT name, is_demo FROM coop").fetchone() or ("", False)
        entries, last = found.execute(
            "SELECT count(*), max(booked_on) FROM journal_entry"
        ).fetchone()
        (revision,) = found.execute("SELECT version_num FROM alembic_version").fetchone()
    booked_on = date.fromisoformat(last) if last else None
    return Summary(coop[0], bool(coop[1]), entries, booked_on, revision)


def put_in_place(source: Path, target: Path, *, at: datetime) -> Path | None:
    """Let a checked copy be the database from now on; nobody may have the old one open.

    At every moment there is a whole database at ``target``. Returns where the old one is kept.
    """
    part = target.with_name(f"{target.name}.part")
    shutil.copyfile(source, part)
    flush(part)
    kept = _keep_aside(target, at) if target.exists() else None
    part.replace(target)
    flush(target.parent)
    return kept


def flush(path: Path) -> None:
    """Wait until a file or a folder's list of files is on the disk."""
    if path.is_dir() and os.name == "nt":
        return
    descriptor = os.open(path, os.O_RDWR if path.is_file() else os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _keep_aside(target: Path, at: datetime) -> Path:
    kept = target.with_name(f"{target.stem}-sebelum-{at:%Y%m%d-%H%M%S}{target.suffix}")
    _settle(target)
    for ending in BESIDE:
        beside = Path(f"{target}{ending}")
        if beside.exists():
            beside.rename(f"{kept}{ending}")
    try:
        os.link(target, kept)
    except OSError:  # a file system without hard links
        shutil.copyfile(target, kept)
        flush(kept)
    return kept


def _settle(target: Path) -> None:
    """Bring what is still in the write-ahead log into the file; a damaged one stays as it is."""
    library = sqlite_library()
    try:
        with closing(library.connect(str(target))) as database:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except library.DatabaseError:
        return


def _opened(path: Path) -> Any:
    if not path.is_file():
        raise FileNotFoundError(path)
    return sqlite_library().connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
