"""Tables of what is settled with a member who leaves, and of what another member gets of it."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from core.ids import MemberId, OperatorId, ShopId
from core.models import Row
from core.money import Money
from members.models import MemberStatus


class Settlement(Row, kw_only=True, eq=False, repr=False):
    """All a member owned and owed on the day she left, in one sum; append-only.

    ``pokok + wajib + sukarela + pots + shu - credit - fee = net`` (domain §2). What is to be paid
    stands in 2-1190 until it is; when ``net`` is negative the rest of the kasbon stays owed.
    """

    __tablename__ = "settlement"

    number: Mapped[int] = mapped_column(unique=True)
    member_id: Mapped[MemberId] = mapped_column(ForeignKey("member.id"), index=True)
    shop_id: Mapped[ShopId] = mapped_column(ForeignKey("shop.id"))
    status: Mapped[MemberStatus]
    """Why: left, expelled or deceased."""
    settled_on: Mapped[date] = mapped_column(index=True)
    pokok: Mapped[Money]
    wajib: Mapped[Money]
    sukarela: Mapped[Money]
    pots: Mapped[Money]
    shu: Mapped[Money]
    """Of past years, not paid out yet."""
    credit: Mapped[Money]
    """What was owed, positive."""
    fee: Mapped[Money]
    net: Mapped[Money]
    heir_id: Mapped[UUID | None] = mapped_column(ForeignKey("heir.id"), default=None)
    """Who is paid, of a member who died."""
    reason: Mapped[str] = mapped_column(default="")
    decided_by: Mapped[str] = mapped_column(default="")
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[OperatorId | None] = mapped_column(ForeignKey("operator.id"), default=None)


class SettlementTransfer(Row, kw_only=True, eq=False, repr=False):
    """A part of a settlement put into the SUKARELA of a member, mostly an heir; append-only.

    Its entry has the source ``settlement_transfer:<id>``. What is paid in cash or by the bank is a
    slip of the office.
    """

    __tablename__ = "settlement_transfer"

    settlement_id: Mapped[UUID] = mapped_column(ForeignKey("settlement.id"), index=True)
    member_id: Mapped[MemberId] = mapped_column(ForeignKey("member.id"), index=True)
    """Who gets it."""
    amount: Mapped[Money]
    booked_on: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[OperatorId | None] = mapped_column(ForeignKey("operator.id"), default=None)
