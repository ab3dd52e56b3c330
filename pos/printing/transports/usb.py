"""Printers on the universal bus without a driver between: bulk transfers through libusb."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

import usb.core
import usb.util

from pos.printing.transports.addresses import UsbAddress
from pos.printing.transports.outcomes import Deadlines, Unsupported

PRINTER_CLASS = 7
"""USB-IF's number for printers, written on an interface of the device."""
PACKET = 64
"""Bytes read at a time: a status is one or four."""


@dataclass(frozen=True, slots=True)
class _Pipes:
    """The way there and, if it has one, the way back. pyusb has no types, hence ``Any``."""

    there: Any
    back: Any

    def write(self, data: bytes, seconds: float) -> None:
        """A transfer is over when the printer took it."""
        try:
            if self.there.write(data, _milliseconds(seconds)) < len(data):
                raise TimeoutError("the printer takes nothing more")
        except usb.core.USBTimeoutError as error:
            raise TimeoutError(str(error)) from error

    def flush(self, seconds: float) -> None:
        """Nothing is kept back."""

    def read(self, seconds: float) -> bytes:
        if self.back is None:
            return b""
        try:
            return bytes(self.back.read(PACKET, _milliseconds(seconds)))
        except usb.core.USBTimeoutError:
            return b""


@contextmanager
def opened(address: UsbAddress, _deadlines: Deadlines) -> Iterator[_Pipes]:
    """The printer's interface, taken from the system's driver for one job."""
    device = _find(address)
    try:
        with _claimed(device, _interface(device)) as interface:
            yield _Pipes(_pipe(interface, usb.util.ENDPOINT_OUT),
                         _pipe(interface, usb.util.ENDPOINT_IN))  # fmt: skip
    except usb.core.USBError as error:
        raise _named(error) from error
    finally:
        with suppress(usb.core.USBError):
            usb.util.dispose_resources(device)


def printers() -> Iterator[Any]:
    """Every device on the bus that says that it prints. Raises Unsupported without libusb."""
    try:
        yield from usb.core.find(find_all=True, custom_match=_prints)
    except usb.core.NoBackendError as error:
        raise Unsupported("libusb is not installed") from error


def _find(address: UsbAddress) -> Any:
    try:
        device = usb.core.find(idVendor=address.vendor, idProduct=address.product)
    except usb.core.NoBackendError as error:
        raise Unsupported("libusb is not installed") from error
    if device is None:
        raise FileNotFoundError(f"{address} is not on the bus")
    return device


def _prints(device: Any) -> bool:
    return any(_is_printer(interface) for setup in device for interface in setup)


def _is_printer(interface: Any) -> bool:
    return bool(interface.bInterfaceClass == PRINTER_CLASS)


def _interface(device: Any) -> Any:
    """The part that prints; the first part of a printer that does not say what it is."""
    interfaces = [interface for setup in device for interface in setup]
    usable = [one for one in interfaces if _pipe(one, usb.util.ENDPOINT_OUT) is not None]
    named = [one for one in usable if _is_printer(one)]
    for interface in (*named, *usable):
        return interface
    raise FileNotFoundError("the device has no way to send to")


def _pipe(interface: Any, direction: int) -> Any:
    """The interface's bulk endpoint in that direction."""
    for endpoint in interface:
        is_bulk = usb.util.endpoint_type(endpoint.bmAttributes) == usb.util.ENDPOINT_TYPE_BULK
        if is_bulk and usb.util.endpoint_direction(endpoint.bEndpointAddress) == direction:
            return endpoint
    return None


@contextmanager
def _claimed(device: Any, interface: Any) -> Iterator[Any]:
    """Ours until the block ends; the driver that had it gets it back."""
    number = interface.bInterfaceNumber
    had_driver = False
    with suppress(NotImplementedError):  # Windows
        had_driver = device.is_kernel_driver_active(number)
    if had_driver:
        device.detach_kernel_driver(number)
    try:
        usb.util.claim_interface(device, number)
        yield interface
    finally:
        with suppress(usb.core.USBError):
            usb.util.release_interface(device, number)
            if had_driver:
                device.attach_kernel_driver(number)


def _named(error: OSError) -> OSError:
    if error.errno == errno.EACCES:
        return PermissionError(errno.EACCES, str(error))
    return error


def _milliseconds(seconds: float) -> int:
    """Never 0, which would be for ever."""
    return max(1, int(seconds * 1000))
