"""The minutes of a meeting, on the screen and on paper."""

from __future__ import annotations

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from core.access import requires
from core.db import reading
from core.permissions import Permission
from members.meetings import papers, queries
from members.meetings.minutes import attendance_sentence, minutes_pdf
from members.meetings.pages import names

blueprint = Blueprint("minutes", __name__)


@blueprint.get("/meetings/<number>/minutes")
@requires(Permission.VIEW_MEMBERS)
def show(number: str) -> ResponseReturnValue:
    """The minutes to read; a draft until the meeting is closed."""
    with reading() as session:
        meeting = queries.find(session, number)
        minutes = papers.minutes_of(session, meeting)
        motions = queries.motion_views(session, meeting)
    return render_template(
        "members/meeting_minutes.html",
        head=meeting, minutes=minutes, motions=motions,
        attendance=attendance_sentence(minutes.standing), **names(),
    )  # fmt: skip


@blueprint.get("/meetings/<number>/minutes.pdf")
@requires(Permission.VIEW_MEMBERS)
def sheet(number: str) -> ResponseReturnValue:
    """The minutes to print and sign."""
    with reading() as session:
        meeting = queries.find(session, number)
        minutes = papers.minutes_of(session, meeting)
    return Response(
        minutes_pdf(minutes),
        mimetype="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{meeting.number}-berita-acara.pdf"'},
    )
