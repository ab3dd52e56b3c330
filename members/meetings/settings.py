"""The settings of meetings: by-laws differ, and may be changed by a meeting."""

from __future__ import annotations

import re
from dataclasses import dataclass

from core.format import percent
from core.i18n import lazy
from core.settings import Setting, define
from members.meetings.quorum import WHOLE

_PERCENT = re.compile(r"(\d{1,3})(?:[.,](\d{1,2}))? *%?")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the whole, in basis points; reads as ``50%``."""

    points: int

    def __str__(self) -> str:
        return percent(self.points)


def _part(text: str) -> Part:
    found = _PERCENT.fullmatch(text.strip())
    if found is None:
        raise ValueError(text)
    points = int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0"))
    if points > WHOLE:
        raise ValueError(text)
    return Part(points)


def _part_below_all(text: str) -> Part:
    """More than everybody will never come."""
    part = _part(text)
    if part.points == WHOLE:
        raise ValueError(text)
    return part


def _days(text: str) -> int:
    number = int(text)
    if not 0 <= number <= 90:
        raise ValueError(text)
    return number


QUORUM = define(
    Setting(
        "meeting_quorum",
        _part_below_all,
        Part(5_000),
        lazy("Kuorum rapat anggota: yang hadir harus lebih dari (persen anggota)"),
        legal_basis="Anggaran dasar",
    )
)
SECOND_QUORUM = define(
    Setting(
        "meeting_second_quorum",
        _part,
        Part(2_000),
        lazy(
            "Kuorum sesudah panggilan kedua: yang hadir paling sedikit "
            "(persen anggota; 0: berapa pun yang datang)"
        ),
        legal_basis="Anggaran dasar",
    )
)
MAJORITY = define(
    Setting(
        "meeting_majority",
        _part_below_all,
        Part(5_000),
        lazy("Usul diterima kalau yang setuju lebih dari (persen suara setuju dan tidak setuju)"),
        legal_basis="UU 25/1992 pasal 24",
    )
)
NOTICE_DAYS = define(
    Setting(
        "meeting_notice_days",
        _days,
        7,
        lazy("Undangan rapat anggota sampai paling lambat (hari sebelumnya)"),
        legal_basis="Anggaran dasar",
    )
)
