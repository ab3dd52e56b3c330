"""Queues of CUPS, the printing system of Linux and macOS, by its own commands ``lp`` and others.

The commands are asked in the C locale, so that their answers can be read.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass

from pos.printing.transports.addresses import CupsAddress
from pos.printing.transports.outcomes import Deadlines, Unsupported

_TICKET = re.compile(rb"request id is (\S+)")
_NOT_THERE = re.compile(
    "waiting for printer to become available|printer is not responding|is not connected"
    "|connecting to printer|unable to locate printer",
    re.IGNORECASE,
)
"""What CUPS' backends say before the first byte: there is no printer at the other end."""


@dataclass(frozen=True, slots=True)
class CupsQueue:
    """One destination."""

    address: CupsAddress
    deadlines: Deadlines

    def is_busy(self) -> bool:
        return bool(self._waiting())

    def submit(self, job: bytes) -> str:
        said = run(
            ["lp", "-d", self.address.name, "-o", "raw", "-t", "Lumbung"], self.deadlines.job, job
        )
        found = _TICKET.search(said)
        return found[1].decode(errors="replace") if found else ""

    def has(self, ticket: str) -> bool:
        return ticket in self._waiting()

    def is_untouched(self, ticket: str) -> bool:
        """It is not the one being printed, or the printer was not even found."""
        state = run(["lpstat", "-p", self.address.name], self.deadlines.connect).decode(
            errors="replace"
        )
        return f"now printing {ticket}" not in state or bool(_NOT_THERE.search(state))

    def cancel(self, ticket: str) -> None:
        run(["cancel", ticket], self.deadlines.connect)

    def _waiting(self) -> list[str]:
        """The names of the jobs in the queue, each the first word of its line."""
        said = run(["lpstat", "-o", self.address.name], self.deadlines.connect).decode(
            errors="replace"
        )
        return [line.split()[0] for line in said.splitlines() if line.strip()]


def run(words: list[str], seconds: float, given: bytes = b"") -> bytes:
    """What a command printed. Raises OSError with what it complained about."""
    program = shutil.which(words[0])
    if program is None:
        raise Unsupported(f"{words[0]} is not installed")
    try:
        done = subprocess.run(  # noqa: S603 - a list of words, no shell
            [program, *words[1:]],
            input=given,
            capture_output=True,
            timeout=seconds,
            check=True,
            env=os.environ | {"LC_ALL": "C"},
        )
    except subprocess.TimeoutExpired as error:
        raise TimeoutError(f"{words[0]} did not end") from error
    except subprocess.CalledProcessError as error:
        raise OSError(error.stderr.decode(errors="replace").strip()) from error
    return done.stdout


def names(seconds: float) -> list[str]:
    """The destinations that CUPS knows."""
    said = run(["lpstat", "-e"], seconds).decode(errors="replace")
    return [line.strip() for line in said.splitlines() if line.strip()]
