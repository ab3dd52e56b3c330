"""Tables of the annual meeting."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.ids import MemberId, OperatorId
from core.models import Base, Row


class MeetingKind(StrEnum):
    ANNUAL = "rat"
    EXTRAORDINARY = "rapat_luar_biasa"


class Meeting(Row, kw_only=True, eq=False, repr=False):
    """A meeting of the members, from the invitation to the minutes."""

    __tablename__ = "meeting"

    number: Mapped[str] = mapped_column(String(20), unique=True)
    """``RAT-2026``; what decisions and the surplus refer to."""
    kind: Mapped[MeetingKind]
    year: Mapped[int]
    """The book year it decides about."""
    held_on: Mapped[date] = mapped_column(index=True)
    starts_at: Mapped[str] = mapped_column(String(5), default="09:00")
    place: Mapped[str]
    agenda: Mapped[str] = mapped_column(default="")
    quorum: Mapped[int]
    """Basis points of the members with a vote who must be there on the first call."""
    second_quorum: Mapped[int]
    """The same after the second call; 0: whoever came."""
    called_at: Mapped[datetime]
    called_by: Mapped[OperatorId] = mapped_column(ForeignKey("operator.id"))
    voters: Mapped[int | None] = mapped_column(default=None)
    """Members with a vote when it was opened."""
    opened_at: Mapped[datetime | None] = mapped_column(default=None)
    second_call_at: Mapped[datetime | None] = mapped_column(default=None)
    closed_at: Mapped[datetime | None] = mapped_column(default=None)
    """The minutes hold from then on; nothing is changed any more."""
    chaired_by: Mapped[str] = mapped_column(default="")
    minutes_by: Mapped[str] = mapped_column(default="")
    notes: Mapped[str] = mapped_column(default="")
    """What the minutes tell beside the motions."""


class MeetingInvitation(Base, kw_only=True, eq=False, repr=False):
    """A member who was to be invited, and whether that was done."""

    __tablename__ = "meeting_invitation"

    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meeting.id"), primary_key=True)
    member_id: Mapped[MemberId] = mapped_column(
        ForeignKey("member.id"), primary_key=True, index=True
    )
    told_at: Mapped[datetime | None] = mapped_column(default=None)


class Attendance(Base, kw_only=True, eq=False, repr=False):
    """A member who came; append-only."""

    __tablename__ = "attendance"

    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meeting.id"), primary_key=True)
    member_id: Mapped[MemberId] = mapped_column(
        ForeignKey("member.id"), primary_key=True, index=True
    )
    came_at: Mapped[datetime]
    noted_by: Mapped[OperatorId] = mapped_column(ForeignKey("operator.id"))


class MotionKind(StrEnum):
    """What a motion decides, where something in the program waits for it."""

    ORDINARY = "umum"
    SURPLUS = "shu"
    """The division of the surplus."""
    LAPSE = "shu_hangus"
    """Unclaimed surplus lapses."""
    DEFICIT = "tutup_rugi"
    """A deficit is covered from the reserves."""


class Motion(Row, kw_only=True, eq=False, repr=False):
    """Something the meeting votes on: one member, one vote, counted in the open."""

    __tablename__ = "motion"
    __table_args__ = (UniqueConstraint("meeting_id", "position"),)

    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meeting.id"))
    position: Mapped[int]
    """1, 2, 3 …; its decision is ``RAT-2026/2``."""
    kind: Mapped[MotionKind]
    text: Mapped[str]
    in_favour: Mapped[int | None] = mapped_column(default=None)
    against: Mapped[int | None] = mapped_column(default=None)
    abstained: Mapped[int | None] = mapped_column(default=None)
    carried: Mapped[bool | None] = mapped_column(default=None)
    """None until it is counted."""
    counted_at: Mapped[datetime | None] = mapped_column(default=None)
