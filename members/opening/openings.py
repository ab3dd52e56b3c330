"""Opening balances (*saldo awal*): the one cut-over of a co-op that begins in mid-year.

What paper says is kept as drafts that may be changed until it is posted; then it is in the books
and only entries correct it.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from core import audit
from core.errors import BusinessError, InvalidInput, NotFound
from core.format import day
from core.i18n import _
from core.ids import OperatorId
from members.opening.models import Opening, OpeningMonthEnd
from members.opening.months import month_ends

EARLIEST = date(2000, 1, 1)
FURTHEST = timedelta(days=366)


def current(session: Session) -> Opening | None:
    """The co-op's cut-over, posted or not; None when nobody has begun."""
    return session.scalars(select(Opening).order_by(Opening.started_at).limit(1)).one_or_none()


def found(session: Session) -> Opening:
    """The same. Raises NotFound when nobody has begun."""
    opening = current(session)
    if opening is None:
        raise NotFound(_("Saldo awal belum dimulai."))
    return opening


def draft(session: Session) -> Opening:
    """The cut-over while it may be changed. Raises NotFound, or BusinessError once posted."""
    opening = found(session)
    if opening.posted_at is not None:
        raise BusinessError(
            _("Saldo awal sudah dibukukan; perbaikan sesudahnya lewat jurnal dan koreksi.")
        )
    return opening


def begin(
    session: Session, cut_over: date, *, today: date, at: datetime, by: OperatorId | None
) -> Opening:
    """Start collecting what paper says. Raises InvalidInput for a day that cannot be."""
    _check(cut_over, today)
    known = current(session)
    if known is not None:
        raise InvalidInput(_("Saldo awal sudah dimulai."), field="cut_over")
    opening = Opening(cut_over=cut_over, started_at=at, started_by=by)
    session.add(opening)
    session.flush()
    audit.record(session, "opening.started", at=at, by=by, subject=cut_over.isoformat())
    return opening


def move(
    session: Session, cut_over: date, *, today: date, at: datetime, by: OperatorId | None
) -> Opening:
    """Begin on another day; month ends that are asked for no more are forgotten."""
    _check(cut_over, today)
    opening = draft(session)
    session.execute(
        delete(OpeningMonthEnd).where(
            OpeningMonthEnd.opening_id == opening.id,
            OpeningMonthEnd.month_end.not_in(month_ends(cut_over)),
        )
    )
    audit.record(session, "opening.moved", at=at, by=by, subject=cut_over.isoformat(),
                 before=opening.cut_over.isoformat())  # fmt: skip
    opening.cut_over = cut_over
    session.flush()
    return opening


def _check(cut_over: date, today: date) -> None:
    if not EARLIEST <= cut_over <= today + FURTHEST:
        raise InvalidInput(
            _("Hari pertama di Lumbung antara %(first)s dan %(last)s.",
              first=day(EARLIEST), last=day(today + FURTHEST)),
            field="cut_over",
        )  # fmt: skip
