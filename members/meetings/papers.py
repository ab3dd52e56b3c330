"""What stands on the papers of a meeting: its invitation, its lists, its minutes."""

from __future__ import annotations

from sqlalchemy.orm import Session

from core.format import moment, time_of_day
from core.shops import find_coop, seat
from members.meetings import meetings, queries
from members.meetings.invitation import Invitation
from members.meetings.minutes import Minutes, Voted
from members.meetings.models import Meeting
from members.meetings.queries import PersonRow, Search, Which
from members.meetings.sheets import Head, Person

INVITED, CAME = "Daftar undangan", "Daftar hadir"


def invitation_of(session: Session, meeting: Meeting) -> Invitation:
    """What everybody is told."""
    coop = find_coop(session)
    return Invitation(
        coop=coop.name if coop else "",
        kind=meeting.kind.value,
        number=meeting.number,
        year=meeting.year,
        held_on=meeting.held_on,
        starts_at=meeting.starts_at,
        place=meeting.place,
        agenda=meeting.agenda,
        is_demo=bool(coop and coop.is_demo),
    )


def minutes_of(session: Session, meeting: Meeting) -> Minutes:
    """The minutes, or what there is of them so far."""
    zone = seat(session).time_zone
    came = queries.everybody(session, meeting, Search(which=Which.CAME))
    return Minutes(
        invitation=invitation_of(session, meeting),
        standing=meetings.standing_of(session, meeting),
        opened=moment(meeting.opened_at, zone) if meeting.opened_at else "",
        second_call=moment(meeting.second_call_at, zone) if meeting.second_call_at else "",
        closed=moment(meeting.closed_at, zone) if meeting.closed_at else "",
        motions=tuple(
            Voted(each.number, each.kind, each.text, each.votes,
                  each.carried)
            for each in queries.motion_views(session, meeting)
        ),
        chaired_by=meeting.chaired_by,
        minutes_by=meeting.minutes_by,
        notes=meeting.notes,
        came=tuple(f"{person.number}  {person.name}" for person in came),
    )  # fmt: skip


def head_of(session: Session, meeting: Meeting, title: str) -> Head:
    """What stands above the list of invitations or of those who come."""
    invitation = invitation_of(session, meeting)
    return Head(
        title=title,
        meeting=f"{invitation.title} ({meeting.number})",
        about=f"{invitation.when} · {meeting.place}",
        coop=invitation.coop,
        last="Sudah diberi tahu" if title == INVITED else "Tanda tangan",
        is_demo=invitation.is_demo,
    )


def listed(session: Session, meeting: Meeting, title: str) -> list[Person]:
    """Everybody with a vote, with what is known already in the last column."""
    zone = seat(session).time_zone

    def said(person: PersonRow) -> str:
        if title == INVITED:
            return moment(person.told_at, zone) if person.told_at else ""
        return f"hadir {time_of_day(person.came_at, zone)}" if person.came_at else ""

    return [
        Person(person.number, person.name, person.home, said(person))
        for person in queries.everybody(session, meeting, Search())
    ]
