"""The pages of programmes: the list, one with its money and its members, noting and changing it."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core import clock, paging
from core.access import current_operator, requires
from core.db import reading, transaction
from core.errors import InvalidInput
from core.i18n import _, lazy, lazy_in
from core.permissions import Permission
from core.registry import NavigationItem
from members import register
from members.places import today
from members.programmes import forms, listing, programmes, queries, words

blueprint = Blueprint("programmes", __name__)

NAVIGATION = [
    NavigationItem(
        lazy("Program dan hibah"),
        "programmes.index",
        Permission.VIEW_MEMBERS,
        lazy_in("several", "Anggota"),
    )
]


@blueprint.get("/programmes")
@requires(Permission.VIEW_MEMBERS)
def index() -> ResponseReturnValue:
    """Programmes, those that go on first."""
    query = forms.query(request.args)
    with reading() as session:
        page = queries.programme_page(
            session, query=query, number=paging.page_number(request.args.get("page"))
        )
    return render_template("members/programmes.html", page=page, query=query)


@blueprint.route("/programmes/new", methods=["GET", "POST"])
@requires(Permission.EDIT_MEMBERS)
def new() -> ResponseReturnValue:
    """Note a programme."""
    if request.method == "GET":
        return _form_page({})
    try:
        details = forms.details(request.form)
        with transaction() as session:
            made = programmes.add(session, details, at=clock.now(), by=current_operator().id)
    except InvalidInput as error:
        return _form_page(request.form, error=error), error.status
    flash(_("Program %(name)s tercatat.", name=made.name), "success")
    return redirect(url_for("programmes.show", code=made.code))


@blueprint.get("/programmes/<code>")
@requires(Permission.VIEW_MEMBERS)
def show(code: str) -> ResponseReturnValue:
    """A programme: what came, what was released, what is left, and who takes part."""
    return _page(code)


@blueprint.route("/programmes/<code>/edit", methods=["GET", "POST"])
@requires(Permission.EDIT_MEMBERS)
def edit(code: str) -> ResponseReturnValue:
    """Change what is known of a programme; its code stays."""
    if request.method == "GET":
        with reading() as session:
            found = programmes.by_code(session, code)
        return _form_page({"code": found.code, "name": found.name, "funder": found.funder,
                           "note": found.note}, found.code)  # fmt: skip
    try:
        details = forms.details({**request.form.to_dict(), "code": code})
        with transaction() as session:
            found = programmes.by_code(session, code)
            programmes.change(session, found, details, at=clock.now(), by=current_operator().id)
    except InvalidInput as error:
        return _form_page(request.form, code, error), error.status
    flash(_("Perubahan disimpan."), "success")
    return redirect(url_for("programmes.show", code=found.code))


@blueprint.post("/programmes/<code>/<any(retire, resume):step>")
@requires(Permission.EDIT_MEMBERS)
def end_or_resume(code: str, step: str) -> ResponseReturnValue:
    """End a programme, or take it up again."""
    with transaction() as session:
        found = programmes.by_code(session, code)
        programmes.set_active(session, found, step == "resume", at=clock.now(),
                              by=current_operator().id)  # fmt: skip
    flash(_("Program dibuka lagi.") if step == "resume" else _("Program diakhiri."), "success")
    return redirect(url_for("programmes.show", code=found.code))


@blueprint.post("/programmes/<code>/members")
@requires(Permission.EDIT_MEMBERS)
def tag(code: str) -> ResponseReturnValue:
    """Let members take part, by their numbers."""
    try:
        numbers = listing.numbers(request.form.get("numbers", ""))
        with transaction() as session:
            found = programmes.by_code(session, code)
            new = programmes.tag(session, found, numbers, since=today(session), at=clock.now(),
                                 by=current_operator().id)  # fmt: skip
    except InvalidInput as error:
        return _page(code, request.form, error), error.status
    flash(_("%(n)s anggota ditandai.", n=new), "success")
    return redirect(url_for("programmes.show", code=found.code))


@blueprint.post("/programmes/<code>/members/<int(max=999999999):number>/remove")
@requires(Permission.EDIT_MEMBERS)
def untag(code: str, number: int) -> ResponseReturnValue:
    """Let a member take part no more."""
    with transaction() as session:
        found = programmes.by_code(session, code)
        member = register.by_number(session, number)
        programmes.untag(session, found, member, at=clock.now(), by=current_operator().id)
    flash(_("Tanda program %(name)s dihapus.", name=member.name), "success")
    return redirect(url_for("programmes.show", code=found.code))


def _page(
    code: str, typed: Mapping[str, str] | None = None, error: InvalidInput | None = None
) -> str:
    query = forms.query(request.args)
    with reading() as session:
        found = programmes.by_code(session, code)
        return render_template(
            "members/programme.html",
            programme=found, money=queries.programme_money(session, found.id), query=query,
            page=queries.tagged_page(
                session, found.id, query=query,
                number=paging.page_number(request.args.get("page")),
            ),
            grant_forms=words.FORMS, typed=typed or {}, error=error,
        )  # fmt: skip


def _form_page(
    typed: Mapping[str, str], code: str | None = None, error: InvalidInput | None = None
) -> str:
    return render_template("members/programme_form.html", typed=typed, code=code, error=error)
