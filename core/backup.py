"""Copies of the data that are opened and checked before they count."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Lock, Thread

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import clock, copies, dumps
from core.db import Database, sqlite_library
from core.dumps import DumpFailed
from core.errors import BusinessError
from core.i18n import _, lazy
from core.models import BackupRecord, Coop
from core.retention import superfluous
from core.settings import Setting, define, read

MAX_AGE = timedelta(days=2)

SECOND_PLACE = define(
    Setting("backup_folder", str, "", lazy("Folder kedua untuk cadangan data (kosong: tidak ada)"))
)

_STAMP = "%Y%m%d-%H%M%S-%f"
_NAME = re.compile(r"lumbung-\d{8}-\d{6}-\d{6}\.(db|dump)")
_turn = Lock()
"""One copy at a time: shifts tend to close together."""


class BackupFailed(BusinessError):
    """The copy could not be made, or was not good when opened."""

    kind = "backup-failed"


def make(database: Database, folder: Path, *, at: datetime) -> BackupRecord:
    """Copy the database into the folder, open the copy, check it, and say how it went.

    The copy holds every sale acknowledged before this was called. Raises BackupFailed.
    """
    suffix = "db" if database.is_sqlite else "dump"
    target = folder / f"lumbung-{at.astimezone(UTC):{_STAMP}}.{suffix}"
    part = target.with_suffix(f".{suffix}.part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _copy(database, part)
        _keep(part, target)
    except (OSError, DumpFailed, sqlite_library().Error) as error:
        if part.exists():
            part.unlink()
        raise BackupFailed(_("Cadangan data gagal: %(why)s", why=error)) from error
    return BackupRecord(at=at, path=str(target), good=True, size=target.stat().st_size)


def make_everywhere(database: Database, folder: Path, *, at: datetime) -> BackupRecord:
    """Make a copy in the folder, and another in the second place when one is set; remember both.

    Old copies in these folders go as ``core.retention`` says.
    """
    with _turn:
        record = attempt(database, folder, at=at)
        prune(folder)
        if second := second_place(database, at=at):
            record = attempt(database, second, at=at)
            prune(second)
    return record


def prune(folder: Path) -> None:
    """Delete the copies that are no longer needed; what was put there by hand stays."""
    found = {
        path: _made_at(path) for path in folder.glob("lumbung-*") if _NAME.fullmatch(path.name)
    }
    gone = superfluous(found.values())
    for path, at in found.items():
        if at in gone:
            path.unlink(missing_ok=True)


def _made_at(path: Path) -> datetime:
    return datetime.strptime(path.stem, f"lumbung-{_STAMP}").replace(tzinfo=UTC)


def second_place(database: Database, *, at: datetime) -> Path | None:
    """Where another copy goes; None when no such folder is set."""
    with database.reading() as session:
        folder = read(session, SECOND_PLACE, on=at.date())
    return Path(folder) if folder else None


def make_in_background(database: Database, folder: Path | None) -> None:
    """Make a copy without keeping anybody waiting; None: this application makes none."""
    if folder is not None:
        Thread(target=make_everywhere, args=(database, folder), kwargs={"at": clock.now()}).start()


def attempt(database: Database, folder: Path, *, at: datetime) -> BackupRecord:
    """Make a copy in the folder and remember how it went, also when it failed."""
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


def _keep(part: Path, target: Path) -> None:
    copies.flush(part)
    part.replace(target)
    copies.flush(target.parent)


def _copy(database: Database, part: Path) -> None:
    url = database.writer.url
    if database.is_sqlite:
        copies.copy(Path(str(url.database)), part)
        copies.check(part)
    else:
        dumps.copy(url, part)
        dumps.check(part)
