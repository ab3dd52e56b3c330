"""Jobs on their way to a printer, each within deadlines, ending with what is known for certain.

"Sent" is not "printed": the printer is asked whether it can print, and after the job it must
answer a question that it reads in order, behind the last line. Only tcp so far; another way is
another address and another ``send_...`` beside it.
"""

from __future__ import annotations

import enum
import re
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from core.errors import InvalidInput
from core.i18n import _, lazy

PORT = 9100
"""Where network printers listen when nothing else is said."""
PORTS = range(1, 65536)
_LABEL = r"[0-9A-Za-z_]([0-9A-Za-z_-]{0,61}[0-9A-Za-z_])?"
_NAME = rf"(?P<name>{_LABEL}(\.{_LABEL}){{0,100}})"
_OTHER_WIRE = re.compile(r"(usb|com[0-9]+|lpt[0-9]+|serial|bluetooth)\b|/dev/", re.IGNORECASE)
"""What somebody types who has no network printer; it is no host name either."""
_PLACE = re.compile(rf"(\[(?P<number>[0-9A-Fa-f:.]+)\]|{_NAME})(:(?P<port>[0-9]{{1,9}}))?/?")

ASK_PRINTER = b"\x10\x04\x01"
"""``DLE EOT 1``, read at once, before what waits in the printer's buffer."""
ASK_PAPER = b"\x10\x04\x04"
ASK_WHEN_DONE = b"\x1dr\x01"
"""``GS r 1``: paper sensor, read in order, so the answer comes when the job was worked through."""

OFFLINE_BIT = 0x08
PAPER_END_BITS = 0x60
PAPER_LOW_BITS = 0x03


class Result(enum.StrEnum):
    """What is known about a job after an attempt."""

    CONFIRMED = "confirmed"
    """The printer worked through all of it."""
    SENT = "sent"
    """All of it was handed over to a printer that is known never to answer."""
    UNKNOWN = "unknown"
    """Some or all of it may be on paper: the next attempt must say CETAK ULANG."""
    NOT_SENT = "not_sent"
    """Nothing of it reached the printer: trying again is safe."""


class Trouble(enum.StrEnum):
    """Why a job was not confirmed."""

    UNREACHABLE = "unreachable"
    PAPER_OUT = "paper_out"
    OFFLINE = "offline"
    """Cover open, knife stuck, switched off line."""
    SILENT = "silent"
    INTERRUPTED = "interrupted"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one attempt to print a job ended."""

    result: Result
    trouble: Trouble | None = None
    detail: str = ""
    """For the log: what the system said."""
    paper_low: bool = False
    """The roll is nearly used up."""
    answered: bool = False
    """The printer answers questions; once seen, it is known that it does."""


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Seconds after which waiting ends."""

    connect: float = 3.0
    answer: float = 1.0
    """For a question that the printer reads at once."""
    job: float = 15.0
    """For taking the job, and again for working through it."""
    goodbye: float = 0.5
    """Of silence, before we hang up on a printer that does not."""


DEADLINES = Deadlines()


@dataclass(frozen=True, slots=True)
class TcpAddress:
    """A printer on the network. ``parse_address`` makes it of what somebody typed."""

    host: str
    port: int = PORT

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"tcp://{host}:{self.port}"


PrinterAddress = TcpAddress
"""Any printer's address; further kinds join as a union."""


def parse_address(text: str) -> PrinterAddress:
    """``tcp://192.168.1.50:9100``; scheme and port may be left out. Raises InvalidInput."""
    text = text.strip()
    if not text:
        raise _refused(_("Tulis alamat printer, misalnya tcp://192.168.1.50:9100."))
    scheme, separator, rest = text.partition("://")
    if not separator and _OTHER_WIRE.match(text):
        raise _refused(_("Baru printer jaringan yang bisa: tcp://… USB dan Bluetooth menyusul."))
    if separator and scheme.lower() != "tcp":
        raise _refused(
            _("Alamat printer harus diawali tcp://, bukan %(scheme)s://.", scheme=scheme)
        )
    place = _PLACE.fullmatch(rest if separator else text)
    if place is None:
        raise _refused(
            _(
                "Alamat printer %(address)s tidak dapat dibaca. Contoh: tcp://192.168.1.50:9100.",
                address=text,
            )
        )
    port = int(place["port"] or PORT)
    if port not in PORTS:
        raise _refused(_("Nomor port printer harus antara 1 dan 65535."))
    return TcpAddress(place["name"] or place["number"], port)


def _refused(sentence: str) -> InvalidInput:
    return InvalidInput(sentence, field="address")


_EXPLANATIONS = {
    Trouble.UNREACHABLE: lazy("Printer tidak terjangkau. Periksa listrik, kabel dan alamatnya."),
    Trouble.PAPER_OUT: lazy("Kertas printer habis. Pasang gulungan baru."),
    Trouble.OFFLINE: lazy("Printer tidak siap. Rapatkan penutupnya, lalu tekan tombol FEED."),
    Trouble.SILENT: lazy("Printer tidak menjawab. Matikan, lalu nyalakan lagi."),
    Trouble.INTERRUPTED: lazy("Sambungan ke printer putus di tengah cetakan."),
}


def explain(trouble: Trouble) -> str:
    """What to tell the people at the counter, and what to do."""
    return str(_EXPLANATIONS[trouble])


def send(
    address: PrinterAddress,
    job: bytes,
    *,
    deadlines: Deadlines = DEADLINES,
    answers: bool | None = None,
) -> Outcome:
    """Print a job; ``answers`` is whether this printer is known to answer, None if not known."""
    return send_tcp(address.host, address.port, job, deadlines=deadlines, answers=answers)


def send_tcp(
    host: str,
    port: int,
    job: bytes,
    *,
    deadlines: Deadlines = DEADLINES,
    answers: bool | None = None,
) -> Outcome:
    """Print a job over the network; see ``send``."""
    try:
        connection = socket.create_connection((host, port), deadlines.connect)
    except OSError as error:
        return Outcome(Result.NOT_SENT, Trouble.UNREACHABLE, str(error))
    with connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if answers is False:
            outcome = _hand_over(connection, job, deadlines)
        else:
            outcome = _converse(_Conversation(connection), job, deadlines, must=bool(answers))
        _hang_up(connection, deadlines)
    return outcome


def _hand_over(connection: socket.socket, job: bytes, deadlines: Deadlines) -> Outcome:
    """Send without a question: the printer would not answer, or would print it."""
    try:
        connection.settimeout(deadlines.job)
        connection.sendall(job)
    except OSError as error:
        return Outcome(Result.UNKNOWN, _trouble_of(error), str(error))
    return Outcome(Result.SENT)


class _Conversation:
    """Questions to a printer, and its answers picked out of what else it sends."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._unsolicited = 0
        """Bytes still to come of a status that the printer sends by itself (four in all)."""

    def say(self, data: bytes, seconds: float) -> None:
        self._connection.settimeout(seconds)
        self._connection.sendall(data)

    def hear(self, wanted: Callable[[int], bool], seconds: float) -> int | None:
        """The next byte that answers; None when it does not come in time."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            self._connection.settimeout(left)
            try:
                received = self._connection.recv(64)
            except TimeoutError:
                return None
            if not received:
                raise ConnectionResetError("the printer closed the connection")
            for byte in received:
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


def _converse(printer: _Conversation, job: bytes, deadlines: Deadlines, *, must: bool) -> Outcome:
    """Ask, send, and wait until it is done; ``must`` the printer answer before it gets a job?"""
    try:
        paper = printer.ask(ASK_PAPER, deadlines.answer)
        answered = paper is not None
        trouble = Trouble.SILENT if paper is None else _trouble(printer, paper, deadlines)
    except OSError as error:
        return Outcome(Result.NOT_SENT, Trouble.UNREACHABLE, str(error))
    if trouble and (answered or must):
        return Outcome(Result.NOT_SENT, trouble, answered=answered)
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


def _trouble_of(error: OSError) -> Trouble:
    return Trouble.SILENT if isinstance(error, TimeoutError) else Trouble.INTERRUPTED


def _hang_up(connection: socket.socket, deadlines: Deadlines) -> None:
    """Close once the printer is quiet: an unread answer would tear off what is on its way."""
    end = time.monotonic() + deadlines.job
    with suppress(OSError):
        connection.shutdown(socket.SHUT_WR)
        connection.settimeout(deadlines.goodbye)
        while time.monotonic() < end and connection.recv(256):
            pass
