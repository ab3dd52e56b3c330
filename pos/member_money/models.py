"""Table of the share money that went over a counter."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from core.ids import MemberId, OperatorId, ShiftId, ShopId, TillId
from core.models import Row
from core.money import Money
from members.balances import Account
from members.ways import Direction
from pos.models import TenderKind


class MemberMoney(Row, kw_only=True, eq=False, repr=False):
    """Share money paid in or drawn out; append-only."""

    __tablename__ = "member_money"
    __table_args__ = (
        Index("ix_member_money_member_id", "member_id", "booked_on"),
        Index("ix_member_money_newest", "booked_on", "paid_at", "id"),
    )

    shop_id: Mapped[ShopId] = mapped_column(ForeignKey("shop.id"))
    till_id: Mapped[TillId] = mapped_column(ForeignKey("till.id"))
    shift_id: Mapped[ShiftId] = mapped_column(ForeignKey("shift.id"), index=True)
    operator_id: Mapped[OperatorId] = mapped_column(ForeignKey("operator.id"))
    member_id: Mapped[MemberId] = mapped_column(ForeignKey("member.id"))
    number: Mapped[str] = mapped_column(index=True)
    """On its receipt; it shares the counter of the sales."""
    account: Mapped[Account]
    direction: Mapped[Direction]
    paid_at: Mapped[datetime]
    booked_on: Mapped[date]
    received_at: Mapped[datetime]
    amount: Mapped[Money]
    """Always positive; the direction says the rest."""
    tender: Mapped[TenderKind]
    """Cash or a transfer."""
    given: Mapped[Money]
    """What was handed over, change included."""
    reference: Mapped[str] = mapped_column(String(60), default="")
    balance: Mapped[Money]
    """Of the account afterwards, as the receipt says."""
