"""Print queues of the system: what left them is sent, what stays is taken back."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pos.printing.transports import sending
from pos.printing.transports.addresses import CupsAddress, WindowsAddress
from pos.printing.transports.outcomes import Deadlines, Outcome, Result, Trouble
from pos.printing.transports.windows import JOB_PRINTING
from tests.support.queues import FakeCups, FakeSpooler, fake_cups

SOON = Deadlines(connect=10.0, answer=0.5, job=1.0, goodbye=0.2)
JOB = b"\x1b@Beras 5 kg  72.500\n\xff\x00"
CUPS, WINDOWS = CupsAddress("POS58"), WindowsAddress("POS-58")


@pytest.fixture
def cups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeCups:
    monkeypatch.setenv("PATH", str(tmp_path))
    return fake_cups(tmp_path)


@pytest.fixture
def spooler(monkeypatch: pytest.MonkeyPatch) -> FakeSpooler:
    """Windows, as far as printing goes."""
    spooler = FakeSpooler()
    monkeypatch.setitem(sys.modules, "win32print", spooler.module())
    return spooler


def to_cups(address: CupsAddress = CUPS) -> Outcome:
    return sending.send(address, JOB, deadlines=SOON)


def to_windows(address: WindowsAddress = WINDOWS) -> Outcome:
    return sending.send(address, JOB, deadlines=SOON)


def test_what_leaves_the_queue_is_sent_and_never_confirmed(
    cups: FakeCups, spooler: FakeSpooler
) -> None:
    assert to_cups() == to_windows() == Outcome(Result.SENT)
    assert cups.jobs == spooler.jobs == [JOB]
    assert spooler.open_handles == 0


def test_nothing_is_put_behind_what_is_stuck(cups: FakeCups, spooler: FakeSpooler) -> None:
    cups.put("POS58-77")
    spooler.queue.append({"JobId": 77, "Status": 0})
    for outcome in (to_cups(), to_windows()):
        assert (outcome.result, outcome.trouble) == (Result.NOT_SENT, Trouble.SILENT)
    assert cups.jobs == spooler.jobs == []


def test_what_the_queue_is_printing_is_taken_back_and_unknown(
    cups: FakeCups, spooler: FakeSpooler
) -> None:
    cups.stick("now printing POS58-1.  enabled since Sun Nov 22\n\tSending data to printer.")
    spooler.keeps = JOB_PRINTING
    for outcome in (to_cups(), to_windows()):
        assert (outcome.result, outcome.trouble) == (Result.UNKNOWN, Trouble.SILENT)
    assert cups.cancelled == "POS58-1"
    assert spooler.queue == []


@pytest.mark.parametrize(
    "state",
    [
        "now printing POS58-1.\n\tWaiting for printer to become available.",
        "disabled since Sun Nov 22 - Paused",
    ],
)
def test_what_never_went_to_the_printer_can_be_tried_again(cups: FakeCups, state: str) -> None:
    cups.stick(state)
    outcome = to_cups()
    assert (outcome.result, outcome.trouble) == (Result.NOT_SENT, Trouble.UNREACHABLE)
    assert cups.cancelled == "POS58-1"


def test_what_waits_in_windows_can_be_tried_again(spooler: FakeSpooler) -> None:
    spooler.keeps = 0x20  # offline
    outcome = to_windows()
    assert (outcome.result, outcome.trouble) == (Result.NOT_SENT, Trouble.UNREACHABLE)
    assert spooler.queue == []


def test_a_job_that_breaks_off_in_the_spooler_is_unknown(spooler: FakeSpooler) -> None:
    spooler.breaks = True
    assert to_windows().result is Result.UNKNOWN
    assert spooler.open_handles == 0


def test_a_queue_that_does_not_exist(cups: FakeCups, spooler: FakeSpooler) -> None:
    for outcome in (to_cups(CupsAddress("LAIN")), to_windows(WindowsAddress("Lain"))):
        assert (outcome.result, outcome.trouble) == (Result.NOT_SENT, Trouble.UNREACHABLE)
        assert outcome.detail


def test_a_computer_without_that_way_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setitem(sys.modules, "win32print", None)
    for outcome in (to_cups(), to_windows()):
        assert (outcome.result, outcome.trouble) == (Result.NOT_SENT, Trouble.UNSUPPORTED)


def test_a_command_that_hangs_is_ended(cups: FakeCups) -> None:
    lp = cups.folder / "lp"
    lp.write_text(f"#!{sys.executable}\nimport time\ntime.sleep(60)\n")
    outcome = to_cups()
    assert (outcome.result, outcome.trouble) == (Result.UNKNOWN, Trouble.SILENT)
