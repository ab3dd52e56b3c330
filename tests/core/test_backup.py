"""A copy counts only when it was opened and found good; it holds what was acknowledged before."""

from __future__ import annotations

import threading
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from core import audit, backup, clock, settings
from core.backup import BackupFailed
from core.db import Database, open_database, sqlite_library
from core.models import BackupRecord
from tests.support.world import make_coop


def note(database: Database) -> None:
    with database.transaction() as session:
        audit.record(session, "test.acknowledged", at=clock.now(), by=None)


def notes_in(path: str) -> int:
    library = sqlite_library()
    copy = library.connect(path)
    try:
        (count,) = copy.execute("SELECT count(*) FROM audit_record").fetchone()
    finally:
        copy.close()
    return int(count)


def test_a_copy_holds_everything_acknowledged_before_it(database: Database, tmp_path: Path) -> None:
    if not database.is_sqlite:
        record = backup.make(database, tmp_path, at=clock.now())
        assert record.good
        assert record.size > 0
        return
    stop, acknowledged = threading.Event(), []

    def write() -> None:
        while not stop.is_set():
            note(database)
            acknowledged.append(1)

    writers = [threading.Thread(target=write) for _ in range(4)]
    for writer in writers:
        writer.start()
    try:
        for _ in range(5):
            while not acknowledged:
                pass
            before = len(acknowledged)
            record = backup.make(database, tmp_path, at=clock.now())
            assert notes_in(record.path) >= before
    finally:
        stop.set()
        for writer in writers:
            writer.join()


def test_a_damaged_copy_never_counts(tmp_path: Path) -> None:
    broken = tmp_path / "koperasi.db"
    broken.write_bytes(b"SQLite format 3\x00" + b"\x00" * 5_000)
    with pytest.raises(BackupFailed):
        backup.make(open_database(f"sqlite:///{broken}"), tmp_path / "copies", at=clock.now())
    assert list((tmp_path / "copies").iterdir()) == []


def test_a_folder_that_cannot_be_written_is_remembered_as_failed(
    database: Database, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    record = backup.make_everywhere(database, tmp_path / "file" / "copies", at=clock.now())
    assert not record.good
    assert "gagal" in record.message
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(BackupRecord)) == 1
        assert backup.last_good(session) is None


def test_the_second_place_gets_a_copy_too(database: Database, tmp_path: Path) -> None:
    second = tmp_path / "usb"
    with database.transaction() as session:
        make_coop(session)
        settings.put(
            session, backup.SECOND_PLACE, str(second),
            valid_from=clock.now().date(), at=clock.now(), by=None,
        )  # fmt: skip
    backup.make_everywhere(database, tmp_path / "first", at=clock.now())
    assert len(list(second.iterdir())) == len(list((tmp_path / "first").iterdir())) == 1


def test_two_days_without_a_good_copy_raise_the_alarm(database: Database) -> None:
    with database.transaction() as session:
        coop = make_coop(session).coop
        since = coop.created_at
        assert not backup.is_overdue(session, at=since + timedelta(days=2))
        assert backup.is_overdue(session, at=since + timedelta(days=2, seconds=1))
        failed = BackupRecord(at=since + timedelta(days=3), path="", good=False, size=0)
        backup.remember(session, failed)
        assert backup.is_overdue(session, at=since + timedelta(days=3))
        good = BackupRecord(at=since + timedelta(days=3), path="", good=True, size=1)
        backup.remember(session, good)
        assert not backup.is_overdue(session, at=since + timedelta(days=5))
