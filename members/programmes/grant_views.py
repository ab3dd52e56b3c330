"""The pages of grants: the list, writing one down, one with what was released of it."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core import clock, paging
from core.access import current_operator, requires
from core.db import reading, transaction
from core.errors import InvalidInput
from core.format import rupiah
from core.i18n import _
from core.ids import new_id
from core.permissions import Permission
from members.places import check_reach, choices, places, today
from members.programmes import forms, grants, programmes, queries, words
from members.programmes.models import GrantForm, ReleasedTo
from members.ways import PaidBy

blueprint = Blueprint("grants", __name__)


@blueprint.get("/grants")
@requires(Permission.VIEW_MEMBERS)
def index() -> ResponseReturnValue:
    """Every grant, the newest first."""
    query, open_only = forms.query(request.args), request.args.get("open") == "1"
    with reading() as session:
        page = queries.grant_page(
            session, query=query, open_only=open_only,
            number=paging.page_number(request.args.get("page")),
        )  # fmt: skip
    return render_template(
        "members/grants.html", page=page, query=query, open_only=open_only, grant_forms=words.FORMS
    )


@blueprint.route("/grants/new", methods=["GET", "POST"])
@requires(Permission.HANDLE_SAVINGS)
def new() -> ResponseReturnValue:
    """Write a grant down and book it."""
    if request.method == "GET":
        return _form_page({"restricted": "1", "programme": request.args.get("programme", "")})
    try:
        with transaction() as session:
            shop_id = forms.place(request.form, places(session))
            wanted = forms.grant(request.form, shop_id, programme_id(session, request.form))
            made = grants.receive(session, wanted, at=clock.now(), by=current_operator().id)
    except InvalidInput as error:
        return _form_page(request.form, error), error.status
    flash(_("Hibah nomor %(number)s dibukukan.", number=made.number), "success")
    return redirect(url_for("grants.show", number=made.number))


@blueprint.get("/grants/<int(max=999999999):number>")
@requires(Permission.VIEW_MEMBERS)
def show(number: int) -> ResponseReturnValue:
    """A grant, what was released of it, and releasing more."""
    return _page(number)


@blueprint.post("/grants/<int(max=999999999):number>/release")
@requires(Permission.HANDLE_SAVINGS)
def release(number: int) -> ResponseReturnValue:
    """Free a part of a restricted grant."""
    try:
        wanted = forms.release(request.form)
        with transaction() as session:
            found = grants.by_number(session, number)
            check_reach(found.shop_id)
            made = grants.release(session, found, wanted, at=clock.now(),
                                  by=current_operator().id)  # fmt: skip
    except InvalidInput as error:
        return _page(number, request.form, error), error.status
    flash(_("%(amount)s dilepas dari hibah ini.", amount=rupiah(made.amount)), "success")
    return redirect(url_for("grants.show", number=number))


def programme_id(session: Session, form: Mapping[str, str]) -> UUID | None:
    """The chosen programme's key; None when none is."""
    code = form.get("programme", "")
    return programmes.by_code(session, code).id if code else None


def _form_page(typed: Mapping[str, str], error: InvalidInput | None = None) -> str:
    with reading() as session:
        return render_template(
            "members/grant_form.html",
            typed=typed, error=error, places=choices(session),
            programmes=queries.programme_choices(session),
            kinds=[(each.value, words.FORMS[each], "") for each in GrantForm],
            today=today(session).isoformat(), key=typed.get("key") or new_id(),
        )  # fmt: skip


def _page(
    number: int, typed: Mapping[str, str] | None = None, error: InvalidInput | None = None
) -> str:
    with reading() as session:
        found = grants.by_number(session, number)
        row, gone = queries.grant_row(session, found), queries.releases(session, found.id)
        day = today(session)
    purposes = [ReleasedTo.EQUITY, *([ReleasedTo.SPENT] if row.form in grants.MONEY else [])]
    return render_template(
        "members/grant.html",
        grant=row, releases=gone, grant_forms=words.FORMS, released_to=words.RELEASED_TO,
        purposes=[(each.value, words.RELEASED_TO[each], "") for each in purposes],
        sources=[(each.value, words.PAID_FROM[each]) for each in (PaidBy.CASH, PaidBy.BANK)],
        is_money=row.form in grants.MONEY, typed=typed or {}, error=error, today=day.isoformat(),
        key=(typed or {}).get("key") or new_id(),
    )  # fmt: skip
