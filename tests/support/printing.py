"""A till with a printer, sales that make jobs, and the worker that prints them."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import clock
from core.db import Database
from pos import tills
from pos.escpos import PROFILES
from pos.models import Till
from pos.printing import printers, worker
from pos.printing.models import JobState, Printer, PrintJob
from pos.printing.printers import PrinterDetails
from pos.printing.transports.addresses import PrinterAddress, TcpAddress
from pos.printing.transports.outcomes import Deadlines
from tests.support import sales
from tests.support.sales import Sold
from tests.support.source import HOUSE
from tests.support.world import World, make_coop

HASTY = Deadlines(connect=1.0, answer=0.3, job=1.0, goodbye=0.1)
NOBODY = TcpAddress("127.0.0.1", 9)
"""An address where nothing listens."""


@dataclass
class Counter:
    """A till in a committed database: it sells, and its printer prints."""

    database: Database
    world: World
    printer: Printer
    shift_id: str
    sold: int = 0

    def sell(self, goods: Sold | None = None, *, at: datetime | None = None) -> str:
        """Record a sale now, or as it was then; returns its receipt number."""
        self.sold += 1
        received_at = clock.now()
        body = sales.sale(
            self.world,
            self.shift_id,
            goods or [(self.world.goods["mie"], 2_000, 3_500)],
            counter=self.sold,
            at=at or received_at,
        )
        body["number"] = f"WSB-{self.world.till.name}-A-{self.sold:06d}"
        with self.database.transaction() as session:
            answer = sales.send(session, self.world, body, received_at=received_at)
        assert answer.status == 201, answer.body
        return str(body["number"])

    def jobs(self) -> Sequence[PrintJob]:
        """Everything this printer was given, oldest first."""
        with self.database.reading() as session:
            mine = select(PrintJob).where(PrintJob.printer_id == self.printer.id)
            return session.scalars(mine.order_by(PrintJob.id)).all()

    def states(self) -> list[JobState]:
        return [job.state for job in self.jobs()]

    def wait_for(self, *states: JobState, seconds: float = 60.0) -> Sequence[PrintJob]:
        """The jobs, once they are in these states."""
        wait_until(lambda: self.states() == list(states), seconds, lambda: str(self.states()))
        return self.jobs()

    def printer_now(self) -> Printer:
        with self.database.reading() as session:
            return session.get_one(Printer, self.printer.id)


def wait_until(
    holds: Callable[[], bool], seconds: float = 60.0, found: Callable[[], str] = lambda: "not yet"
) -> None:
    """Return as soon as it holds."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            raise TimeoutError(found())
        time.sleep(0.02)


def counter(
    database: Database, address: PrinterAddress, *, drawer: bool = False, is_demo: bool = False
) -> Counter:
    """Found the little co-operative and let its till print there."""
    at = clock.now()
    with database.transaction() as session:
        world = make_coop(session, is_demo=is_demo)
        printer = _printer(session, world.till, address, drawer=drawer, at=at)
        shift_id = sales.open_shift(session, world, at=at)
    return Counter(database, world, printer, shift_id)


def second_counter(first: Counter, address: PrinterAddress, *, name: str = "T2") -> Counter:
    """Another till of the same shop, with a printer of its own."""
    at = clock.now()
    with first.database.transaction() as session:
        till, _token = tills.add(session, first.world.wsb, name, at=at, by=None)
        session.flush()
        world = replace(first.world, till=till)
        printer = _printer(session, till, address, drawer=False, at=at)
        shift_id = sales.open_shift(session, world, at=at)
    return Counter(first.database, world, printer, shift_id)


@contextmanager
def working(database: Database, deadlines: Deadlines = HASTY) -> Iterator[None]:
    """The print worker, in a thread of this process."""
    stop = threading.Event()
    thread = threading.Thread(target=worker.run, args=(database, stop, deadlines))
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


@contextmanager
def worker_process(database: Database, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A print worker of its own, as the server starts it; killed at the end if need be."""
    url = database.writer.url.render_as_string(hide_password=False)
    with subprocess.Popen(
        [sys.executable, "-m", "pos.printing", "--url", url],
        stdin=subprocess.PIPE,
        cwd=HOUSE,
        env=os.environ | {"LUMBUNG_DATA": str(folder)},
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def _printer(
    session: Session, till: Till, address: PrinterAddress, *, drawer: bool, at: datetime
) -> Printer:
    profile = replace(PROFILES["58"], drawer=2 if drawer else None)
    details = PrinterDetails(tills.by_id(session, till.id), address, profile)
    return printers.add(session, details, at=at, by=None)
