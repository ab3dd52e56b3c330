"""Shifts: a clerk's turn at a till, from the float on; ``pos.closing`` ends it by a count.

The drawer's account always says what lies in the drawer: an opening brings it to the float, a
closing to the count, and between them every document says what it changed.
"""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from core import audit
from core.clock import local_day
from core.i18n import _
from core.ids import OperatorId, ShiftId
from core.models import Operator, table_of
from core.money import ZERO, Money
from ledger import journal, periods
from ledger.chart import DRAWER
from pos.documents import Booked, Header, ShiftOpening, Unbookable
from pos.models import Document, DocumentKind, Shift
from pos.review import sale_day
from pos.shift_entries import Turn, float_entry
from pos.tills import TillView

ENDS = (DocumentKind.SHIFT_OPEN, DocumentKind.SHIFT_CLOSE)
"""What sets the drawer to a count; all other kinds change it by what they moved."""

_document = table_of(Document)
_CASH = select(func.sum(_document.c.cash)).where(
    _document.c.shift_id == bindparam("of_shift"), _document.c.kind.not_in(ENDS)
)


class InShift(Protocol):
    """A document that belongs to a shift."""

    @property
    def header(self) -> Header: ...

    @property
    def shift_id(self) -> ShiftId: ...


def book_opening(
    session: Session, till: TillView, document: ShiftOpening, received_at: datetime
) -> Booked:
    """Begin a shift; the drawer is brought to its float from the safe.

    What lay in the drawer since the last count stays there, so only the rest is moved. A shift
    that was assumed open before its opening arrived gets its float and its clerk now.
    """
    shift = _open(session, till, document, received_at=received_at)
    moved = _bring_to_float(session, till, shift, received_at=received_at)
    audit.record(session, "shift.opened", at=received_at, by=shift.operator_id,
                 shop_id=till.shop_id, subject=till.code, float=document.float.amount)  # fmt: skip
    return Booked({"shift_id": str(shift.id)}, ShiftId(shift.id), cash=moved)


def assume_open(
    session: Session, till: TillView, document: InShift, *, received_at: datetime
) -> Shift:
    """A shift whose opening never arrived: its float is what the books say lies in the drawer."""
    return _begin(
        session,
        till,
        document.header,
        shift_id=document.shift_id,
        float_=journal.balance(session, DRAWER, till_id=till.id),
        received_at=received_at,
    )


def open_shift_of(session: Session, till: TillView) -> Shift | None:
    """The newest shift of a till that is not closed; None when there is none."""
    return session.scalars(
        select(Shift)
        .where(Shift.till_id == till.id, Shift.closed_at.is_(None))
        .order_by(Shift.opened_at.desc())
        .limit(1)
    ).one_or_none()


def cash_moved(session: Session, shift_id: ShiftId) -> Money:
    """What the documents of a shift have changed in the drawer: in +, out -.

    With the float it is what should lie there; no kind of document is left out.
    """
    return session.scalar(_CASH, {"of_shift": shift_id}) or ZERO


def known_operator(session: Session, claimed: OperatorId, shift: Shift) -> OperatorId:
    """Who did it: as claimed, or whose shift it is."""
    return claimed if session.get(Operator, claimed) else shift.operator_id


def _open(
    session: Session, till: TillView, document: ShiftOpening, *, received_at: datetime
) -> Shift:
    header = document.header
    shift = session.get(Shift, header.id)
    if shift is None:
        return _begin(session, till, header, shift_id=ShiftId(header.id), float_=document.float,
                      received_at=received_at)  # fmt: skip
    shift.operator_id = known_operator(session, header.operator_id, shift)
    shift.opened_at, shift.float = header.at, document.float
    session.flush()
    return shift


def _bring_to_float(
    session: Session, till: TillView, shift: Shift, *, received_at: datetime
) -> Money:
    """Book what the drawer lacks of its float; returns what changed there."""
    own = cash_moved(session, ShiftId(shift.id))
    held = journal.balance(session, DRAWER, till_id=till.id) - own
    late = held - _counted_before(session, till, shift, held)
    on = periods.open_day(session, shift.opened_on)
    entry = float_entry(
        Turn(ShiftId(shift.id), till.shop_id, till.id, on),
        from_safe=shift.float - (held - late),
        late=late,
        description=_("Kas awal %(till)s", till=till.code),
    )
    if entry:
        journal.post(session, entry, at=received_at)
    return shift.float - held


def _counted_before(session: Session, till: TillView, shift: Shift, held: Money) -> Money:
    """What the shift before this one left in the drawer; as booked when it was never counted."""
    before = session.scalars(
        select(Shift)
        .where(Shift.till_id == till.id, Shift.id != shift.id)
        .order_by(Shift.opened_at.desc(), Shift.id.desc())
        .limit(1)
    ).one_or_none()
    return held if before is None or before.counted is None else before.counted


def _begin(
    session: Session,
    till: TillView,
    header: Header,
    *,
    shift_id: ShiftId,
    float_: Money,
    received_at: datetime,
) -> Shift:
    if session.get(Operator, header.operator_id) is None:
        raise Unbookable(_("Petugas yang membuka kasir tidak dikenal."), field="operator_id")
    shift = Shift(
        id=shift_id,
        till_id=till.id,
        shop_id=till.shop_id,
        operator_id=header.operator_id,
        opened_at=header.at,
        opened_on=sale_day(
            header.at,
            received_at=received_at,
            time_zone=till.time_zone,
            shift_day=local_day(received_at, till.time_zone),
        ),
        float=float_,
    )
    session.add(shift)
    session.flush()
    return shift
