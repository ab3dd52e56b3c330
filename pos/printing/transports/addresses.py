"""Where a printer is, as somebody types it and as it is kept: one kind of address for each way."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qsl

from core.errors import InvalidInput
from core.i18n import _

PORT = 9100
"""Where network printers listen when nothing else is said."""
PORTS = range(1, 65536)
BAUD = 9600
"""Bits a second when nothing else is said; a self-test slip names the printer's own."""
BAUDS = (1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200)
FLOWS = ("none", "rtscts", "xonxoff")
"""How a printer says that it cannot take more: not at all, by a wire, by a sign."""

_LABEL = r"[0-9A-Za-z_]([0-9A-Za-z_-]{0,61}[0-9A-Za-z_])?"
_NAME = rf"(?P<name>{_LABEL}(\.{_LABEL}){{0,100}})"
_PLACE = re.compile(rf"(\[(?P<number>[0-9A-Fa-f:.]+)\]|{_NAME})(:(?P<port>[0-9]{{1,9}}))?/?")
_DEVICE = re.compile(r"/dev(/[0-9A-Za-z_][0-9A-Za-z_.:+@-]{0,80}){1,6}")
_LINE = re.compile(r"/dev/(tty|rfcomm|cu\.|serial/)|COM[1-9][0-9]{0,2}$", re.IGNORECASE)
"""What is a serial line by its name; a pseudo-terminal or a link may be one, too."""
_WINDOWS_LINE = re.compile(r"COM[1-9][0-9]{0,2}", re.IGNORECASE)
_USB = re.compile(r"(?P<vendor>[0-9A-Fa-f]{4}):(?P<product>[0-9A-Fa-f]{4})/?")
_QUEUE = re.compile(r"(?!-)[!$-.0-~]{1,127}")
"""A CUPS destination: no space, slash, ``#`` or ``"``."""
_SHARED_NAME = re.compile(r"[^\x00-\x1f\x7f!,\"]{1,220}")
_BARE_WORD = re.compile(r"(usb|serial|bluetooth|cups|windows|lpt[0-9]*|com)", re.IGNORECASE)
"""What somebody types who does not know the address; it is no host name either."""


@dataclass(frozen=True, slots=True)
class TcpAddress:
    """A printer on the network."""

    host: str
    port: int = PORT

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"tcp://{host}:{self.port}"


@dataclass(frozen=True, slots=True)
class DeviceAddress:
    """A printer that the system's own driver shows as a file, for example ``/dev/usb/lp0``."""

    path: str

    def __str__(self) -> str:
        return self.path


@dataclass(frozen=True, slots=True)
class SerialAddress:
    """A printer on a serial line or paired by Bluetooth (``/dev/rfcomm0``, ``COM5``)."""

    port: str
    baud: int = BAUD
    flow: str = "none"
    """One of ``FLOWS``."""

    def __str__(self) -> str:
        flow = "" if self.flow == "none" else f"&flow={self.flow}"
        return f"serial://{self.port}?baud={self.baud}{flow}"


@dataclass(frozen=True, slots=True)
class UsbAddress:
    """A printer on the universal bus without a driver, by its maker's and model's number."""

    vendor: int
    product: int

    def __str__(self) -> str:
        return f"usb://{self.vendor:04x}:{self.product:04x}"


@dataclass(frozen=True, slots=True)
class CupsAddress:
    """A queue of the printing system of Linux and macOS."""

    name: str

    def __str__(self) -> str:
        return f"cups://{self.name}"


@dataclass(frozen=True, slots=True)
class WindowsAddress:
    """A printer by the name that Windows gave it."""

    name: str

    def __str__(self) -> str:
        return f"windows://{self.name}"


PrinterAddress = (
    TcpAddress | DeviceAddress | SerialAddress | UsbAddress | CupsAddress | WindowsAddress
)


def parse_address(text: str) -> PrinterAddress:
    """What somebody typed: ``192.168.1.50``, ``/dev/usb/lp0``, ``COM3``, ``usb://04b8:0202``.

    Scheme, port and speed may be left out. Raises InvalidInput.
    """
    text = text.strip()
    if not text:
        raise _refused(_("Tulis alamat printer, misalnya tcp://192.168.1.50:9100."))
    scheme, separator, rest = text.partition("://")
    if not separator:
        return _bare(text)
    read = _READERS.get(scheme.lower())
    if read is None:
        known = ", ".join(f"{name}://" for name in _READERS)
        raise _refused(
            _(
                "Alamat printer harus diawali %(known)s, bukan %(scheme)s://.",
                known=known,
                scheme=scheme,
            )
        )
    return read(rest)


def _bare(text: str) -> PrinterAddress:
    """An address without a scheme."""
    if text.startswith("/"):
        return _serial(text) if _LINE.match(text) else _device(text)
    if _LINE.match(text):
        return _serial(text)
    if _BARE_WORD.fullmatch(text):
        raise _refused(
            _(
                "%(word)s saja belum cukup. Tekan “Cari printer”: alamat lengkapnya ditampilkan "
                "di sana.",
                word=text,
            )
        )
    return _tcp(text)


def _tcp(place: str) -> TcpAddress:
    found = _PLACE.fullmatch(place)
    if found is None:
        raise _unreadable(place, "tcp://192.168.1.50:9100")
    port = int(found["port"] or PORT)
    if port not in PORTS:
        raise _refused(_("Nomor port printer harus antara 1 dan 65535."))
    return TcpAddress(found["name"] or found["number"], port)


def _device(path: str) -> DeviceAddress:
    if not _is_device(path):
        raise _unreadable(path, "/dev/usb/lp0")
    return DeviceAddress(path)


def _is_device(path: str) -> bool:
    """Of the system's devices only: nobody prints over a file."""
    return bool(_DEVICE.fullmatch(path)) and ".." not in path


def _serial(text: str) -> SerialAddress:
    port, _separator, query = text.partition("?")
    if _WINDOWS_LINE.fullmatch(port):
        port = port.upper()
    elif not _is_device(port):
        raise _unreadable(text, "serial:///dev/ttyUSB0?baud=9600")
    options = dict(parse_qsl(query, keep_blank_values=True))
    baud, flow = options.pop("baud", str(BAUD)), options.pop("flow", "none")
    if options:
        raise _unreadable(text, "serial:///dev/ttyUSB0?baud=9600")
    if baud not in map(str, BAUDS):
        raise _refused(_("Kecepatan (baud) printer: %(known)s.", known=_listed(BAUDS)))
    if flow not in FLOWS:
        raise _refused(_("Kendali arus (flow) printer: %(known)s.", known=_listed(FLOWS)))
    return SerialAddress(port, int(baud), flow)


def _usb(text: str) -> UsbAddress:
    found = _USB.fullmatch(text)
    if found is None:
        raise _unreadable(text, "usb://04b8:0202")
    return UsbAddress(int(found["vendor"], 16), int(found["product"], 16))


def _cups(text: str) -> CupsAddress:
    if not _QUEUE.fullmatch(text):
        raise _unreadable(text, "cups://POS58")
    return CupsAddress(text)


def _windows(text: str) -> WindowsAddress:
    name = text.strip()
    if not _SHARED_NAME.fullmatch(name):
        raise _unreadable(text, "windows://POS-58")
    return WindowsAddress(name)


def _listed(values: tuple[object, ...]) -> str:
    return ", ".join(map(str, values))


def _unreadable(text: str, example: str) -> InvalidInput:
    return _refused(
        _(
            "Alamat printer %(address)s tidak dapat dibaca. Contoh: %(example)s.",
            address=text,
            example=example,
        )
    )


def _refused(sentence: str) -> InvalidInput:
    return InvalidInput(sentence, field="address")


_READERS: dict[str, Callable[[str], PrinterAddress]] = {
    "tcp": _tcp,
    "serial": _serial,
    "usb": _usb,
    "cups": _cups,
    "windows": _windows,
    "file": _device,
}
