"""Printers on a serial line, by cable or paired by Bluetooth, through pyserial."""

from __future__ import annotations

import errno
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import serial

from pos.printing.transports.addresses import SerialAddress
from pos.printing.transports.outcomes import Deadlines

try:
    from termios import error as LineError  # noqa: N812
except ImportError:  # Windows has none
    LineError = OSError  # type: ignore[misc,assignment]

PAUSE = 0.02
"""Seconds between two looks whether the line has sent everything."""


class _Line:
    """An open port. pyserial has no types, hence ``Any``."""

    def __init__(self, port: Any) -> None:
        self._port = port

    def write(self, data: bytes, seconds: float) -> None:
        try:
            with _plain_errors():
                self._port.write_timeout = seconds
                self._port.write(data)
        except serial.SerialTimeoutException as error:
            raise TimeoutError("the printer takes nothing more") from error

    def flush(self, seconds: float) -> None:
        """Until the last bit is on the line; pyserial's own flush might wait for ever."""
        end = time.monotonic() + seconds
        while self._port.out_waiting:
            if time.monotonic() > end:
                raise TimeoutError("the printer stopped the line")
            time.sleep(PAUSE)

    def read(self, seconds: float) -> bytes:
        with _plain_errors():
            self._port.timeout = seconds
            received: bytes = self._port.read(max(1, self._port.in_waiting))
        return received

    def let_go(self, seconds: float) -> None:
        """What the printer does not take is dropped: closing would wait half a minute for it."""
        with suppress(OSError), _plain_errors():
            try:
                self.flush(seconds)
            except TimeoutError:
                self._port.reset_output_buffer()


@contextmanager
def opened(address: SerialAddress, deadlines: Deadlines) -> Iterator[_Line]:
    """The port, for one job and for nobody else meanwhile."""
    port = _open(address, deadlines)
    line = _Line(port)
    try:
        yield line
    finally:
        line.let_go(deadlines.answer)
        with suppress(OSError):
            port.close()


def _open(address: SerialAddress, deadlines: Deadlines) -> Any:
    try:
        return serial.Serial(
            address.port,
            address.baud,
            timeout=deadlines.answer,
            write_timeout=deadlines.job,
            rtscts=address.flow == "rtscts",
            xonxoff=address.flow == "xonxoff",
        )
    except serial.SerialException as error:
        if error.errno == errno.EACCES:
            raise PermissionError(errno.EACCES, str(error)) from error
        raise


@contextmanager
def _plain_errors() -> Iterator[None]:
    """A line that is gone makes pyserial raise what is no OSError."""
    try:
        yield
    except LineError as error:
        if isinstance(error, OSError):
            raise
        raise OSError(str(error)) from error
