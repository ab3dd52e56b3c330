"""What people call interest on savings; the co-op chooses by a setting. Lazy."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from core.i18n import lazy as _
from core.settings import read
from members.interest.settings import WORD

ACTIONS = {
    "interest.booked": _("Jasa simpanan dibukukan"),
    "interest.undone": _("Jasa simpanan dibatalkan"),
}


def word(session: Session, on: date) -> str:
    """*Jasa simpanan* or *bagi hasil simpanan*."""
    return WORD.shown(read(session, WORD, on=on))
