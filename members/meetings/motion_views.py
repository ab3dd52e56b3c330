"""The pages of what a meeting votes on: putting a motion, wording it, counting the votes."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core import clock
from core.access import current_operator, requires
from core.db import reading
from core.errors import BusinessError, NotFound
from core.i18n import _
from core.permissions import Permission
from members.meetings import decisions, forms, meetings, motions, queries, words
from members.meetings.models import Meeting
from members.meetings.pages import back, done, names

blueprint = Blueprint("motions", __name__)
Position = "<int(max=9999):position>"


@blueprint.route("/meetings/<number>/motions/new", methods=["GET", "POST"])
@requires(Permission.RUN_MEETINGS)
def new(number: str) -> ResponseReturnValue:
    """Put a motion, before or during the meeting."""
    if request.method == "GET":
        return _new_page(number)

    def put(session: Session, meeting: Meeting) -> str:
        key, at, by = forms.key(request.form), clock.now(), current_operator().id
        motion = motions.put(session, meeting, forms.motion(request.form), key=key, at=at, by=by)
        return _("Usul %(number)s dicatat.", number=decisions.number_of(meeting, motion))

    try:
        return back(number, done(number, put))
    except NotFound:
        raise
    except BusinessError as error:
        return _new_page(number, error), error.status


@blueprint.route(f"/meetings/<number>/motions/{Position}/edit", methods=["GET", "POST"])
@requires(Permission.RUN_MEETINGS)
def edit(number: str, position: int) -> ResponseReturnValue:
    """Word a motion anew, until it is counted."""
    if request.method == "GET":
        with reading() as session:
            meeting = queries.find(session, number)
            typed = forms.typed_of_motion(motions.at_position(session, meeting, position))
        return _word_page(number, typed, position)

    def reword(session: Session, meeting: Meeting) -> str:
        details, at, by = forms.motion(request.form), clock.now(), current_operator().id
        motion = motions.at_position(session, meeting, position)
        motions.reword(session, meeting, motion, details, at=at, by=by)
        return _("Perubahan disimpan.")

    try:
        return back(number, done(number, reword))
    except NotFound:
        raise
    except BusinessError as error:
        return _word_page(number, request.form.to_dict(), position, error), error.status


@blueprint.route(f"/meetings/<number>/motions/{Position}", methods=["GET", "POST"])
@requires(Permission.RUN_MEETINGS)
def count(number: str, position: int) -> ResponseReturnValue:
    """Write down the votes."""
    if request.method == "GET":
        return _count_page(number, position)

    def write(session: Session, meeting: Meeting) -> str:
        motion = motions.at_position(session, meeting, position)
        present = meetings.standing_of(session, meeting).present
        votes = forms.votes(request.form, present=present)
        carried = motions.count(
            session, meeting, motion, votes, recount=bool(request.form.get("recount")),
            at=clock.now(), by=current_operator().id,
        )  # fmt: skip
        shown = decisions.number_of(meeting, motion)
        if carried:
            return _("Usul %(number)s diterima.", number=shown)
        return _("Usul %(number)s tidak diterima.", number=shown)

    try:
        return back(number, done(number, write))
    except NotFound:
        raise
    except BusinessError as error:
        return _count_page(number, position, error), error.status


def _new_page(number: str, error: BusinessError | None = None) -> str:
    return _word_page(number, request.form.to_dict(), None, error)


def _word_page(
    number: str, typed: dict[str, str], position: int | None, error: BusinessError | None = None
) -> str:
    with reading() as session:
        head = queries.find(session, number)
    shared = names() | {
        "motion_kinds": [
            (kind, name, words.WAITS_FOR.get(kind, "")) for kind, name in words.MOTION_KINDS.items()
        ]
    }
    return render_template(
        "members/meeting_motion_form.html",
        head=head, position=position, key=forms.kept_key(typed), typed=typed, error=error, **shared,
    )  # fmt: skip


def _count_page(number: str, position: int, error: BusinessError | None = None) -> str:
    with reading() as session:
        view = queries.view(session, number)
        motions.at_position(session, view.head, position)
    motion = next(each for each in view.motions if each.position == position)
    return render_template(
        "members/meeting_motion.html",
        meeting=view, head=view.head, motion=motion, error=error,
        typed=request.form if error else {}, sentence=words.standing_sentence(view.standing),
        **names(),
    )  # fmt: skip
