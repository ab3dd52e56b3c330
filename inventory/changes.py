"""Every change to goods is noted twice: in the audit log, and in the time tills compare."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import audit
from core.ids import OperatorId
from inventory.models import Product

_NEXT_INSTANT = timedelta(microseconds=1)


def change_time(session: Session, at: datetime) -> datetime:
    """The time to note for a change: later than every other, also when the clock was set back."""
    newest = session.scalar(select(func.max(Product.changed_at)))
    return at if newest is None or at > newest else newest + _NEXT_INSTANT


def note(
    session: Session,
    action: str,
    product: Product,
    *,
    at: datetime,
    by: OperatorId | None,
    **details: Any,
) -> None:
    """Note that something about a product changed, so that tills fetch it and people can ask."""
    product.changed_at = change_time(session, at)
    session.flush()
    audit.record(session, action, at=at, by=by, subject=product.code, **details)
