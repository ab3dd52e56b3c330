"""What a sale document claims - who sold it, to whom, in which shift, when - and what holds of it.

A claim that does not hold becomes a flag, never a refusal.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from core.ids import MemberId, OperatorId
from ledger import periods
from pos import sale_rows, shifts
from pos.documents import SaleDocument
from pos.models import FlagKind
from pos.review import Flag, clock_is_plausible, sale_day, wrong_shift
from pos.sale_rows import Facts
from pos.tills import TillView


@dataclass(frozen=True, slots=True)
class Claims:
    """Whose sale it is in the end, and which day's, after what it claims was checked."""

    operator_id: OperatorId
    member_id: MemberId | None
    sold_on: date
    booked_on: date
    """``sold_on``, or the first open day after it."""
    flags: tuple[Flag, ...]


def check(
    session: Session, till: TillView, document: SaleDocument, *, received_at: datetime
) -> Claims:
    """Check what a sale says of itself; a shift that never arrived is assumed.

    Raises Unbookable when it comes from nobody.
    """
    facts = sale_rows.facts(session, document)
    shift_operator_id, shift_day = facts.shift_operator_id, facts.opened_on
    if shift_operator_id is None or shift_day is None:
        shift = shifts.assume_open(session, till, document, received_at=received_at)
        shift_operator_id, shift_day = shift.operator_id, shift.opened_on
    sold_on = sale_day(
        document.header.at,
        received_at=received_at,
        time_zone=till.time_zone,
        shift_day=shift_day,
    )
    return Claims(
        facts.operator_id or shift_operator_id,
        MemberId(facts.member_id) if facts.member_id else None,
        sold_on,
        periods.open_day(session, sold_on),
        tuple(_flags(till, document, facts, received_at=received_at)),
    )


def _flags(
    till: TillView, document: SaleDocument, facts: Facts, *, received_at: datetime
) -> Iterator[Flag]:
    header = document.header
    if not facts.may_sell:
        yield Flag(FlagKind.OPERATOR, {"claimed": str(header.operator_id)})
    if document.member_id and not facts.member_id:
        yield Flag(FlagKind.MEMBER, {"claimed": str(document.member_id)})
    if why := wrong_shift(facts, till.id, at=header.at):
        yield Flag(FlagKind.SHIFT, {"why": why})
    if facts.number_used:
        yield Flag(FlagKind.NUMBER, {"number": document.number})
    if not clock_is_plausible(header.at, received_at=received_at):
        yield Flag(FlagKind.CLOCK, {"till": header.at.isoformat()})
