"""Another paper of a Z report: the same figures, marked as a copy, and logged."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from core.errors import BusinessError
from core.i18n import _
from core.ids import OperatorId, ShopId
from pos import tills
from pos.closing import queries
from pos.printing import jobs
from pos.printing.models import PrintJob


def queue_copy(
    session: Session, shift_id: UUID, *, within: ShopId | None, at: datetime, by: OperatorId
) -> PrintJob:
    """Queue a copy on the till's printer. Raises when the shift is open or nothing prints there."""
    detail = queries.detail(session, shift_id, within=within, at=at)
    closed = detail.report.closed
    if closed is None:
        raise BusinessError(_("Giliran ini masih buka: laporan Z belum ada."))
    till = tills.by_id(session, detail.shift.till_id)
    return jobs.queue_copy_at(
        session,
        till,
        source=f"z:{shift_id}",
        subject=f"{till.code} Z{closed.number}",
        at=at,
        by=by,
    )
