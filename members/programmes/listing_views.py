"""Participation capital from a list: pasted or out of a file, looked at, taken as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core import clock, paging
from core.access import current_operator, requires
from core.db import reading, transaction
from core.errors import BusinessError, InvalidInput, NotFound
from core.format import number as grouped
from core.i18n import _
from core.ids import new_id
from core.permissions import Permission
from core.tables import read_table
from members.places import check_reach, today
from members.programmes import (
    forms,
    listing,
    lists,
    participation_queries,
    participations,
    words,
)
from members.programmes.lists import Proposal
from members.programmes.participation_views import agreement, certificates_of, form_choices

blueprint = Blueprint("participation_lists", __name__)


@blueprint.route("/participations/list", methods=["GET", "POST"])
@requires(Permission.HANDLE_SAVINGS)
def new() -> ResponseReturnValue:
    """What is on the list, and what it would do; nothing is booked yet."""
    if request.method == "GET":
        return _form_page({"programme": request.args.get("programme", "")})
    typed = request.form.to_dict()
    try:
        typed["list"] = _pasted() or typed.get("list", "")
        listed = listing.amounts(typed["list"])
        with reading() as session:
            agreement(session, typed)
            proposal = lists.propose(session, listed)
    except InvalidInput as error:
        return _form_page(typed, error), error.status
    return _form_page(typed, proposal=proposal)


@blueprint.post("/participations/list/book")
@requires(Permission.HANDLE_SAVINGS)
def book() -> ResponseReturnValue:
    """Take everything on the list in, all of it or nothing; pressed twice it is taken once."""
    try:
        batch, listed = forms.key(request.form), listing.amounts(request.form.get("list", ""))
        with transaction() as session:
            shares = lists.shares(lists.propose(session, listed), batch)
            made = participations.put_in_list(
                session, agreement(session, request.form), batch, shares, at=clock.now(),
                by=current_operator().id,
            )  # fmt: skip
    except InvalidInput as error:
        return _form_page(request.form, error), error.status
    flash(_("Modal penyertaan %(n)s anggota dibukukan.", n=grouped(len(made))), "success")
    return redirect(url_for("participation_lists.show", batch=batch))


@blueprint.get("/participations/lists/<uuid:batch>")
@requires(Permission.VIEW_MEMBERS)
def show(batch: UUID) -> ResponseReturnValue:
    """What one list brought in."""
    return _list_page(batch)


@blueprint.get("/participations/lists/<uuid:batch>/certificates.pdf")
@requires(Permission.VIEW_MEMBERS)
def certificates(batch: UUID) -> ResponseReturnValue:
    """The certificates of a whole list."""
    with reading() as session:
        made = participations.of_batch(session, batch)
        rows = [participation_queries.participation_row(session, each) for each in made]
        return certificates_of(session, rows, "sertifikat")


@blueprint.post("/participations/lists/<uuid:batch>/undo")
@requires(Permission.HANDLE_SAVINGS)
def undo(batch: UUID) -> ResponseReturnValue:
    """Undo a list as a whole, by paying everything back to where it came from."""
    try:
        why = forms.reason(request.form)
        with transaction() as session:
            check_reach(*(each.shop_id for each in participations.of_batch(session, batch)))
            count = participations.give_back_list(
                session, batch, why, booked_on=today(session), at=clock.now(),
                by=current_operator().id,
            )  # fmt: skip
    except NotFound:
        raise
    except BusinessError as error:
        return _list_page(batch, request.form, error), error.status
    flash(_("%(n)s modal penyertaan dikembalikan ke asalnya.", n=grouped(count)), "success")
    return redirect(url_for("participation_lists.show", batch=batch))


def _pasted() -> str:
    """The text of the file that was sent; empty without one."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return ""
    return listing.text_of(read_table(sent.filename, sent.stream.read()))


def _form_page(
    typed: Mapping[str, str], error: InvalidInput | None = None, proposal: Proposal | None = None
) -> str:
    with reading() as session:
        return render_template(
            "members/participation_list.html",
            typed=typed, error=error, proposal=proposal, key=typed.get("key") or new_id(),
            **form_choices(session),
        )  # fmt: skip


def _list_page(
    batch: UUID, typed: Mapping[str, str] | None = None, error: BusinessError | None = None
) -> str:
    with reading() as session:
        found = participations.of_batch(session, batch)
        if not found:
            raise NotFound(_("Daftar ini tidak ada."))
        page = participation_queries.participation_page(
            session, batch=batch, number=paging.page_number(request.args.get("page"))
        )
        whole = all(participations.left(session, each) == each.amount for each in found)
    return render_template(
        "members/participation_batch.html",
        page=page, first=found[0], batch=batch, can_undo=whole, paid_from=words.PAID_FROM,
        typed=typed or {}, error=error,
    )  # fmt: skip
