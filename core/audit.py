"""The audit log: who did what, or was refused it, and when. Append-only."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from core.ids import OperatorId, ShopId
from core.models import AuditRecord


def record(
    session: Session,
    action: str,
    *,
    at: datetime,
    by: OperatorId | None,
    shop_id: ShopId | None = None,
    subject: str = "",
    **details: Any,
) -> None:
    """Note an action (``noun.verb_in_past``); details must be plain JSON, never secrets."""
    session.add(
        AuditRecord(
            at=at,
            action=action,
            operator_id=by,
            shop_id=shop_id,
            subject=subject,
            details=details,
        )
    )
    session.flush()
