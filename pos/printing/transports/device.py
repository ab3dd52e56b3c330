"""Printers that a driver of the system shows as a file: ``/dev/usb/lp0`` of Linux's usblp.

The file is opened so that no call waits: a printer without paper would hold a plain write for ever.
"""

from __future__ import annotations

import os
import select
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from pos.printing.transports.addresses import DeviceAddress
from pos.printing.transports.outcomes import Deadlines, Unsupported

PAUSE = 0.02
"""Seconds before asking again a driver that says "ready" and has nothing."""
_WITHOUT_WAITING = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)


@dataclass(frozen=True, slots=True)
class _File:
    descriptor: int
    answers: bool
    """Whether the driver brings back what the printer says."""

    def write(self, data: bytes, seconds: float) -> None:
        end = time.monotonic() + seconds
        rest = memoryview(data)
        while rest:
            self._wait(end)
            try:
                rest = rest[os.write(self.descriptor, rest) :]
            except BlockingIOError:
                time.sleep(PAUSE)

    def flush(self, seconds: float) -> None:
        """The driver is ready for more when the printer took what it had."""
        self._wait(time.monotonic() + seconds)

    def read(self, seconds: float) -> bytes:
        if not self.answers:
            time.sleep(seconds)
            return b""
        ready, _writable, _failed = select.select([self.descriptor], [], [], seconds)
        try:
            received = os.read(self.descriptor, 64) if ready else b""
        except BlockingIOError:
            received = b""
        if ready and not received:
            time.sleep(min(seconds, PAUSE))  # usblp: the printer sent an empty packet
        return received

    def _wait(self, end: float) -> None:
        """Until the driver takes more."""
        left = max(end - time.monotonic(), 0.0)
        if not select.select([], [self.descriptor], [], left)[1]:
            raise TimeoutError("the printer takes nothing more")


@contextmanager
def opened(address: DeviceAddress, _deadlines: Deadlines) -> Iterator[_File]:
    """The device's file, for one job."""
    if os.name != "posix":
        raise Unsupported("device files are for Linux and macOS")
    descriptor, answers = _open(os.path.realpath(address.path))
    try:
        yield _File(descriptor, answers)
    finally:
        os.close(descriptor)


def _open(path: str) -> tuple[int, bool]:
    """Both ways, or one way where the driver has only that."""
    if not stat.S_ISCHR(os.stat(path).st_mode):  # noqa: PTH116 - a link was followed already
        raise FileNotFoundError(f"{path} is no printer")
    try:
        return os.open(path, os.O_RDWR | _WITHOUT_WAITING), True
    except PermissionError:
        return os.open(path, os.O_WRONLY | _WITHOUT_WAITING), False
