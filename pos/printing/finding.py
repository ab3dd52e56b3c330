"""Looking for receipt printers: on the network, at this computer's sockets, in its print queues.

Looking prints nothing: a port 9100 is only knocked at, as an office printer may stand behind it.
"""

from __future__ import annotations

import enum
import ipaddress
import logging
import re
import socket
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import IPv4Network
from pathlib import Path
from typing import Any

from serial.tools import list_ports

from core.errors import InvalidInput
from core.i18n import _
from pos.printing.transports import cups, usb, windows
from pos.printing.transports.addresses import (
    PORT,
    CupsAddress,
    DeviceAddress,
    PrinterAddress,
    SerialAddress,
    TcpAddress,
    UsbAddress,
    WindowsAddress,
    parse_address,
)
from pos.printing.transports.outcomes import Unsupported

KNOCK_SECONDS = 0.5
"""In which a printer on a shop's network takes a connection."""
AT_ONCE = 64
"""Doors knocked at together: a shop's 254 addresses take two seconds."""
LOOK_SECONDS = 5.0
"""After which one way of looking is given up."""
MOST_ADDRESSES = 1024
NEAR = 24
"""Bits of the network taken for the own one: 254 neighbours."""

log = logging.getLogger(__name__)


class Way(enum.StrEnum):
    """How a printer is reached."""

    NETWORK = "network"
    DEVICE = "device"
    SERIAL = "serial"
    USB = "usb"
    QUEUE = "queue"


@dataclass(frozen=True, slots=True)
class Found:
    """Something that may be a receipt printer."""

    way: Way
    address: PrinterAddress
    name: str = ""
    """What it calls itself; empty when it does not."""


def networks(text: str) -> tuple[IPv4Network, ...]:
    """The networks somebody typed, divided by commas or spaces; the own ones when nothing is.

    Raises InvalidInput: only shops' own networks are searched, and no large ones.
    """
    return (
        tuple(_network(one) for one in re.split(r"[,\s]+", text.strip()) if one) or own_networks()
    )


def own_networks() -> tuple[IPv4Network, ...]:
    """Where this computer's neighbours are."""
    found = {
        ipaddress.ip_network(f"{address}/{NEAR}", strict=False)
        for address in _own_addresses()
        if not ipaddress.ip_address(address).is_loopback
    }
    return tuple(sorted(one for one in found if isinstance(one, IPv4Network) and _is_local(one)))


def on_network(
    searched: Iterable[IPv4Network],
    *,
    port: int = PORT,
    progress: Callable[[], None] = lambda: None,
) -> list[Found]:
    """The addresses at which somebody takes connections for raw printing."""
    places = addresses(searched)
    with ThreadPoolExecutor(AT_ONCE) as threads:
        knocks = {threads.submit(_opens, place, port): place for place in places}
        for _knock in as_completed(knocks):
            progress()
    there = [place for knock, place in knocks.items() if knock.result()]
    return [Found(Way.NETWORK, TcpAddress(place, port)) for place in there]


def addresses(searched: Iterable[IPv4Network]) -> list[str]:
    """Every address of these networks, each once."""
    return list(dict.fromkeys(str(host) for network in searched for host in network.hosts()))


def connected() -> list[Found]:
    """What this computer can print to without the network; the surest way to each comes first."""
    looks = (device_files, serial_ports, usb_printers, queues)
    return [found for look in looks for found in _within(LOOK_SECONDS, look)]


def device_files(root: Path = Path("/")) -> Iterator[Found]:
    """Printers that Linux's own driver took."""
    for path in sorted((root / "dev/usb").glob("lp[0-9]*")):
        about = root / "sys/class/usbmisc" / path.name / "device/ieee1284_id"
        yield Found(Way.DEVICE, DeviceAddress(f"/dev/usb/{path.name}"), _model(about))


def serial_ports() -> Iterator[Found]:
    """Serial lines with something at the other end, and Bluetooth printers that were paired."""
    for port in list_ports.comports():
        if port.hwid not in (None, "", "n/a") or "rfcomm" in port.device:
            with suppress(InvalidInput):
                name = port.description if port.description != "n/a" else ""
                yield Found(Way.SERIAL, _serial(port.device), name or "")


def usb_printers() -> Iterator[Found]:
    """Devices on the bus that say that they print."""
    for device in usb.printers():
        yield Found(Way.USB, UsbAddress(device.idVendor, device.idProduct), _product(device))


def queues() -> Iterator[Found]:
    """The system's own print queues: Windows' or CUPS'."""
    with suppress(Unsupported):
        for name in windows.names():
            yield Found(Way.QUEUE, WindowsAddress(name), name)
        return
    for name in cups.names(LOOK_SECONDS):
        yield Found(Way.QUEUE, CupsAddress(name), name)


def _network(text: str) -> IPv4Network:
    try:
        found = ipaddress.ip_network(text, strict=False)
    except ValueError:
        found = None
    if not isinstance(found, IPv4Network):
        raise _refused(_("Tulis jaringan seperti 192.168.1.0/24, bukan %(text)s.", text=text))
    if not _is_local(found):
        raise _refused(_("%(text)s bukan jaringan toko. Hanya jaringan setempat yang dicari.",
                         text=text))  # fmt: skip
    if found.num_addresses > MOST_ADDRESSES:
        raise _refused(_("%(text)s terlalu besar. Paling banyak 1.024 alamat (/22).", text=text))
    return found


def _refused(sentence: str) -> InvalidInput:
    return InvalidInput(sentence, field="subnet")


def _is_local(network: IPv4Network) -> bool:
    return network.is_private and not network.is_link_local


def _own_addresses() -> set[str]:
    """This computer's, as far as it knows them; asking the way sends nothing."""
    known: set[str] = set()
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        asking.connect(("192.0.2.1", PORT))
        known.add(str(asking.getsockname()[0]))
    with suppress(OSError):
        mine = socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)
        known.update(str(place[0]) for *_rest, place in mine)
    return known


def _opens(host: str, port: int) -> bool:
    try:
        socket.create_connection((host, port), KNOCK_SECONDS).close()
    except OSError:
        return False
    return True


def _within(seconds: float, look: Callable[[], Iterator[Found]]) -> Sequence[Found]:
    """What a look finds; nothing when it takes too long or cannot be done here."""
    found: list[Found] = []
    thread = threading.Thread(target=_look, args=(look, found), daemon=True)
    thread.start()
    thread.join(seconds)
    return tuple(found)


def _look(look: Callable[[], Iterator[Found]], found: list[Found]) -> None:
    try:
        found.extend(look())
    except OSError as error:
        log.info("%s: %s", look.__name__, error)


def _model(path: Path) -> str:
    """Maker and model out of what the printer says of itself: ``MFG:EPSON;MDL:TM-T82;``."""
    with suppress(OSError):
        text = path.read_text(encoding="utf-8", errors="replace")
        said = dict(part.split(":", 1) for part in text.split(";") if ":" in part)
        said = {key.strip().upper(): value.strip() for key, value in said.items()}
        maker = said.get("MFG") or said.get("MANUFACTURER") or ""
        model = said.get("MDL") or said.get("MODEL") or ""
        return f"{maker} {model}".strip()
    return ""


def _serial(device: str) -> SerialAddress:
    address = parse_address(f"serial://{device}")
    if not isinstance(address, SerialAddress):
        raise InvalidInput(_("Bukan jalur serial: %(device)s.", device=device))
    return address


def _product(device: Any) -> str:
    """A device may be asked its name only by those who may use it."""
    try:
        return f"{device.manufacturer or ''} {device.product or ''}".strip()
    except (OSError, ValueError, NotImplementedError):
        return ""
