"""Talking to a printer over an open channel: can it print, here is the job, is it done?

"Sent" is not "printed": the printer is asked whether it can print, and after the job it must
answer a question that it reads in order, behind the last line.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Protocol

from pos.printing.transports.outcomes import Deadlines, Outcome, Result, Trouble

ASK_PRINTER = b"\x10\x04\x01"
"""``DLE EOT 1``, read at once, before what waits in the printer's buffer."""
ASK_PAPER = b"\x10\x04\x04"
ASK_WHEN_DONE = b"\x1dr\x01"
"""``GS r 1``: paper sensor, read in order, so the answer comes when the job was worked through."""

OFFLINE_BIT = 0x08
PAPER_END_BITS = 0x60
PAPER_LOW_BITS = 0x03


class Channel(Protocol):
    """Bytes there and back. What goes wrong is an OSError, what takes too long a TimeoutError."""

    def write(self, data: bytes, seconds: float) -> None:
        """Hand over all of it."""

    def flush(self, seconds: float) -> None:
        """Wait until what was handed over has left this computer, where that can be known."""

    def read(self, seconds: float) -> bytes:
        """Some bytes as soon as there are any; none when none came in time."""


def print_over(
    channel: Channel,
    job: bytes,
    *,
    deadlines: Deadlines,
    answers: bool | None,
    begin: Callable[[], None],
) -> Outcome:
    """Print a job; ``begin`` is called before its first byte and raises when it is too late."""
    if answers is False:
        return _hand_over(channel, job, deadlines, begin)
    return _converse(_Conversation(channel), job, deadlines, begin, must=bool(answers))


def _hand_over(
    channel: Channel, job: bytes, deadlines: Deadlines, begin: Callable[[], None]
) -> Outcome:
    """Send without a question: the printer would not answer, or would print it."""
    begin()
    try:
        channel.write(job, deadlines.job)
        channel.flush(deadlines.job)
    except OSError as error:
        return Outcome(Result.UNKNOWN, _trouble_of(error), str(error))
    return Outcome(Result.SENT)


class _Conversation:
    """Questions to a printer, and its answers picked out of what else it sends."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._unsolicited = 0
        """Bytes still to come of a status that the printer sends by itself (four in all)."""

    def say(self, data: bytes, seconds: float) -> None:
        self._channel.write(data, seconds)

    def hear(self, wanted: Callable[[int], bool], seconds: float) -> int | None:
        """The next byte that answers; None when it does not come in time."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            for byte in self._channel.read(left):
                if self._solicited(byte) and wanted(byte):
                    return byte
        return None

    def ask(self, question: bytes, seconds: float) -> int | None:
        """The answer to a question that is read at once."""
        self.say(question, seconds)
        return self.hear(_is_instant_answer, seconds)

    def _solicited(self, byte: int) -> bool:
        if self._unsolicited:
            self._unsolicited -= 1
            return False
        if byte & 0x93 == 0x10:
            self._unsolicited = 3
            return False
        return True


def _is_instant_answer(byte: int) -> bool:
    """Of ``DLE EOT``: 0xx1xx10."""
    return byte & 0x93 == 0x12


def _is_sensor_answer(byte: int) -> bool:
    """Of ``GS r``: 0xx0xxxx."""
    return byte & 0x90 == 0


def _converse(
    printer: _Conversation,
    job: bytes,
    deadlines: Deadlines,
    begin: Callable[[], None],
    *,
    must: bool,
) -> Outcome:
    """Ask, send, and wait until it is done; ``must`` the printer answer before it gets a job?"""
    try:
        paper = printer.ask(ASK_PAPER, deadlines.answer)
        answered = paper is not None
        trouble = Trouble.SILENT if paper is None else _trouble(printer, paper, deadlines)
    except OSError as error:
        return Outcome(Result.NOT_SENT, _before(error), str(error))
    if trouble and (answered or must):
        return Outcome(Result.NOT_SENT, trouble, answered=answered)
    begin()
    try:
        return _print(printer, job, deadlines, answered=answered)
    except OSError as error:
        return Outcome(Result.UNKNOWN, _trouble_of(error), str(error), answered=answered)


def _print(printer: _Conversation, job: bytes, deadlines: Deadlines, *, answered: bool) -> Outcome:
    printer.say(job + ASK_WHEN_DONE, deadlines.job)
    sensor = printer.hear(_is_sensor_answer, deadlines.job if answered else deadlines.answer)
    if sensor is not None:
        low = bool(sensor & PAPER_LOW_BITS)
        return Outcome(Result.CONFIRMED, paper_low=low, answered=True)
    paper = printer.ask(ASK_PAPER, deadlines.answer) if answered else None
    trouble = None if paper is None else _trouble(printer, paper, deadlines)
    return Outcome(Result.UNKNOWN, trouble or Trouble.SILENT, answered=answered)


def _trouble(printer: _Conversation, paper: int, deadlines: Deadlines) -> Trouble | None:
    """What keeps a printer that answers from printing."""
    if paper & PAPER_END_BITS:
        return Trouble.PAPER_OUT
    state = printer.ask(ASK_PRINTER, deadlines.answer)
    return Trouble.OFFLINE if state is not None and state & OFFLINE_BIT else None


def _before(error: OSError) -> Trouble:
    """A printer that takes not even a question is switched on and stuck, or gone."""
    return Trouble.SILENT if isinstance(error, TimeoutError) else Trouble.UNREACHABLE


def _trouble_of(error: OSError) -> Trouble:
    return Trouble.SILENT if isinstance(error, TimeoutError) else Trouble.INTERRUPTED
