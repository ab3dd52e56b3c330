"""Tables of the yearly surplus: its estimate while the year runs, and its division after."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from core.ids import MemberId, OperatorId
from core.models import Base, Row
from core.money import Money
from members.shu.capital import CapitalBasis


class SurplusEstimate(Base, kw_only=True, eq=False, repr=False):
    """How the surplus would be divided had the year ended on a day; append-only.

    Worked out once a day, so that a receipt only reads it.
    """

    __tablename__ = "surplus_estimate"

    as_of: Mapped[date] = mapped_column(primary_key=True)
    """The last day that counts."""
    surplus: Mapped[Money]
    """Of the year up to that day; negative: a deficit."""
    member_surplus: Mapped[Money]
    """What of it members earned."""
    patronage_pool: Mapped[Money]
    """Jasa usaha of all members."""
    capital_pool: Mapped[Money]
    """Jasa modal of all members."""
    patronage_weight: Mapped[int]
    """Σ eligible purchases of all members, in rupiah."""
    capital_weight: Mapped[int]
    """Σ share money of all members by the basis."""
    capital_basis: Mapped[CapitalBasis]
    counts_sukarela: Mapped[bool]
    """Whether SUKARELA counts as capital."""
    made_at: Mapped[datetime]


class RunState(StrEnum):
    """How far the division of a year's surplus has come; a draft is worked out and not kept."""

    PROPOSED = "proposed"
    """Its inputs are frozen."""
    WITHDRAWN = "withdrawn"
    """Given up before it was ratified."""
    RATIFIED = "ratified"
    """The meeting decided it."""
    POSTED = "posted"
    """In the books: members may be paid."""


class SurplusRun(Row, kw_only=True, eq=False, repr=False):
    """The division of one year's surplus, from the proposal to the books.

    What it rests on never changes after ``proposed``; ``fingerprint`` is the SHA-256 of the frozen
    inputs as ``lumbung shu compute`` reads them, so anybody can work it out again.
    """

    __tablename__ = "surplus_run"
    __table_args__ = (
        UniqueConstraint("year", "number"),
        Index(
            "uq_surplus_run_one_open",
            "year",
            unique=True,
            sqlite_where=text("state IN ('proposed', 'ratified')"),
            postgresql_where=text("state IN ('proposed', 'ratified')"),
        ),
        Index(
            "uq_surplus_run_one_posted",
            "year",
            unique=True,
            sqlite_where=text("state = 'posted' AND corrects_id IS NULL"),
            postgresql_where=text("state = 'posted' AND corrects_id IS NULL"),
        ),
        CheckConstraint("ratified_by IS NULL OR ratified_by <> proposed_by", name="two_people"),
    )

    year: Mapped[int]
    number: Mapped[int]
    """1 for the first proposal of the year."""
    corrects_id: Mapped[UUID | None] = mapped_column(ForeignKey("surplus_run.id"), default=None)
    """The posted run whose shares this one puts right; its differences are what is booked."""
    state: Mapped[RunState]
    surplus: Mapped[Money]
    """Of the year, after tax; negative: a deficit."""
    member_surplus: Mapped[Money]
    other_surplus: Mapped[Money]
    payout_remainder: Mapped[Money]
    """What the rounding of payments leaves over all members."""
    rules: Mapped[str]
    """Everything but the members, as canonical JSON: policy, sides, leavers, rounding, basis."""
    fingerprint: Mapped[str] = mapped_column(String(64))
    members: Mapped[int]
    """How many shares there are."""
    proposed_at: Mapped[datetime]
    proposed_by: Mapped[OperatorId] = mapped_column(ForeignKey("operator.id"))
    ratified_at: Mapped[datetime | None] = mapped_column(default=None)
    ratified_by: Mapped[OperatorId | None] = mapped_column(ForeignKey("operator.id"), default=None)
    decision: Mapped[str] = mapped_column(default="")
    """The meeting's decision: ``RAT-2026/2``."""
    decided_on: Mapped[date | None] = mapped_column(default=None)
    posted_at: Mapped[datetime | None] = mapped_column(default=None)
    posted_by: Mapped[OperatorId | None] = mapped_column(ForeignKey("operator.id"), default=None)
    withdrawn_at: Mapped[datetime | None] = mapped_column(default=None)
    withdrawn_by: Mapped[OperatorId | None] = mapped_column(ForeignKey("operator.id"), default=None)
    reason: Mapped[str] = mapped_column(default="")
    """Why it was withdrawn, or what it corrects."""


class SurplusPool(Base, kw_only=True, eq=False, repr=False):
    """One pool of a run; all of a run add up to its surplus; append-only."""

    __tablename__ = "surplus_pool"

    run_id: Mapped[UUID] = mapped_column(ForeignKey("surplus_run.id"), primary_key=True)
    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    position: Mapped[int]
    amount: Mapped[Money]
    """With the other side's part and what rounding left."""


class SurplusShare(Base, kw_only=True, eq=False, repr=False):
    """What a run gives one member, and by which weights; append-only."""

    __tablename__ = "surplus_share"
    __table_args__ = (Index("ix_surplus_share_member_id", "member_id"),)

    run_id: Mapped[UUID] = mapped_column(ForeignKey("surplus_run.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    """The member's number."""
    member_id: Mapped[MemberId] = mapped_column(ForeignKey("member.id"))
    patronage: Mapped[int]
    """Eligible purchases of the year in rupiah, as they weigh; may be below zero."""
    capital: Mapped[int]
    """Share money by the basis of the run."""
    left: Mapped[bool]
    by_patronage: Mapped[Money]
    """Jasa usaha."""
    by_capital: Mapped[Money]
    """Jasa modal."""
    total: Mapped[Money]
    """What may be paid, rounded down to the payout unit."""


class SurplusLapse(Row, kw_only=True, eq=False, repr=False):
    """Unclaimed shares that a meeting let lapse; append-only. The postings say whose."""

    __tablename__ = "surplus_lapse"

    year: Mapped[int]
    """The book year whose shares lapse."""
    decision: Mapped[str]
    """The meeting's decision."""
    decided_on: Mapped[date]
    amount: Mapped[Money]
    members: Mapped[int]
    booked_on: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[OperatorId | None] = mapped_column(ForeignKey("operator.id"), default=None)
