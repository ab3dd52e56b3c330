"""Meetings of the co-op of the tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from core.ids import ShopId, new_id
from core.permissions import Role
from members import register
from members.meetings import attendance, meetings, motions
from members.meetings.meetings import Closing, MeetingDetails
from members.meetings.models import Meeting, MeetingKind, Motion, MotionKind
from members.meetings.motions import MotionDetails
from members.meetings.quorum import Votes
from members.models import Member
from members.register import Details
from tests.support.world import NOW, TODAY, World

BEFORE = NOW - timedelta(days=14)
"""When the invitations go out."""
DETAILS = MeetingDetails(
    MeetingKind.ANNUAL, 2025, TODAY, "09:00", "Balai desa Wonosobo", "Pembukaan\nPembagian SHU"
)


def neighbours(session: Session, world: World, count: int) -> list[Member]:
    """So many more active members, who joined long ago: numbers from 4, cards from TTG004."""
    first = register.next_number(session)
    return [
        register.admit(
            session,
            Details(
                f"Tetangga {_ORDINALS[place]}", ShopId(world.wsb.id), date(2026, 1, 5),
                card=f"TTG{first + place:03d}",
            ),
            at=BEFORE - timedelta(days=100), by=None,
        )
        for place in range(count)
    ]  # fmt: skip


_ORDINALS = (
    "Satu", "Dua", "Tiga", "Empat", "Lima", "Enam", "Tujuh", "Delapan", "Sembilan", "Sepuluh",
    "Sebelas", "Duabelas",
)  # fmt: skip


def called(session: Session, world: World, **changes: Any) -> Meeting:
    """A meeting that was called two weeks ago for today."""
    details = replace(DETAILS, **changes)
    by = world.operator_id(Role.CHAIR)
    return meetings.call(session, details, key=new_id(), at=BEFORE, by=by)


def opened(session: Session, world: World, **changes: Any) -> Meeting:
    """One that goes on."""
    meeting = called(session, world, **changes)
    meetings.open_meeting(session, meeting, at=NOW, by=world.operator_id(Role.CHAIR))
    return meeting


def come(session: Session, world: World, meeting: Meeting, *people: Member) -> None:
    """They are at the door."""
    by = world.operator_id(Role.TREASURER)
    for person in people:
        attendance.attend(session, meeting, person, at=NOW, by=by)


def moved(
    session: Session,
    world: World,
    meeting: Meeting,
    kind: MotionKind = MotionKind.SURPLUS,
    text: str = "SHU 2025 dibagi seperti usul pengurus",
) -> Motion:
    """A motion on the list."""
    by = world.operator_id(Role.CHAIR)
    return motions.put(session, meeting, MotionDetails(kind, text), key=new_id(), at=NOW, by=by)


def counted(session: Session, world: World, meeting: Meeting, motion: Motion, *votes: int) -> bool:
    """The votes: in favour, against, abstained."""
    by = world.operator_id(Role.CHAIR)
    return motions.count(session, meeting, motion, Votes(*votes), at=NOW, by=by)


def closed(session: Session, world: World, meeting: Meeting) -> None:
    """The minutes hold."""
    closing = Closing("Hasan Basri", "Maria Goreti", "Rapat berlangsung lancar.")
    meetings.close(session, meeting, closing, at=NOW, by=world.operator_id(Role.CHAIR))
