"""The pages of those who have a vote at a meeting: who was told, who came, lists on paper."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core import clock, exports
from core.access import current_operator, requires
from core.db import reading, transaction
from core.i18n import _
from core.paging import page_number
from core.permissions import Permission
from core.shops import seat
from members.meetings import files, forms, invitations, meetings, papers, queries
from members.meetings.invitation import message, message_link
from members.meetings.pages import names
from members.meetings.queries import Search
from members.meetings.sheets import list_pdf

blueprint = Blueprint("meeting_people", __name__)
_KEPT = ("q", "which", "page")
"""What the list is narrowed to, so that it stays so."""
SHEETS = {"invitations": papers.INVITED, "attendance": papers.CAME}


@blueprint.get("/meetings/<number>/people")
@requires(Permission.VIEW_MEMBERS)
def index(number: str) -> ResponseReturnValue:
    """Everybody with a vote, and whether she was told and came."""
    search = _search()
    with reading() as session:
        meeting = queries.find(session, number)
        page = queries.people(
            session, meeting, search, number=page_number(request.args.get("page"))
        )
        said = message(papers.invitation_of(session, meeting))
        zone = seat(session).time_zone
    links = {person.number: message_link(person.phone, said) for person in page.rows}
    return render_template(
        "members/meeting_people.html",
        head=meeting, page=page, search=search, links=links, time_zone=zone,
        state=queries.state_of(meeting), **names(),
    )  # fmt: skip


@blueprint.post("/meetings/<number>/people/told")
@requires(Permission.RUN_MEETINGS)
def tell(number: str) -> ResponseReturnValue:
    """Note that one member was told, or was not, or that all were."""
    at, by = clock.now(), current_operator().id
    with transaction() as session:
        meeting = meetings.by_number(session, number)
        if request.form.get("all"):
            count = invitations.tell_all(session, meeting, at=at, by=by)
            flash(_("%(n)s anggota dicatat sudah diberi tahu.", n=count), "success")
        else:
            told = request.form.get("told") == "1"
            member = forms.number(request.form, "member")
            invitations.tell(session, meeting, member, told=told, at=at, by=by)
    kept: dict[str, Any] = {name: request.form.get(name) or None for name in _KEPT}
    return redirect(url_for("meeting_people.index", number=number, **kept))


@blueprint.get("/meetings/<number>/people.<ending>")
@requires(Permission.RUN_MEETINGS)
def download(number: str, ending: str) -> ResponseReturnValue:
    """The list as a file, with phone numbers: for those who invite."""
    with reading() as session:
        meeting = queries.find(session, number)
        people = queries.everybody(session, meeting, _search())
        sheet = files.people_sheet(meeting.number, people, time_zone=seat(session).time_zone)
        return exports.download(sheet, f"undangan {meeting.number}", ending)


@blueprint.get("/meetings/<number>/<any(invitations, attendance):kind>.pdf")
@requires(Permission.VIEW_MEMBERS)
def sheet(number: str, kind: str) -> ResponseReturnValue:
    """The list to invite by, or to sign at the door."""
    title = SHEETS[kind]
    with reading() as session:
        meeting = queries.find(session, number)
        head = papers.head_of(session, meeting, title)
        listed = papers.listed(session, meeting, title)
    name = f"{meeting.number}-{title.lower().replace(' ', '-')}.pdf"
    return Response(
        list_pdf(head, listed),
        mimetype="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )


def _search() -> Search:
    return Search(" ".join(request.args.get("q", "").split()), forms.which(request.args))
