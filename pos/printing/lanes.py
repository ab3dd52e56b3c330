"""A thread for each address: one job after the other, so that no printer waits for another."""

from __future__ import annotations

import logging
import threading
from datetime import datetime

from core import clock
from core.db import Database
from pos.printing import attempts
from pos.printing.attempts import Attempt
from pos.printing.models import JobState
from pos.printing.transports.addresses import parse_address
from pos.printing.transports.outcomes import DEADLINES, Deadlines, Outcome, Result, Trouble
from pos.printing.transports.sending import send

RESTS = (1.0, 2.0, 4.0, 8.0, 16.0, 30.0)
"""Seconds before a printer is tried again, the longer the more often it failed in a row."""
AFTER_ERROR = 2.0
"""Seconds before going on after something unforeseen: the database is away, say."""

log = logging.getLogger(__name__)


class Lane:
    """Everything that goes to one address."""

    def __init__(
        self,
        database: Database,
        address: str,
        stop: threading.Event,
        deadlines: Deadlines = DEADLINES,
    ) -> None:
        self._database = database
        self._address = address
        self._stop = stop
        self._deadlines = deadlines
        self._bell = threading.Event()
        self._thread = threading.Thread(target=self._run, name=address, daemon=True)
        self._failures = 0
        """Tries in a row that left their job waiting."""
        self._in_vain_since: datetime | None = None
        """When the last of them began."""
        self._trouble: Trouble | None = None

    def start(self) -> None:
        """Begin to print what waits."""
        self._thread.start()

    def ask(self, asked_at: datetime) -> None:
        """Something waits; when it is newer than the last try in vain, the rest is over."""
        if self._in_vain_since is None or asked_at > self._in_vain_since:
            self._bell.set()

    def join(self, seconds: float) -> None:
        """Wait for the job under way; the event to stop must be set."""
        self._bell.set()
        self._thread.join(seconds)

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                rest = self._print_all()
            except Exception:
                log.exception("%s: cannot go on", self._address)
                rest = AFTER_ERROR
            self._bell.wait(rest)
            self._bell.clear()

    def _print_all(self) -> float | None:
        """Print what waits; returns seconds to rest when it is no use now, None when all is out."""
        while not self._stop.is_set():
            at = clock.now()
            attempt = attempts.take(self._database, self._address, at=at)
            if attempt is None:
                return None
            outcome = self._send(attempt)
            self._tell(attempt, outcome)
            if self._write_down(attempt, outcome) is JobState.WAITING:
                return self._rest(at)
            if outcome.result is not Result.NOT_SENT:
                self._failures, self._in_vain_since = 0, None
        return None

    def _send(self, attempt: Attempt) -> Outcome:
        """Send; whatever goes wrong, something may have reached the paper."""
        try:
            return send(
                parse_address(self._address),
                attempt.payload,
                deadlines=self._deadlines,
                answers=attempt.answers,
            )
        except Exception as error:
            log.exception("%s: sending failed", self._address)
            return Outcome(Result.UNKNOWN, Trouble.INTERRUPTED, str(error))

    def _write_down(self, attempt: Attempt, outcome: Outcome) -> JobState:
        """Keep trying: what is forgotten would be printed again."""
        while True:
            try:
                return attempts.end(self._database, attempt, outcome, at=clock.now())
            except Exception:
                log.exception("%s: cannot write down how a job ended", self._address)
                if self._stop.wait(AFTER_ERROR):
                    raise

    def _rest(self, tried_at: datetime) -> float:
        self._in_vain_since = tried_at
        self._failures += 1
        return RESTS[min(self._failures, len(RESTS)) - 1]

    def _tell(self, attempt: Attempt, outcome: Outcome) -> None:
        """Log a trouble once, and its end."""
        if outcome.trouble is not self._trouble:
            what = outcome.trouble or "in order again"
            log.warning("%s: %s %s (%s)", self._address, attempt.kind, what, outcome.detail)
            self._trouble = outcome.trouble
