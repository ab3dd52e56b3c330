"""Tables of approvals: what was granted, what a document claimed, and what was judged later."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from core.ids import OperatorId, ShopId, TillId
from core.models import Base, Row
from core.money import Money
from pos.documents import ApprovalAction, ApprovalMethod


class ApprovalGrant(Row, kw_only=True, eq=False, repr=False):
    """Somebody agreed to one action on one till, by PIN there or by a code; append-only."""

    __tablename__ = "approval_grant"
    __table_args__ = (Index("ix_approval_grant_till_id_code", "till_id", "code"),)

    till_id: Mapped[TillId] = mapped_column(ForeignKey("till.id"))
    action: Mapped[ApprovalAction]
    method: Mapped[ApprovalMethod]
    amount: Mapped[Money]
    code: Mapped[str] = mapped_column(String(40))
    """What the document will name it by: its own key, or ``challenge-code``."""
    granted_by: Mapped[OperatorId] = mapped_column(ForeignKey("operator.id"))
    granted_at: Mapped[datetime]


class Approval(Base, kw_only=True, eq=False, repr=False):
    """What a document needed somebody else for, and what it claimed; append-only."""

    __tablename__ = "approval"
    __table_args__ = (Index("ix_approval_requested_at", "requested_at"),)

    document_id: Mapped[UUID] = mapped_column(primary_key=True)
    action: Mapped[ApprovalAction] = mapped_column(primary_key=True)
    shop_id: Mapped[ShopId] = mapped_column(ForeignKey("shop.id"))
    till_id: Mapped[TillId] = mapped_column(ForeignKey("till.id"))
    subject: Mapped[str]
    """A receipt number, or what else people call the document."""
    amount: Mapped[Money]
    method: Mapped[ApprovalMethod | None] = mapped_column(default=None)
    """None: the document named nobody."""
    claimed_by: Mapped[OperatorId | None] = mapped_column(default=None)
    grant_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("approval_grant.id"), unique=True, default=None
    )
    """What proves it; a grant proves one document only."""
    requested_by: Mapped[OperatorId] = mapped_column(ForeignKey("operator.id"))
    requested_at: Mapped[datetime]


class ApprovalReview(Base, kw_only=True, eq=False, repr=False):
    """What a manager decided later about an approval that was not proven; append-only."""

    __tablename__ = "approval_review"

    document_id: Mapped[UUID] = mapped_column(primary_key=True)
    action: Mapped[ApprovalAction] = mapped_column(primary_key=True)
    agreed: Mapped[bool]
    note: Mapped[str] = mapped_column(default="")
    reviewed_by: Mapped[OperatorId] = mapped_column(ForeignKey("operator.id"))
    reviewed_at: Mapped[datetime]
