"""Printers on the universal bus, through the real pyusb on a bus with a printer that is none."""

from __future__ import annotations

import pytest
import usb.backend.libusb0
import usb.backend.libusb1
import usb.backend.openusb

from pos.printing.transports import sending
from pos.printing.transports.addresses import UsbAddress
from pos.printing.transports.outcomes import Deadlines, Outcome, Result, Trouble
from tests.support.usb_bus import FakeBus

HASTY = Deadlines(connect=0.5, answer=0.2, job=0.5, goodbye=0.1)
PRINTER = UsbAddress(0x04B8, 0x0202)
JOB = b"\x1b@Beras 5 kg  72.500\n" * 300


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> FakeBus:
    bus = FakeBus()
    monkeypatch.setattr(usb.backend.libusb1, "get_backend", lambda: bus)
    return bus


def send(address: UsbAddress = PRINTER, *, answers: bool | None = None) -> Outcome:
    return sending.send(address, JOB, deadlines=HASTY, answers=answers)


def test_a_job_is_confirmed_and_the_driver_gets_its_printer_back(bus: FakeBus) -> None:
    assert send() == Outcome(Result.CONFIRMED, answered=True)
    assert bus.printed == JOB + b"\x1dr\x01"
    assert (bus.claimed, bus.has_driver) == (False, True)


def test_a_printer_without_a_driver_is_left_without_one(bus: FakeBus) -> None:
    bus.has_driver = False
    assert send().result is Result.CONFIRMED
    assert (bus.claimed, bus.has_driver) == (False, False)


def test_a_printer_that_never_answers(bus: FakeBus) -> None:
    bus.is_mute = True
    assert send() == Outcome(Result.UNKNOWN, Trouble.SILENT)
    assert send(answers=False) == Outcome(Result.SENT)
    assert bus.printed.endswith(JOB)


@pytest.mark.parametrize(
    ("answers", "result"),
    [(None, Result.NOT_SENT), (True, Result.NOT_SENT), (False, Result.UNKNOWN)],
)
def test_a_printer_that_takes_nothing(bus: FakeBus, answers: bool | None, result: Result) -> None:
    bus.is_stuck = True
    outcome = send(answers=answers)
    assert (outcome.result, outcome.trouble) == (result, Trouble.SILENT)
    assert bus.has_driver


def test_a_printer_that_is_not_there_or_not_ours(bus: FakeBus) -> None:
    outcome = send(UsbAddress(0x0416, 0x5011))
    assert (outcome.result, outcome.trouble) == (Result.NOT_SENT, Trouble.UNREACHABLE)
    bus.is_forbidden = True
    outcome = send()
    assert (outcome.result, outcome.trouble) == (Result.NOT_SENT, Trouble.FORBIDDEN)


def test_a_computer_without_libusb_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    for library in (usb.backend.libusb1, usb.backend.libusb0, usb.backend.openusb):
        monkeypatch.setattr(library, "get_backend", lambda: None)
    outcome = send()
    assert (outcome.result, outcome.trouble) == (Result.NOT_SENT, Trouble.UNSUPPORTED)
