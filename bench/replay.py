"""A year of real sales, 541,909 lines, through the use cases, compared with the raw file by SQL."""

from __future__ import annotations

import shutil
import sys
import time
from pathlib import Path

from bench.figures import report
from core import checks
from core.db import Database, open_database
from core.schema import migrate
from tests.conftest import SHARED_DATA
from tests.support import reconciled
from tests.support.real_sales import NAME, invoices, rows_of
from tests.support.reconciled import RawSales
from tests.support.replay import Replay
from wsgi import create_registry


def run(folder: Path, *, month: str) -> None:
    """Replay everything, or a month (``2010-12``); says what was booked how, and what differs."""
    path = SHARED_DATA / NAME
    if not path.exists() or shutil.which("zstd") is None:
        print("replay: left out, as ../shared/data or zstd is not here")
        return
    database = open_database(f"sqlite:///{folder / 'koperasi.db'}")
    try:
        migrate(database)
        _replay(database, path, month)
    finally:
        database.dispose()


def _replay(database: Database, path: Path, month: str) -> None:
    rows = [row for row in rows_of(path) if row["InvoiceDate"].startswith(month)]
    replay = Replay(database, invoices(rows))
    began, cpu = time.perf_counter(), time.process_time()
    replay.run(done=lambda count: _show_progress(count, len(replay.events)))
    report(
        "replay", unit="s", lines=len(rows), invoices=len(replay.events),
        value=round(time.perf_counter() - began, 1), cpu=round(time.process_time() - cpu, 1),
        **dict(replay.lines),
    )  # fmt: skip
    _compare(database, rows, replay)
    _check(database)


def _compare(database: Database, rows: list[dict[str, str]], replay: Replay) -> None:
    raw = RawSales(rows)
    with database.reading() as session:
        report(
            "replay_reconciled", below_zero=len(replay.plan.planted), raw=raw.totals(),
            shelves=reconciled.shelves_and_books(session)[0], flags=reconciled.flags(session),
            differences=reconciled.differences(session, raw, replay),
        )  # fmt: skip


def _check(database: Database) -> None:
    began = time.perf_counter()
    with database.reading() as session:
        found = list(checks.run(session, create_registry()))
    seconds = round(time.perf_counter() - began, 1)
    wrong = [each.name for each in found if not each.holds]
    report("replay_checked", unit="s", value=seconds, checks=len(found), wrong=wrong)


def _show_progress(done: int, whole: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{done}/{whole}", end="", file=sys.stderr, flush=True)
