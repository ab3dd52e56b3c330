"""Tables of simpanan wajib that is due."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from core.ids import MemberId, OperatorId
from core.models import Base, Row
from core.money import Money


class Due(Base, kw_only=True, eq=False, repr=False):
    """What a member has to pay as simpanan wajib for a month; append-only.

    Arrears follow from these and from what the ledger says was paid; nothing marks a due as paid.
    """

    __tablename__ = "due"

    member_id: Mapped[MemberId] = mapped_column(ForeignKey("member.id"), primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True, index=True)
    """Its first day."""
    amount: Mapped[Money]
    made_at: Mapped[datetime]


class DueRelief(Row, kw_only=True, eq=False, repr=False):
    """A due, or a part of it, that a member need not pay; append-only."""

    __tablename__ = "due_relief"

    member_id: Mapped[MemberId] = mapped_column(ForeignKey("member.id"), index=True)
    month: Mapped[date]
    amount: Mapped[Money]
    """Positive: so much less is due."""
    reason: Mapped[str]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[OperatorId | None] = mapped_column(ForeignKey("operator.id"), default=None)
