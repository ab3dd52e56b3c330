"""Who is invited to a meeting: everybody with a vote on its day; opening it makes that final."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from core import audit
from core.errors import BusinessError, InvalidInput
from core.i18n import _
from core.ids import MemberId, OperatorId
from members.meetings.models import Meeting, MeetingInvitation
from members.meetings.quorum import has_vote
from members.models import Member
from members.people import statuses


def with_a_vote(session: Session, meeting: Meeting) -> frozenset[MemberId]:
    """Who has a vote on the day of the meeting, as far as is known now."""
    on_the_day = statuses.on_day(session, meeting.held_on)
    return frozenset(each for each, status in on_the_day.items() if has_vote(status))


def invited(session: Session, meeting: Meeting) -> frozenset[MemberId]:
    """Who is on the list."""
    rows = select(MeetingInvitation.member_id).where(MeetingInvitation.meeting_id == meeting.id)
    return frozenset(session.scalars(rows))


def refresh(session: Session, meeting: Meeting) -> int:
    """Bring the list up to date with the register; how many are on it.

    Who has been told stays told. Raises BusinessError once the meeting is open.
    """
    _check_not_open(meeting)
    wanted, listed = with_a_vote(session, meeting), invited(session, meeting)
    gone = listed - wanted
    if gone:
        of_gone = MeetingInvitation.member_id.in_(gone)
        of_this = MeetingInvitation.meeting_id == meeting.id
        session.execute(delete(MeetingInvitation).where(of_this, of_gone))
    new = [{"meeting_id": meeting.id, "member_id": each} for each in sorted(wanted - listed)]
    if new:
        session.execute(insert(MeetingInvitation), new)
    return len(wanted)


def tell(
    session: Session, meeting: Meeting, number: int, *, told: bool, at: datetime, by: OperatorId
) -> None:
    """Note that a member was told of the meeting, or was not after all."""
    _check_not_open(meeting)
    row = session.scalars(
        select(MeetingInvitation)
        .join(Member, Member.id == MeetingInvitation.member_id)
        .where(MeetingInvitation.meeting_id == meeting.id, Member.number == number)
    ).one_or_none()
    if row is None:
        raise InvalidInput(
            _("Anggota nomor %(number)s tidak ada di daftar undangan.", number=number)
        )
    if told is (row.told_at is not None):
        return
    row.told_at = at if told else None
    session.flush()
    audit.record(session, "meeting.told" if told else "meeting.not_told", at=at, by=by,
                 subject=meeting.number, member=number)  # fmt: skip


def tell_all(session: Session, meeting: Meeting, *, at: datetime, by: OperatorId) -> int:
    """Note that everybody was told, e.g. by a notice or in the group; how many were not yet."""
    _check_not_open(meeting)
    waiting = MeetingInvitation.meeting_id == meeting.id, MeetingInvitation.told_at.is_(None)
    count = session.scalar(select(func.count()).select_from(MeetingInvitation).where(*waiting)) or 0
    if count:
        session.execute(update(MeetingInvitation).where(*waiting).values(told_at=at))
        audit.record(session, "meeting.told", at=at, by=by, subject=meeting.number, members=count)
    return count


def _check_not_open(meeting: Meeting) -> None:
    if meeting.opened_at is not None:
        raise BusinessError(
            _("Rapat %(number)s sudah dibuka; daftar undangannya tetap.", number=meeting.number)
        )
