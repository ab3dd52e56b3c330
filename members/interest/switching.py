"""Switching interest on, and changing its rate: the licence is asked for with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from core import settings
from core.errors import InvalidInput
from core.i18n import _
from core.ids import OperatorId
from members.dues.rules import first_of
from members.interest.settings import INTEREST_RATE, LICENCE


@dataclass(frozen=True, slots=True)
class Switch:
    """What is to hold from a month on."""

    rate: int
    """Basis points a year; 0 switches it off."""
    licence: str
    """Number and date, as the setting keeps them; empty while it is off."""
    month: date


def switch(session: Session, wanted: Switch, *, at: datetime, by: OperatorId | None) -> None:
    """Let a rate hold from the first day of a month on, with its licence.

    Raises InvalidInput for a rate without a licence.
    """
    first = first_of(wanted.month)
    if wanted.rate and not wanted.licence:
        raise InvalidInput(
            _("Tanpa izin usaha simpan pinjam, jasa tidak boleh diberikan."), field="licence"
        )
    if wanted.licence and wanted.licence != settings.read(session, LICENCE, on=first):
        settings.put(session, LICENCE, wanted.licence, valid_from=first, at=at, by=by)
    settings.put(session, INTEREST_RATE, str(wanted.rate), valid_from=first, at=at, by=by)
