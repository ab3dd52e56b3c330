"""The settings of facts: how long before a permit ends somebody is told."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from core.i18n import lazy as _
from core.settings import Setting, define, read

MOST_DAYS = 730


def _days(text: str) -> int:
    days = int(text)
    if not 0 <= days <= MOST_DAYS:
        raise ValueError(text)
    return days


PERMIT_WARNING_DAYS = define(
    Setting(
        "permit_warning_days",
        _days,
        90,
        _("Berapa hari sebelumnya izin produk (P-IRT, BPOM, halal) muncul sebagai hampir habis"),
    )
)


def warning_days(session: Session, *, on: date) -> int:
    """How many days before a permit ends it is listed, on a day."""
    return read(session, PERMIT_WARNING_DAYS, on=on)
