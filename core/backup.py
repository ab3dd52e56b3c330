"""Copies of the data that are opened and checked before they count."""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import datetime, timedelta
from pathlib import Path
from threading import Thread

import sqlalchemy as sa
from sqlalchemy import select
from sqlalchemy.orm import Session

from core import clock
from core.db import Database, sqlite_library
from core.errors import BusinessError
from core.i18n import _
from core.models import BackupRecord, Coop
from core.settings import Setting, define, read

MAX_AGE = timedelta(days=2)

SECOND_PLACE = define(
    Setting("backup_folder", str, "", "Folder kedua untuk cadangan data (kosong: tidak ada)")
)


class BackupFailed(BusinessError):
    """The copy could not be made, or was not good when opened."""

    kind = "backup-failed"


def make(database: Database, folder: Path, *, at: datetime) -> BackupRecord:
    """Copy the database into the folder, open the copy, check it, and say how it went.

    The copy holds every sale acknowledged before this was called. Raises BackupFailed.
    """
    suffix = "db" if database.is_sqlite else "dump"
    target = folder / f"lumbung-{at:%Y%m%d-%H%M%S-%f}.{suffix}"
    part = target.with_suffix(f".{suffix}.part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (_copy_sqlite if database.is_sqlite else _copy_postgresql)(database, part)
        (_check_sqlite if database.is_sqlite else _check_postgresql)(part)
        _keep(part, target)
    except (OSError, subprocess.CalledProcessError, sqlite_library().Error) as error:
        if part.exists():
            part.unlink()
        raise BackupFailed(_("Cadangan data gagal: %(why)s", why=error)) from error
    return BackupRecord(at=at, path=str(target), good=True, size=target.stat().st_size)


def make_everywhere(database: Database, folder: Path, *, at: datetime) -> BackupRecord:
    """Make a copy in the folder, and another in the second place when one is set; remember both."""
    with database.reading() as session:
        second = read(session, SECOND_PLACE, on=at.date())
    record = _try(database, folder, at=at)
    if second:
        record = _try(database, Path(second), at=at)
    return record


def make_in_background(database: Database, folder: Path | None) -> None:
    """Make a copy without keeping anybody waiting; None: this application makes none."""
    if folder is not None:
        Thread(target=make_everywhere, args=(database, folder), kwargs={"at": clock.now()}).start()


def _try(database: Database, folder: Path, *, at: datetime) -> BackupRecord:
    try:
        record = make(database, folder, at=at)
    except BackupFailed as failure:
        record = BackupRecord(at=at, path=str(folder), good=False, size=0, message=failure.sentence)
    with database.transaction() as session:
        remember(session, record)
    return record


def remember(session: Session, record: BackupRecord) -> None:
    """Write down that a copy was made, so that the pages know its age."""
    session.add(record)
    session.flush()


def last_good(session: Session) -> BackupRecord | None:
    """The newest copy that was checked and found good."""
    return session.scalars(
        select(BackupRecord).where(BackupRecord.good).order_by(BackupRecord.at.desc()).limit(1)
    ).one_or_none()


def is_overdue(session: Session, *, at: datetime) -> bool:
    """Whether the last good copy is older than two days; a new co-op has two days to make one."""
    newest = last_good(session)
    since = newest.at if newest else session.scalar(select(Coop.created_at))
    return since is not None and at - since > MAX_AGE


def restore_sqlite(source: Path, target: Path, *, at: datetime) -> Path | None:
    """Put a checked copy in the place of a SQLite database that nobody has open.

    Returns where the database that was there is kept now; None when there was none.
    """
    _check_sqlite(source)
    kept = None
    if target.exists():
        kept = target.with_name(f"{target.stem}-sebelum-{at:%Y%m%d-%H%M%S}{target.suffix}")
        for ending in ("", "-wal", "-shm"):
            beside = Path(f"{target}{ending}")
            if beside.exists():
                beside.rename(f"{kept}{ending}")
    part = target.with_suffix(".part")
    shutil.copyfile(source, part)
    _keep(part, target)
    return kept


def _keep(part: Path, target: Path) -> None:
    with part.open("rb") as written:
        os.fsync(written.fileno())
    part.replace(target)


def _copy_sqlite(database: Database, target: Path) -> None:
    library = sqlite_library()
    source = library.connect(str(database.writer.url.database))
    copy = library.connect(str(target))
    try:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
    finally:
        copy.close()
        source.close()


def _check_sqlite(path: Path) -> None:
    library = sqlite_library()
    if not path.exists():
        raise FileNotFoundError(path)
    copy = library.connect(f"file:{path}?mode=ro", uri=True)
    try:
        (answer,) = copy.execute("PRAGMA integrity_check").fetchone()
        if answer != "ok":
            raise library.DatabaseError(answer)
        copy.execute("SELECT count(*) FROM journal_entry").fetchone()
    finally:
        copy.close()


def _copy_postgresql(database: Database, target: Path) -> None:
    subprocess.run(
        ["pg_dump", "--format=custom", f"--file={target}", _libpq(database.writer.url)],
        check=True,
        capture_output=True,
    )


def _check_postgresql(path: Path) -> None:
    subprocess.run(
        ["pg_restore", f"--file={os.devnull}", str(path)], check=True, capture_output=True
    )


def _libpq(url: sa.URL) -> str:
    return url.set(drivername="postgresql").render_as_string(hide_password=False)
