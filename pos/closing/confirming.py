"""The second name of a difference, given after the shift was closed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from core.errors import BusinessError
from core.i18n import _
from core.ids import OperatorId, ShopId
from pos.approvals import approvals
from pos.closing import queries
from pos.documents import ApprovalAction


def confirm(
    session: Session,
    shift_id: UUID,
    *,
    agreed: bool,
    note: str,
    within: ShopId | None,
    at: datetime,
    by: OperatorId,
) -> None:
    """Judge a shift's difference. Raises when nobody has to, it was judged, or it is one's own."""
    vouched = queries.detail(session, shift_id, within=within, at=at).vouched
    if vouched.document_id is None:
        raise BusinessError(_("Giliran ini tidak menunggu pengesahan."))
    approvals.review(session, vouched.document_id, ApprovalAction.COUNT, agreed=agreed, note=note,
                     within=within, at=at, by=by)  # fmt: skip
