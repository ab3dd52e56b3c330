"""Handing a job to a print queue of the system, and seeing it leave.

A queue tells nothing about paper: what left it is *sent*. What does not leave it in time is taken
back, or it would come out unmarked beside the next try.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Protocol

from pos.printing.transports.outcomes import Deadlines, Outcome, Result, Trouble, trouble_of

PAUSE = 0.2
"""Seconds between two looks at the queue."""


class Spooler(Protocol):
    """A queue of the system. What goes wrong is an OSError, what takes too long a TimeoutError."""

    def is_busy(self) -> bool:
        """Whether something waits in it already."""

    def submit(self, job: bytes) -> str:
        """Put a job into it; returns the queue's name for it."""

    def has(self, ticket: str) -> bool:
        """Whether the job is still in it."""

    def is_untouched(self, ticket: str) -> bool:
        """Whether it is certain that nothing of the job went to the printer."""

    def cancel(self, ticket: str) -> None:
        """Take the job out of it."""


def spool(
    spooler: Spooler, job: bytes, *, deadlines: Deadlines, begin: Callable[[], None]
) -> Outcome:
    """Print a job through a queue; nothing is put behind what is stuck in it."""
    try:
        if spooler.is_busy():
            return Outcome(Result.NOT_SENT, Trouble.SILENT, "the queue holds another job")
    except OSError as error:
        return Outcome(Result.NOT_SENT, trouble_of(error), str(error))
    begin()
    try:
        ticket = spooler.submit(job)
    except TimeoutError as error:
        return Outcome(Result.UNKNOWN, Trouble.SILENT, str(error))
    except OSError as error:
        return Outcome(Result.NOT_SENT, trouble_of(error), str(error))
    return _see_off(spooler, ticket, deadlines)


def _see_off(spooler: Spooler, ticket: str, deadlines: Deadlines) -> Outcome:
    """Wait until the job left its queue; take it back when it does not."""
    end = time.monotonic() + deadlines.job
    try:
        while spooler.has(ticket):
            if time.monotonic() > end:
                return _take_back(spooler, ticket)
            time.sleep(PAUSE)
    except OSError as error:
        return Outcome(Result.UNKNOWN, Trouble.INTERRUPTED, str(error))
    return Outcome(Result.SENT)


def _take_back(spooler: Spooler, ticket: str) -> Outcome:
    untouched = spooler.is_untouched(ticket)
    spooler.cancel(ticket)
    if untouched:
        return Outcome(Result.NOT_SENT, Trouble.UNREACHABLE, f"{ticket} taken back")
    return Outcome(Result.UNKNOWN, Trouble.SILENT, f"{ticket} taken back")
