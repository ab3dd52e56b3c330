"""A universal bus with one printer on it, as pyusb's back ends show it; no hardware is needed."""
# ruff: noqa: ARG002 - the signatures are pyusb's

from __future__ import annotations

import array
import errno
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import SimpleNamespace as Descriptor
from typing import Any

import usb.backend
from usb.core import USBError, USBTimeoutError

THERE, BACK = 0x03, 0x82
"""The endpoints' addresses: from us, and to us."""
_BULK = 2


@dataclass
class FakeBus(usb.backend.IBackend):  # type: ignore[misc]
    """The printer 04b8:0202, claimed by the system's driver until we take it."""

    is_mute: bool = False
    is_stuck: bool = False
    """Whether it takes nothing at all."""
    is_forbidden: bool = False
    printed: bytes = b""
    has_driver: bool = True
    claimed: bool = False
    answers: list[int] = field(default_factory=list)

    def enumerate_devices(self) -> Iterator[str]:
        yield "printer"

    def get_device_descriptor(self, device: str) -> Descriptor:
        return Descriptor(
            bLength=18, bDescriptorType=1, bcdUSB=0x200, bDeviceClass=0, bDeviceSubClass=0,
            bDeviceProtocol=0, bMaxPacketSize0=64, idVendor=0x04B8, idProduct=0x0202,
            bcdDevice=1, iManufacturer=0, iProduct=0, iSerialNumber=0, bNumConfigurations=1,
            address=5, bus=1, port_number=1, port_numbers=(1,), speed=3,
        )  # fmt: skip

    def get_configuration_descriptor(self, device: str, config: int) -> Descriptor:
        if config:
            raise IndexError
        return Descriptor(
            bLength=9, bDescriptorType=2, wTotalLength=32, bNumInterfaces=1,
            bConfigurationValue=1, iConfiguration=0, bmAttributes=0xC0, bMaxPower=1,
            extra_descriptors=[],
        )  # fmt: skip

    def get_interface_descriptor(self, device: str, at: int, alternate: int, config: int) -> Any:
        if at or alternate:
            raise IndexError
        return Descriptor(
            bLength=9, bDescriptorType=4, bInterfaceNumber=0, bAlternateSetting=0,
            bNumEndpoints=2, bInterfaceClass=7, bInterfaceSubClass=1, bInterfaceProtocol=2,
            iInterface=0, extra_descriptors=[],
        )  # fmt: skip

    def get_endpoint_descriptor(
        self, device: str, at: int, interface: int, alternate: int, config: int
    ) -> Descriptor:
        return Descriptor(
            bLength=7, bDescriptorType=5, bEndpointAddress=(THERE, BACK)[at], bmAttributes=_BULK,
            wMaxPacketSize=64, bInterval=0, bRefresh=0, bSynchAddress=0, extra_descriptors=[],
        )  # fmt: skip

    def open_device(self, device: str) -> str:
        if self.is_forbidden:
            raise USBError("Access denied (insufficient permissions)", -3, errno.EACCES)
        return device

    def close_device(self, handle: str) -> None:
        pass

    def get_configuration(self, handle: str) -> int:
        return 1

    def is_kernel_driver_active(self, handle: str, interface: int) -> bool:
        return self.has_driver

    def detach_kernel_driver(self, handle: str, interface: int) -> None:
        self.has_driver = False

    def attach_kernel_driver(self, handle: str, interface: int) -> None:
        self.has_driver = True

    def claim_interface(self, handle: str, interface: int) -> None:
        if self.has_driver:
            raise USBError("Resource busy", -6, errno.EBUSY)
        self.claimed = True

    def release_interface(self, handle: str, interface: int) -> None:
        self.claimed = False

    def bulk_write(
        self, handle: str, endpoint: int, interface: int, data: array.array[int], timeout: int
    ) -> int:
        if self.is_stuck:
            raise USBTimeoutError("Operation timed out", -7, errno.ETIMEDOUT)
        sent = data.tobytes()
        if not self.is_mute:
            self.answers += [0x12] * (sent.count(b"\x10\x04\x01") + sent.count(b"\x10\x04\x04"))
            self.answers += [0x00] * sent.count(b"\x1dr\x01")
        self.printed += sent.replace(b"\x10\x04\x01", b"").replace(b"\x10\x04\x04", b"")
        return len(sent)

    def bulk_read(
        self, handle: str, endpoint: int, interface: int, buffer: array.array[int], timeout: int
    ) -> int:
        if not self.answers:
            raise USBTimeoutError("Operation timed out", -7, errno.ETIMEDOUT)
        buffer[0] = self.answers.pop(0)
        return 1
