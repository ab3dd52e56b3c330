"""The settings of what members read away from the shop."""

from __future__ import annotations

from core.i18n import lazy
from core.settings import Setting, define

LONGEST = 365
"""Days."""


def _days(text: str) -> int:
    number = int(text)
    if not 1 <= number <= LONGEST:
        raise ValueError(text)
    return number


MEMBER_STATEMENT_DAYS = define(
    Setting(
        "member_statement_days",
        _days,
        14,
        lazy("Tautan rekening anggota dapat dibuka selama (hari, sampai 365)"),
    )
)
