"""What is typed on the pages of meetings, as typed values; raises InvalidInput with the field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from uuid import UUID

from core.errors import InvalidInput
from core.forms import iso_day, line, lines
from core.i18n import _
from core.ids import new_id
from members.meetings.meetings import Closing, MeetingDetails
from members.meetings.models import Meeting, MeetingKind, Motion, MotionKind
from members.meetings.motions import MotionDetails
from members.meetings.queries import Which
from members.meetings.quorum import Votes

LONGEST_PLACE = 120
LONGEST_MOTION = 1_000
LONGEST_NAME = 80
FIRST_YEAR = 2000
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_COUNT = re.compile(r"\d{1,6}")
Form = Mapping[str, str]


def key(form: Form) -> UUID:
    """What the form was given, so that sending it twice does it once."""
    try:
        return UUID(form.get("key", ""))
    except ValueError:
        raise InvalidInput(_("Halaman ini sudah lama; isi sekali lagi.")) from None


def kept_key(form: Form) -> UUID:
    """The same again for a form that is shown again; a new one where there was none."""
    try:
        return key(form)
    except InvalidInput:
        return new_id()


def details(form: Form) -> MeetingDetails:
    """A meeting as its invitation says."""
    kind = form.get("kind", "")
    if kind not in tuple(MeetingKind):
        raise InvalidInput(_("Pilih rapat apa ini."), field="kind")
    held_on = iso_day(form, "held_on", required=_("Isi tanggal rapat."))
    if held_on is None or held_on.year < FIRST_YEAR:
        raise InvalidInput(_("Isi tanggal rapat."), field="held_on")
    starts_at = form.get("starts_at", "").strip()[:5]
    if not _CLOCK.fullmatch(starts_at):
        raise InvalidInput(_("Isi jam mulai, misalnya 09:00."), field="starts_at")
    return MeetingDetails(
        MeetingKind(kind),
        _book_year(form),
        held_on,
        starts_at,
        line(form, "place", required=_("Isi tempat rapat."), longest=LONGEST_PLACE),
        lines(form, "agenda"),
    )


def typed_of(meeting: Meeting) -> dict[str, str]:
    """A meeting as the form shows it."""
    return {
        "kind": meeting.kind.value,
        "year": str(meeting.year),
        "held_on": meeting.held_on.isoformat(),
        "starts_at": meeting.starts_at,
        "place": meeting.place,
        "agenda": meeting.agenda,
    }


def motion(form: Form) -> MotionDetails:
    """What is put to the vote."""
    kind = form.get("kind", "")
    if kind not in tuple(MotionKind):
        raise InvalidInput(_("Pilih tentang apa usul ini."), field="kind")
    text = lines(form, "text", longest=LONGEST_MOTION)
    if not text:
        raise InvalidInput(_("Tulis apa yang diusulkan."), field="text")
    return MotionDetails(MotionKind(kind), text)


def typed_of_motion(found: Motion) -> dict[str, str]:
    """A motion as the form shows it."""
    return {"kind": found.kind.value, "text": found.text}


def votes(form: Form, *, present: int) -> Votes:
    """The votes as counted; with ``unanimous`` everybody there is in favour."""
    if form.get("unanimous"):
        return Votes(present, 0)
    return Votes(
        _counted(form, "in_favour", _("Isi berapa yang setuju; tidak ada: 0.")),
        _counted(form, "against", _("Isi berapa yang tidak setuju; tidak ada: 0.")),
        _counted(form, "abstained", ""),
    )


def closing(form: Form) -> Closing:
    """What the minutes say beside the motions; that it holds for good must be agreed to."""
    chaired_by = line(form, "chaired_by", required=_("Isi siapa yang memimpin rapat."),
                      longest=LONGEST_NAME)  # fmt: skip
    minutes_by = line(form, "minutes_by", required=_("Isi siapa yang mencatat."),
                      longest=LONGEST_NAME)  # fmt: skip
    notes = lines(form, "notes")
    if not form.get("sure"):
        raise InvalidInput(
            _("Centang dulu bahwa berita acaranya benar; sesudah ditutup tidak dapat diubah."),
            field="sure",
        )
    return Closing(chaired_by, minutes_by, notes)


def number(form: Form, name: str) -> int:
    """A member's number that a button of the page sends along."""
    text = form.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise InvalidInput(_("Halaman ini sudah lama; isi sekali lagi."))
    return int(text)


def which(arguments: Form) -> Which | None:
    """The part of the list that is asked for; what is none means all."""
    chosen = arguments.get("which", "")
    return Which(chosen) if chosen in tuple(Which) else None


def _book_year(form: Form) -> int:
    text = form.get("year", "").strip()
    if not (text.isascii() and text.isdigit() and len(text) == 4 and int(text) >= FIRST_YEAR):
        raise InvalidInput(_("Isi tahun buku dengan empat angka, misalnya 2025."), field="year")
    return int(text)


def _counted(form: Form, name: str, missing: str) -> int:
    """A number of votes; nothing is nobody where that may be."""
    text = form.get(name, "").replace(".", "").strip()
    if not text and not missing:
        return 0
    if not text:
        raise InvalidInput(missing, field=name)
    if not (text.isascii() and _COUNT.fullmatch(text)):
        raise InvalidInput(_("Tulis jumlah suara dengan angka, misalnya 24."), field=name)
    return int(text)
