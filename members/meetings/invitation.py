"""The invitation to a meeting as one message to share. Values → text; Indonesian, as on paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from core.format import day

WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
TITLES = {"rat": "Rapat Anggota Tahunan", "rapat_luar_biasa": "Rapat Anggota Luar Biasa"}
"""What stands on paper, by the kind's code."""
LONGEST_LINK = 4_000
"""Characters of a message that a link still carries; a longer one is copied."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """What everybody is told."""

    coop: str
    kind: str
    """The kind's code: ``rat``."""
    number: str
    year: int
    held_on: date
    starts_at: str
    place: str
    agenda: str
    is_demo: bool = False

    @property
    def title(self) -> str:
        return f"{TITLES[self.kind]} tahun buku {self.year}"

    @property
    def when(self) -> str:
        """``Sabtu, 14/02/2026 pukul 09:00``."""
        return f"{WEEKDAYS[self.held_on.weekday()]}, {day(self.held_on)} pukul {self.starts_at}"


def message(invitation: Invitation) -> str:
    """The invitation as one message."""
    parts = [
        f"*{invitation.title}* ({invitation.number})",
        invitation.coop,
        "",
        f"Hari: {invitation.when}",
        f"Tempat: {invitation.place}",
    ]
    if invitation.agenda:
        parts += ["", "Acara:", invitation.agenda]
    parts += [
        "",
        "Setiap anggota mempunyai satu suara. Mohon datang sendiri dan membawa kartu anggota.",
    ]
    return "\n".join((["*CONTOH*"] if invitation.is_demo else []) + parts)


def message_link(phone: str, said: str) -> str:
    """Opens WhatsApp with the message, to one person or to be chosen there."""
    text = quote(said)
    query = f"?text={text}" if len(text) <= LONGEST_LINK else ""
    return f"https://wa.me/{phone}{query}"
