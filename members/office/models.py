"""Tables of members' money over the office desk."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from core.ids import MemberId, OperatorId, ShopId
from core.models import Row
from core.money import Money
from members.balances import Account
from members.ways import Direction, PaidBy


class OfficeMoney(Row, kw_only=True, eq=False, repr=False):
    """A member's money paid in, drawn out, or moved to another of her accounts; append-only.

    Its entry has the source ``office_money:<id>``; taken back, ``office_money_undone:<id>`` too.
    """

    __tablename__ = "office_money"
    __table_args__ = (
        Index("ix_office_money_member_id", "member_id", "booked_on"),
        Index("ix_office_money_newest", "booked_on", "recorded_at", "id"),
    )

    shop_id: Mapped[ShopId] = mapped_column(ForeignKey("shop.id"))
    """Where it was handed over, mostly the office."""
    counter: Mapped[int] = mapped_column(unique=True)
    """Slips are counted without gaps."""
    number: Mapped[str] = mapped_column(String(40), unique=True)
    """The counter as it is on the slip: ``SP-000012``."""
    member_id: Mapped[MemberId] = mapped_column(ForeignKey("member.id"))
    account: Mapped[Account]
    pot_id: Mapped[UUID | None] = mapped_column(ForeignKey("pot.id"), index=True, default=None)
    """Which pot, of the account ``titipan``."""
    direction: Mapped[Direction]
    amount: Mapped[Money]
    """Always positive; the direction says the rest."""
    paid_by: Mapped[PaidBy]
    """Against what: cash of the safe, the bank, or another account of the member."""
    reference: Mapped[str] = mapped_column(String(60), default="")
    note: Mapped[str] = mapped_column(default="")
    batch: Mapped[str] = mapped_column(String(60), default="", index=True)
    """What was taken in together: a file, a run of interest; empty for one alone."""
    balance: Mapped[Money]
    """Of the account afterwards, as the slip says."""
    booked_on: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[OperatorId | None] = mapped_column(ForeignKey("operator.id"), default=None)


class OfficeMoneyUndone(Row, kw_only=True, eq=False, repr=False):
    """A slip of the office that was taken back; append-only."""

    __tablename__ = "office_money_undone"

    of_id: Mapped[UUID] = mapped_column(ForeignKey("office_money.id"), unique=True)
    reason: Mapped[str]
    booked_on: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[OperatorId | None] = mapped_column(ForeignKey("operator.id"), default=None)
