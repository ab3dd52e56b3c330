"""Printers on the network: raw bytes to port 9100, and answers back on the same connection."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from pos.printing.transports.addresses import TcpAddress
from pos.printing.transports.outcomes import Deadlines


@dataclass(frozen=True, slots=True)
class _Connection:
    socket: socket.socket

    def write(self, data: bytes, seconds: float) -> None:
        self.socket.settimeout(seconds)
        self.socket.sendall(data)

    def flush(self, seconds: float) -> None:
        """The system delivers in its own time; what it could not is not told."""

    def read(self, seconds: float) -> bytes:
        self.socket.settimeout(seconds)
        try:
            received = self.socket.recv(64)
        except TimeoutError:
            return b""
        if not received:
            raise ConnectionResetError("the printer closed the connection")
        return received


@contextmanager
def opened(address: TcpAddress, deadlines: Deadlines) -> Iterator[_Connection]:
    """One connection, for one job."""
    place = (address.host, address.port)
    with socket.create_connection(place, deadlines.connect) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            yield _Connection(connection)
        finally:
            _hang_up(connection, deadlines)


def _hang_up(connection: socket.socket, deadlines: Deadlines) -> None:
    """Close once the printer is quiet: an unread answer would tear off what is on its way."""
    end = time.monotonic() + deadlines.job
    with suppress(OSError):
        connection.shutdown(socket.SHUT_WR)
        connection.settimeout(deadlines.goodbye)
        while time.monotonic() < end and connection.recv(256):
            pass
