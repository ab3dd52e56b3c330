"""Print queues that are not this machine's own: CUPS by small programs, Windows by a module."""

# ruff: noqa: ARG002, N802 - the signatures are theirs
from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

_LP = """#!{python}
import pathlib, sys
folder = pathlib.Path({folder!r})
if "-d" not in sys.argv or sys.argv[sys.argv.index("-d") + 1] != "POS58":
    sys.exit("lp: The printer or class does not exist.")
if sys.argv[sys.argv.index("-o") + 1] != "raw":
    sys.exit("lp: not raw")
number = len(list(folder.glob("*.job"))) + 1
(folder / f"{{number}}.job").write_bytes(sys.stdin.buffer.read())
(folder / "queue").write_text(f"POS58-{{number}}" if (folder / "stuck").exists() else "")
print(f"request id is POS58-{{number}} (0 file(s))")
"""
_LPSTAT = """#!{python}
import pathlib, sys
folder = pathlib.Path({folder!r})
waiting = (folder / "queue").read_text()
match sys.argv[1]:
    case "-e":
        print("POS58\\nLaser_Kantor")
    case "-o" if waiting:
        print(f"{{waiting:<24}}lumbung  4096   Sun Nov 22 09:00:00 2026")
    case "-p":
        state = (folder / "stuck").read_text() if (folder / "stuck").exists() else "is idle."
        print(f"printer POS58 {{state}}")
"""
_CANCEL = """#!{python}
import pathlib, sys
folder = pathlib.Path({folder!r})
(folder / "queue").write_text("")
(folder / "cancelled").write_text(sys.argv[1])
"""


@dataclass(frozen=True)
class FakeCups:
    """Programs ``lp``, ``lpstat`` and ``cancel`` in a folder, and what they were given."""

    folder: Path

    def stick(self, state: str) -> None:
        """Let jobs stay in the queue while its printer is in that state."""
        (self.folder / "stuck").write_text(state)

    def put(self, ticket: str) -> None:
        """A job of somebody else waits."""
        (self.folder / "queue").write_text(ticket)

    @property
    def jobs(self) -> list[bytes]:
        return [path.read_bytes() for path in sorted(self.folder.glob("*.job"))]

    @property
    def cancelled(self) -> str:
        path = self.folder / "cancelled"
        return path.read_text() if path.exists() else ""


def fake_cups(folder: Path) -> FakeCups:
    """CUPS with the queue POS58; the folder belongs on the PATH."""
    for name, text in (("lp", _LP), ("lpstat", _LPSTAT), ("cancel", _CANCEL)):
        path = folder / name
        path.write_text(text.format(python=sys.executable, folder=str(folder)))
        path.chmod(0o755)
    (folder / "queue").write_text("")
    return FakeCups(folder)


class SpoolerError(Exception):
    """pywin32's."""


@dataclass
class FakeSpooler:
    """What Windows' spooler was given, and how it behaves."""

    keeps: int | None = None
    """The status in which jobs stay in the queue; None: they leave it."""
    breaks: bool = False
    """Whether a job breaks off while it is written."""
    jobs: list[bytes] = field(default_factory=list)
    queue: list[dict[str, int]] = field(default_factory=list)
    open_handles: int = 0

    def module(self) -> ModuleType:
        """The stand-in for ``win32print``."""
        module = ModuleType("win32print")
        module.error = SpoolerError  # type: ignore[attr-defined]
        for name in dir(self):
            if name[0].isupper():
                setattr(module, name, getattr(self, name))
        return module

    def OpenPrinter(self, name: str) -> str:
        if name != "POS-58":
            raise SpoolerError(1801, "OpenPrinter", "The printer name is invalid.")
        self.open_handles += 1
        return name

    def ClosePrinter(self, handle: str) -> None:
        self.open_handles -= 1

    def EnumPrinters(self, flags: int, name: None, level: int) -> list[tuple[int, str, str, str]]:
        return [(0, "POS-58,Generic", "POS-58", ""), (0, "Laser", "Laser Kantor", "")]

    def EnumJobs(self, handle: str, first: int, most: int, level: int) -> list[dict[str, int]]:
        return self.queue[first : first + most]

    def StartDocPrinter(self, handle: str, level: int, about: tuple[str, None, str]) -> int:
        if about[2] != "RAW":
            raise SpoolerError(1804, "StartDocPrinter", "The specified datatype is invalid.")
        self.jobs.append(b"")
        return len(self.jobs)

    def StartPagePrinter(self, handle: str) -> None:
        pass

    def WritePrinter(self, handle: str, data: bytes) -> int:
        if self.breaks:
            raise SpoolerError(31, "WritePrinter", "A device is not functioning.")
        self.jobs[-1] += data
        return len(data)

    def EndPagePrinter(self, handle: str) -> None:
        pass

    def EndDocPrinter(self, handle: str) -> None:
        if self.keeps is not None:
            self.queue.append({"JobId": len(self.jobs), "Status": self.keeps})

    def SetJob(self, handle: str, ticket: int, level: int, info: None, command: int) -> None:
        assert command == 5, "delete"
        self.queue = [job for job in self.queue if job["JobId"] != ticket]
