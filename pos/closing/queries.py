"""What pages, paper and tills read of a shift; values, never statements.

``within`` is the one shop that whoever asks may see; None: all of them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from core.clock import local_day, local_time
from core.errors import NotFound
from core.i18n import _
from core.ids import ShiftId, ShopId
from core.models import Operator, Shop
from core.money import Money
from pos.approvals.models import Approval, ApprovalGrant, ApprovalReview
from pos.cash.queries import letterhead
from pos.closing import reading
from pos.closing.figures import from_json, late
from pos.closing.models import ShiftCount, ShiftSlip, ZReport
from pos.closing.receipts import Checked, Closed, Report
from pos.documents import ApprovalAction
from pos.models import Document, DocumentKind, Shift, Till
from pos.shifts import ENDS


@dataclass(frozen=True, slots=True)
class Vouched:
    """Who agreed with a difference, and what still has to be said."""

    needed: bool
    document_id: UUID | None
    requested_by: UUID | None
    name: str
    """Who agreed, at the till or later; empty while nobody has."""
    agreed: bool | None
    """What was judged later; None: not judged, or not needed to be."""
    note: str

    @property
    def waits(self) -> bool:
        """Menunggu pengesahan."""
        return self.needed and not self.name


NOBODY = Vouched(False, None, None, "", None, "")


@dataclass(frozen=True, slots=True)
class ShiftDetail:
    """A shift as its page shows it."""

    shift: Shift
    shop: Shop
    report: Report
    vouched: Vouched


@dataclass(frozen=True, slots=True)
class LateRow:
    """A document that arrived after its shift was closed."""

    kind: DocumentKind
    number: str | None
    at: datetime
    received_at: datetime
    cash: Money


def detail(session: Session, shift_id: UUID, *, within: ShopId | None, at: datetime) -> ShiftDetail:
    """A shift with what it came to. Raises NotFound, also for a shift of another shop."""
    found = session.execute(
        select(Shift, Shop, Till.name)
        .join(Shop, Shop.id == Shift.shop_id)
        .join(Till, Till.id == Shift.till_id)
        .where(Shift.id == shift_id)
    ).one_or_none()
    if found is None or within not in (None, found.Shift.shop_id):
        raise NotFound(_("Giliran ini tidak ada."))
    shift, shop, till = found
    vouched = _vouched(session, shift)
    return ShiftDetail(shift, shop, _report(session, shift, shop, till, vouched, at=at), vouched)


def report(session: Session, shift_id: UUID, *, at: datetime) -> Report:
    """What the X or Z report of a shift says. Raises NotFound."""
    return detail(session, shift_id, within=None, at=at).report


def blind_report(session: Session, shift_id: UUID, *, at: datetime) -> Report:
    """The report for somebody who may still have to count the drawer."""
    found = report(session, shift_id, at=at)
    return found if found.closed else replace(found, blind=True)


def unvouched() -> Select[ShiftId]:
    """The shifts whose difference nobody else has vouched for, at the till or later."""
    return (
        select(ZReport.shift_id)
        .join(Approval, Approval.document_id == ZReport.document_id)
        .outerjoin(
            ApprovalReview,
            (ApprovalReview.document_id == Approval.document_id)
            & (ApprovalReview.action == Approval.action),
        )
        .where(Approval.action == ApprovalAction.COUNT, Approval.grant_id.is_(None))
        .where(ApprovalReview.reviewed_at.is_(None))
    )


@dataclass(frozen=True, slots=True)
class Difference:
    """What a count differed by."""

    closed_on: date
    """On the shop's calendar."""
    till: str
    amount: Money
    """Over +, short -."""


def differences(session: Session, *, shop_id: ShopId | None, most: int) -> tuple[Difference, ...]:
    """The newest counts, oldest of them first."""
    rows: Any = session.execute(
        select(Shift.closed_at, Shop.time_zone, Shop.code, Till.name, Shift.counted, Shift.expected)
        .join(Till, Till.id == Shift.till_id)
        .join(Shop, Shop.id == Shift.shop_id)
        .where(Shift.counted.is_not(None), *([Shift.shop_id == shop_id] if shop_id else []))
        .order_by(Shift.opened_at.desc(), Shift.id.desc())
        .limit(most)
    ).all()
    return tuple(
        Difference(local_day(closed_at, zone), f"{code}-{name}", counted - expected)
        for closed_at, zone, code, name, counted, expected in reversed(rows)
    )


def late_documents(session: Session, shift_id: ShiftId, found: Report) -> tuple[LateRow, ...]:
    """What has arrived since the shift was closed, in the order it came."""
    count = sum(tally.count for tally in found.late.values())
    rows = session.execute(
        select(Document.kind, Document.number, Document.at, Document.received_at, Document.cash)
        .where(Document.shift_id == shift_id, Document.kind.not_in(ENDS))
        .order_by(Document.received_at.desc(), Document.sequence.desc())
        .limit(count)
    )
    return tuple(LateRow(*row) for row in reversed(rows.all()))


def _report(
    session: Session, shift: Shift, shop: Shop, till: str, vouched: Vouched, *, at: datetime
) -> Report:
    now = reading.figures(session, shift)
    kept = session.get(ZReport, shift.id)
    closed = from_json(kept.figures) if kept else now
    return Report(
        head=letterhead(session, shop),
        till=f"{shop.code}-{till}",
        clerk=session.get_one(Operator, shift.operator_id).name,
        opened_at=local_time(shift.opened_at, shop.time_zone),
        read_at=local_time(at, shop.time_zone),
        float=shift.float,
        figures=closed,
        closed=_closed(session, shift, shop, kept, vouched) if kept else None,
        late=late(now, closed),
    )


def _closed(
    session: Session, shift: Shift, shop: Shop, kept: ZReport, vouched: Vouched
) -> Closed | None:
    if shift.closed_at is None or shift.counted is None or shift.expected is None:
        return None
    return Closed(
        number=kept.number,
        at=local_time(shift.closed_at, shop.time_zone),
        by=session.get_one(Operator, kept.operator_id).name,
        expected=shift.expected,
        counted=shift.counted,
        reason=shift.reason,
        second=vouched.name if vouched.agreed is not False else "",
        waits=vouched.waits,
        unsent=kept.unsent,
        pieces=_pieces(session, shift),
        slips=_slips(session, shift),
    )


def _pieces(session: Session, shift: Shift) -> tuple[tuple[Money, int], ...]:
    rows = session.execute(
        select(ShiftCount.denomination, ShiftCount.pieces)
        .where(ShiftCount.shift_id == shift.id)
        .order_by(ShiftCount.denomination.desc())
    )
    return tuple((denomination, pieces) for denomination, pieces in rows)


def _slips(session: Session, shift: Shift) -> tuple[Checked, ...]:
    rows = session.scalars(select(ShiftSlip).where(ShiftSlip.shift_id == shift.id))
    return tuple(Checked(row.kind, row.counted, row.booked) for row in rows)


def _vouched(session: Session, shift: Shift) -> Vouched:
    """What became of the second name of a closed shift."""
    on_the_spot, later = aliased(Operator), aliased(Operator)
    found: Any = session.execute(
        select(Approval, ApprovalReview, on_the_spot.name, later.name)
        .join(ZReport, ZReport.document_id == Approval.document_id)
        .outerjoin(
            ApprovalReview,
            (ApprovalReview.document_id == Approval.document_id)
            & (ApprovalReview.action == Approval.action),
        )
        .outerjoin(ApprovalGrant, ApprovalGrant.id == Approval.grant_id)
        .outerjoin(on_the_spot, on_the_spot.id == ApprovalGrant.granted_by)
        .outerjoin(later, later.id == ApprovalReview.reviewed_by)
        .where(ZReport.shift_id == shift.id, Approval.action == ApprovalAction.COUNT)
    ).one_or_none()
    if found is None:
        return NOBODY
    approval, judged, witness, judge = found
    return Vouched(
        needed=True,
        document_id=approval.document_id,
        requested_by=approval.requested_by,
        name=witness or judge or "",
        agreed=judged.agreed if judged else None,
        note=judged.note if judged else "",
    )
