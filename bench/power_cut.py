"""Does an acknowledged sale survive the plug being pulled? ``make power-cut`` (root, Linux).

A file system in a file (ext4 on a loop device) is shut down under the running server while four
tills sell, exactly as a power cut stops a disk: what was not flushed is gone. Then the server is
killed, the file system mounted again, and every sale whose answer arrived before the cut must be
there. The same is done with ``synchronous=NORMAL``, the usual advice, for comparison.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from sqlalchemy import select

from core import clock
from core.db import open_database
from core.schema import migrate
from pos.models import Sale
from tests.support import sales
from tests.support.program import free_port, wait_for
from tests.support.world import TILL_TOKEN, World, make_coop

HOUSE = Path(__file__).resolve().parent.parent
SIZE = 256 * 1024 * 1024
TILLS = 4
SELLING_SECONDS = 2.0
STRICT, WEAK = "FULL", "NORMAL"

_SERVE = """
import core.db, sys
if sys.argv[1] != "FULL":
    strict = core.db._pragmas
    core.db._pragmas = lambda *a, **k: tuple(
        p.replace("synchronous=FULL", "synchronous=" + sys.argv[1]) for p in strict(*a, **k))
from wsgi import cli
cli(["serve", "--port", sys.argv[2]])
"""


@dataclass
class Round:
    """What one cut did."""

    acknowledged: int
    lost: int


@dataclass
class Acknowledged:
    """Sales whose answer arrived, with when; written by several tills."""

    answers: list[tuple[float, UUID]] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, sale_id: UUID) -> None:
        with self.lock:
            self.answers.append((time.monotonic(), sale_id))

    def before(self, moment: float) -> set[UUID]:
        with self.lock:
            return {sale_id for answered, sale_id in self.answers if answered < moment}


def main() -> int:
    """Cut the power so many times for each setting; exit 1 when the strict one lost anything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    rounds = parser.parse_args().rounds
    losses = {}
    for setting in (STRICT, WEAK):
        results = [cut_once(setting) for _ in range(rounds)]
        losses[setting] = sum(result.lost for result in results)
        print(
            json.dumps(
                {
                    "figure": "power_cut",
                    "synchronous": setting,
                    "cuts": rounds,
                    "acknowledged": sum(result.acknowledged for result in results),
                    "lost": losses[setting],
                    "cuts_that_lost": sum(result.lost > 0 for result in results),
                }
            ),
            flush=True,
        )
    return 1 if losses[STRICT] else 0


def cut_once(setting: str) -> Round:
    """One co-op, four tills, one cut."""
    with TemporaryDirectory() as folder, file_system(Path(folder)) as disk:
        database_file = disk / "koperasi.db"
        world, shift_id = _seed(database_file)
        os.sync()
        with _server(setting, database_file, Path(folder)) as port:
            sold = Acknowledged()
            stop = threading.Event()
            tills = [
                threading.Thread(target=_sell, args=(port, world, shift_id, n, sold, stop))
                for n in range(TILLS)
            ]
            for till in tills:
                till.start()
            time.sleep(SELLING_SECONDS)
            cut = time.monotonic()
            pull_the_plug(disk)
            stop.set()
        for till in tills:
            till.join()
        mount_again(Path(folder), disk)
        kept = _sales_in(database_file)
        acknowledged = sold.before(cut)
        return Round(len(acknowledged), len(acknowledged - kept))


@contextmanager
def file_system(folder: Path) -> Iterator[Path]:
    """A disk in a file, mounted in the folder."""
    image, disk = folder / "disk.img", folder / "disk"
    disk.mkdir()
    with image.open("wb") as file:
        file.truncate(SIZE)
    subprocess.run(["mkfs.ext4", "-q", str(image)], check=True)
    subprocess.run(["mount", "-o", "loop", str(image), str(disk)], check=True)
    try:
        yield disk
    finally:
        _unmount(disk)


def _unmount(disk: Path) -> None:
    """Whoever was killed may still be closing files."""
    for _attempt in range(50):
        if subprocess.run(["umount", str(disk)], capture_output=True).returncode == 0:
            return
        time.sleep(0.1)
    raise OSError(f"{disk} stays busy")


def pull_the_plug(disk: Path) -> None:
    """From now on nothing reaches the disk; what was not flushed is gone."""
    subprocess.run(["xfs_io", "-x", "-c", "shutdown", str(disk)], check=True)


def mount_again(folder: Path, disk: Path) -> None:
    """The power is back."""
    _unmount(disk)
    subprocess.run(["mount", "-o", "loop", str(folder / "disk.img"), str(disk)], check=True)


def _seed(path: Path) -> tuple[World, str]:
    database = open_database(f"sqlite:///{path}")
    migrate(database)
    with database.transaction() as session:
        world = make_coop(session)
        shift_id = sales.open_shift(session, world, at=clock.now())
    database.dispose()
    return world, shift_id


@contextmanager
def _server(setting: str, path: Path, data: Path) -> Iterator[int]:
    port = free_port()
    environment = os.environ | {
        "LUMBUNG_DATA": str(data),
        "LUMBUNG_DATABASE_URL": f"sqlite:///{path}",
    }
    log = (data / "server.log").open("wb")
    process = subprocess.Popen(
        [sys.executable, "-c", _SERVE, setting, str(port)],
        cwd=HOUSE,
        env=environment,
        stdout=log,
        stderr=log,
    )
    try:
        wait_for(port)
        yield port
    finally:
        process.kill()
        process.wait()
        time.sleep(0.5)  # its print worker sees the closed pipe and goes
        log.close()


def _sell(
    port: int, world: World, shift_id: str, till: int, sold: Acknowledged, stop: threading.Event
) -> None:
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    counter = till * 1_000_000
    while not stop.is_set():
        counter += 1
        body = sales.sale(
            world, shift_id, [(world.goods["mie"], 1_000, 3_500)] * 10,
            counter=counter, at=clock.now(),
        )  # fmt: skip
        headers = {"Authorization": f"Bearer {TILL_TOKEN}", "Idempotency-Key": body["id"]}
        try:
            connection.request("POST", "/api/v1/sales", json.dumps(body), headers)
            answer = connection.getresponse()
            answer.read()
        except (OSError, HTTPException):
            return
        if answer.status == 201:
            sold.add(UUID(body["id"]))


def _sales_in(path: Path) -> set[UUID]:
    database = open_database(f"sqlite:///{path}")
    try:
        with database.transaction() as session:
            return set(session.scalars(select(Sale.id)))
    finally:
        database.dispose()


if __name__ == "__main__":
    for program in ("mkfs.ext4", "xfs_io"):
        if shutil.which(program) is None:
            sys.exit(f"{program} is missing: apt-get install e2fsprogs xfsprogs")
    sys.exit(main())
