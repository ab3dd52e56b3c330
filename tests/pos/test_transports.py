"""Jobs reach a real socket, and what is reported is never better than what happened."""

from __future__ import annotations

import socket
import time

import pytest

from pos.printing.transports import sending
from pos.printing.transports.addresses import TcpAddress
from pos.printing.transports.outcomes import Deadlines, Outcome, Result, Trouble, explain
from tests.support.printer import FakePrinter, Mood, fake_printer

HASTY = Deadlines(connect=2.0, answer=0.5, job=1.0, goodbye=0.2)
PATIENT = Deadlines(connect=1.0, answer=0.5, job=10.0, goodbye=0.5)
JOB = b"\x1b@" + b"Beras 5 kg  72.500\n" * 40 + b"\x1dV\x42\x00"


def send(printer: FakePrinter, job: bytes = JOB, *, answers: bool | None = None) -> Outcome:
    return sending.send(printer.address, job, deadlines=HASTY, answers=answers)


@pytest.mark.parametrize("chatty", [False, True])
def test_a_job_is_confirmed_once_the_printer_has_worked_through_it(chatty: bool) -> None:
    with fake_printer(chatty=chatty) as printer:
        assert send(printer) == Outcome(Result.CONFIRMED, answered=True)
        assert printer.wait_for_jobs(1) == [JOB]


def test_a_roll_that_is_nearly_used_up_is_reported() -> None:
    with fake_printer(Mood.PAPER_LOW) as printer:
        assert send(printer) == Outcome(Result.CONFIRMED, paper_low=True, answered=True)


@pytest.mark.parametrize(
    ("mood", "trouble"),
    [(Mood.PAPER_OUT, Trouble.PAPER_OUT), (Mood.OFFLINE, Trouble.OFFLINE)],
)
def test_a_printer_that_cannot_print_gets_nothing(mood: Mood, trouble: Trouble) -> None:
    with fake_printer(mood) as printer:
        assert send(printer) == Outcome(Result.NOT_SENT, trouble, answered=True)
        printer.mood = Mood.OK
        assert send(printer, b"next").result is Result.CONFIRMED
        assert printer.wait_for_jobs(1) == [b"next"]


def test_nobody_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = TcpAddress(*server.getsockname())
    outcome = sending.send(address, JOB, deadlines=HASTY)
    assert (outcome.result, outcome.trouble) == (Result.NOT_SENT, Trouble.UNREACHABLE)
    assert "refused" in outcome.detail


def test_an_unknown_name_is_nobody_there() -> None:
    outcome = sending.send(TcpAddress("no-such-printer.invalid"), JOB, deadlines=HASTY)
    assert (outcome.result, outcome.trouble) == (Result.NOT_SENT, Trouble.UNREACHABLE)


def test_a_mute_printer_gets_the_whole_job_but_nothing_is_claimed() -> None:
    with fake_printer(Mood.MUTE) as printer:
        assert send(printer) == Outcome(Result.UNKNOWN, Trouble.SILENT)
        assert printer.wait_for_jobs(1)[0].startswith(JOB)


def test_a_printer_known_to_be_mute_gets_the_job_and_no_question() -> None:
    with fake_printer(Mood.MUTE) as printer:
        assert send(printer, answers=False) == Outcome(Result.SENT)
        assert printer.wait_for_jobs(1) == [JOB]


def test_a_printer_that_used_to_answer_gets_nothing_while_it_is_silent() -> None:
    with fake_printer(Mood.MUTE) as printer:
        assert send(printer, answers=True) == Outcome(Result.NOT_SENT, Trouble.SILENT)
    assert printer.jobs == []


@pytest.mark.parametrize("chatty", [False, True])
def test_paper_that_ends_within_the_job_is_unknown_and_says_why(chatty: bool) -> None:
    with fake_printer(Mood.PAPER_ENDS, after=200, chatty=chatty) as printer:
        assert send(printer) == Outcome(Result.UNKNOWN, Trouble.PAPER_OUT, answered=True)
        assert printer.wait_for_jobs(1) == [JOB[:200]]


@pytest.mark.parametrize("after", [1, 200, len(JOB) - 1])
def test_a_connection_torn_within_the_job_is_unknown(after: int) -> None:
    with fake_printer(Mood.DROPS, after=after) as printer:
        outcome = send(printer)
        assert (outcome.result, outcome.trouble) == (Result.UNKNOWN, Trouble.INTERRUPTED)
        assert outcome.answered
        assert printer.wait_for_jobs(1) == [JOB[:after]]


def test_a_connection_torn_before_the_job_is_not_sent() -> None:
    with fake_printer(Mood.DROPS, after=0) as printer:
        outcome = send(printer)
        assert (outcome.result, outcome.trouble) == (Result.NOT_SENT, Trouble.UNREACHABLE)
    assert printer.jobs == []


def test_a_slow_printer_gets_every_byte() -> None:
    job = bytes(range(0x20, 0x7F)) * 200
    with fake_printer(Mood.SLOW) as printer:
        outcome = sending.send(printer.address, job, deadlines=PATIENT)
        assert outcome == Outcome(Result.CONFIRMED, answered=True)
        assert printer.wait_for_jobs(1) == [job]


@pytest.mark.parametrize("chatty", [False, True])
def test_a_slow_printer_gets_every_byte_of_a_job_without_questions(chatty: bool) -> None:
    job = bytes(range(0x20, 0x7F)) * 200
    with fake_printer(Mood.SLOW, chatty=chatty) as printer:
        outcome = sending.send(printer.address, job, deadlines=PATIENT, answers=False)
        assert outcome == Outcome(Result.SENT)
        assert printer.wait_for_jobs(1) == [job]


@pytest.mark.parametrize("answers", [None, True])
@pytest.mark.parametrize("size", [100, 8_000_000])
def test_a_printer_that_never_reads_costs_seconds_and_is_never_taken_for_done(
    size: int, answers: bool | None
) -> None:
    with fake_printer(Mood.DEAF) as printer:
        started = time.monotonic()
        outcome = send(printer, b"x" * size, answers=answers)
        assert time.monotonic() - started < 6
    expected = Result.NOT_SENT if answers else Result.UNKNOWN
    assert (outcome.result, outcome.trouble) == (expected, Trouble.SILENT)


def test_a_mute_printer_that_never_reads_a_long_job_is_unknown() -> None:
    with fake_printer(Mood.DEAF) as printer:
        outcome = send(printer, b"x" * 8_000_000, answers=False)
    assert (outcome.result, outcome.trouble) == (Result.UNKNOWN, Trouble.SILENT)


def test_one_job_after_the_other() -> None:
    with fake_printer() as printer:
        for number in range(5):
            assert send(printer, b"job %d\n" % number).result is Result.CONFIRMED
        assert printer.wait_for_jobs(5) == [b"job %d\n" % number for number in range(5)]


@pytest.mark.parametrize("trouble", Trouble)
def test_every_trouble_is_explained(trouble: Trouble) -> None:
    assert explain(trouble).endswith(".")
