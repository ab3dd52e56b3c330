"""Tables of programmes, of participation capital and of grants."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from core.ids import MemberId, OperatorId, ShopId
from core.models import Base, Row
from core.money import Money
from members.ways import PaidBy


class Programme(Row, kw_only=True, eq=False, repr=False):
    """A programme of the government or a donor: members are tagged with it, money comes by it."""

    __tablename__ = "programme"

    code: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str]
    funder: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]


class MemberProgramme(Base, kw_only=True, eq=False, repr=False):
    """A member takes part in a programme."""

    __tablename__ = "member_programme"

    member_id: Mapped[MemberId] = mapped_column(ForeignKey("member.id"), primary_key=True)
    programme_id: Mapped[UUID] = mapped_column(
        ForeignKey("programme.id"), primary_key=True, index=True
    )
    since: Mapped[date]


class Participation(Row, kw_only=True, eq=False, repr=False):
    """Capital put in by written agreement (modal penyertaan, 3-1040); append-only.

    Never part of jasa modal. What is paid back is ``ParticipationReturn``.
    """

    __tablename__ = "participation"

    number: Mapped[int] = mapped_column(unique=True)
    """On its certificate; sequential."""
    member_id: Mapped[MemberId | None] = mapped_column(
        ForeignKey("member.id"), index=True, default=None
    )
    """Whose it is; None: the programme's own."""
    programme_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("programme.id"), index=True, default=None
    )
    shop_id: Mapped[ShopId] = mapped_column(ForeignKey("shop.id"))
    """In whose books it stands."""
    amount: Mapped[Money]
    paid_by: Mapped[PaidBy]
    agreement: Mapped[str]
    """The paper: its number and date."""
    terms: Mapped[str] = mapped_column(default="")
    """When and how it is paid back."""
    agreed_on: Mapped[date]
    batch: Mapped[UUID | None] = mapped_column(index=True, default=None)
    """What was taken in together from one list; None for one alone."""
    booked_on: Mapped[date] = mapped_column(index=True)
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[OperatorId | None] = mapped_column(ForeignKey("operator.id"), default=None)


class ParticipationReturn(Row, kw_only=True, eq=False, repr=False):
    """Participation capital paid back; append-only."""

    __tablename__ = "participation_return"

    participation_id: Mapped[UUID] = mapped_column(ForeignKey("participation.id"), index=True)
    amount: Mapped[Money]
    paid_by: Mapped[PaidBy]
    reason: Mapped[str]
    booked_on: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[OperatorId | None] = mapped_column(ForeignKey("operator.id"), default=None)


class GrantForm(StrEnum):
    """In what a grant came."""

    CASH = "tunai"
    BANK = "bank"
    EQUIPMENT = "peralatan"
    """A fixed asset (1-2010)."""
    SUPPLIES = "perlengkapan"
    """Used up by the shop (1-1330)."""


class Grant(Row, kw_only=True, eq=False, repr=False):
    """Money or goods given to the co-op (HIBAH); never distributed to members; append-only.

    A restricted one is a liability (2-1450) until its condition is met, else equity (3-1050).
    """

    __tablename__ = "grant_received"

    number: Mapped[int] = mapped_column(unique=True)
    programme_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("programme.id"), index=True, default=None
    )
    shop_id: Mapped[ShopId] = mapped_column(ForeignKey("shop.id"))
    giver: Mapped[str]
    form: Mapped[GrantForm]
    amount: Mapped[Money]
    restricted: Mapped[bool]
    condition: Mapped[str] = mapped_column(default="")
    """What must be done with it, of a restricted one."""
    booked_on: Mapped[date] = mapped_column(index=True)
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[OperatorId | None] = mapped_column(ForeignKey("operator.id"), default=None)


class ReleasedTo(StrEnum):
    """What restricted money became."""

    EQUITY = "hibah"
    """The condition is met: 3-1050."""
    MEMBERS = "penyertaan"
    """An agreement made it members' participation: 3-1040."""
    SPENT = "dipakai"
    """Passed on or spent as the programme said: out of the safe or the bank."""


class GrantRelease(Row, kw_only=True, eq=False, repr=False):
    """A part of restricted money whose condition is met; append-only."""

    __tablename__ = "grant_release"

    grant_id: Mapped[UUID] = mapped_column(ForeignKey("grant_received.id"), index=True)
    amount: Mapped[Money]
    """Negative: participation that was paid back into the programme's money."""
    released_to: Mapped[ReleasedTo]
    reason: Mapped[str]
    """With its evidence."""
    booked_on: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[OperatorId | None] = mapped_column(ForeignKey("operator.id"), default=None)
