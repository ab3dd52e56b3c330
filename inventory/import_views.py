"""Products from a file: send it, read what it would do, take all of it or the good rows."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core import clock, config, paging
from core import forms as core_forms
from core.access import current_operator, requires
from core.db import reading, transaction
from core.errors import BusinessError, InvalidInput
from core.i18n import _
from core.ids import ShopId
from core.models import Shop
from core.paging import SIZE, Page, offset
from core.permissions import Permission
from core.shops import today_in
from core.tables import MOST_BYTES, read_table
from inventory import importing, uploads, words
from inventory.columns import Sheet, read_columns
from inventory.import_plan import RowReport, RowStatus
from inventory.import_store import ImportTarget
from inventory.importing import ImportReport
from inventory.pages import shop_in_reach, shops_in_reach

blueprint = Blueprint("files", __name__)


@blueprint.route("/products/import", methods=["GET", "POST"])
@requires(Permission.EDIT_PRODUCTS)
def send() -> ResponseReturnValue:
    """Choose a file and the shop whose stock it holds."""
    if request.method == "GET":
        return _send_page()
    try:
        token, shop = _keep_sent()
    except InvalidInput as error:
        return _send_page(error), error.status
    return redirect(url_for("inventory.files.report", token=token, shop=shop))


@blueprint.get("/products/import/<token>")
@requires(Permission.EDIT_PRODUCTS)
def report(token: str) -> ResponseReturnValue:
    """What the file would do, row by row; nothing is written."""
    number = paging.page_number(request.args.get("page"))
    sheet = _sheet(token)
    with reading() as session:
        place = shop_in_reach(session, request.args.get("shop", ""))
        try:
            found = importing.preview(session, sheet, _target(place))
        except InvalidInput as error:
            return _send_page(error), error.status
    status = _asked_status(found)
    return render_template(
        "inventory/import_report.html",
        report=found, page=_page(found, status, number), status=status, token=token, shop=place,
        statuses=words.STATUSES,
    )  # fmt: skip


@blueprint.post("/products/import/<token>")
@requires(Permission.EDIT_PRODUCTS)
def take(token: str) -> ResponseReturnValue:
    """Write what the file says: all of it, or the good rows when that was pressed."""
    sheet, by = _sheet(token), current_operator().id
    code = request.args.get("shop", "")
    try:
        with transaction() as session:
            target = _target(shop_in_reach(session, code))
            taken = importing.take(
                session, sheet, target,
                only_good="only_good" in request.form, at=clock.now(), by=by,
            )  # fmt: skip
    except BusinessError as error:
        flash(error.sentence, "error")
        return redirect(url_for("inventory.files.report", token=token, shop=code))
    uploads.discard(_folder(), token, by=by)
    flash(_taken_sentence(taken))
    return redirect(url_for("inventory.index", shop=code))


def _keep_sent() -> tuple[str, str]:
    """Put the file away; returns its token and the code of the shop."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        raise InvalidInput(_("Pilih filenya dulu."), field="file")
    with reading() as session:
        places = shops_in_reach(session)
    if not core_forms.shop_choice(request.form, places):
        raise InvalidInput(_("Pilih tokonya."), field="shop")
    content = sent.stream.read(MOST_BYTES + 1)
    read_columns(read_table(sent.filename, content))
    token = uploads.keep(
        _folder(), sent.filename, content, by=current_operator().id, at=clock.now()
    )
    return token, request.form["shop"]


def _send_page(error: InvalidInput | None = None) -> str:
    with reading() as session:
        places = [(shop.code, shop.name) for shop in shops_in_reach(session)]
    return render_template("inventory/import.html", shops=places, error=error)


def _sheet(token: str) -> Sheet:
    upload = uploads.fetch(_folder(), token, by=current_operator().id)
    return read_columns(read_table(upload.name, upload.content))


def _target(shop: Shop) -> ImportTarget:
    return ImportTarget(ShopId(shop.id), today_in(shop, clock.now()))


def _asked_status(found: ImportReport) -> RowStatus | None:
    """Which rows to show; those that are refused first, until others are asked for."""
    asked = request.args.get("status", "")
    if not asked and found.refused:
        return RowStatus.REFUSED
    return RowStatus(asked) if asked in tuple(RowStatus) else None


def _page(found: ImportReport, status: RowStatus | None, number: int) -> Page[RowReport]:
    rows = [row for row in found.rows if status in (None, row.status)]
    return Page(tuple(rows[offset(number) : offset(number) + SIZE]), number, len(rows))


def _taken_sentence(taken: ImportReport) -> str:
    counts = taken.counts
    if not taken.changes_anything:
        return str(_("Tidak ada yang berubah: semua baris sudah sama."))
    return str(
        _("%(new)s barang baru dan %(changed)s perubahan diambil; %(refused)s baris ditolak.",
          **counts)
    )  # fmt: skip


def _folder() -> Path:
    """Where sent files wait; beside the data unless the application says otherwise."""
    chosen = current_app.config.get("UPLOAD_FOLDER")
    return Path(chosen) if chosen else config.places().data / "unggahan"
