"""Payments from a file: send one, read what it would book, book it, take all of it back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core import clock, paging, shops, uploads
from core import forms as core_forms
from core.access import current_operator, requires
from core.db import reading, transaction
from core.errors import BusinessError, InvalidInput, NotFound
from core.exports import Column, Kind, Sheet, download
from core.format import number as grouped
from core.i18n import _
from core.ids import ShopId
from core.imports import RowStatus
from core.paging import SIZE, Page, offset
from core.permissions import Permission
from core.progress import BOARD
from core.queries import today_for, zone_of
from core.tables import MOST_BYTES
from members.balances import Account
from members.dues import file_queries, files
from members.dues.file_queries import Payer
from members.dues.files import PaymentFile, Taking
from members.dues.payments import Report, RowTold
from members.dues.words import ROWS
from members.office import words as office_words
from members.office.desk import OVER_THE_COUNTER
from members.office.forms import reason
from members.places import check_reach
from members.ways import PaidBy

blueprint = Blueprint("dues_files", __name__)

_CHOSEN = ("way", "paid_on", "file_name")
"""What was chosen beside the file, carried along in the address."""


@blueprint.get("/dues/files")
@requires(Permission.HANDLE_SAVINGS)
def index() -> ResponseReturnValue:
    """Send a file; below, those that were booked."""
    return _send_page(request.args)


@blueprint.post("/dues/files")
@requires(Permission.HANDLE_SAVINGS)
def send() -> ResponseReturnValue:
    """Put a file away and look at it."""
    try:
        token, chosen = _keep_sent()
    except InvalidInput as error:
        return _send_page(request.form, error), error.status
    return redirect(url_for("dues_files.report", token=token, **chosen))


@blueprint.get("/dues/files/contoh.<ending>")
@requires(Permission.HANDLE_SAVINGS)
def sample(ending: str) -> ResponseReturnValue:
    """Every active member with what she has still to pay, to fill in."""
    with reading() as session:
        rows = list(file_queries.payers(session, _today(session)))
    return download(_sheet(rows), "setoran wajib", ending)


@blueprint.get("/dues/files/sent/<token>")
@requires(Permission.HANDLE_SAVINGS)
def report(token: str) -> ResponseReturnValue:
    """What the file would book, row by row; nothing is written."""
    try:
        file = _file(token)
        with reading() as session:
            found = files.preview(session, file, _taking(session, request.args))
            before = files.taken_before(session, file)
    except InvalidInput as error:
        return _send_page(request.args, error), error.status
    status = _asked_status(found)
    page = _page(found, status, paging.page_number(request.args.get("page")))
    return render_template(
        "members/dues_file.html",
        report=found, page=page, status=status, statuses=ROWS, token=token, before=before,
        chosen=_chosen(request.args), wajib=found.sum(Account.WAJIB),
        sukarela=found.sum(Account.SUKARELA),
    )  # fmt: skip


@blueprint.post("/dues/files/sent/<token>")
@requires(Permission.HANDLE_SAVINGS)
def take(token: str) -> ResponseReturnValue:
    """Book all of it, or the good rows when that was pressed; pressed twice it is booked once."""
    chosen, by = _chosen(request.args), current_operator().id
    try:
        file = _file(token)
        with BOARD.following(_key(token)) as progress, transaction() as session:
            batch = files.take(
                session, file, _taking(session, request.args),
                only_good="only_good" in request.form, at=clock.now(), by=by, progress=progress,
            )  # fmt: skip
    except BusinessError as error:
        flash(error.sentence, "error")
        return _go(url_for("dues_files.report", token=token, **chosen))
    flash(_("Setoran dari file dibukukan."), "success")
    return _go(url_for("dues_files.show", batch=batch))


@blueprint.get("/dues/files/sent/<token>/progress")
@requires(Permission.HANDLE_SAVINGS)
def progress(token: str) -> ResponseReturnValue:
    """How far the booking is, in parts of a hundred; null when nothing is being booked."""
    return {"percent": BOARD.percent(_key(token))}


@blueprint.get("/dues/files/booked/<batch>")
@requires(Permission.HANDLE_SAVINGS)
def show(batch: str) -> ResponseReturnValue:
    """A file that was booked, and taking it back."""
    return _batch_page(batch)


@blueprint.post("/dues/files/booked/<batch>/undo")
@requires(Permission.HANDLE_SAVINGS)
def undo(batch: str) -> ResponseReturnValue:
    """Take all of it back, or nothing."""
    try:
        why = reason(request.form)
        with transaction() as session:
            check_reach(*files.shops_of(session, batch))
            undone = files.undo(
                session, batch, reason=why, booked_on=_today(session), at=clock.now(),
                by=current_operator().id,
            )  # fmt: skip
    except NotFound:
        raise
    except BusinessError as error:
        return _batch_page(batch, error), error.status
    flash(_("%(count)s bukti dibatalkan.", count=grouped(undone)), "success")
    return redirect(url_for("dues_files.show", batch=batch))


def _go(address: str) -> ResponseReturnValue:
    """On to a page; the script that shows the progress goes there itself, once."""
    if request.accept_mimetypes.best == "application/json":
        return {"next": address}
    return redirect(address)


def _today(session: Session) -> date:
    return today_for(session, current_operator().shop_id, at=clock.now())


def _taking(session: Session, typed: Mapping[str, str]) -> Taking:
    today = _today(session)
    way = typed.get("way", "")
    if way not in OVER_THE_COUNTER:
        raise InvalidInput(_("Pilih cara bayarnya."), field="way")
    own = current_operator().shop_id
    desk = own or ShopId(shops.seat(session).id)
    return Taking(desk, PaidBy(way), core_forms.iso_day(typed, "paid_on") or today, today)


def _keep_sent() -> tuple[str, dict[str, Any]]:
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        raise InvalidInput(_("Pilih filenya dulu."), field="file")
    with reading() as session:
        _taking(session, request.form)
    content = sent.stream.read(MOST_BYTES + 1)
    files.read_file(sent.filename, "", content)
    place, by = uploads.waiting_place(), current_operator().id
    token = uploads.keep(place, sent.filename, content, by=by, at=clock.now())
    return token, _chosen(request.form) | {"file_name": Path(sent.filename).name[:100]}


def _file(token: str) -> PaymentFile:
    upload = uploads.fetch(uploads.waiting_place(), token, by=current_operator().id)
    name = request.args.get("file_name", "")[:100] or upload.name
    return files.read_file(name, token, upload.content)


def _chosen(typed: Mapping[str, str]) -> dict[str, Any]:
    return {name: typed[name][:100] for name in _CHOSEN if typed.get(name)}


def _key(token: str) -> str:
    return f"{current_operator().id.hex}-{token}"


def _asked_status(found: Report) -> RowStatus | None:
    """Which rows to show; those that are refused first, until others are asked for."""
    asked = request.args.get("status", "")
    if not asked and found.refused:
        return RowStatus.REFUSED
    return RowStatus(asked) if asked in ROWS else None


def _page(found: Report, status: RowStatus | None, number: int) -> Page[RowTold]:
    rows = [row for row in found.rows if status in (None, row.status)]
    return Page(tuple(rows[offset(number) : offset(number) + SIZE]), number, len(rows))


def _send_page(typed: Mapping[str, str], error: InvalidInput | None = None) -> str:
    sought = " ".join(request.args.get("q", "").split())[:60]
    with reading() as session:
        page = file_queries.page(
            session, sought, number=paging.page_number(request.args.get("page"))
        )
        today = _today(session)
    return render_template(
        "members/dues_files.html",
        page=page, query=sought, typed=typed, error=error, today=today,
        hows=[(way.value, office_words.way_name(way)) for way in OVER_THE_COUNTER],
    )  # fmt: skip


def _batch_page(batch: str, error: BusinessError | None = None) -> str:
    with reading() as session:
        row = file_queries.batch(session, batch)
        zone = zone_of(session, current_operator().shop_id)
    return render_template(
        "members/dues_batch.html", batch=row, zone=zone, error=error, typed=request.form
    )


def _sheet(rows: list[Payer]) -> Sheet:
    columns = (
        Column(_("Nomor anggota"), Kind.COUNT), Column(_("Nama")),
        Column(_("Wajib"), Kind.RUPIAH), Column(_("Sukarela"), Kind.RUPIAH),
        Column(_("Tanggal"), Kind.DATE), Column(_("Referensi")),
    )  # fmt: skip
    cells = [(row.number, row.name, row.wajib or None, None, None, "") for row in rows]
    return Sheet(_("Setoran wajib"), columns, cells)
