"""Serial lines and device files, proved on real terminals: nothing is lost and nothing hangs."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pos.printing.transports import sending
from pos.printing.transports.addresses import DeviceAddress, SerialAddress
from pos.printing.transports.outcomes import Deadlines, Outcome, Result, Trouble
from tests.support.printer import FakePrinter, Mood, fake_line

HASTY = Deadlines(connect=1.0, answer=0.4, job=1.0, goodbye=0.2)
JOB = b"\x1b@" + bytes(range(256)) * 12 + b"\nBeras 5 kg  72.500\n"
"""Every byte there is: a terminal that is not raw would swallow or change some."""

serial_or_file = pytest.mark.parametrize("serial", [True, False], ids=["serial", "file"])


def send(printer: FakePrinter, job: bytes = JOB, *, answers: bool | None = None) -> Outcome:
    return sending.send(printer.address, job, deadlines=HASTY, answers=answers)


@contextmanager
def as_nobody() -> Iterator[None]:
    """Without the rights of root, to whom no device is closed."""
    before = os.geteuid()
    if before == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(before)


@serial_or_file
def test_every_byte_arrives_and_the_printer_confirms_it(serial: bool) -> None:
    with fake_line(serial=serial) as printer:
        for _ in range(3):
            assert send(printer) == Outcome(Result.CONFIRMED, answered=True)
        assert printer.wait_for_jobs(3) == [JOB] * 3


@serial_or_file
@pytest.mark.parametrize(
    ("mood", "trouble"),
    [(Mood.PAPER_OUT, Trouble.PAPER_OUT), (Mood.OFFLINE, Trouble.OFFLINE)],
)
def test_a_printer_that_cannot_print_gets_nothing(
    mood: Mood, trouble: Trouble, serial: bool
) -> None:
    with fake_line(mood, serial=serial) as printer:
        assert send(printer) == Outcome(Result.NOT_SENT, trouble, answered=True)
    assert printer.jobs == []


@serial_or_file
def test_a_printer_that_never_answers_gets_the_whole_job(serial: bool) -> None:
    with fake_line(Mood.MUTE, serial=serial) as printer:
        assert send(printer, answers=False) == Outcome(Result.SENT)
        assert printer.wait_for_jobs(1) == [JOB]
        assert send(printer) == Outcome(Result.UNKNOWN, Trouble.SILENT)
        assert send(printer, answers=True) == Outcome(Result.NOT_SENT, Trouble.SILENT)


@serial_or_file
@pytest.mark.parametrize("answers", [None, False, True])
def test_a_printer_that_never_reads_holds_nobody(serial: bool, answers: bool | None) -> None:
    with fake_line(Mood.DEAF, serial=serial) as printer:
        started = time.monotonic()
        outcome = send(printer, b"x" * 2_000_000, answers=answers)
        assert time.monotonic() - started < HASTY.whole
    expected = Result.NOT_SENT if answers else Result.UNKNOWN
    assert (outcome.result, outcome.trouble) == (expected, Trouble.SILENT)


@serial_or_file
def test_a_slow_printer_gets_every_byte(serial: bool) -> None:
    job = JOB * 6
    patient = Deadlines(connect=1.0, answer=0.5, job=10.0, goodbye=0.2)
    with fake_line(Mood.SLOW, serial=serial) as printer:
        outcome = sending.send(printer.address, job, deadlines=patient)
        assert outcome == Outcome(Result.CONFIRMED, answered=True)
        assert printer.wait_for_jobs(1) == [job]


@pytest.mark.parametrize(
    "address", [DeviceAddress("/dev/usb/lp99"), SerialAddress("/dev/ttyLUMBUNG9")]
)
def test_nothing_plugged_in_is_nobody_there(address: DeviceAddress | SerialAddress) -> None:
    outcome = sending.send(address, JOB, deadlines=HASTY)
    assert (outcome.result, outcome.trouble) == (Result.NOT_SENT, Trouble.UNREACHABLE)


def test_a_file_is_never_printed_over(tmp_path: Path) -> None:
    books = tmp_path / "koperasi.db"
    books.write_bytes(b"books")
    outcome = sending.send(DeviceAddress(str(books)), JOB, deadlines=HASTY)
    assert (outcome.result, outcome.trouble) == (Result.NOT_SENT, Trouble.UNREACHABLE)
    assert books.read_bytes() == b"books"


@serial_or_file
def test_a_device_that_is_not_ours_says_so(serial: bool) -> None:
    with fake_line(serial=serial) as printer:
        address = printer.address
        Path(address.port if isinstance(address, SerialAddress) else str(address)).chmod(0)
        with as_nobody():
            outcome = send(printer)
    assert (outcome.result, outcome.trouble) == (Result.NOT_SENT, Trouble.FORBIDDEN)
