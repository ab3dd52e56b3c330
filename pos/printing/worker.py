"""The print worker: a process of its own beside the server, one lane for each printer."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from core import clock, config
from core.db import Database
from core.errors import BusinessError
from core.serving import exclusive
from pos.printing import attempts
from pos.printing.lanes import AFTER_ERROR, Lane
from pos.printing.transports.outcomes import DEADLINES, Deadlines

POLL = 0.1
"""Seconds between two looks for new jobs: what a buyer waits at most, on average half of it."""
LONGEST_JOB = 60.0
"""Seconds in which every attempt has reached one of its deadlines."""

log = logging.getLogger(__name__)


def run(database: Database, stop: threading.Event, deadlines: Deadlines = DEADLINES) -> None:
    """Print until told to stop, then finish the jobs under way. Nothing that fails ends it."""
    dispatcher = _Dispatcher(database, stop, deadlines)
    while not stop.wait(POLL):
        try:
            dispatcher.look()
        except Exception:
            log.exception("cannot look for print jobs")
            stop.wait(AFTER_ERROR)
    dispatcher.finish()


class _Dispatcher:
    """Sees that something waits and rings at its lane."""

    def __init__(self, database: Database, stop: threading.Event, deadlines: Deadlines) -> None:
        self._database = database
        self._stop = stop
        self._deadlines = deadlines
        self._lanes: dict[str, Lane] = {}
        self._version = _version_of(database)
        self._seen: int | None = None
        self._is_recovered = False

    def look(self) -> None:
        """Ring where something waits, unless nothing was written since the last time."""
        if not self._is_recovered:
            attempts.recover(self._database, at=clock.now())
            self._is_recovered = True
        version = self._version()
        if version is not None and version == self._seen:
            return
        with self._database.reading() as session:
            waiting = attempts.wanted(session)
        for address, asked_at in waiting:
            self._lane(address).ask(asked_at)
        self._seen = version

    def finish(self) -> None:
        """Wait until every lane has ended the job it is at."""
        end = time.monotonic() + LONGEST_JOB
        for lane in self._lanes.values():
            lane.join(max(0.0, end - time.monotonic()))

    def _lane(self, address: str) -> Lane:
        if address not in self._lanes:
            self._lanes[address] = Lane(self._database, address, self._stop, self._deadlines)
            self._lanes[address].start()
        return self._lanes[address]


def _version_of(database: Database) -> Callable[[], int | None]:
    """A cheap question whose answer changes with every commit of others; None: cannot tell."""
    if not database.is_sqlite:
        return lambda: None
    connection = database.reader.raw_connection()

    def version() -> int:
        cursor = connection.cursor()
        try:
            return int(cursor.execute("PRAGMA data_version").fetchone()[0])
        finally:
            cursor.close()

    return version


@contextmanager
def only_one(url: str, stop: threading.Event) -> Iterator[None]:
    """Wait for the worker before, which may be ending its last job; returns also when stopped."""
    path = config.sqlite_path(url) or config.places().data / "koperasi"
    with_lock = Path(f"{path}.printing")
    with_lock.parent.mkdir(parents=True, exist_ok=True)
    while not stop.is_set():
        try:
            lock = exclusive(with_lock)
        except BusinessError:
            stop.wait(POLL)
            continue
        with lock:
            yield
        return
    yield
