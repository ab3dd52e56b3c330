"""A deadline around everything: drivers and libraries may hold a call for ever, no worker does.

Each attempt runs in a thread that may be left behind. One that is left before its first byte can
never send it, so *not sent* stays true; one that is left later is *unknown*.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from pos.printing.transports.outcomes import Outcome, Result, Trouble

Attempt = Callable[[Callable[[], None]], Outcome]
"""Prints, and calls what it is given before the first byte of the job."""


class TooLateError(Exception):
    """Nobody waits for this attempt any more; another one may have begun."""


@dataclass
class _Race:
    """Between the attempt's first byte and those who wait for it: only one of them is first."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    has_begun: bool = False
    is_given_up: bool = False

    def begin(self) -> None:
        with self.lock:
            if self.is_given_up:
                raise TooLateError
            self.has_begun = True

    def give_up(self) -> bool:
        """Returns whether the attempt may have sent something."""
        with self.lock:
            self.is_given_up = True
            return self.has_begun


_stuck: dict[str, threading.Thread] = {}
"""Attempts that were left behind, by address; there is never a second one beside it."""


def guarded(address: str, attempt: Attempt, seconds: float) -> Outcome:
    """How an attempt ended, or what is known of it after so many seconds."""
    left = _stuck.get(address)
    if left is not None and left.is_alive():
        return Outcome(Result.NOT_SENT, Trouble.SILENT, "the attempt before still hangs")
    race, ended = _Race(), _Ended()
    thread = threading.Thread(
        target=ended.run, args=(attempt, race.begin), name=f"{address} attempt", daemon=True
    )
    thread.start()
    thread.join(seconds)
    if thread.is_alive():
        _stuck[address] = thread
        result = Result.UNKNOWN if race.give_up() else Result.NOT_SENT
        return Outcome(result, Trouble.SILENT, f"nothing happened for {seconds:g} s")
    return ended.outcome()


@dataclass
class _Ended:
    """What the thread leaves for those who wait."""

    found: Outcome | None = None
    error: Exception | None = None

    def run(self, attempt: Attempt, begin: Callable[[], None]) -> None:
        try:
            self.found = attempt(begin)
        except TooLateError:
            return
        except Exception as error:  # noqa: BLE001 - raised again where it is waited for
            self.error = error

    def outcome(self) -> Outcome:
        if self.found is None:
            raise self.error or RuntimeError("the attempt ended without an outcome")
        return self.found
