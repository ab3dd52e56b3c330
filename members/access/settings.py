"""The settings of how members sign in on their own phones."""

from __future__ import annotations

from core.i18n import lazy
from core.settings import Setting, define


def _between(least: int, most: int, text: str) -> int:
    number = int(text)
    if not least <= number <= most:
        raise ValueError(text)
    return number


def _hours(text: str) -> int:
    return _between(1, 72, text)


def _minutes(text: str) -> int:
    return _between(1, 60, text)


MEMBER_CODE_HOURS = define(
    Setting(
        "member_code_hours",
        _hours,
        24,
        lazy("Kode aktivasi halaman anggota berlaku selama (jam, sampai 72)"),
    )
)
MEMBER_LOCK_MINUTES = define(
    Setting(
        "member_lock_minutes",
        _minutes,
        5,
        lazy("Halaman anggota di HP bersama meminta PIN lagi sesudah (menit, sampai 60)"),
    )
)
