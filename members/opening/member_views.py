"""What paper says of the members, typed one by one: number, Enter, amounts, Enter."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core import clock, paging
from core.access import requires
from core.db import reading, transaction
from core.errors import BusinessError, InvalidInput, NotFound
from core.i18n import _
from core.ids import MemberId
from core.permissions import Permission
from members import register
from members.opening import forms, openings, posting, queries, taken_over
from members.opening.checking import Step
from members.opening.months import evening_before, month_ends
from members.opening.pages import sides, tabs

blueprint = Blueprint("members", __name__)


@blueprint.get("/members")
@requires(Permission.ENTER_OPENING)
def index() -> ResponseReturnValue:
    """Everybody of whom something is written, and the question for the next number."""
    return _list(request.args)


@blueprint.post("/members")
@requires(Permission.ENTER_OPENING)
def find() -> ResponseReturnValue:
    """On to the member with a number."""
    try:
        with reading() as session:
            openings.draft(session)
            member = register.by_number(session, forms.member_number(request.form))
    except (InvalidInput, NotFound) as error:
        shown = InvalidInput(error.sentence, field="number")
        return _list(request.form, shown), shown.status
    return redirect(url_for("opening.members.entry", number=member.number))


@blueprint.get("/members/<int(max=999999999):number>")
@requires(Permission.ENTER_OPENING)
def entry(number: int) -> ResponseReturnValue:
    """One member's line."""
    with reading() as session:
        member = register.by_number(session, number)
        said = taken_over.said_of(session, openings.found(session), MemberId(member.id))
    return _form(number, forms.typed_of(said))


@blueprint.post("/members/<int(max=999999999):number>")
@requires(Permission.ENTER_OPENING)
def put(number: int) -> ResponseReturnValue:
    """Write a member's line down."""
    try:
        with transaction() as session:
            opening = openings.draft(session)
            member = register.by_number(session, number)
            said = forms.said(request.form, month_ends(opening.cut_over))
            taken_over.put(session, opening, {MemberId(member.id): said})
    except InvalidInput as error:
        return _form(number, request.form, error), error.status
    flash(_("%(name)s, nomor %(number)s, dicatat.", name=member.name, number=number), "success")
    return redirect(url_for("opening.members.index"))


@blueprint.post("/members/<int(max=999999999):number>/remove")
@requires(Permission.ENTER_OPENING)
def remove(number: int) -> ResponseReturnValue:
    """Forget a member's line."""
    with transaction() as session:
        member = register.by_number(session, number)
        taken_over.remove(session, openings.draft(session), [MemberId(member.id)])
    flash(_("Catatan %(name)s dihapus.", name=member.name))
    return redirect(url_for("opening.members.index"))


def _list(typed: Mapping[str, str], error: BusinessError | None = None) -> str:
    words = " ".join(request.args.get("q", "").split())[:60]
    with reading() as session:
        opening = openings.found(session)
        number = paging.page_number(request.args.get("page"))
        found = posting.check(session, opening, at=clock.now())
        return render_template(
            "members/opening_members.html", opening=opening, words=words, typed=typed, error=error,
            page=queries.member_page(session, opening, words=words, number=number),
            months=len(month_ends(opening.cut_over)), tabs=tabs(Step.MEMBERS),
            sides=sides(session, found, Step.MEMBERS),
        )  # fmt: skip


def _form(number: int, typed: Mapping[str, str], error: BusinessError | None = None) -> str:
    with reading() as session:
        opening = openings.found(session)
        return render_template(
            "members/opening_member.html", opening=opening, typed=typed, error=error,
            member=register.by_number(session, number), months=month_ends(opening.cut_over),
            eve=evening_before(opening.cut_over),
        )  # fmt: skip
