"""The worker as ``lumbung serve`` starts it: a process that ends with its parent, or by force."""

from __future__ import annotations

import signal
import subprocess
from pathlib import Path

import pytest
import sqlalchemy as sa

from core.db import Database
from pos.printing.models import JobState
from tests.support.paper import print_job
from tests.support.printer import Mood, fake_printer
from tests.support.printing import counter, wait_until, worker_process

CONFIRMED = JobState.CONFIRMED
TEAR_ALL_CONNECTIONS = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


def only(engine: str) -> pytest.MarkDecorator:
    """For what differs between the engines, or does not and takes long."""
    marks = [pytest.mark.postgres] if engine == "postgres" else []
    values = [pytest.param(engine, marks=marks)]
    return pytest.mark.parametrize("engine_name", values, indirect=True, scope="session")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the worker's lock is when its database is no file."""
    return tmp_path


def close(process: subprocess.Popen[bytes]) -> int:
    """Let the worker's parent go; returns the worker's exit status."""
    assert process.stdin is not None
    process.stdin.close()
    return process.wait(timeout=60)


def test_a_sale_is_printed_and_the_worker_ends_with_its_parent(
    database: Database, folder: Path
) -> None:
    with fake_printer() as printer, worker_process(database, folder) as process:
        at_counter = counter(database, printer.address, drawer=True)
        number = at_counter.sell()
        drawer, receipt = map(print_job, printer.wait_for_jobs(2, seconds=60))
        at_counter.wait_for(CONFIRMED, CONFIRMED)
        process.send_signal(signal.SIGINT)  # Ctrl+C reaches the whole group: the server decides
        at_counter.sell()
        at_counter.wait_for(*[CONFIRMED] * 4)
        assert close(process) == 0
    assert drawer.events == ["drawer 2"]
    assert receipt.codes() == [number]


def test_a_worker_killed_while_sending_prints_it_again_and_says_so(
    database: Database, folder: Path
) -> None:
    with fake_printer(Mood.DEAF) as printer:
        at_counter = counter(database, printer.address)
        number = at_counter.sell()
        with worker_process(database, folder) as process:
            at_counter.wait_for(JobState.SENDING)
            process.kill()
            process.wait()
        assert at_counter.states() == [JobState.SENDING]
        printer.mood = Mood.OK
        with worker_process(database, folder):
            receipt = at_counter.wait_for(CONFIRMED)[0]
    paper = print_job(printer.jobs[-1])
    assert (receipt.attempts, receipt.doubts) == (2, 1)
    assert paper.codes() == [number]
    assert "CETAK ULANG" in " ".join(" ".join(paper.lines).split())


@only("sqlite")
def test_the_job_under_way_is_ended_before_the_worker_goes(
    database: Database, folder: Path
) -> None:
    with fake_printer(Mood.SLOW) as printer, worker_process(database, folder) as process:
        at_counter = counter(database, printer.address)
        numbers = [at_counter.sell() for _ in range(5)]
        wait_until(lambda: JobState.SENDING in at_counter.states())
        assert close(process) == 0
        assert set(at_counter.states()) == {CONFIRMED, JobState.WAITING}
        with worker_process(database, folder):
            at_counter.wait_for(*[CONFIRMED] * 5)
        assert [print_job(job).codes()[0] for job in printer.jobs] == numbers


def test_a_second_worker_waits_for_the_first(database: Database, folder: Path) -> None:
    with (
        fake_printer() as printer,
        worker_process(database, folder) as first,
        worker_process(database, folder) as second,
    ):
        at_counter = counter(database, printer.address)
        numbers = [at_counter.sell() for _ in range(5)]
        at_counter.wait_for(*[CONFIRMED] * 5)
        first.kill()
        numbers.append(at_counter.sell())
        at_counter.wait_for(*[CONFIRMED] * 6)
        assert second.poll() is None
        assert [print_job(job).codes()[0] for job in printer.jobs] == numbers


@only("postgres")
def test_a_database_that_goes_away_and_comes_back(database: Database, folder: Path) -> None:
    with fake_printer() as printer, worker_process(database, folder) as process:
        at_counter = counter(database, printer.address)
        at_counter.sell()
        at_counter.wait_for(CONFIRMED)
        with database.writer.connect() as connection:
            connection.execute(sa.text(TEAR_ALL_CONNECTIONS))
        database.dispose()
        at_counter.sell()
        at_counter.wait_for(CONFIRMED, CONFIRMED)
        assert process.poll() is None
