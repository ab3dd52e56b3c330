"""The pages of meetings before their day: the list, calling one, changing it, calling it off."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core import clock, settings
from core.access import current_operator, requires
from core.db import reading, transaction
from core.errors import InvalidInput
from core.format import day
from core.i18n import _, lazy, lazy_in
from core.paging import page_number
from core.permissions import Permission
from core.registry import NavigationItem
from core.shops import seat, today_in
from members.meetings import forms, invitations, meetings, queries, words
from members.meetings.models import Meeting, MeetingKind
from members.meetings.pages import back, done, meeting_page, names, take_step
from members.meetings.settings import NOTICE_DAYS

blueprint = Blueprint("meetings", __name__)

NAVIGATION = [
    NavigationItem(
        lazy("Rapat anggota"),
        "meetings.index",
        Permission.VIEW_MEMBERS,
        lazy_in("several", "Anggota"),
    )
]


@blueprint.get("/meetings")
@requires(Permission.VIEW_MEMBERS)
def index() -> ResponseReturnValue:
    """Every meeting, the newest first."""
    query = " ".join(request.args.get("q", "").split())
    with reading() as session:
        page = queries.page(session, query, number=page_number(request.args.get("page")))
    return render_template("members/meetings.html", page=page, query=query, **names())


@blueprint.route("/meetings/new", methods=["GET", "POST"])
@requires(Permission.RUN_MEETINGS)
def new() -> ResponseReturnValue:
    """Call a meeting."""
    if request.method == "GET":
        return _form_page(_fresh())
    try:
        details = forms.details(request.form)
        with transaction() as session:
            meeting = meetings.call(
                session, details, key=forms.key(request.form), at=clock.now(),
                by=current_operator().id,
            )  # fmt: skip
            _warn_when_late(session, meeting)
    except InvalidInput as error:
        return _form_page(request.form, error=error), error.status
    return back(meeting.number, _("Rapat %(number)s dipanggil.", number=meeting.number))


@blueprint.get("/meetings/<number>")
@requires(Permission.VIEW_MEMBERS)
def show(number: str) -> ResponseReturnValue:
    """A meeting: before, on and after its day."""
    return meeting_page(number)


@blueprint.route("/meetings/<number>/edit", methods=["GET", "POST"])
@requires(Permission.RUN_MEETINGS)
def edit(number: str) -> ResponseReturnValue:
    """Change what the invitation says."""
    if request.method == "GET":
        with reading() as session:
            typed = forms.typed_of(queries.find(session, number))
        return _form_page(typed, number)

    def change(session: Session, meeting: Meeting) -> str:
        details = forms.details(request.form)
        meetings.change(session, meeting, details, at=clock.now(), by=current_operator().id)
        _warn_when_late(session, meeting)
        return _("Perubahan disimpan. Beri tahu semua yang diundang.")

    try:
        return back(number, done(number, change))
    except InvalidInput as error:
        return _form_page(request.form, number, error), error.status


@blueprint.route("/meetings/<number>/call-off", methods=["GET", "POST"])
@requires(Permission.RUN_MEETINGS)
def call_off(number: str) -> ResponseReturnValue:
    """Ask, then let nothing come of a meeting."""
    if request.method == "GET":
        with reading() as session:
            meeting = queries.find(session, number)
        return render_template("members/meeting_call_off.html", head=meeting)
    with transaction() as session:
        meetings.call_off(
            session, meetings.by_number(session, number), at=clock.now(), by=current_operator().id
        )
    flash(_("Rapat %(number)s dibatalkan. Beri tahu semua yang diundang.", number=number.upper()))
    return redirect(url_for("meetings.index"))


@blueprint.post("/meetings/<number>/invitations")
@requires(Permission.RUN_MEETINGS)
def refresh(number: str) -> ResponseReturnValue:
    """Bring the list of invitations up to date with the register."""

    def bring(session: Session, meeting: Meeting) -> str:
        listed = invitations.refresh(session, meeting)
        return _("Daftar undangan diperbarui: %(n)s anggota.", n=listed)

    return take_step(number, bring)


def _warn_when_late(session: Session, meeting: Meeting) -> None:
    """Say when the invitation comes later than the by-laws want."""
    notice = settings.read(session, NOTICE_DAYS, on=meeting.held_on)
    latest = meeting.held_on - timedelta(days=notice)
    if latest < today_in(seat(session), clock.now()) <= meeting.held_on:
        flash(
            _("Undangan seharusnya sampai paling lambat %(day)s. Periksa anggaran dasar.",
              day=day(latest)),
            "warning",
        )  # fmt: skip


def _fresh() -> dict[str, str]:
    """A form for the annual meeting about the year before."""
    with reading() as session:
        today = today_in(seat(session), clock.now())
    return {"kind": MeetingKind.ANNUAL.value, "year": str(today.year - 1), "starts_at": "09:00"}


def _form_page(
    typed: Mapping[str, str], number: str | None = None, error: InvalidInput | None = None
) -> str:
    shared = names() | {"kinds": [(kind, name, "") for kind, name in words.KINDS.items()]}
    return render_template(
        "members/meeting_form.html",
        key=forms.kept_key(typed),
        typed=typed,
        number=number,
        error=error,
        **shared,
    )
