"""Serving a database: one server per file, its print worker as a child, plain HTTP threads."""

from __future__ import annotations

import gc
import logging
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from threading import Thread
from typing import IO, TYPE_CHECKING

import click
import waitress

from core import clock, config
from core.db import Database, open_database
from core.errors import BusinessError
from core.i18n import _
from core.registry import Chore
from core.schema import migrate

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

LARGEST_BODY = 17 * 1024 * 1024

FIRST_PAUSE, LONGEST_PAUSE = 1, 60
"""Seconds before a worker that ended is started again."""

LOOK_PAUSE = 0.2
"""Seconds between two looks whether a worker is wanted yet: somebody waits for its first paper."""

CHORE_PAUSE = 600
"""Seconds between two rounds of the chores; each looks first whether there is anything to do."""

log = logging.getLogger(__name__)

_locks: list[IO[bytes]] = []
"""Held until the process ends."""


def open_to_serve(url: str) -> Database:
    """Open a database for serving: made if missing, brought up to date, locked for this process.

    Raises BusinessError when another server has the file.
    """
    path = config.sqlite_path(url)
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        _locks.append(exclusive(path))
    database = open_database(url)
    migrate(database)
    return database


def exclusive(path: Path) -> IO[bytes]:
    """Lock a SQLite file against a second server, restore or migration; free when closed.

    Raises BusinessError when another process has it.
    """
    lock = Path(f"{path}.lock").open("ab")  # noqa: SIM115 (held as long as the process lives)
    try:
        _lock(lock)
    except OSError:
        lock.close()
        raise BusinessError(
            _("Data %(path)s sedang dipakai oleh Lumbung yang lain.", path=path)
        ) from None
    return lock


def start_worker(url: str, program: str, *, wanted: Callable[[], bool]) -> None:
    """Keep a module that is a program running beside the server; it ends when this process does.

    It starts once it is wanted, is told the database by ``--url`` and ends when its standard
    input does.
    """
    Thread(target=_keep_working, args=(url, program, wanted), daemon=True, name=program).start()


def _keep_working(url: str, program: str, wanted: Callable[[], bool]) -> None:
    while not _is_wanted(wanted):
        time.sleep(LOOK_PAUSE)
    pause = FIRST_PAUSE
    while True:
        started = time.monotonic()
        worker = subprocess.Popen(  # noqa: S603 (our own command)
            [sys.executable, "-m", program, "--url", url],
            stdin=subprocess.PIPE,
            cwd=Path(__file__).parent.parent,
        )
        status = worker.wait()
        pause = FIRST_PAUSE if time.monotonic() - started > LONGEST_PAUSE else pause * 2
        log.error("%s ended with status %s; starting it again", program, status)
        time.sleep(min(pause, LONGEST_PAUSE))


def _is_wanted(wanted: Callable[[], bool]) -> bool:
    """In doubt it is: a worker that cannot work is started again with growing pauses."""
    try:
        return wanted()
    except Exception:
        log.exception("cannot tell whether a worker is wanted")
        return True


def start_chores(database: Database, chores: Mapping[str, Chore]) -> None:
    """Do what the packages want done regularly, beside the requests; ends with this process."""
    Thread(target=_keep_doing, args=(database, chores), daemon=True, name="chores").start()


def _keep_doing(database: Database, chores: Mapping[str, Chore]) -> None:
    while True:
        do_chores(database, chores, at=clock.now())
        time.sleep(CHORE_PAUSE)


def do_chores(database: Database, chores: Mapping[str, Chore], *, at: datetime) -> None:
    """Do every chore once; one that fails is logged and keeps nobody from the others."""
    for name, chore in chores.items():
        try:
            chore(database, at)
        except Exception:
            log.exception("the chore %s failed", name)


def run(site: WSGIApplication, *, host: str, port: int, threads: int) -> None:
    """Answer requests until stopped."""
    server = waitress.create_server(
        site,
        host=host,
        port=port,
        threads=threads,
        ident="lumbung",
        max_request_body_size=LARGEST_BODY,
    )
    click.echo(_("Lumbung siap: http://%(host)s:%(port)s", host=host, port=port))
    server.run()


def settle_memory() -> None:
    """Call everything loaded so far lasting: looking through it for garbage again and again would
    hold up requests for a tenth of a second each time."""
    gc.collect()
    gc.freeze()


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
