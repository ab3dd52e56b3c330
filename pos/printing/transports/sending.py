"""One door to all printers: an address and a job in, what is known for certain out."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from pos.printing.transports import device, network, serial_line, usb
from pos.printing.transports.addresses import (
    CupsAddress,
    DeviceAddress,
    PrinterAddress,
    SerialAddress,
    TcpAddress,
    UsbAddress,
    WindowsAddress,
)
from pos.printing.transports.conversation import Channel, print_over
from pos.printing.transports.cups import CupsQueue
from pos.printing.transports.guarding import guarded
from pos.printing.transports.outcomes import DEADLINES, Deadlines, Outcome, Result, trouble_of
from pos.printing.transports.spooling import spool
from pos.printing.transports.windows import WindowsQueue


def send(
    address: PrinterAddress,
    job: bytes,
    *,
    deadlines: Deadlines = DEADLINES,
    answers: bool | None = None,
) -> Outcome:
    """Print a job; ``answers`` is whether this printer is known to answer, None if not known.

    Returns within ``deadlines.whole``, whatever the way there does.
    """

    def attempt(begin: Callable[[], None]) -> Outcome:
        match address:
            case CupsAddress():
                return spool(CupsQueue(address, deadlines), job, deadlines=deadlines, begin=begin)
            case WindowsAddress():
                return spool(WindowsQueue(address), job, deadlines=deadlines, begin=begin)
            case _:
                return _talk(address, job, deadlines, answers, begin)

    return guarded(str(address), attempt, deadlines.whole)


def _talk(
    address: TcpAddress | DeviceAddress | SerialAddress | UsbAddress,
    job: bytes,
    deadlines: Deadlines,
    answers: bool | None,
    begin: Callable[[], None],
) -> Outcome:
    outcome = None
    try:
        with _way(address, deadlines) as channel:
            outcome = print_over(channel, job, deadlines=deadlines, answers=answers, begin=begin)
    except OSError as error:
        if outcome is None:  # a conversation catches its own: nothing was said yet
            return Outcome(Result.NOT_SENT, trouble_of(error), str(error))
    return outcome


def _way(
    address: TcpAddress | DeviceAddress | SerialAddress | UsbAddress, deadlines: Deadlines
) -> AbstractContextManager[Channel]:
    match address:
        case TcpAddress():
            return network.opened(address, deadlines)
        case DeviceAddress():
            return device.opened(address, deadlines)
        case SerialAddress():
            return serial_line.opened(address, deadlines)
        case UsbAddress():
            return usb.opened(address, deadlines)
