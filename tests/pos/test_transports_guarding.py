"""Whatever a driver does, nobody waits for ever, and what is claimed of the paper stays true."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest

from pos.printing.transports.guarding import guarded
from pos.printing.transports.outcomes import DEADLINES, Outcome, Result, Trouble
from pos.printing.worker import LONGEST_JOB


def test_an_attempt_that_ends_is_told_as_it_ended() -> None:
    confirmed = Outcome(Result.CONFIRMED, answered=True)
    assert guarded("usb://1111:0001", lambda _begin: confirmed, 5.0) == confirmed


def test_what_hangs_before_the_first_byte_is_not_sent_and_never_will_be() -> None:
    release, sent = threading.Event(), threading.Event()

    def attempt(begin: Callable[[], None]) -> Outcome:
        release.wait()
        begin()
        sent.set()
        return Outcome(Result.SENT)

    outcome = guarded("usb://1111:0002", attempt, 0.1)
    assert (outcome.result, outcome.trouble) == (Result.NOT_SENT, Trouble.SILENT)
    release.set()
    assert not sent.wait(0.3), "another try may have begun"


def test_what_hangs_after_the_first_byte_is_unknown() -> None:
    release = threading.Event()

    def attempt(begin: Callable[[], None]) -> Outcome:
        begin()
        release.wait()
        return Outcome(Result.SENT)

    started = time.monotonic()
    assert guarded("usb://1111:0003", attempt, 0.1).result is Result.UNKNOWN
    assert time.monotonic() - started < 1
    release.set()


def test_beside_an_attempt_that_hangs_there_is_no_second_one() -> None:
    release, tries = threading.Event(), []

    def attempt(begin: Callable[[], None]) -> Outcome:
        tries.append(1)
        release.wait()
        return Outcome(Result.SENT)

    guarded("usb://1111:0004", attempt, 0.05)
    assert guarded("usb://1111:0004", attempt, 0.05).result is Result.NOT_SENT
    assert len(tries) == 1
    release.set()
    while any("usb://1111:0004" in thread.name for thread in threading.enumerate()):
        time.sleep(0.01)
    guarded("usb://1111:0004", attempt, 1.0)
    assert len(tries) == 2


def test_a_fault_is_told_to_those_who_wait() -> None:
    def attempt(begin: Callable[[], None]) -> Outcome:
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        guarded("usb://1111:0005", attempt, 1.0)


def test_the_worker_waits_long_enough_for_any_attempt() -> None:
    assert DEADLINES.whole < LONGEST_JOB
