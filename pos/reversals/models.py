"""Table of what was taken back."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from core.ids import CustomerId, MemberId, OperatorId, ShopId
from core.models import Base
from pos.models import DocumentKind
from pos.reversals.remedies import Remedy


class Reversal(Base, kw_only=True, eq=False, repr=False):
    """That what a document booked was taken back; append-only."""

    __tablename__ = "reversal"
    __table_args__ = (
        CheckConstraint("to_member_id IS NULL OR to_customer_id IS NULL", name="one_right_one"),
    )

    document_id: Mapped[UUID] = mapped_column(primary_key=True)
    """Of what is taken back: nothing is taken back twice."""
    kind: Mapped[DocumentKind]
    """Of the document."""
    shop_id: Mapped[ShopId] = mapped_column(ForeignKey("shop.id"))
    """Where it had been booked."""
    remedy: Mapped[Remedy]
    to_member_id: Mapped[MemberId | None] = mapped_column(ForeignKey("member.id"), default=None)
    to_customer_id: Mapped[CustomerId | None] = mapped_column(
        ForeignKey("customer.id"), default=None
    )
    """Whose money it really is, when it is somebody else's: a member's or a customer's."""
    reason: Mapped[str] = mapped_column(String(200))
    booked_on: Mapped[date]
    reversed_at: Mapped[datetime]
    reversed_by: Mapped[OperatorId] = mapped_column(ForeignKey("operator.id"))
