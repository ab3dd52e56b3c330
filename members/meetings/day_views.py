"""The pages of a meeting on its day: opening it, who comes, the second call, closing it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core import clock
from core.access import current_operator, requires
from core.db import reading
from core.errors import BusinessError, InvalidInput, NotFound
from core.format import number as spelled
from core.format import time_of_day
from core.i18n import _
from core.permissions import Permission
from core.shops import seat
from members.meetings import attendance, forms, meetings, queries, words
from members.meetings.attendance import Arrival
from members.meetings.models import Meeting
from members.meetings.pages import back, done, meeting_page, names, take_step
from members.models import Member

blueprint = Blueprint("meeting_day", __name__)


@blueprint.route("/meetings/<number>/open", methods=["GET", "POST"])
@requires(Permission.RUN_MEETINGS)
def open_meeting(number: str) -> ResponseReturnValue:
    """Ask, then open the meeting."""
    if request.method == "GET":
        with reading() as session:
            view = queries.view(session, number)
        return render_template("members/meeting_open.html", meeting=view, head=view.head)

    def begin(session: Session, meeting: Meeting) -> str:
        meetings.open_meeting(session, meeting, at=clock.now(), by=current_operator().id)
        return _("Rapat dibuka: %(n)s anggota mempunyai suara.", n=meeting.voters)

    return take_step(number, begin)


@blueprint.post("/meetings/<number>/second-call")
@requires(Permission.RUN_MEETINGS)
def call_again(number: str) -> ResponseReturnValue:
    """Call the second time."""

    def again(session: Session, meeting: Meeting) -> str:
        meetings.call_again(session, meeting, at=clock.now(), by=current_operator().id)
        return _("Panggilan kedua dicatat.")

    return take_step(number, again)


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a line at the door."""

    outcome: str
    """``came``, ``again``, ``ask`` or ``refused``."""
    said: str
    asked: tuple[Member, ...] = ()
    """Whom it may mean."""
    error: BusinessError | None = None


@blueprint.post("/meetings/<number>/attendance")
@requires(Permission.RUN_MEETINGS)
def attend(number: str) -> ResponseReturnValue:
    """Note who is there, by card, number or name; answers a script with what to show."""
    answers: list[Answer] = []

    def look(session: Session, meeting: Meeting) -> str:
        answers.append(_taken(session, meeting))
        return ""

    try:
        done(number, look)
    except NotFound:
        raise
    except BusinessError as error:
        answers.append(Answer("refused", error.sentence, error=error))
    answer = answers[-1]
    if request.accept_mimetypes.best == "application/json":
        return _spoken(answer) | _counted(number)
    if answer.error or answer.asked:
        status = answer.error.status if answer.error else 200
        return meeting_page(number, answer.error, answer.asked), status
    return back(number, answer.said)


@blueprint.get("/meetings/<number>/standing")
@requires(Permission.VIEW_MEMBERS)
def standing(number: str) -> ResponseReturnValue:
    """How many are there now, for a page that stays open."""
    return _counted(number)


@blueprint.route("/meetings/<number>/close", methods=["GET", "POST"])
@requires(Permission.RUN_MEETINGS)
def close(number: str) -> ResponseReturnValue:
    """Ask for the names below the minutes, then close the meeting."""
    if request.method == "GET":
        return _close_page(number)

    def end(session: Session, meeting: Meeting) -> str:
        closing = forms.closing(request.form)
        meetings.close(session, meeting, closing, at=clock.now(), by=current_operator().id)
        return _("Rapat ditutup. Cetak berita acaranya dan mintakan tanda tangan.")

    try:
        return back(number, done(number, end))
    except InvalidInput as error:
        return _close_page(number, error), error.status


def _close_page(number: str, error: InvalidInput | None = None) -> str:
    with reading() as session:
        view = queries.view(session, number)
    fresh = {"minutes_by": current_operator().name}
    return render_template(
        "members/meeting_close.html",
        meeting=view, head=view.head, error=error, typed=request.form if error else fresh,
        sentence=words.standing_sentence(view.standing), **names(),
    )  # fmt: skip


def _taken(session: Session, meeting: Meeting) -> Answer:
    """Note whom the line means, or ask back."""
    meetings.check_open(meeting)
    at, by = clock.now(), current_operator().id
    if request.form.get("member"):
        member = attendance.by_number(session, forms.number(request.form, "member"))
        return _welcome(session, attendance.attend(session, meeting, member, at=at, by=by))
    found = attendance.meant(session, meeting, request.form.get("code", ""))
    if found.certain:
        [member] = found.people
        return _welcome(session, attendance.attend(session, meeting, member, at=at, by=by))
    if len(found.people) == 1:
        return Answer("ask", _("Benar orangnya? Tekan Enter sekali lagi."), found.people)
    return Answer("ask", _("Yang mana? Ketik nomornya, atau pilih."), found.people)


def _welcome(session: Session, arrival: Arrival) -> Answer:
    who = {"name": arrival.name, "number": arrival.number}
    if arrival.again:
        time = time_of_day(arrival.came_at, seat(session).time_zone)
        said = _(
            "%(name)s (nomor %(number)s) sudah tercatat hadir sejak %(time)s.", time=time, **who
        )
        return Answer("again", said)
    return Answer("came", _("Selamat datang, %(name)s (nomor %(number)s).", **who))


def _spoken(answer: Answer) -> dict[str, Any]:
    return {
        "outcome": answer.outcome,
        "said": answer.said,
        "asked": [
            {"number": member.number, "name": member.name, "home": queries.home_of(member)}
            for member in answer.asked
        ],
    }


def _counted(number: str) -> dict[str, Any]:
    """How many are there, in words and numbers; the same for every page that is open."""
    with reading() as session:
        meeting = queries.find(session, number)
        now = meetings.standing_of(session, meeting)
        zone = seat(session).time_zone
        latest = queries.latest(session, meeting)
    return {
        "present": spelled(now.present),
        "filled": now.present,
        "reached": now.reached,
        "sentence": words.standing_sentence(now),
        "latest": [
            {"number": each.number, "name": each.name, "time": time_of_day(each.came_at, zone)}
            for each in latest
        ],
    }
