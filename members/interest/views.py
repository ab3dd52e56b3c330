"""The pages of interest on savings: the months, switching it on, looking at one, booking it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core import clock, paging
from core.access import current_operator, requires
from core.db import reading, transaction
from core.errors import BusinessError, InvalidInput, NotFound
from core.exports import Column, Kind, Sheet, download
from core.format import rupiah
from core.i18n import _, lazy, lazy_in
from core.paging import SIZE, Page
from core.permissions import Permission
from core.queries import today_for, zone_of
from core.registry import NavigationItem
from members.dues import forms as dues_forms
from members.dues.rules import first_of, months_on
from members.dues.words import month_name
from members.interest import forms, interest, queries, switching, undoing, words
from members.interest.interest import Share
from members.interest.queries import ShareRow

blueprint = Blueprint("interest", __name__)

NAVIGATION = [
    NavigationItem(
        lazy("Jasa simpanan"),
        "interest.index",
        Permission.VIEW_SURPLUS,
        lazy_in("several", "Anggota"),
    )
]


@blueprint.get("/interest")
@requires(Permission.VIEW_SURPLUS)
def index() -> ResponseReturnValue:
    """The months that were booked, what holds now, and the next step."""
    return _index_page()


@blueprint.post("/interest/switch")
@requires(Permission.MANAGE_SETTINGS)
def switch() -> ResponseReturnValue:
    """Switch it on, off, or change the rate from a month on."""
    try:
        wanted = forms.switch(request.form)
        with transaction() as session:
            switching.switch(session, wanted, at=clock.now(), by=current_operator().id)
    except InvalidInput as error:
        return _index_page(error), error.status
    flash(_("Berlaku mulai %(month)s.", month=month_name(wanted.month)), "success")
    return redirect(url_for("interest.index"))


@blueprint.get("/interest/look")
@requires(Permission.HANDLE_SAVINGS)
def look() -> ResponseReturnValue:
    """What a month would come to; nothing is written."""
    try:
        month = dues_forms.month(request.args)
        with reading() as session:
            found = interest.preview(session, month, today=_today(session))
            title = words.word(session, month)
    except BusinessError as error:
        return _index_page(error), error.status
    number = paging.page_number(request.args.get("page"))
    rows = found.shares[paging.offset(number) : paging.offset(number) + SIZE]
    page: Page[Share] = Page(tuple(rows), number, len(found.shares))
    return render_template("members/interest_look.html", found=found, page=page, word=title)


@blueprint.post("/interest/book")
@requires(Permission.HANDLE_SAVINGS)
def book() -> ResponseReturnValue:
    """Book the month that was looked at; once, whoever presses how often."""
    try:
        month, seen = dues_forms.month(request.form), forms.seen(request.form)
        with transaction() as session:
            run = interest.book(
                session, month, seen=seen, today=_today(session), at=clock.now(),
                by=current_operator().id,
            )  # fmt: skip
    except BusinessError as error:
        return _index_page(error), error.status
    flash(_("%(amount)s dibukukan untuk %(month)s.", amount=rupiah(run.interest),
            month=month_name(run.month)), "success")  # fmt: skip
    return redirect(url_for("interest.show", month=f"{run.month:%Y-%m}"))


@blueprint.get("/interest/<month>")
@requires(Permission.VIEW_SURPLUS)
def show(month: str) -> ResponseReturnValue:
    """A booked month with everybody's part."""
    return _run_page(dues_forms.month({"month": month}))


def _run_page(month: date, error: BusinessError | None = None) -> str:
    sought = " ".join(request.args.get("q", "").split())[:60]
    with reading() as session:
        run = queries.run(session, month)
        page = queries.shares(
            session, run, sought, number=paging.page_number(request.args.get("page"))
        )
        title, zone = words.word(session, run.month), _zone(session)
    return render_template(
        "members/interest_run.html", run=run, page=page, query=sought, word=title, zone=zone,
        error=error, typed=request.form,
    )  # fmt: skip


@blueprint.post("/interest/<month>/undo")
@requires(Permission.HANDLE_SAVINGS)
def undo(month: str) -> ResponseReturnValue:
    """Take a booked month back, with a reason."""
    on = dues_forms.month({"month": month})
    try:
        with transaction() as session:
            run = interest.standing_run(session, on)
            undoing.undo(session, run, reason=request.form.get("reason", ""), at=clock.now(),
                         by=current_operator().id)  # fmt: skip
    except NotFound:
        raise
    except BusinessError as error:
        return _run_page(on, error), error.status
    flash(_("%(month)s dibatalkan. Bulan itu dapat dihitung dan dibukukan lagi.",
            month=month_name(on)), "success")  # fmt: skip
    return redirect(url_for("interest.index"))


@blueprint.get("/interest/by-key/<uuid:run_id>")
@requires(Permission.VIEW_MEMBERS)
def show_by_key(run_id: UUID) -> ResponseReturnValue:
    """The month that a movement names."""
    with reading() as session:
        month = queries.month_of(session, run_id)
    return redirect(url_for("interest.show", month=f"{month:%Y-%m}"))


@blueprint.get("/interest/<month>/jasa-simpanan.<ending>")
@requires(Permission.VIEW_SURPLUS)
def export(month: str, ending: str) -> ResponseReturnValue:
    """Everybody's part as a file for a spreadsheet."""
    with reading() as session:
        run = queries.run(session, dues_forms.month({"month": month}))
        rows = list(queries.every_share(session, run))
        title = words.word(session, run.month)
    return download(_sheet(title, rows), f"{title} {run.month:%Y-%m}", ending)


def _today(session: Session) -> date:
    return today_for(session, current_operator().shop_id, at=clock.now())


def _zone(session: Session) -> str:
    return zone_of(session, current_operator().shop_id)


def _index_page(error: BusinessError | None = None) -> str:
    with reading() as session:
        today = _today(session)
        page = queries.runs(session, number=paging.page_number(request.args.get("page")))
        this = first_of(today)
        terms, licence = interest.terms_of(session, this)
        title = words.word(session, today)
    return render_template(
        "members/interest.html",
        page=page, terms=terms, licence=licence, word=title, error=error, typed=request.form,
        last=f"{months_on(this, -1):%Y-%m}", this=f"{this:%Y-%m}",
    )  # fmt: skip


def _sheet(title: str, rows: list[ShareRow]) -> Sheet:
    columns = (
        Column(_("Nomor"), Kind.COUNT), Column(_("Nama")), Column(_("Toko")),
        Column(_("Rupiah-hari"), Kind.COUNT), Column(title, Kind.RUPIAH),
        Column(_("Pajak"), Kind.RUPIAH), Column(_("Diterima"), Kind.RUPIAH),
    )  # fmt: skip
    cells = [
        (row.number, row.name, row.shop, row.rupiah_days, row.interest, row.tax, row.net)
        for row in rows
    ]
    return Sheet(title, columns, cells)
