"""Tables of opening balances: what paper says at the cut-over, until it is posted."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from core.ids import MemberId, OperatorId, PartyId, ShopId
from core.models import Base, Row
from core.money import ZERO, Money


class Opening(Row, kw_only=True, eq=False, repr=False):
    """The cut-over: everything before this day is paper, everything from it on is in Lumbung."""

    __tablename__ = "opening"

    cut_over: Mapped[date] = mapped_column(unique=True)
    """The first day in Lumbung; the balances are those of the evening before."""
    started_at: Mapped[datetime]
    started_by: Mapped[OperatorId | None] = mapped_column(ForeignKey("operator.id"), default=None)
    posted_at: Mapped[datetime | None] = mapped_column(default=None)
    """None while it may still be changed."""
    posted_by: Mapped[OperatorId | None] = mapped_column(ForeignKey("operator.id"), default=None)


class OpeningAccount(Base, kw_only=True, eq=False, repr=False):
    """A line of the trial balance on paper."""

    __tablename__ = "opening_account"

    opening_id: Mapped[UUID] = mapped_column(ForeignKey("opening.id"), primary_key=True)
    shop_id: Mapped[ShopId] = mapped_column(ForeignKey("shop.id"), primary_key=True)
    account: Mapped[str] = mapped_column(ForeignKey("account.code"), primary_key=True)
    amount: Mapped[Money]
    """Debit +. Income and costs are those of the year so far."""


class OpeningMember(Base, kw_only=True, eq=False, repr=False):
    """What paper says of one member."""

    __tablename__ = "opening_member"

    opening_id: Mapped[UUID] = mapped_column(ForeignKey("opening.id"), primary_key=True)
    member_id: Mapped[MemberId] = mapped_column(
        ForeignKey("member.id"), primary_key=True, index=True
    )
    pokok: Mapped[Money] = mapped_column(default=ZERO)
    wajib: Mapped[Money] = mapped_column(default=ZERO)
    sukarela: Mapped[Money] = mapped_column(default=ZERO)
    unpaid_shu: Mapped[Money] = mapped_column(default=ZERO)
    purchases: Mapped[Money] = mapped_column(default=ZERO)
    """Eligible purchases of the year so far."""


class OpeningMonthEnd(Base, kw_only=True, eq=False, repr=False):
    """A member's share money at the end of a month before the cut-over, for jasa modal."""

    __tablename__ = "opening_month_end"

    opening_id: Mapped[UUID] = mapped_column(ForeignKey("opening.id"), primary_key=True)
    member_id: Mapped[MemberId] = mapped_column(
        ForeignKey("member.id"), primary_key=True, index=True
    )
    month_end: Mapped[date] = mapped_column(primary_key=True)
    """The last day of a month; of the year before only December."""
    shares: Mapped[Money]
    """Pokok and wajib together."""
    sukarela: Mapped[Money] = mapped_column(default=ZERO)


class OpeningBon(Row, kw_only=True, eq=False, repr=False):
    """Something bought on credit before the cut-over and still open."""

    __tablename__ = "opening_bon"

    opening_id: Mapped[UUID] = mapped_column(ForeignKey("opening.id"), index=True)
    member_id: Mapped[MemberId] = mapped_column(ForeignKey("member.id"), index=True)
    shop_id: Mapped[ShopId] = mapped_column(ForeignKey("shop.id"))
    bought_on: Mapped[date]
    due_on: Mapped[date]
    amount: Mapped[Money]
    """What is still open of it."""


class PartyKind(StrEnum):
    """Whom the co-op owes besides its members."""

    SUPPLIER = "pemasok"
    CONSIGNOR = "penitip"


class OpeningParty(Row, kw_only=True, eq=False, repr=False):
    """What is owed to a supplier or a consignor at the cut-over."""

    __tablename__ = "opening_party"

    opening_id: Mapped[UUID] = mapped_column(ForeignKey("opening.id"), index=True)
    kind: Mapped[PartyKind]
    party_id: Mapped[PartyId]
    shop_id: Mapped[ShopId] = mapped_column(ForeignKey("shop.id"))
    amount: Mapped[Money]
    """Positive: owed."""
    due_on: Mapped[date | None] = mapped_column(default=None)
    reference: Mapped[str] = mapped_column(default="")
    """The number of the supplier's invoice."""
