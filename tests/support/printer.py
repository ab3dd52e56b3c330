"""A printer at the end of a real socket or a real terminal: takes jobs, answers, misbehaves."""

from __future__ import annotations

import enum
import errno
import os
import re
import select
import socket
import struct
import threading
import time
import tty
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Protocol

from pos.printing.transports.addresses import (
    DeviceAddress,
    PrinterAddress,
    SerialAddress,
    TcpAddress,
)

_INSTANT_QUESTION = re.compile(rb"\x10\x04([\x01-\x04])")
_DONE_QUESTION = b"\x1dr\x01"
_READY = {1: 0x16, 2: 0x12, 3: 0x12, 4: 0x12}
_PAPER_OUT = {1: 0x1E, 2: 0x32, 3: 0x12, 4: 0x72}
_COVER_OPEN = {1: 0x1E, 2: 0x16, 3: 0x12, 4: 0x12}
_UNSOLICITED = bytes([0x10, 0x00, 0x00, 0x00])


class Mood(enum.Enum):
    """How the printer behaves."""

    OK = "answers and prints"
    PAPER_LOW = "prints; the roll is nearly used up"
    MUTE = "prints and never answers"
    PAPER_OUT = "says there is no paper, and takes nothing"
    OFFLINE = "says the cover is open, and takes nothing"
    PAPER_ENDS = "runs out of paper after some bytes, and says so"
    DROPS = "tears the connection after some bytes"
    SLOW = "takes 512 bytes every 20 ms"
    DEAF = "accepts the connection and never reads"


@dataclass
class FakePrinter:
    """What the printer got; ``mood`` may be changed between jobs."""

    address: PrinterAddress
    mood: Mood
    after: int
    """Bytes of a job before PAPER_ENDS or DROPS happens."""
    chatty: bool
    """Also reports its status unasked, with everything it takes and says."""
    jobs: list[bytes] = field(default_factory=list)
    """What each connection brought, questions left out; nothing for one that only asked."""
    changed: threading.Condition = field(default_factory=threading.Condition)

    def wait_for_jobs(self, count: int, seconds: float = 10.0) -> list[bytes]:
        """The jobs, once there are that many."""
        with self.changed:
            if not self.changed.wait_for(lambda: len(self.jobs) >= count, seconds):
                raise TimeoutError(f"{len(self.jobs)} jobs came, not {count}")
            return list(self.jobs)

    def finish(self, job: bytes) -> None:
        with self.changed:
            if job:
                self.jobs.append(job)
            self.changed.notify_all()


@contextmanager
def fake_printer(
    mood: Mood = Mood.OK, *, after: int = 200, chatty: bool = False, port: int = 0
) -> Iterator[FakePrinter]:
    """A printer on this machine, on any free port or the one named, until the block ends."""
    stop = threading.Event()
    with socket.create_server(("127.0.0.1", port)) as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        server.settimeout(0.05)
        printer = FakePrinter(TcpAddress(*server.getsockname()), mood, after, chatty)
        counter = threading.Thread(target=_serve, args=(server, printer, stop))
        counter.start()
        try:
            yield printer
        finally:
            stop.set()
            counter.join()


def _serve(server: socket.socket, printer: FakePrinter, stop: threading.Event) -> None:
    """One connection after the other, as a real printer: it has one paper."""
    while not stop.is_set():
        with suppress(TimeoutError):
            connection, _ = server.accept()
            with connection:
                _Visit(connection, printer, stop).run()


@contextmanager
def fake_line(
    mood: Mood = Mood.OK, *, after: int = 200, serial: bool = True
) -> Iterator[FakePrinter]:
    """A printer at the other end of a pseudo-terminal, by its serial line or its device file."""
    ours, theirs = os.openpty()
    tty.setraw(theirs)  # as a printer's driver: every byte as it is
    path = os.ttyname(theirs)
    os.close(theirs)
    stop = threading.Event()
    address = SerialAddress(path) if serial else DeviceAddress(path)
    printer = FakePrinter(address, mood, after, chatty=False)
    counter = threading.Thread(target=_attend, args=(_Line(ours), printer, stop))
    counter.start()
    try:
        yield printer
    finally:
        stop.set()
        counter.join()
        os.close(ours)


def _attend(line: _Line, printer: FakePrinter, stop: threading.Event) -> None:
    """One visitor after the other; a line is left when it is closed."""
    while not stop.is_set():
        if line.is_open():
            _Visit(line, printer, stop).run()
        time.sleep(0.01)


class _Wire(Protocol):
    """What a printer hears and says."""

    def settimeout(self, seconds: float, /) -> None: ...
    def recv(self, most: int, /) -> bytes: ...
    def sendall(self, data: bytes, /) -> None: ...
    def setsockopt(self, level: int, option: int, value: bytes, /) -> None: ...


@dataclass
class _Line:
    """The printer's end of a terminal."""

    descriptor: int

    def is_open(self) -> bool:
        """Whether somebody has the other end, or left something there."""
        waiting = select.poll()
        waiting.register(self.descriptor, select.POLLIN)
        events = [event for _line, event in waiting.poll(0)]
        return not any(event & select.POLLHUP and not event & select.POLLIN for event in events)

    def settimeout(self, seconds: float) -> None:
        self.seconds = seconds

    def recv(self, most: int) -> bytes:
        if not select.select([self.descriptor], [], [], self.seconds)[0]:
            raise TimeoutError
        try:
            return os.read(self.descriptor, most)
        except OSError as error:
            if error.errno != errno.EIO:
                raise
            return b""  # the other end was closed

    def sendall(self, data: bytes) -> None:
        os.write(self.descriptor, data)

    def setsockopt(self, level: int, option: int, value: bytes) -> None:
        """A terminal cannot be torn."""


@dataclass
class _Visit:
    """One connection to the printer."""

    connection: _Wire
    printer: FakePrinter
    stop: threading.Event
    job: bytes = b""
    unread: bytes = b""
    done: bool = False

    def run(self) -> None:
        self.connection.settimeout(0.05)
        while not (self.stop.is_set() or self.done):
            if self.printer.mood is Mood.DEAF:
                time.sleep(0.05)
                continue
            with suppress(TimeoutError):
                self.take()
        self.printer.finish(self.job)

    def take(self) -> None:
        mood = self.printer.mood
        try:
            received = self.connection.recv(512)
        except ConnectionError:
            received = b""
        self.done = not received
        self.unread += received
        if self.printer.chatty:
            self.reply(b"")
        self.answer_at_once()
        if not self.stopped():
            self.job, self.unread = self.job + self.unread, b""
        if mood is Mood.DROPS and len(self.job) >= self.printer.after:
            self.tear()
        elif self.job.endswith(_DONE_QUESTION):
            self.job = self.job.removesuffix(_DONE_QUESTION)
            self.printer.finish(self.job)
            self.job = b""
            self.reply(b"\x03" if mood is Mood.PAPER_LOW else b"\x00")
        if mood is Mood.SLOW:
            time.sleep(0.02)

    def stopped(self) -> bool:
        """Whether the head stands still, with what comes kept unread."""
        mood, room = self.printer.mood, self.printer.after - len(self.job)
        if mood is Mood.PAPER_ENDS and room < len(self.unread):
            self.job, self.unread = self.job + self.unread[:room], self.unread[room:]
            self.printer.mood = Mood.PAPER_OUT  # until somebody puts in a new roll
            return True
        return mood in (Mood.PAPER_OUT, Mood.OFFLINE)

    def answer_at_once(self) -> None:
        for question in _INSTANT_QUESTION.findall(self.unread):
            self.reply(bytes([self.states()[question[0]]]))
        self.unread = _INSTANT_QUESTION.sub(b"", self.unread)

    def states(self) -> dict[int, int]:
        if self.printer.mood is Mood.PAPER_OUT:
            return _PAPER_OUT
        return _COVER_OPEN if self.printer.mood is Mood.OFFLINE else _READY

    def reply(self, answer: bytes) -> None:
        if self.printer.chatty:
            answer = _UNSOLICITED + answer + _UNSOLICITED
        if self.printer.mood is not Mood.MUTE:
            with suppress(ConnectionError):
                self.connection.sendall(answer)

    def tear(self) -> None:
        self.job = self.job[: self.printer.after]
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.done = True
