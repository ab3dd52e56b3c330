"""The annual meeting of the example: called, held and closed in the middle of its year."""

from __future__ import annotations

from datetime import date, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.ids import MemberId, OperatorId, new_id
from members.meetings import attendance, decisions, invitations, meetings, motions
from members.meetings.meetings import Closing, MeetingDetails
from members.meetings.models import Meeting, MeetingKind, Motion, MotionKind
from members.meetings.motions import MotionDetails
from members.meetings.quorum import Votes
from members.models import Member
from pos.demo import people
from pos.demo.company import Company
from pos.demo.diary import local_instant
from pos.demo.places import PLACES

BEFORE = timedelta(days=14)
"""How long before its day the meeting is called."""
CALLED, OPENED, VOTED, CLOSED = time(9, 0), time(9, 5), time(10, 30), time(11, 40)
PLACE = "Balai Desa Kejajar, Wonosobo"
AGENDA = "Pembukaan dan pengesahan kuorum\nLaporan pengurus dan pengawas\nPembagian SHU\nPenutup"
ABSENT = 4
"""Every so many stay at home."""
TEXTS = {
    MotionKind.ORDINARY: "Laporan pengurus dan pengawas tahun {year} diterima.",
    MotionKind.SURPLUS: "SHU tahun buku {year} dibagi menurut anggaran rumah tangga.",
}
AGAINST = (0, 0), (3, 2)
"""Votes against each motion, and those who abstained."""


def hold(session: Session, company: Company, held_on: date) -> str:
    """Hold the meeting of the year before; returns its decision about the surplus."""
    chair = company.operators["ketua"]
    meeting = _called(session, held_on, by=chair)
    put = [_put(session, meeting, kind, by=chair) for kind in TEXTS]
    at = local_instant(PLACES[0], held_on, OPENED)
    meetings.open_meeting(session, meeting, at=at, by=chair)
    present = _come(session, meeting, by=company.operators[people.TREASURER.login])
    at = local_instant(PLACES[0], held_on, VOTED)
    for motion, (against, abstained) in zip(put, AGAINST, strict=True):
        votes = Votes(present - against - abstained, against, abstained)
        motions.count(session, meeting, motion, votes, at=at, by=chair)
    names = {person.login: person.name for person in people.EVERYBODY}
    closing = Closing(names["ketua"], people.TREASURER.name)
    at = local_instant(PLACES[0], held_on, CLOSED)
    meetings.close(session, meeting, closing, at=at, by=chair)
    return decisions.number_of(meeting, put[-1])


def _called(session: Session, held_on: date, *, by: OperatorId) -> Meeting:
    at = local_instant(PLACES[0], held_on - BEFORE, CALLED)
    details = MeetingDetails(MeetingKind.ANNUAL, held_on.year - 1, held_on, "09:00", PLACE, AGENDA)
    meeting = meetings.call(session, details, key=new_id(), at=at, by=by)
    invitations.tell_all(session, meeting, at=at, by=by)
    return meeting


def _put(session: Session, meeting: Meeting, kind: MotionKind, *, by: OperatorId) -> Motion:
    details = MotionDetails(kind, TEXTS[kind].format(year=meeting.year))
    return motions.put(session, meeting, details, key=new_id(), at=meeting.called_at, by=by)


def _come(session: Session, meeting: Meeting, *, by: OperatorId) -> int:
    """Most of those invited; how many."""
    invited = invitations.invited(session, meeting)
    everybody = session.scalars(select(Member).order_by(Member.number))
    there = [each for each in everybody if MemberId(each.id) in invited and each.number % ABSENT]
    for minute, member in enumerate(there):
        at = local_instant(PLACES[0], meeting.held_on, OPENED) + timedelta(seconds=20 * minute)
        attendance.attend(session, meeting, member, at=at, by=by)
    return len(there)
