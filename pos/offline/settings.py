"""The settings of working without a server."""

from __future__ import annotations

from core.i18n import lazy
from core.settings import Setting, define

LONGEST = 24 * 31
"""Hours."""


def hours(text: str) -> int:
    """From 0 (never) to a month."""
    value = int(text)
    if not 0 <= value <= LONGEST:
        raise ValueError(text)
    return value


OFFLINE_PIN_HOURS = define(
    Setting(
        "offline_pin_hours",
        hours,
        72,
        lazy("PIN kasir berlaku tanpa server (jam sejak masuk terakhir; 0: tidak)"),
    )
)
