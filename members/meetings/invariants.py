"""What must always be true of meetings."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from core.i18n import _
from members.meetings.models import Attendance, Meeting, MeetingInvitation, Motion


def meetings_add_up(session: Session) -> Iterator[str]:
    """Who came has a vote, as many have one as were counted, and nobody voted twice."""
    for meeting in session.scalars(
        select(Meeting).where(Meeting.opened_at.is_not(None)).order_by(Meeting.number)
    ):
        yield from _wrong_of(session, meeting)


def _wrong_of(session: Session, meeting: Meeting) -> Iterator[str]:
    listed = _count(session, MeetingInvitation, meeting)
    if listed != meeting.voters:
        yield _("Rapat %(number)s: %(listed)s anggota di daftar, %(voters)s dihitung bersuara.",
                number=meeting.number, listed=listed, voters=meeting.voters)  # fmt: skip
    if strangers := _strangers(session, meeting):
        yield _("Rapat %(number)s: %(n)s yang hadir tidak ada di daftar.",
                number=meeting.number, n=strangers)  # fmt: skip
    present = _count(session, Attendance, meeting)
    votes = Motion.in_favour + Motion.against + Motion.abstained
    too_many = select(Motion.position).where(Motion.meeting_id == meeting.id, votes > present)
    for position in session.scalars(too_many.order_by(Motion.position)):
        yield _("Usul %(number)s/%(position)s: suaranya lebih banyak daripada yang hadir.",
                number=meeting.number, position=position)  # fmt: skip


def _strangers(session: Session, meeting: Meeting) -> int:
    on_the_list = and_(
        MeetingInvitation.meeting_id == Attendance.meeting_id,
        MeetingInvitation.member_id == Attendance.member_id,
    )
    found = (
        select(func.count())
        .select_from(Attendance)
        .outerjoin(MeetingInvitation, on_the_list)
        .where(Attendance.meeting_id == meeting.id, MeetingInvitation.member_id.is_(None))
    )
    return session.scalar(found) or 0


def _count(
    session: Session, table: type[MeetingInvitation] | type[Attendance], meeting: Meeting
) -> int:
    found = select(func.count()).select_from(table).where(table.meeting_id == meeting.id)
    return session.scalar(found) or 0
