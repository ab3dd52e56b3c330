"""The table of cards that were printed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from core.ids import MemberId, OperatorId
from core.models import Row


class PrintedCard(Row, kw_only=True, eq=False, repr=False):
    """A member's card was put on a sheet to print; append-only."""

    __tablename__ = "printed_card"
    __table_args__ = (Index("ix_printed_card_member_id", "member_id", "card"),)

    member_id: Mapped[MemberId] = mapped_column(ForeignKey("member.id"))
    card: Mapped[str] = mapped_column(String(40))
    """What its barcode says; a member with another code since needs another card."""
    printed_at: Mapped[datetime]
    printed_by: Mapped[OperatorId | None] = mapped_column(ForeignKey("operator.id"), default=None)
