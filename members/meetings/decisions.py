"""What meetings decided, for those parts of the program that need a decision to act on.

A decision is known by the number of its meeting and its place there: ``RAT-2026/2``. It holds once
the meeting is closed, because until then votes may be counted again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from core.errors import InvalidInput, NotFound
from core.i18n import _
from members.meetings import words
from members.meetings.models import Meeting, Motion, MotionKind

_NUMBER = re.compile(r"([A-Z]{3,4}-\d{4}(?:-\d{1,3})?)/(\d{1,4})")


@dataclass(frozen=True, slots=True)
class Decision:
    """A motion that a closed meeting carried."""

    number: str
    """``RAT-2026/2``."""
    kind: MotionKind
    text: str
    held_on: date
    year: int
    """The book year the meeting decided about."""
    in_favour: int
    against: int
    abstained: int


def number_of(meeting: Meeting, motion: Motion) -> str:
    """What a decision is referred to by: ``RAT-2026/2``."""
    return f"{meeting.number}/{motion.position}"


def carried_motion(
    session: Session, decision: str, kind: MotionKind | None = None, *, year: int | None = None
) -> Motion:
    """The motion that a decision carried, for whoever is about to act on it.

    With ``kind`` it must decide that, with ``year`` about that book year. Raises NotFound when
    there is no such decision, InvalidInput (field ``decision``) when it does not hold or decides
    something else.
    """
    meeting, motion = _find(session, decision)
    number = number_of(meeting, motion)
    if meeting.closed_at is None:
        raise _refused(_("Rapat %(number)s belum ditutup, jadi keputusannya belum berlaku.",
                         number=meeting.number))  # fmt: skip
    if not motion.carried:
        raise _refused(_("Usul %(number)s tidak diterima rapat.", number=number))
    if kind is not None and motion.kind is not kind:
        raise _refused(
            _("Keputusan %(number)s tentang “%(found)s”, bukan “%(wanted)s”.", number=number,
              found=words.motion_kind_name(motion.kind),
              wanted=words.motion_kind_name(kind))
        )  # fmt: skip
    if year is not None and meeting.year != year:
        raise _refused(
            _("Keputusan %(number)s tentang tahun buku %(found)s, bukan %(wanted)s.",
              number=number, found=meeting.year, wanted=year)
        )  # fmt: skip
    return motion


def decided_on(session: Session, motion: Motion) -> date:
    """The day of the meeting that voted on it."""
    return session.get_one(Meeting, motion.meeting_id).held_on


def carried(
    session: Session, kind: MotionKind | None = None, *, year: int | None = None
) -> list[Decision]:
    """Decisions that hold, the newest first: of a kind, about a book year, or all."""
    found = _of_closed().where(Motion.carried.is_(True))
    if kind is not None:
        found = found.where(Motion.kind == kind)
    if year is not None:
        found = found.where(Meeting.year == year)
    newest = found.order_by(Meeting.held_on.desc(), Meeting.number.desc(), Motion.position)
    return [_decision(meeting, motion) for meeting, motion in session.execute(newest)]


def _find(session: Session, decision: str) -> tuple[Meeting, Motion]:
    typed = "".join(decision.split()).upper()
    found = _NUMBER.fullmatch(typed)
    if found is None:
        raise _refused(_("Tulis nomor keputusan rapat seperti %(example)s.", example="RAT-2026/2"))
    row = session.execute(
        select(Meeting, Motion)
        .join(Motion, Motion.meeting_id == Meeting.id)
        .where(Meeting.number == found[1], Motion.position == int(found[2]))
    ).one_or_none()
    if row is None:
        raise NotFound(_("Tidak ada keputusan rapat %(number)s.", number=typed))
    return row[0], row[1]


def _of_closed() -> Select[Meeting, Motion]:
    joined = select(Meeting, Motion).join(Motion, Motion.meeting_id == Meeting.id)
    return joined.where(Meeting.closed_at.is_not(None))


def _decision(meeting: Meeting, motion: Motion) -> Decision:
    return Decision(
        number_of(meeting, motion), motion.kind, motion.text, meeting.held_on, meeting.year,
        motion.in_favour or 0, motion.against or 0, motion.abstained or 0,
    )  # fmt: skip


def _refused(sentence: str) -> InvalidInput:
    return InvalidInput(sentence, field="decision")
