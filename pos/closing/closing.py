"""Closing a shift: the count is compared with what should lie there, and the difference booked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import audit
from core.i18n import _
from core.ids import OperatorId, ShiftId
from core.money import ZERO, Money
from ledger import journal, periods
from ledger.chart import DRAWER
from pos import shifts
from pos.approvals import approvals
from pos.approvals import settings as approval_settings
from pos.closing import reading
from pos.closing.figures import Figures, to_json
from pos.closing.models import ShiftCount, ShiftSlip, ZReport
from pos.documents import ApprovalAction, Booked, ShiftClosing
from pos.models import Shift
from pos.printing import jobs
from pos.review import sale_day
from pos.shift_entries import Turn, count_entry, late_entry
from pos.tills import TillView


@dataclass(frozen=True, slots=True)
class Counted:
    """What a closing showed."""

    expected: Money
    counted: Money

    @property
    def difference(self) -> Money:
        """Counted less expected: over +, short -."""
        return self.counted - self.expected


def book(session: Session, till: TillView, document: ShiftClosing, received_at: datetime) -> Booked:
    """End a shift, as the till's journal wants it.

    Always possible. A second closing changes nothing of the first and hears what that one said.
    """
    shift = session.get(Shift, document.shift_id)
    if shift is None:
        shift = shifts.assume_open(session, till, document, received_at=received_at)
    if shift.counted is not None and shift.expected is not None:
        audit.record(session, "shift.closed_again", at=received_at, by=shift.closed_by,
                     shop_id=till.shop_id, subject=till.code,
                     counted=document.counted.amount)  # fmt: skip
        first = Counted(shift.expected, shift.counted)
        return Booked(_answer(session, document, first), document.shift_id, cash=ZERO)
    return _close(session, till, shift, document, received_at=received_at)


def explain(
    session: Session, till: TillView, shift_id: ShiftId, reason: str, *, at: datetime
) -> bool:
    """Note why the count differed, once it was seen; False when that was said already."""
    shift = session.get(Shift, shift_id)
    if shift is None or shift.till_id != till.id or shift.closed_at is None or shift.reason:
        return False
    shift.reason = reason
    audit.record(session, "shift.explained", at=at, by=shift.closed_by, shop_id=till.shop_id,
                 subject=till.code, reason=reason)  # fmt: skip
    return True


def _close(
    session: Session,
    till: TillView,
    shift: Shift,
    document: ShiftClosing,
    *,
    received_at: datetime,
) -> Booked:
    """Count, book, report, and ask for a second name where the difference needs one."""
    shift_id = ShiftId(shift.id)
    figures = reading.figures(session, shift)
    counted = Counted(shift.float + figures.cash_moved, document.counted)
    on = sale_day(
        document.header.at,
        received_at=received_at,
        time_zone=till.time_zone,
        shift_day=shift.opened_on,
    )
    turn = Turn(shift_id, till.shop_id, till.id, periods.open_day(session, on))
    cash = _book_count(session, till, turn, counted, received_at=received_at)
    clerk = shifts.known_operator(session, document.header.operator_id, shift)
    _write_end(session, shift, document, counted, clerk)
    _write_counts(session, document, figures)
    _write_report(session, till, document, figures, clerk, received_at=received_at)
    waits = _note_approval(session, till, document, counted, clerk, on=on, received_at=received_at)
    audit.record(session, "shift.closed", at=received_at, by=clerk, shop_id=till.shop_id,
                 subject=till.code, expected=counted.expected.amount,
                 counted=counted.counted.amount, reason=document.reason)  # fmt: skip
    jobs.queue_paper(session, till, source=f"z:{shift_id}", happened_at=document.header.at,
                     received_at=received_at, opens_drawer=False)  # fmt: skip
    answer = _answer(session, document, counted) | {"waiting": waits}
    return Booked(answer, document.shift_id, cash=cash)


def _book_count(
    session: Session, till: TillView, turn: Turn, counted: Counted, *, received_at: datetime
) -> Money:
    """Bring the drawer's account to the count; returns what that changed there."""
    held = journal.balance(session, DRAWER, till_id=till.id)
    entries = (
        late_entry(turn, late=held - counted.expected,
                   description=_("Menyusul di %(till)s", till=till.code)),
        count_entry(turn, difference=counted.difference,
                    description=_("Selisih kas %(till)s", till=till.code)),
    )  # fmt: skip
    for entry in filter(None, entries):
        journal.post(session, entry, at=received_at)
    return counted.counted - held


def _write_end(
    session: Session, shift: Shift, document: ShiftClosing, counted: Counted, clerk: OperatorId
) -> None:
    shift.closed_at, shift.closed_by = document.header.at, clerk
    shift.counted, shift.expected = counted.counted, counted.expected
    shift.reason = document.reason
    session.flush()


def _write_counts(session: Session, document: ShiftClosing, figures: Figures) -> None:
    session.add_all(
        ShiftCount(shift_id=document.shift_id, denomination=item.denomination, pieces=item.pieces)
        for item in document.pieces
    )
    session.add_all(
        ShiftSlip(
            shift_id=document.shift_id,
            kind=slip.kind,
            counted=slip.amount,
            booked=figures.booked(slip.kind),
        )
        for slip in document.slips
    )


def _write_report(
    session: Session,
    till: TillView,
    document: ShiftClosing,
    figures: Figures,
    clerk: OperatorId,
    *,
    received_at: datetime,
) -> None:
    """Numbered without gaps per till: the shop's journal is locked by the caller."""
    newest = session.scalar(select(func.max(ZReport.number)).where(ZReport.till_id == till.id))
    session.add(
        ZReport(
            shift_id=document.shift_id,
            till_id=till.id,
            number=(newest or 0) + 1,
            document_id=document.header.id,
            operator_id=clerk,
            made_at=received_at,
            unsent=document.unsent,
            figures=to_json(figures),
        )
    )
    session.flush()


def _note_approval(
    session: Session,
    till: TillView,
    document: ShiftClosing,
    counted: Counted,
    clerk: OperatorId,
    *,
    on: date,
    received_at: datetime,
) -> bool:
    """A difference wants a second name; True when it waits for one (*menunggu pengesahan*)."""
    action = ApprovalAction.COUNT
    off = Money(abs(counted.difference.amount))
    limit = approval_settings.limit(session, action, on=on, shop_id=till.shop_id)
    needed = {action: off} if off > limit else {}
    unproven = approvals.note(session, till, document.header, document.approvals, needed,
                              subject=till.code, requested_by=clerk,
                              received_at=received_at)  # fmt: skip
    return bool(unproven)


def _answer(session: Session, document: ShiftClosing, counted: Counted) -> dict[str, object]:
    report = session.get(ZReport, document.shift_id)
    return {
        "expected": counted.expected.amount,
        "counted": counted.counted.amount,
        "difference": counted.difference.amount,
        "report": report.number if report else None,
    }
