"""Putting a copy in the place of a co-op's data; what was there is kept beside it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from core import audit, copies, dumps
from core.config import sqlite_path
from core.copies import Summary
from core.db import open_database, sqlite_library
from core.dumps import DumpFailed
from core.errors import BusinessError
from core.i18n import _
from core.schema import knows, migrate
from core.serving import exclusive


@dataclass(frozen=True, slots=True)
class Plan:
    """What a restore would put where; nothing has happened yet."""

    source: Path
    url: str
    copy: Summary
    now: Summary | None
    """What is there now; None when nothing is, or nothing that can be read."""
    damaged: bool
    """Something is there, but it cannot be read."""

    @property
    def lost(self) -> int:
        """Entries booked since the copy was made, which the data will not hold any more."""
        return max(self.now.entries - self.copy.entries, 0) if self.now else 0


def plan(source: Path, url: str, *, demo: bool | None) -> Plan:
    """Look into the copy and at what is there now.

    ``demo`` says whether the place is the example's; None when both are right. Raises
    BusinessError when the copy is not sound, too new, or of the other kind.
    """
    copy = _describe_copy(source, url)
    now, damaged = _describe_now(url)
    kind = now.is_demo if now and now.coop_name else demo
    if kind is not None and copy.coop_name and copy.is_demo != kind:
        raise BusinessError(
            _("Cadangan ini milik data contoh, bukan data koperasi.")
            if copy.is_demo
            else _("Cadangan ini milik koperasi, bukan data contoh.")
        )
    if not knows(copy.revision):
        raise BusinessError(_("Cadangan ini dari Lumbung yang lebih baru. Perbarui Lumbung dulu."))
    return Plan(source, url, copy, now, damaged)


@contextmanager
def alone(url: str) -> Iterator[None]:
    """Hold the data for a restore. Raises BusinessError while anybody else uses it."""
    path = sqlite_path(url)
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
    else:
        _nobody_connected(url)
    with exclusive(path) if path is not None else nullcontext():
        yield


def restore(chosen: Plan, *, at: datetime) -> str | None:
    """Carry the plan out inside ``alone``; returns where the old data is kept, if there was any."""
    path = sqlite_path(chosen.url)
    kept: object = None
    try:
        if path is not None:
            kept = copies.put_in_place(chosen.source, path, at=at)
        else:
            kept = dumps.put_in_place(chosen.source, sa.make_url(chosen.url), at=at)
    except (OSError, DumpFailed, sqlite_library().Error) as error:
        raise BusinessError(
            _("Cadangan tidak dipasang, data tetap seperti semula: %(why)s", why=error)
        ) from error
    _note(chosen, at=at)
    return str(kept) if kept else None


def _describe_copy(source: Path, url: str) -> Summary:
    try:
        if sqlite_path(url) is not None:
            copies.check(source)
            return copies.describe(source)
        dumps.check(source)
        return dumps.describe(source)
    except FileNotFoundError:
        raise BusinessError(_("Tidak ada file %(path)s.", path=source)) from None
    except (OSError, DumpFailed, sqlite_library().Error) as error:
        raise BusinessError(
            _("%(path)s bukan cadangan yang utuh: %(why)s", path=source, why=error)
        ) from error


def _describe_now(url: str) -> tuple[Summary | None, bool]:
    path = sqlite_path(url)
    if path is not None and not path.exists():
        return None, False
    database = open_database(url)
    try:
        with database.reader.connect() as connection:
            if not sa.inspect(connection).has_table("journal_entry"):
                return None, False
            return _summary(connection), False
    except sa.exc.DatabaseError as error:
        if path is None:
            raise BusinessError(
                _("Database tidak dapat dibuka: %(why)s", why=error.orig)
            ) from error
        return None, True
    finally:
        database.dispose()


def _summary(connection: sa.Connection) -> Summary:
    coop = connection.exec_driver_sql("SELECT name, is_demo FROM coop").first() or ("", False)
    entries, last = connection.execute(
        sa.text("SELECT count(*), max(booked_on) FROM journal_entry").columns(
            sa.Column("entries", sa.Integer), sa.Column("last", sa.Date)
        )
    ).one()
    revision = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one()
    return Summary(coop[0], bool(coop[1]), entries, last, revision)


def _nobody_connected(url: str) -> None:
    database = open_database(url)
    try:
        with database.reader.connect() as connection:
            others = connection.exec_driver_sql(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
                "AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
            ).scalar_one()
    finally:
        database.dispose()
    if others:
        raise BusinessError(
            _("Database ini sedang dipakai (%(n)s sambungan). Hentikan Lumbung dulu.", n=others)
        )


def _note(chosen: Plan, *, at: datetime) -> None:
    """Bring the restored tables up to date and write down that they were restored."""
    database = open_database(chosen.url)
    try:
        migrate(database)
        with database.transaction() as session:
            audit.record(
                session,
                "data.restored",
                at=at,
                by=None,
                subject=chosen.source.name,
                entries=chosen.copy.entries,
                lost=chosen.lost,
            )
    finally:
        database.dispose()
