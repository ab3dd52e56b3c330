"""Table of what members paid of their kasbon."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from core.ids import CustomerId, MemberId, OperatorId, ShiftId, ShopId, TillId
from core.models import Row
from core.money import Money
from pos.models import TenderKind


class BonPayment(Row, kw_only=True, eq=False, repr=False):
    """A payment of kasbon; append-only."""

    __tablename__ = "bon_payment"
    __table_args__ = (
        CheckConstraint("(member_id IS NULL) <> (customer_id IS NULL)", name="one_debtor"),
        Index("ix_bon_payment_member_id", "member_id", "booked_on"),
        Index("ix_bon_payment_newest", "booked_on", "paid_at", "id"),
    )

    shop_id: Mapped[ShopId] = mapped_column(ForeignKey("shop.id"))
    till_id: Mapped[TillId] = mapped_column(ForeignKey("till.id"))
    shift_id: Mapped[ShiftId] = mapped_column(ForeignKey("shift.id"), index=True)
    operator_id: Mapped[OperatorId] = mapped_column(ForeignKey("operator.id"))
    member_id: Mapped[MemberId | None] = mapped_column(ForeignKey("member.id"), default=None)
    customer_id: Mapped[CustomerId | None] = mapped_column(ForeignKey("customer.id"), default=None)
    """Who paid: a member or a named customer, exactly one."""
    number: Mapped[str] = mapped_column(index=True)
    """On its receipt; it shares the counter of the sales."""
    paid_at: Mapped[datetime]
    booked_on: Mapped[date]
    received_at: Mapped[datetime]
    amount: Mapped[Money]
    """What the member owes less."""
    rounding: Mapped[Money]
    """What rounding a payment in cash took (-) or added (+)."""
    tender: Mapped[TenderKind]
    given: Mapped[Money]
    """What was handed over, change included."""
    reference: Mapped[str] = mapped_column(String(60), default="")
    remaining: Mapped[Money]
    """What the member owes afterwards, as the receipt says."""
    next_due_on: Mapped[date | None] = mapped_column(default=None)
    """When something is to be paid next, as the receipt says."""
    coming: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    """What is to be paid afterwards, as the receipt says: ISO day → rupiah."""
