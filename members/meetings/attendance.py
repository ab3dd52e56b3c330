"""Who came to a meeting: by card at once, by number or name after a second look, once for all.

Nothing of it is taken back, so nobody is noted whom a slip of the hand may have meant.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from core import audit
from core.errors import InvalidInput
from core.i18n import _
from core.ids import MemberId, OperatorId
from members import words
from members.meetings import meetings
from members.meetings.models import Attendance, Meeting, MeetingInvitation
from members.models import Member, MemberStatus
from members.people import statuses
from members.people.models import AuthorisedBuyer

MOST_NAMED = 8
"""People shown for a name; for more, more of it must be typed."""
LONGEST_NUMBER = 9


@dataclass(frozen=True, slots=True)
class Arrival:
    """A member who is there."""

    number: int
    name: str
    came_at: datetime
    again: bool
    """She was noted before."""


@dataclass(frozen=True, slots=True)
class Meant:
    """Whom a line of input means."""

    people: tuple[Member, ...]
    """All of them have a vote."""
    certain: bool
    """It was a card: one member, to be noted without asking."""


def meant(session: Session, meeting: Meeting, text: str) -> Meant:
    """Whom a scanned card, a number or a name means.

    Raises InvalidInput with a sentence for nobody, and for whoever has no vote.
    """
    typed = " ".join(text.split())
    if not typed:
        raise InvalidInput(_("Pindai kartu, atau tulis nomor atau nama."), field="code")
    holder = _by_card(session, typed)
    if holder is not None:
        check_vote(session, meeting, holder)
        return Meant((holder,), certain=True)
    if typed.isascii() and typed.isdigit() and len(typed) <= LONGEST_NUMBER:
        member = by_number(session, int(typed))
        check_vote(session, meeting, member)
        return Meant((member,), certain=False)
    return Meant(_named(session, meeting, typed), certain=False)


def by_number(session: Session, number: int) -> Member:
    """The member with this number. Raises InvalidInput: it was typed."""
    member = session.scalars(select(Member).where(Member.number == number)).one_or_none()
    if member is None:
        raise InvalidInput(_("Tidak ada anggota nomor %(number)s.", number=number), field="code")
    return member


def attend(
    session: Session, meeting: Meeting, member: Member, *, at: datetime, by: OperatorId
) -> Arrival:
    """Note that a member is there; who is noted already stays noted as she was.

    Raises InvalidInput for whoever has no vote, BusinessError unless the meeting is open.
    """
    meetings.check_open(meeting)
    check_vote(session, meeting, member)
    member_id = MemberId(member.id)
    known = session.get(Attendance, (meeting.id, member_id))
    if known is not None:
        return Arrival(member.number, member.name, known.came_at, again=True)
    session.add(Attendance(meeting_id=meeting.id, member_id=member_id, came_at=at, noted_by=by))
    session.flush()
    audit.record(session, "meeting.attended", at=at, by=by, subject=meeting.number,
                 member=member.number)  # fmt: skip
    return Arrival(member.number, member.name, at, again=False)


def check_vote(session: Session, meeting: Meeting, member: Member) -> None:
    """Raise InvalidInput, saying why, when the member is not on the list of the meeting."""
    if session.get(MeetingInvitation, (meeting.id, MemberId(member.id))) is not None:
        return
    member_id = MemberId(member.id)
    status = statuses.on_day(session, meeting.held_on, [member_id]).get(member_id)
    if status in (None, MemberStatus.ACTIVE):
        raise InvalidInput(
            _(
                "%(name)s (nomor %(number)s) baru tercatat sesudah rapat dibuka, jadi belum "
                "bersuara di rapat ini.",
                name=member.name,
                number=member.number,
            ),
            field="code",
        )
    raise InvalidInput(
        _(
            "%(name)s (nomor %(number)s) tidak bersuara: pada hari rapat %(status)s.",
            name=member.name,
            number=member.number,
            status=words.status_name(status).lower(),
        ),
        field="code",
    )


def _by_card(session: Session, typed: str) -> Member | None:
    """Whose card it is. Raises InvalidInput for a card of somebody else in the household."""
    card = "".join(typed.split()).upper()
    member = session.scalars(select(Member).where(Member.card == card)).one_or_none()
    if member is not None:
        return member
    theirs = session.scalars(
        select(AuthorisedBuyer).where(AuthorisedBuyer.card == card)
    ).one_or_none()
    if theirs is not None:
        owner = session.get_one(Member, theirs.member_id)
        raise InvalidInput(
            _(
                "Ini kartu belanja %(buyer)s. Yang bersuara hanya anggotanya sendiri, "
                "%(name)s (nomor %(number)s).",
                buyer=theirs.name,
                name=owner.name,
                number=owner.number,
            ),
            field="code",
        )
    return None


def _named(session: Session, meeting: Meeting, typed: str) -> tuple[Member, ...]:
    is_named = and_(*(Member.name.icontains(word, autoescape=True) for word in typed.split()))
    found = session.scalars(
        select(Member)
        .join(
            MeetingInvitation,
            and_(
                MeetingInvitation.member_id == Member.id,
                MeetingInvitation.meeting_id == meeting.id,
            ),
        )
        .where(is_named)
        .order_by(func.lower(Member.name), Member.number)
        .limit(MOST_NAMED + 1)
    ).all()
    if len(found) > MOST_NAMED:
        raise InvalidInput(
            _("Banyak yang bernama %(text)s. Tulis lebih lengkap, atau nomornya.", text=typed),
            field="code",
        )
    if not found:
        other = session.scalars(select(Member).where(is_named).order_by(Member.number)).first()
        if other is not None:
            check_vote(session, meeting, other)
        raise InvalidInput(
            _("“%(text)s” bukan kartu, nomor, atau nama anggota.", text=typed[:40]), field="code"
        )
    return tuple(found)
