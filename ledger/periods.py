"""Which days of the books are closed, and on which day something that comes late is booked.

What happened on a closed day is never refused: it is booked on the first open day, *menyusul*
(domain §6), so that a year whose surplus was divided never moves again.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import audit
from core.errors import InvalidInput
from core.format import day
from core.i18n import _
from core.ids import OperatorId
from core.models import table_of
from ledger.models import PeriodClose

_THROUGH = select(func.max(table_of(PeriodClose).c.through))


def closed_through(session: Session) -> date | None:
    """The last day on which nothing may be booked any more; None when everything is open."""
    return session.execute(_THROUGH).scalar()


def open_day(session: Session, happened_on: date) -> date:
    """The day on which something that happened on a day is booked: that day, or the first open."""
    closed = closed_through(session)
    return happened_on if closed is None or happened_on > closed else closed + timedelta(days=1)


def check_open(session: Session, booked_on: date) -> None:
    """Raises InvalidInput for a day that somebody chose and that is closed."""
    closed = closed_through(session)
    if closed is not None and booked_on <= closed:
        raise InvalidInput(
            _("Buku sudah ditutup sampai %(day)s. Pilih tanggal sesudahnya.", day=day(closed)),
            field="booked_on",
        )


def close(
    session: Session, through: date, *, reason: str, at: datetime, by: OperatorId | None
) -> None:
    """Close the books through a day. Raises InvalidInput when they are closed that far already."""
    closed = closed_through(session)
    if closed is not None and through <= closed:
        raise InvalidInput(_("Buku sudah ditutup sampai %(day)s.", day=day(closed)))
    session.add(PeriodClose(through=through, closed_at=at, closed_by=by, reason=reason))
    session.flush()
    audit.record(session, "books.closed", at=at, by=by, subject=through.isoformat(), reason=reason)
