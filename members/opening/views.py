"""The pages of opening balances: the first day, how far everything is, the check, the books."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core import clock, shops
from core.access import current_operator, requires
from core.db import reading, transaction
from core.errors import BusinessError, InvalidInput
from core.format import day
from core.i18n import _, lazy, lazy_in
from core.permissions import Permission
from core.queries import zone_of
from core.registry import NavigationItem
from members.opening import (
    account_views,
    file_views,
    forms,
    invariants,
    member_views,
    openings,
    paper_views,
    posting,
    sheet_queries,
    sheets,
)
from members.opening.months import evening_before
from members.opening.pages import every_side, step_links, wrong_rows

blueprint = Blueprint("opening", __name__, url_prefix="/opening")
for child in (account_views, member_views, paper_views, file_views):
    blueprint.register_blueprint(child.blueprint)

NAVIGATION = [
    NavigationItem(
        lazy("Saldo awal"),
        "opening.index",
        Permission.ENTER_OPENING,
        lazy_in("several", "Anggota"),
    )
]


@blueprint.get("")
@requires(Permission.ENTER_OPENING)
def index() -> ResponseReturnValue:
    """How far everything is; before anybody began, the question for the first day."""
    return _page(request.form)


@blueprint.post("")
@requires(Permission.ENTER_OPENING)
def start() -> ResponseReturnValue:
    """Begin, or begin on another day."""
    by = current_operator().id
    try:
        with transaction() as session:
            cut_over = forms.cut_over(request.form)
            today = shops.today_in(shops.seat(session), clock.now())
            begin = openings.move if openings.current(session) else openings.begin
            begin(session, cut_over, today=today, at=clock.now(), by=by)
    except BusinessError as error:
        return _page(request.form, error), error.status
    flash(_("Hari pertama di Lumbung: %(day)s.", day=day(cut_over)), "success")
    return redirect(url_for("opening.index"))


@blueprint.get("/check")
@requires(Permission.ENTER_OPENING)
def check() -> ResponseReturnValue:
    """Every total against its details, and what hinders posting."""
    return _check_page()


@blueprint.post("/post")
@requires(Permission.ENTER_OPENING)
def post() -> ResponseReturnValue:
    """Book everything at once."""
    try:
        with transaction() as session:
            if not request.form.get("sure"):
                raise InvalidInput(_("Centang dulu bahwa lembarnya sudah diperiksa."), field="sure")
            posting.post(session, at=clock.now(), by=current_operator().id)
    except InvalidInput as error:
        return _check_page(error), error.status
    flash(_("Saldo awal dibukukan. Cetak lembarnya, lalu minta setiap anggota memeriksa."),
          "success")  # fmt: skip
    return redirect(url_for("opening.index"))


@blueprint.get("/sheet.pdf")
@requires(Permission.ENTER_OPENING)
def sheet() -> ResponseReturnValue:
    """What is taken over of everybody, to be signed."""
    with reading() as session:
        drawn = sheets.sheet_pdf(sheet_queries.sheet(session, openings.found(session)))
    headers = {"Content-Disposition": 'inline; filename="saldo-awal.pdf"'}
    return Response(drawn, mimetype="application/pdf", headers=headers)


def _page(typed: Any, error: BusinessError | None = None) -> str:
    with reading() as session:
        opening = openings.current(session)
        if opening is None:
            return render_template("members/opening_start.html", typed=typed, error=error)
        found = posting.check(session, opening, at=clock.now())
        return render_template(
            "members/opening.html", opening=opening, eve=evening_before(opening.cut_over),
            checked=found, steps=step_links(session, opening, found), typed=typed, error=error,
            zone=zone_of(session, None), left_over=invariants.left_over(session),
        )  # fmt: skip


def _check_page(error: InvalidInput | None = None) -> str:
    with reading() as session:
        opening = openings.found(session)
        found = posting.check(session, opening, at=clock.now())
        return render_template(
            "members/opening_check.html", opening=opening, checked=found, error=error,
            rows=wrong_rows(found), sides=every_side(session, found),
            eve=evening_before(opening.cut_over),
        )  # fmt: skip
