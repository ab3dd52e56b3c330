"""What the pages of meetings read: the list, one meeting, its people, its votes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from core.errors import NotFound
from core.i18n import _
from core.ids import OperatorId
from core.models import Operator
from core.paging import SIZE, Page, offset
from core.shops import seat
from members import lookup
from members.meetings import decisions, invitations, meetings, motions
from members.meetings.models import (
    Attendance,
    Meeting,
    MeetingInvitation,
    MeetingKind,
    Motion,
    MotionKind,
)
from members.meetings.quorum import Standing, State, Votes
from members.models import Member

LATEST = 8
"""Arrivals shown beside the input."""


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting as the list shows one."""

    number: str
    kind: MeetingKind
    year: int
    held_on: date
    starts_at: str
    place: str
    state: State
    listed: int
    """On the list of invitations; once it is open these have a vote."""
    present: int
    carried: int
    """Motions that were."""


@dataclass(frozen=True, slots=True)
class MotionView:
    """A motion, and how it was voted on."""

    number: str
    """``RAT-2026/2``."""
    position: int
    kind: MotionKind
    text: str
    votes: Votes | None
    carried: bool | None


@dataclass(frozen=True, slots=True)
class Came:
    """Somebody who is there, as the list beside the input shows her."""

    number: int
    name: str
    came_at: datetime


@dataclass(frozen=True, slots=True)
class MeetingView:
    """A meeting with everything its page shows."""

    head: Meeting
    state: State
    time_zone: str
    standing: Standing
    told: int
    now_with_a_vote: int
    """By the register as it is now; differs from the list when somebody came or left since."""
    motions: tuple[MotionView, ...]
    latest: tuple[Came, ...]
    called_by: str

    @property
    def is_called(self) -> bool:
        return self.state is State.CALLED

    @property
    def is_open(self) -> bool:
        return self.state is State.OPEN

    @property
    def is_closed(self) -> bool:
        return self.state is State.CLOSED

    @property
    def to_tell(self) -> int:
        """Who was not told yet."""
        return self.standing.voters - self.told

    @property
    def uncounted(self) -> int:
        return sum(each.votes is None for each in self.motions)


class Which(StrEnum):
    """Parts of the list of people."""

    TO_TELL = "belum"
    TOLD = "sudah"
    CAME = "hadir"
    MISSING = "tidak_hadir"


@dataclass(frozen=True, slots=True)
class Search:
    """What the list of people is asked for."""

    words: str = ""
    which: Which | None = None


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody with a vote."""

    number: int
    name: str
    home: str
    """Where she lives, as far as it is known."""
    phone: str
    """Digits with country code; empty when unknown."""
    told_at: datetime | None
    came_at: datetime | None

    @property
    def phone_masked(self) -> str:
        return lookup.mask(self.phone)


def find(session: Session, number: str) -> Meeting:
    """The meeting with this number, to look at. Raises NotFound."""
    meeting = session.scalars(select(Meeting).where(Meeting.number == number.upper())).one_or_none()
    if meeting is None:
        raise NotFound(_("Tidak ada rapat %(number)s.", number=number))
    return meeting


def page(session: Session, words: str, *, number: int) -> Page[MeetingRow]:
    """Meetings, the newest first; the words are part of a number, a place, the agenda, a motion."""
    conditions = [_spelled(words)] if words else []
    total = session.scalar(select(func.count(Meeting.id)).where(*conditions)) or 0
    newest = select(Meeting).where(*conditions)
    newest = newest.order_by(Meeting.held_on.desc(), Meeting.number.desc())
    found = session.scalars(newest.offset(offset(number)).limit(SIZE)).all()
    return Page(tuple(_row(session, meeting) for meeting in found), number, total)


def view(session: Session, number: str) -> MeetingView:
    """One meeting. Raises NotFound."""
    meeting = find(session, number)
    state = state_of(meeting)
    caller = session.get_one(Operator, OperatorId(meeting.called_by))
    standing = meetings.standing_of(session, meeting)
    is_called = state is State.CALLED
    return MeetingView(
        meeting,
        state,
        seat(session).time_zone,
        standing,
        _told(session, meeting.id),
        len(invitations.with_a_vote(session, meeting)) if is_called else standing.voters,
        motion_views(session, meeting),
        latest(session, meeting),
        caller.name,
    )


def motion_views(session: Session, meeting: Meeting) -> tuple[MotionView, ...]:
    """Its motions in order."""
    return tuple(
        MotionView(
            decisions.number_of(meeting, each), each.position, each.kind, each.text,
            motions.counted(each), each.carried,
        )
        for each in motions.of_meeting(session, meeting)
    )  # fmt: skip


def state_of(meeting: Meeting) -> State:
    """How far it has come."""
    if meeting.opened_at is None:
        return State.CALLED
    return State.OPEN if meeting.closed_at is None else State.CLOSED


def latest(session: Session, meeting: Meeting) -> tuple[Came, ...]:
    """Who came last."""
    found = session.execute(
        select(Member.number, Member.name, Attendance.came_at)
        .join(Member, Member.id == Attendance.member_id)
        .where(Attendance.meeting_id == meeting.id)
        .order_by(Attendance.came_at.desc(), Member.number.desc())
        .limit(LATEST)
    )
    return tuple(Came(*row) for row in found)


def people(session: Session, meeting: Meeting, search: Search, *, number: int) -> Page[PersonRow]:
    """Those with a vote, by number."""
    wanted = _people(meeting).where(*_wanted(search))
    total = session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    found = session.execute(wanted.order_by(Member.number).offset(offset(number)).limit(SIZE))
    return Page(tuple(_person(*row) for row in found), number, total)


def everybody(session: Session, meeting: Meeting, search: Search) -> Iterator[PersonRow]:
    """All of them, for a file or a sheet, by number."""
    wanted = _people(meeting).where(*_wanted(search)).order_by(Member.number)
    return (_person(*row) for row in session.execute(wanted))


def _row(session: Session, meeting: Meeting) -> MeetingRow:
    standing = meetings.standing_of(session, meeting)
    carried = select(func.count(Motion.id)).where(
        Motion.meeting_id == meeting.id, Motion.carried.is_(True)
    )
    return MeetingRow(
        meeting.number, meeting.kind, meeting.year, meeting.held_on, meeting.starts_at,
        meeting.place, state_of(meeting), standing.voters, standing.present,
        session.scalar(carried) or 0,
    )  # fmt: skip


def _told(session: Session, meeting_id: UUID) -> int:
    told = MeetingInvitation.meeting_id == meeting_id, MeetingInvitation.told_at.is_not(None)
    return session.scalar(select(func.count()).select_from(MeetingInvitation).where(*told)) or 0


def _people(
    meeting: Meeting,
) -> Select[int, str, str, str, str, datetime | None, datetime | None]:
    return (
        select(
            Member.number, Member.name, Member.address, Member.village, Member.phone,
            MeetingInvitation.told_at, Attendance.came_at,
        )
        .join(MeetingInvitation, MeetingInvitation.member_id == Member.id)
        .outerjoin(
            Attendance,
            and_(
                Attendance.member_id == MeetingInvitation.member_id,
                Attendance.meeting_id == MeetingInvitation.meeting_id,
            ),
        )
        .where(MeetingInvitation.meeting_id == meeting.id)
    )  # fmt: skip


def _person(
    number: int, name: str, address: str, village: str, phone: str, told_at: datetime | None,
    came_at: datetime | None,
) -> PersonRow:  # fmt: skip
    return PersonRow(number, name, _home(address, village), phone, told_at, came_at)


def home_of(member: Member) -> str:
    """Where she lives, in one line: tells namesakes apart."""
    return _home(member.address, member.village)


def _home(address: str, village: str) -> str:
    return ", ".join(part for part in (*address.splitlines(), village) if part)


def _wanted(search: Search) -> list[ColumnElement[bool]]:
    conditions = [lookup.matching(search.words)] if search.words else []
    match search.which:
        case Which.TO_TELL:
            conditions.append(MeetingInvitation.told_at.is_(None))
        case Which.TOLD:
            conditions.append(MeetingInvitation.told_at.is_not(None))
        case Which.CAME:
            conditions.append(Attendance.came_at.is_not(None))
        case Which.MISSING:
            conditions.append(Attendance.came_at.is_(None))
    return conditions


def _spelled(words: str) -> ColumnElement[bool]:
    moved = select(Motion.meeting_id).where(Motion.text.icontains(words, autoescape=True))
    return or_(
        Meeting.number.icontains(words, autoescape=True),
        Meeting.place.icontains(words, autoescape=True),
        Meeting.agenda.icontains(words, autoescape=True),
        Meeting.id.in_(moved),
    )
