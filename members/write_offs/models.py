"""Tables of debts given up, of what is set aside for them, and of what comes back."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from core.ids import CustomerId, MemberId, OperatorId, ShopId
from core.models import Row
from core.money import Money
from members.ways import PaidBy


class WriteOff(Row, kw_only=True, eq=False, repr=False):
    """A debt that one person proposes to give up and another approves.

    Booked (1-1290 against 1-1210 or 1-1220) only when approved.
    """

    __tablename__ = "debt_write_off"
    __table_args__ = (
        CheckConstraint("(member_id IS NULL) <> (customer_id IS NULL)", name="one_debtor"),
        CheckConstraint("decided_by IS NULL OR decided_by <> proposed_by", name="two_people"),
    )

    member_id: Mapped[MemberId | None] = mapped_column(
        ForeignKey("member.id"), index=True, default=None
    )
    customer_id: Mapped[CustomerId | None] = mapped_column(
        ForeignKey("customer.id"), index=True, default=None
    )
    shop_id: Mapped[ShopId] = mapped_column(ForeignKey("shop.id"))
    """In whose books the debt stands."""
    amount: Mapped[Money]
    reason: Mapped[str]
    proposed_at: Mapped[datetime] = mapped_column(index=True)
    proposed_by: Mapped[OperatorId] = mapped_column(ForeignKey("operator.id"))
    decided_at: Mapped[datetime | None] = mapped_column(default=None)
    decided_by: Mapped[OperatorId | None] = mapped_column(ForeignKey("operator.id"), default=None)
    approved: Mapped[bool | None] = mapped_column(default=None)
    booked_on: Mapped[date | None] = mapped_column(default=None)


class DebtProvision(Row, kw_only=True, eq=False, repr=False):
    """What a shop sets aside for debts that may never be paid (1-1290); append-only."""

    __tablename__ = "debt_provision"

    shop_id: Mapped[ShopId] = mapped_column(ForeignKey("shop.id"), index=True)
    amount: Mapped[Money]
    """Negative: so much less is needed."""
    reason: Mapped[str]
    booked_on: Mapped[date]
    recorded_at: Mapped[datetime] = mapped_column(index=True)
    recorded_by: Mapped[OperatorId] = mapped_column(ForeignKey("operator.id"))


class DebtRecovery(Row, kw_only=True, eq=False, repr=False):
    """A debt that was given up and is paid after all, or a part of it; append-only."""

    __tablename__ = "debt_recovery"

    write_off_id: Mapped[UUID] = mapped_column(ForeignKey("debt_write_off.id"), index=True)
    shop_id: Mapped[ShopId] = mapped_column(ForeignKey("shop.id"))
    """Where the money was handed over."""
    amount: Mapped[Money]
    paid_by: Mapped[PaidBy]
    booked_on: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[OperatorId] = mapped_column(ForeignKey("operator.id"))
