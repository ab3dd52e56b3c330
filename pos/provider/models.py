"""Tables of the provider's deposit: top-ups, checks, and what became of the services sold."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from core.ids import OperatorId, SaleId, ShopId
from core.models import Row
from core.money import Money


class PaidFrom(StrEnum):
    """Where the money of a top-up came from."""

    BANK = "bank"
    SAFE = "safe"
    """Kas besar."""


class TopUp(Row, kw_only=True, eq=False, repr=False):
    """Money put into the deposit; append-only."""

    __tablename__ = "provider_top_up"
    __table_args__ = (Index("ix_provider_top_up_shop_id", "shop_id", "paid_on"),)

    shop_id: Mapped[ShopId] = mapped_column(ForeignKey("shop.id"))
    paid_from: Mapped[PaidFrom]
    amount: Mapped[Money]
    """What the deposit rose by."""
    reference: Mapped[str] = mapped_column(String(60), default="")
    """What the bank or the provider calls it."""
    paid_on: Mapped[date]
    entered_by: Mapped[OperatorId] = mapped_column(ForeignKey("operator.id"))
    entered_at: Mapped[datetime]


class ProviderCheck(Row, kw_only=True, eq=False, repr=False):
    """The provider's balance as somebody read it, beside the books; append-only."""

    __tablename__ = "provider_check"
    __table_args__ = (Index("ix_provider_check_shop_id", "shop_id", "checked_at"),)

    shop_id: Mapped[ShopId] = mapped_column(ForeignKey("shop.id"))
    stated: Mapped[Money]
    """What the provider says is left."""
    booked: Mapped[Money]
    """What the books said then."""
    reason: Mapped[str] = mapped_column(default="")
    """Why they differed; given when the books were brought to the provider's balance."""
    adjusted: Mapped[bool] = mapped_column(default=False)
    """Whether they were."""
    checked_by: Mapped[OperatorId] = mapped_column(ForeignKey("operator.id"))
    checked_at: Mapped[datetime]


class State(StrEnum):
    """What became of a service; a newly sold one is pending."""

    PENDING = "pending"
    SUCCESS = "success"
    FAILED = "failed"
    """The buyer gets the money back."""


class ServiceState(Row, kw_only=True, eq=False, repr=False):
    """What somebody learned about a sold service; the newest holds; append-only."""

    __tablename__ = "service_state"
    __table_args__ = (
        ForeignKeyConstraint(["sale_id", "position"], ["sale_line.sale_id", "sale_line.position"]),
        Index("ix_service_state_sale_id", "sale_id", "position", "noted_at"),
    )

    sale_id: Mapped[SaleId]
    position: Mapped[int]
    """With ``sale_id`` the sold line."""
    state: Mapped[State]
    token: Mapped[str] = mapped_column(String(100), default="")
    """What the buyer types into the meter, for copies of the receipt."""
    note: Mapped[str] = mapped_column(default="")
    noted_by: Mapped[OperatorId] = mapped_column(ForeignKey("operator.id"))
    noted_at: Mapped[datetime]
