"""Printers are found wherever they are, and looking for them prints nothing and harms nobody."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest
import usb.backend.libusb1

from core.errors import InvalidInput
from pos.printing import finding
from pos.printing.finding import Found, Way
from pos.printing.transports.addresses import (
    CupsAddress,
    DeviceAddress,
    TcpAddress,
    UsbAddress,
    WindowsAddress,
)
from tests.support.postgres import free_port
from tests.support.printer import fake_printer
from tests.support.queues import FakeSpooler, fake_cups
from tests.support.usb_bus import FakeBus

HERE = finding.networks("127.0.0.1/32")


def test_an_open_door_is_found_and_nothing_is_printed() -> None:
    with fake_printer() as printer:
        assert isinstance(printer.address, TcpAddress)
        found = finding.on_network(HERE, port=printer.address.port)
        assert found == [Found(Way.NETWORK, printer.address)]
        assert printer.jobs == []
    assert finding.on_network(HERE, port=free_port()) == []


def test_a_whole_network_takes_seconds_and_tells_how_far_it_is() -> None:
    told: list[int] = []
    started = time.monotonic()
    found = finding.on_network(
        finding.networks("127.0.7.0/24"), port=free_port(), progress=lambda: told.append(1)
    )
    assert (found, len(told)) == ([], 254)
    assert time.monotonic() - started < 10


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("192.168.1.0/24", ["192.168.1.0/24"]),
        ("192.168.1.77/24", ["192.168.1.0/24"]),
        ("10.0.0.5", ["10.0.0.5/32"]),
        ("10.0.0.0/24, 10.0.1.0/24", ["10.0.0.0/24", "10.0.1.0/24"]),
    ],
)
def test_networks_are_read(text: str, expected: list[str]) -> None:
    assert [str(one) for one in finding.networks(text)] == expected


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("toko", "192.168.1.0/24"),
        ("fe80::/64", "192.168.1.0/24"),
        ("8.8.8.0/24", "bukan jaringan toko"),
        ("169.254.0.0/24", "bukan jaringan toko"),
        ("10.0.0.0/8", "terlalu besar"),
    ],
)
def test_only_small_networks_of_shops_are_searched(text: str, says: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        finding.networks(text)
    assert says in refusal.value.sentence
    assert refusal.value.field == "subnet"


def test_the_own_networks_are_private_and_small() -> None:
    for network in finding.own_networks():
        assert network.is_private
        assert network.num_addresses == 256


def test_every_address_is_knocked_at_once() -> None:
    twice = finding.networks("10.0.0.0/30 10.0.0.0/30")
    assert finding.addresses(twice) == ["10.0.0.1", "10.0.0.2"]


def test_printers_with_a_driver_say_who_they_are(tmp_path: Path) -> None:
    (tmp_path / "dev/usb").mkdir(parents=True)
    for name in ("lp0", "lp1", "hiddev0"):
        (tmp_path / "dev/usb" / name).touch()
    about = tmp_path / "sys/class/usbmisc/lp0/device"
    about.mkdir(parents=True)
    (about / "ieee1284_id").write_text("MFG:EPSON;CMD:ESC/POS;MDL:TM-T82;CLS:PRINTER;\n")
    assert list(finding.device_files(tmp_path)) == [
        Found(Way.DEVICE, DeviceAddress("/dev/usb/lp0"), "EPSON TM-T82"),
        Found(Way.DEVICE, DeviceAddress("/dev/usb/lp1"), ""),
    ]


def test_printers_on_the_bus_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(usb.backend.libusb1, "get_backend", FakeBus)
    assert list(finding.usb_printers()) == [Found(Way.USB, UsbAddress(0x04B8, 0x0202))]


def test_queues_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    fake_cups(tmp_path)
    assert [one.address for one in finding.queues()] == [
        CupsAddress("POS58"),
        CupsAddress("Laser_Kantor"),
    ]
    monkeypatch.setitem(sys.modules, "win32print", FakeSpooler().module())
    assert WindowsAddress("POS-58") in [one.address for one in finding.queues()]


def test_what_cannot_be_looked_at_keeps_nothing_else_from_being_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))  # no CUPS here
    monkeypatch.setattr(usb.backend.libusb1, "get_backend", FakeBus)
    assert UsbAddress(0x04B8, 0x0202) in [one.address for one in finding.connected()]


def test_a_look_that_hangs_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(finding, "LOOK_SECONDS", 0.5)
    fake_cups(tmp_path)
    (tmp_path / "lpstat").write_text(f"#!{sys.executable}\nimport time\ntime.sleep(60)\n")
    started = time.monotonic()
    assert all(one.way is not Way.QUEUE for one in finding.connected())
    assert time.monotonic() - started < 5
