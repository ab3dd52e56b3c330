"""What every document of a shift claims beside its content, looked up in one question."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.ids import OperatorId
from core.models import Operator
from ledger import periods
from pos import shifts
from pos.models import Shift
from pos.review import clock_is_plausible, sale_day, wrong_shift
from pos.shifts import InShift
from pos.tills import TillView


@dataclass(frozen=True, slots=True)
class ShiftClaims:
    """Whose document it is in the end, on which day, and what was odd about it."""

    operator_id: OperatorId
    day: date
    """The day it is booked on: its own, or the first open day after it."""
    odd: tuple[str, ...]
    """Among ``operator``, ``clock`` and ``shift …`` with what ``review.wrong_shift`` says."""


def check(
    session: Session, till: TillView, document: InShift, *, received_at: datetime
) -> ShiftClaims:
    """What holds of the claims of a document; a shift that never arrived is assumed open."""
    header = document.header
    shift = session.get(Shift, document.shift_id)
    odd = tuple(_odd(session, till, document, shift, received_at=received_at))
    if shift is None:
        shift = shifts.assume_open(session, till, document, received_at=received_at)
    known = "operator" not in odd
    return ShiftClaims(
        operator_id=header.operator_id if known else shift.operator_id,
        day=periods.open_day(
            session,
            sale_day(
                header.at,
                received_at=received_at,
                time_zone=till.time_zone,
                shift_day=shift.opened_on,
            ),
        ),
        odd=odd,
    )


def _odd(
    session: Session,
    till: TillView,
    document: InShift,
    shift: Shift | None,
    *,
    received_at: datetime,
) -> Iterator[str]:
    header = document.header
    known = session.scalar(
        select(Operator.id).where(Operator.id == header.operator_id, Operator.active)
    )
    if known is None:
        yield "operator"
    if why := wrong_shift(shift, till.id, at=header.at):
        yield f"shift {why}"
    if not clock_is_plausible(header.at, received_at=received_at):
        yield "clock"
