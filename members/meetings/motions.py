"""What a meeting votes on: put before or during it, counted in the open, decided by the count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import audit, settings
from core.errors import BusinessError, InvalidInput, NotFound
from core.i18n import _
from core.ids import OperatorId
from members.meetings import meetings, quorum
from members.meetings.models import Meeting, Motion, MotionKind
from members.meetings.quorum import Votes
from members.meetings.settings import MAJORITY


@dataclass(frozen=True, slots=True)
class MotionDetails:
    """What is put to the vote."""

    kind: MotionKind
    text: str


def put(
    session: Session,
    meeting: Meeting,
    details: MotionDetails,
    *,
    key: UUID,
    at: datetime,
    by: OperatorId,
) -> Motion:
    """Put a motion on the list as its next; ``key`` is made by the form, so it comes once."""
    meetings.check_not_closed(meeting)
    known = session.get(Motion, key)
    if known is not None:
        return known
    last = session.scalar(select(func.max(Motion.position)).where(Motion.meeting_id == meeting.id))
    motion = Motion(
        id=key, meeting_id=meeting.id, position=(last or 0) + 1, kind=details.kind,
        text=details.text,
    )  # fmt: skip
    session.add(motion)
    session.flush()
    audit.record(session, "meeting.motion_put", at=at, by=by, subject=meeting.number,
                 motion=motion.position)  # fmt: skip
    return motion


def at_position(session: Session, meeting: Meeting, position: int) -> Motion:
    """The motion at this place of the list. Raises NotFound."""
    motion = session.scalars(
        select(Motion).where(Motion.meeting_id == meeting.id, Motion.position == position)
    ).one_or_none()
    if motion is None:
        raise NotFound(
            _("Tidak ada usul %(position)s di rapat %(number)s.", position=position,
              number=meeting.number)
        )  # fmt: skip
    return motion


def reword(
    session: Session,
    meeting: Meeting,
    motion: Motion,
    details: MotionDetails,
    *,
    at: datetime,
    by: OperatorId,
) -> None:
    """Change what is put to the vote, until it is counted."""
    meetings.check_not_closed(meeting)
    if motion.counted_at is not None:
        raise BusinessError(
            _("Suara untuk usul %(position)s sudah dihitung; isinya tetap.",
              position=motion.position)
        )  # fmt: skip
    if (motion.kind, motion.text) == (details.kind, details.text):
        return
    motion.kind, motion.text = details.kind, details.text
    session.flush()
    audit.record(session, "meeting.motion_reworded", at=at, by=by, subject=meeting.number,
                 motion=motion.position)  # fmt: skip


def count(
    session: Session,
    meeting: Meeting,
    motion: Motion,
    votes: Votes,
    *,
    recount: bool = False,
    at: datetime,
    by: OperatorId,
) -> bool:
    """Write down the votes; whether the motion is carried.

    The same votes once more change nothing; others only when somebody says that they were counted
    again (``recount``), and only until the meeting is closed.
    """
    meetings.check_open(meeting)
    standing = meetings.standing_of(session, meeting)
    if not standing.reached:
        raise BusinessError(
            _("Kuorum belum tercapai: kurang %(n)s orang. Rapat belum dapat memutuskan.",
              n=standing.missing)
        )  # fmt: skip
    quorum.checked(votes, present=standing.present)
    before = counted(motion)
    if before == votes and motion.carried is not None:
        return motion.carried
    if before is not None and not recount:
        raise InvalidInput(
            _(
                "Suara usul ini sudah dihitung: %(in_favour)s setuju, %(against)s tidak setuju, "
                "%(abstained)s abstain. Pilih “dihitung ulang” kalau memang salah.",
                in_favour=before.in_favour,
                against=before.against,
                abstained=before.abstained,
            ),
            field="in_favour",
        )
    majority = settings.read(session, MAJORITY, on=meeting.held_on)
    motion.carried = quorum.is_carried(votes, majority=majority.points)
    motion.in_favour, motion.against = votes.in_favour, votes.against
    motion.abstained, motion.counted_at = votes.abstained, at
    session.flush()
    audit.record(session, "meeting.motion_counted", at=at, by=by, subject=meeting.number,
                 motion=motion.position, in_favour=votes.in_favour, against=votes.against,
                 abstained=votes.abstained, recount=recount)  # fmt: skip
    return motion.carried


def counted(motion: Motion) -> Votes | None:
    """The votes of a motion; None before they are counted."""
    if motion.in_favour is None or motion.against is None:
        return None
    return Votes(motion.in_favour, motion.against, motion.abstained or 0)


def of_meeting(session: Session, meeting: Meeting) -> list[Motion]:
    """Everything it votes on, in order."""
    found = select(Motion).where(Motion.meeting_id == meeting.id)
    return list(session.scalars(found.order_by(Motion.position)))
