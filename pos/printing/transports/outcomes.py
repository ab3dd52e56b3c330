"""What is known about a job after an attempt, and how long each part of it may take."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from core.i18n import lazy


class Result(enum.StrEnum):
    """What is known about a job after an attempt."""

    CONFIRMED = "confirmed"
    """The printer worked through all of it."""
    SENT = "sent"
    """All of it was handed over to a printer or a queue that is known never to answer."""
    UNKNOWN = "unknown"
    """Some or all of it may be on paper: the next attempt must say CETAK ULANG."""
    NOT_SENT = "not_sent"
    """Nothing of it reached the printer: trying again is safe."""


class Trouble(enum.StrEnum):
    """Why a job was not confirmed."""

    UNREACHABLE = "unreachable"
    PAPER_OUT = "paper_out"
    OFFLINE = "offline"
    """Cover open, knife stuck, switched off line."""
    SILENT = "silent"
    INTERRUPTED = "interrupted"
    FORBIDDEN = "forbidden"
    """The computer has it and does not let us."""
    UNSUPPORTED = "unsupported"
    """This computer has no such way."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one attempt to print a job ended."""

    result: Result
    trouble: Trouble | None = None
    detail: str = ""
    """For the log: what the system said."""
    paper_low: bool = False
    """The roll is nearly used up."""
    answered: bool = False
    """The printer answers questions; once seen, it is known that it does."""


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Seconds after which waiting ends."""

    connect: float = 3.0
    answer: float = 1.0
    """For a question that the printer reads at once."""
    job: float = 15.0
    """For taking the job, and again for working through it."""
    goodbye: float = 0.5
    """Of silence, before we hang up on a printer that does not."""

    @property
    def whole(self) -> float:
        """In which every part has reached its own deadline, unless the system holds us up."""
        return 2 * self.connect + 6 * self.answer + 3 * self.job + 2 * self.goodbye


DEADLINES = Deadlines()


class Unsupported(OSError):
    """A way that this computer does not have: another system, or a library that is not there."""


def trouble_of(error: OSError) -> Trouble:
    """Why a printer was not reached."""
    if isinstance(error, PermissionError):
        return Trouble.FORBIDDEN
    return Trouble.UNSUPPORTED if isinstance(error, Unsupported) else Trouble.UNREACHABLE


_EXPLANATIONS = {
    Trouble.UNREACHABLE: lazy("Printer tidak terjangkau. Periksa listrik, kabel dan alamatnya."),
    Trouble.PAPER_OUT: lazy("Kertas printer habis. Pasang gulungan baru."),
    Trouble.OFFLINE: lazy("Printer tidak siap. Rapatkan penutupnya, lalu tekan tombol FEED."),
    Trouble.SILENT: lazy("Printer tidak menjawab. Matikan, lalu nyalakan lagi."),
    Trouble.INTERRUPTED: lazy("Sambungan ke printer putus di tengah cetakan."),
    Trouble.FORBIDDEN: lazy(
        "Lumbung tidak boleh memakai printer ini. Masukkan pengguna server ke grup lp dan "
        "dialout, lalu nyalakan ulang komputernya."
    ),
    Trouble.UNSUPPORTED: lazy(
        "Komputer server tidak dapat mencetak dengan cara ini. Cari printer lagi dan pilih "
        "alamat yang ditemukan."
    ),
}


def explain(trouble: Trouble) -> str:
    """What to tell the people at the counter, and what to do."""
    return str(_EXPLANATIONS[trouble])
