"""A meeting of the members from the invitation to the minutes; steps follow on each other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from core import audit, settings, shops
from core.errors import BusinessError, InvalidInput, NotFound
from core.format import day
from core.i18n import _
from core.ids import OperatorId
from core.shops import seat, today_in
from members.meetings import invitations
from members.meetings.models import (
    Attendance,
    Meeting,
    MeetingInvitation,
    MeetingKind,
    Motion,
)
from members.meetings.quorum import Quorum, Standing
from members.meetings.settings import QUORUM, SECOND_QUORUM

LETTERS = {MeetingKind.ANNUAL: "RAT", MeetingKind.EXTRAORDINARY: "RALB"}
"""How the number of each kind begins."""


@dataclass(frozen=True, slots=True)
class MeetingDetails:
    """What an invitation says."""

    kind: MeetingKind
    year: int
    """The book year it decides about."""
    held_on: date
    starts_at: str
    """``09:00``, where the office is."""
    place: str
    agenda: str = ""


@dataclass(frozen=True, slots=True)
class Closing:
    """What the minutes say beside the motions."""

    chaired_by: str
    minutes_by: str
    notes: str = ""


def call(
    session: Session, details: MeetingDetails, *, key: UUID, at: datetime, by: OperatorId
) -> Meeting:
    """Call a meeting under the next number of its year, and list who is to be invited.

    ``key`` is made by the form, so that sending it twice calls one. How many must come is what
    the by-laws say on its day.
    """
    shops.take_turn(session)
    known = session.get(Meeting, key)
    if known is not None:
        return known
    _check(details)
    first, second = settings.read_together(session, QUORUM, SECOND_QUORUM, on=details.held_on)
    meeting = Meeting(
        id=key, number=_next_number(session, details), kind=details.kind, year=details.year,
        held_on=details.held_on, starts_at=details.starts_at, place=details.place,
        agenda=details.agenda, quorum=first.points, second_quorum=second.points,
        called_at=at, called_by=by,
    )  # fmt: skip
    session.add(meeting)
    session.flush()
    invitations.refresh(session, meeting)
    _note(session, "meeting.called", meeting, at=at, by=by, held_on=meeting.held_on.isoformat())
    return meeting


def by_number(session: Session, number: str) -> Meeting:
    """The meeting with this number, locked for what is done to it next. Raises NotFound."""
    found = select(Meeting).where(Meeting.number == number.upper()).with_for_update()
    meeting = session.scalars(found.execution_options(populate_existing=True)).one_or_none()
    if meeting is None:
        raise NotFound(_("Tidak ada rapat %(number)s.", number=number))
    return meeting


def change(
    session: Session, meeting: Meeting, details: MeetingDetails, *, at: datetime, by: OperatorId
) -> None:
    """Change what the invitation says, until the meeting is open; the number stays."""
    _check_called(meeting)
    _check(details)
    if details.kind is not meeting.kind or details.held_on.year != meeting.held_on.year:
        raise InvalidInput(
            _("Nomor %(number)s sudah untuk tahun itu. Batalkan, lalu panggil rapat baru.",
              number=meeting.number),
            field="held_on",
        )  # fmt: skip
    first, second = settings.read_together(session, QUORUM, SECOND_QUORUM, on=details.held_on)
    meeting.year, meeting.held_on, meeting.starts_at = (
        details.year,
        details.held_on,
        details.starts_at,
    )
    meeting.place, meeting.agenda = details.place, details.agenda
    meeting.quorum, meeting.second_quorum = first.points, second.points
    session.flush()
    invitations.refresh(session, meeting)
    _note(session, "meeting.changed", meeting, at=at, by=by, held_on=meeting.held_on.isoformat())


def call_off(session: Session, meeting: Meeting, *, at: datetime, by: OperatorId) -> None:
    """Let nothing come of a meeting that was not opened; its number is free again."""
    _check_called(meeting)
    for table in (MeetingInvitation, Motion):
        session.execute(delete(table).where(table.meeting_id == meeting.id))
    _note(session, "meeting.called_off", meeting, at=at, by=by)
    session.delete(meeting)
    session.flush()


def open_meeting(session: Session, meeting: Meeting, *, at: datetime, by: OperatorId) -> None:
    """Open a meeting on its day: from now on it is settled who has a vote.

    Later, too, so that what was kept on paper is written down afterwards. Nothing happens when
    it is open already.
    """
    if meeting.opened_at is not None:
        return
    if meeting.held_on > today_in(seat(session), at):
        raise BusinessError(
            _("Rapat ini baru pada %(day)s; dibuka pada harinya.", day=day(meeting.held_on))
        )
    voters = invitations.refresh(session, meeting)
    if not voters:
        raise BusinessError(_("Belum ada anggota aktif yang mempunyai suara pada hari rapat."))
    meeting.voters, meeting.opened_at = voters, at
    session.flush()
    _note(session, "meeting.opened", meeting, at=at, by=by, voters=voters)


def call_again(session: Session, meeting: Meeting, *, at: datetime, by: OperatorId) -> None:
    """Call the second time, when too few came; nothing happens when that was done already."""
    check_open(meeting)
    if meeting.second_call_at is not None:
        return
    standing = standing_of(session, meeting)
    if standing.reached:
        raise BusinessError(_("Kuorum sudah tercapai; panggilan kedua tidak perlu."))
    meeting.second_call_at = at
    session.flush()
    _note(session, "meeting.called_again", meeting, at=at, by=by, present=standing.present)


def close(
    session: Session, meeting: Meeting, closing: Closing, *, at: datetime, by: OperatorId
) -> None:
    """End a meeting: its minutes hold. Nothing happens when that was done already."""
    if meeting.closed_at is not None:
        return
    check_open(meeting)
    meeting.chaired_by, meeting.minutes_by = closing.chaired_by, closing.minutes_by
    meeting.notes, meeting.closed_at = closing.notes, at
    session.flush()
    present = standing_of(session, meeting).present
    _note(session, "meeting.closed", meeting, at=at, by=by, present=present)


def standing_of(session: Session, meeting: Meeting) -> Standing:
    """How many are there of how many; before it is opened of those on the list."""
    return Standing(
        Quorum(meeting.quorum, meeting.second_quorum),
        meeting.voters
        if meeting.voters is not None
        else _count(session, MeetingInvitation, meeting),
        _count(session, Attendance, meeting),
        meeting.second_call_at is not None,
    )


def check_open(meeting: Meeting) -> None:
    """Raise BusinessError unless the meeting goes on."""
    if meeting.opened_at is None:
        raise BusinessError(_("Rapat %(number)s belum dibuka.", number=meeting.number))
    check_not_closed(meeting)


def check_not_closed(meeting: Meeting) -> None:
    """Raise BusinessError when the minutes hold already."""
    if meeting.closed_at is not None:
        raise BusinessError(
            _("Rapat %(number)s sudah ditutup; berita acaranya tetap.", number=meeting.number)
        )


def _check(details: MeetingDetails) -> None:
    if details.year > details.held_on.year:
        raise InvalidInput(_("Tahun buku itu belum mulai pada hari rapat."), field="year")


def _check_called(meeting: Meeting) -> None:
    if meeting.opened_at is not None:
        raise BusinessError(
            _("Rapat %(number)s sudah dibuka; tidak dapat diubah.", number=meeting.number)
        )


def _next_number(session: Session, details: MeetingDetails) -> str:
    """``RAT-2026``; for another one of that year ``RAT-2026-2``."""
    first = f"{LETTERS[details.kind]}-{details.held_on.year}"
    taken = frozenset(
        session.scalars(select(Meeting.number).where(Meeting.number.startswith(first)))
    )
    place = 1
    while (number := first if place == 1 else f"{first}-{place}") in taken:
        place += 1
    return number


def _count(
    session: Session, table: type[MeetingInvitation] | type[Attendance], meeting: Meeting
) -> int:
    found = select(func.count()).select_from(table).where(table.meeting_id == meeting.id)
    return session.scalar(found) or 0


def _note(
    session: Session, action: str, meeting: Meeting, *, at: datetime, by: OperatorId, **more: Any
) -> None:
    audit.record(session, action, at=at, by=by, subject=meeting.number, **more)
