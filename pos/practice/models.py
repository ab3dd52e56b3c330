"""The one table of practice: what a slip shows until it is printed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from core.ids import TillId
from core.models import Row


class PracticeReceipt(Row, kw_only=True, eq=False, repr=False):
    """A practised sale whose slip is to be printed; forgotten after a day."""

    __tablename__ = "practice_receipt"

    till_id: Mapped[TillId] = mapped_column(ForeignKey("till.id"))
    body: Mapped[dict[str, Any]]
    """The sale document as the till made it."""
    created_at: Mapped[datetime] = mapped_column(index=True)
