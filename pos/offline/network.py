"""What this computer is called on the local network."""

from __future__ import annotations

import socket
from contextlib import suppress
from ipaddress import AddressValueError, IPv4Address

from pos.offline.certificate import PRIVATE, Names

_ELSEWHERE = ("192.0.2.1", 9)
"""An address kept for documentation: nothing is sent there, only the way to it is looked up."""


def own_names() -> Names:
    """The host's name, its ``.local`` form, and its private addresses."""
    host = socket.gethostname().split(".")[0].lower()
    found = {_way_out(), *_by_name(host)}
    addresses = sorted(address for address in found if address and is_private(address))
    return Names((host, f"{host}.local"), tuple(addresses))


def is_private(address: IPv4Address) -> bool:
    """Whether it can be of a local network, this computer itself left out."""
    return not address.is_loopback and any(address in network for network in PRIVATE)


def _way_out() -> IPv4Address | None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe, suppress(OSError):
        probe.connect(_ELSEWHERE)
        return IPv4Address(probe.getsockname()[0])
    return None


def _by_name(host: str) -> set[IPv4Address]:
    with suppress(OSError, AddressValueError):
        return {IPv4Address(address) for address in socket.gethostbyname_ex(host)[2]}
    return set()
