"""The print worker is killed again and again: every receipt comes out, duplicates say so.

Six tills sell to six printers, each with a fault of its own, until the faults are mended.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import func, select

from core import clock
from core.db import Database
from pos.printing import jobs
from pos.printing.models import JobState, PrintJob
from tests.support.printer import FakePrinter, Mood, fake_printer
from tests.support.printing import Counter, counter, second_counter, wait_until, worker_process

MOODS = (Mood.OK, Mood.MUTE, Mood.PAPER_OUT, Mood.DROPS, Mood.SLOW, Mood.DEAF)
KILLS, SALES = 40, 300
OVER = {JobState.CONFIRMED, JobState.SENT}
PATIENCE = 240.0
"""Seconds for everything that is still to be printed once the printers are mended."""

pytestmark = pytest.mark.long


@pytest.fixture(scope="session")
def engine_name() -> str:
    """What a printer gets is the same on both; the process itself is tested on both."""
    return "sqlite"


def test_every_receipt_comes_out_and_no_duplicate_is_unmarked(
    database: Database, tmp_path: Path
) -> None:
    chance = random.Random(20261122)
    with printers() as there:
        counters = six_counters(database, there)
        numbers, caught = sell_while_killing(database, counters, tmp_path, chance)
        for printer in there:
            printer.mood = Mood.OK
        with worker_process(database, tmp_path):
            settle(database, counters)
            wait_until(lambda: not missing(numbers, there), PATIENCE,
                       lambda: f"never printed: {missing(numbers, there)}")  # fmt: skip
        assert sum(len(one) for one in numbers) == SALES
        assert caught >= KILLS // 2, "else nothing was under way when the worker died"
        for mine, printer in zip(numbers, there, strict=True):
            twice = [number for number in mine if unmarked(number, printer.jobs) > 1]
            assert twice == [], printer.mood


@contextmanager
def printers() -> Iterator[list[FakePrinter]]:
    with ExitStack() as stack:
        yield [stack.enter_context(fake_printer(mood, after=700)) for mood in MOODS]


def six_counters(database: Database, there: Sequence[FakePrinter]) -> list[Counter]:
    first = counter(database, there[0].address)
    others = [
        second_counter(first, printer.address, name=f"T{place}")
        for place, printer in enumerate(there[1:], start=2)
    ]
    return [first, *others]


def sell_while_killing(
    database: Database, counters: Sequence[Counter], folder: Path, chance: random.Random
) -> tuple[list[list[str]], int]:
    """The numbers sold at each till, and how many times the worker died while it sent something."""
    numbers: list[list[str]] = [[] for _ in counters]
    caught = sold = 0
    for kill in range(1, KILLS + 1):
        with worker_process(database, folder) as process:
            while sold < SALES * kill // KILLS:
                place = sold % len(counters)
                numbers[place].append(counters[place].sell())
                sold += 1
                time.sleep(chance.uniform(0, 0.05))
            wait_for_work(counters)
            time.sleep(chance.uniform(0, 0.4))
            process.kill()
            process.wait()
        caught += JobState.SENDING in states(counters)
    return numbers, caught


def wait_for_work(counters: Sequence[Counter]) -> None:
    """Until the worker took what its predecessor left, and began with something."""
    before = attempts(counters)
    end = time.monotonic() + 20
    while attempts(counters) == before and time.monotonic() < end:
        time.sleep(0.05)


def settle(database: Database, counters: Sequence[Counter]) -> None:
    """Print what is left; the clerk asks again for what nobody can be sure of."""
    end = time.monotonic() + PATIENCE
    while not states(counters) <= OVER:
        assert time.monotonic() < end, states(counters)
        with database.transaction() as session:
            for job in everything(counters):
                if job.state not in jobs.OPEN and job.state not in OVER:
                    row = session.get_one(PrintJob, job.id)
                    jobs.retry(session, row, at=clock.now(), by=counters[0].world.clerk_id)
        time.sleep(0.5)


def everything(counters: Sequence[Counter]) -> list[PrintJob]:
    return [job for at_counter in counters for job in at_counter.jobs()]


def states(counters: Sequence[Counter]) -> set[JobState]:
    with counters[0].database.reading() as session:
        return set(session.scalars(select(PrintJob.state).distinct()))


def attempts(counters: Sequence[Counter]) -> int:
    with counters[0].database.reading() as session:
        return session.scalars(select(func.sum(PrintJob.attempts))).one() or 0


def missing(numbers: Sequence[Sequence[str]], there: Sequence[FakePrinter]) -> list[str]:
    """What no printer has put out whole."""
    return [
        number
        for mine, printer in zip(numbers, there, strict=True)
        for number in mine
        if not any(is_whole(number, job) for job in list(printer.jobs))
    ]


def is_whole(number: str, job: bytes) -> bool:
    """Whether the paper with this number reached its end: the empty lines under the tear bar."""
    return number.encode() in job and job.removesuffix(b"\x1dr\x01").endswith(b"\x1bd\x04")


def unmarked(number: str, printed: Sequence[bytes]) -> int:
    """How many papers carry this number and do not say that they may be the second."""
    return sum(number.encode() in job and b"CETAK ULANG" not in job for job in printed)
