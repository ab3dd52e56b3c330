"""Tables of interest on SUKARELA."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.ids import MemberId, OperatorId
from core.models import Base, Row
from core.money import Money


class InterestRun(Row, kw_only=True, eq=False, repr=False):
    """Interest of one month for everybody; append-only."""

    __tablename__ = "interest_run"
    __table_args__ = (UniqueConstraint("month", "attempt"),)

    month: Mapped[date]
    """Its first day."""
    attempt: Mapped[int] = mapped_column(default=1)
    """From 1: a month that was taken back may be booked again, and only then."""
    rate: Mapped[int]
    """Basis points a year."""
    licence: Mapped[str]
    """Number and date of the savings-and-loan licence it rests on."""
    interest: Mapped[Money]
    """Before tax, of everybody."""
    tax: Mapped[Money]
    booked_on: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[OperatorId | None] = mapped_column(ForeignKey("operator.id"), default=None)


class InterestShare(Base, kw_only=True, eq=False, repr=False):
    """One member's part of a run; append-only."""

    __tablename__ = "interest_share"

    run_id: Mapped[UUID] = mapped_column(ForeignKey("interest_run.id"), primary_key=True)
    member_id: Mapped[MemberId] = mapped_column(
        ForeignKey("member.id"), primary_key=True, index=True
    )
    rupiah_days: Mapped[int]
    """Σ of the balances at the end of each day of the month."""
    interest: Mapped[Money]
    tax: Mapped[Money]
    """Final tax on it, see ``members.interest.rules``."""


class InterestUndone(Row, kw_only=True, eq=False, repr=False):
    """A run that was taken back; append-only."""

    __tablename__ = "interest_undone"

    run_id: Mapped[UUID] = mapped_column(ForeignKey("interest_run.id"), unique=True)
    reason: Mapped[str]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[OperatorId | None] = mapped_column(ForeignKey("operator.id"), default=None)
