"""Shifts: a clerk's turn at a till, from the float to the count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit
from core.clock import local_day
from core.i18n import _
from core.ids import OperatorId, ShiftId
from core.models import Operator
from core.money import ZERO, Money
from ledger import journal
from ledger.chart import DRAWER
from pos.documents import Booked, Header, ShiftClosing, ShiftOpening, Unbookable
from pos.entries import count_entry, float_entry
from pos.models import Shift
from pos.review import sale_day
from pos.tills import TillView


class InShift(Protocol):
    """A document that belongs to a shift."""

    @property
    def header(self) -> Header: ...

    @property
    def shift_id(self) -> ShiftId: ...


@dataclass(frozen=True, slots=True)
class Counted:
    """What a closing showed."""

    expected: Money
    counted: Money

    @property
    def difference(self) -> Money:
        """Counted less expected: over +, short -."""
        return self.counted - self.expected


def book_opening(
    session: Session, till: TillView, document: ShiftOpening, received_at: datetime
) -> Booked:
    """Book an opening as the till's journal wants it."""
    held = journal.balance(session, DRAWER, till_id=till.id)
    shift = open_shift(session, till, document, received_at=received_at)
    shift_id = ShiftId(shift.id)
    return Booked({"shift_id": str(shift_id)}, shift_id, cash=document.float - held)


def book_closing(
    session: Session, till: TillView, document: ShiftClosing, received_at: datetime
) -> Booked:
    """Book a closing as the till's journal wants it."""
    shift = session.get(Shift, document.shift_id)
    is_first = shift is not None and shift.closed_at is None
    counted = close_shift(session, till, document, received_at=received_at)
    answer = {
        "expected": counted.expected.amount,
        "counted": counted.counted.amount,
        "difference": counted.difference.amount,
    }
    cash = counted.difference if is_first else ZERO
    return Booked(answer, document.shift_id, cash=cash)


def open_shift(
    session: Session, till: TillView, document: ShiftOpening, *, received_at: datetime
) -> Shift:
    """Begin a shift; the drawer is brought to its float from the safe.

    What lay in the drawer since the last count stays there, so only the rest is moved.
    """
    header = document.header
    shift = _begin(
        session,
        till,
        header,
        shift_id=ShiftId(header.id),
        float_=document.float,
        received_at=received_at,
    )
    held = journal.balance(session, DRAWER, till_id=till.id)
    entry = float_entry(
        shift.id,
        shop_id=till.shop_id,
        till_id=till.id,
        on=shift.opened_on,
        missing=document.float - held,
        description=_("Kas awal %(till)s", till=till.code),
    )
    if entry:
        journal.post(session, entry, at=received_at)
    audit.record(session, "shift.opened", at=received_at, by=shift.operator_id,
                 shop_id=till.shop_id, subject=till.code, float=document.float.amount)  # fmt: skip
    return shift


def assume_open(
    session: Session, till: TillView, document: InShift, *, received_at: datetime
) -> Shift:
    """A shift whose opening never arrived; without float, so the count will tell."""
    return _begin(
        session,
        till,
        document.header,
        shift_id=document.shift_id,
        float_=ZERO,
        received_at=received_at,
    )


def close_shift(
    session: Session, till: TillView, document: ShiftClosing, *, received_at: datetime
) -> Counted:
    """End a shift: the count is compared with the drawer's account and the difference booked.

    Always possible; what differs is booked with the clerk's reason. Raises Unbookable for a shift
    nobody opened.
    """
    shift = session.get(Shift, document.shift_id)
    if shift is None:
        raise Unbookable(_("Kasir ini belum dibuka."), field="shift_id")
    counted = Counted(journal.balance(session, DRAWER, till_id=till.id), document.counted)
    header = document.header
    closing_day = sale_day(
        header.at,
        received_at=received_at,
        time_zone=till.time_zone,
        shift_day=shift.opened_on,
    )
    entry = count_entry(
        shift.id,
        shop_id=till.shop_id,
        till_id=till.id,
        on=closing_day,
        difference=counted.difference,
        description=_("Selisih kas %(till)s", till=till.code),
    )
    if entry and shift.closed_at is None:
        journal.post(session, entry, at=received_at)
    shift.closed_at, shift.closed_by = header.at, _known(session, header.operator_id, shift)
    shift.counted, shift.expected = counted.counted, counted.expected
    shift.reason = document.reason
    audit.record(session, "shift.closed", at=received_at, by=shift.closed_by,
                 shop_id=till.shop_id, subject=till.code, expected=counted.expected.amount,
                 counted=counted.counted.amount, reason=document.reason)  # fmt: skip
    return counted


def open_shift_of(session: Session, till: TillView) -> Shift | None:
    """The newest shift of a till that is not closed; None when there is none."""
    return session.scalars(
        select(Shift)
        .where(Shift.till_id == till.id, Shift.closed_at.is_(None))
        .order_by(Shift.opened_at.desc())
        .limit(1)
    ).one_or_none()


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


def _known(session: Session, claimed: OperatorId, shift: Shift) -> OperatorId:
    return claimed if session.get(Operator, claimed) else shift.operator_id
