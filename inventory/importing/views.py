"""Files through the pages: send one, read what it would do, take all of it or the good rows."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core import clock, paging, uploads
from core.access import current_operator, requires
from core.db import reading, transaction
from core.errors import BusinessError, InvalidInput, PermissionDenied
from core.exports import download
from core.i18n import _
from core.ids import ShopId
from core.imports import RowStatus
from core.paging import SIZE, Page, offset
from core.permissions import Permission
from core.progress import BOARD
from core.queries import zone_of
from core.tables import MOST_BYTES
from inventory import words as goods_words
from inventory.counts import queries as count_queries
from inventory.counts.models import CountStatus
from inventory.counts.queries import Search
from inventory.forms import below_cost
from inventory.importing import columns_told, forms, imports, samples, words
from inventory.importing.forms import Place
from inventory.importing.kind import Import, ImportFile, Kind
from inventory.importing.kinds import kind_called
from inventory.importing.models import RunKind
from inventory.importing.reports import ImportReport, RowReport
from inventory.pages import shops_in_reach

blueprint = Blueprint("files", __name__)

_PLACE = ("shop", "count", "counted_at")
_CHOSEN = (*_PLACE, "file_name")
"""What was chosen beside the file, carried along in the address."""


@blueprint.route("/imports/<kind>", methods=["GET", "POST"])
@requires(Permission.VIEW_STOCK)
def send(kind: str) -> ResponseReturnValue:
    """Choose a file and where it goes."""
    wanted = _allowed(kind)
    if request.method == "GET":
        return _send_page(wanted, request.args)
    try:
        token, chosen = _keep_sent(wanted)
    except InvalidInput as error:
        return _send_page(wanted, request.form, error), error.status
    return redirect(url_for("inventory.files.report", kind=kind, token=token, **chosen))


@blueprint.get("/imports/<kind>/contoh.<ending>")
@requires(Permission.VIEW_STOCK)
def sample(kind: str, ending: str) -> ResponseReturnValue:
    """A file of this kind to fill in; for a count with its goods."""
    wanted, number = _allowed(kind), request.args.get("count", "")
    sheet = samples.sample_sheet(wanted)
    if wanted.is_count and number:
        with reading() as session:
            paper = count_queries.paper(session, number, within=current_operator().shop_id)
            sheet = samples.count_sheet(paper.number, count_queries.goods(session, paper))
    return download(sheet, f"{kind} {number or 'contoh'}", ending)


@blueprint.get("/imports/<kind>/<token>")
@requires(Permission.VIEW_STOCK)
def report(kind: str, token: str) -> ResponseReturnValue:
    """What the file would do, row by row; nothing is written."""
    wanted = _allowed(kind)
    number = paging.page_number(request.args.get("page"))
    try:
        with reading() as session:
            found = imports.preview(session, _import(session, wanted, token))
            zone = zone_of(session, current_operator().shop_id)
    except InvalidInput as error:
        return _send_page(wanted, request.args, error), error.status
    status, chosen = _asked_status(found), _chosen(request.args)
    again = {name: chosen[name] for name in _PLACE if name in chosen}
    return render_template(
        "inventory/import_report.html",
        report=found, page=_page(found, status, number), status=status, token=token,
        kind=wanted.name, title=words.SEND[wanted.name], chosen=chosen,
        again=url_for("inventory.files.send", kind=kind, **again), place=chosen.get("shop"),
        zone=zone,
        statuses=goods_words.STATUSES,
    )  # fmt: skip


@blueprint.post("/imports/<kind>/<token>")
@requires(Permission.VIEW_STOCK)
def take(kind: str, token: str) -> ResponseReturnValue:
    """Write what the file says: all of it, or the good rows when that was pressed."""
    wanted, by, chosen = _allowed(kind), current_operator().id, _chosen(request.args)
    try:
        with BOARD.following(_key(token)) as progress, transaction() as session:
            taken = imports.take(
                session, _import(session, wanted, token),
                only_good="only_good" in request.form, at=clock.now(), by=by, progress=progress,
                below_cost=below_cost(request.form),
            )  # fmt: skip
    except BusinessError as error:
        flash(error.sentence, "error")
        return _go(url_for("inventory.files.report", kind=kind, token=token, **chosen))
    uploads.discard(uploads.waiting_place(), token, by=by)
    if taken.run is None:
        flash(_("Tidak ada yang berubah: semua baris sudah sama."))
        return _go(url_for("inventory.import_runs.index"))
    flash(_("%(new)s baru dan %(changed)s perubahan diambil; %(refused)s baris ditolak.",
            **taken.counts))  # fmt: skip
    return _go(url_for("inventory.import_runs.show", number=taken.run))


@blueprint.get("/imports/<kind>/<token>/progress")
@requires(Permission.VIEW_STOCK)
def progress(kind: str, token: str) -> ResponseReturnValue:
    """How far the taking is, in parts of a hundred; null when nothing is being taken."""
    _allowed(kind)
    return {"percent": BOARD.percent(_key(token))}


def _go(address: str) -> ResponseReturnValue:
    """On to a page; the script that shows the progress goes there itself, once."""
    if request.accept_mimetypes.best == "application/json":
        return {"next": address}
    return redirect(address)


def _allowed(name: str) -> Kind:
    """The kind, for those who may take such files. Raises PermissionDenied for others."""
    kind = kind_called(name)
    if not current_operator().may(kind.permission):
        raise PermissionDenied(_("Bagian ini bukan untuk peran Anda."))
    return kind


def _keep_sent(kind: Kind) -> tuple[str, dict[str, Any]]:
    """Put the file away; returns its token and what was chosen beside it."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        raise InvalidInput(_("Pilih filenya dulu."), field="file")
    with reading() as session:
        forms.target(session, kind, request.form, _place(session))
    content = sent.stream.read(MOST_BYTES + 1)
    imports.read_file(kind, sent.filename, content)
    token = uploads.keep(
        uploads.waiting_place(), sent.filename, content, by=current_operator().id, at=clock.now()
    )
    return token, _chosen(request.form) | {"file_name": Path(sent.filename).name[:120]}


def _chosen(form: Mapping[str, str]) -> dict[str, Any]:
    return {name: form[name][:120] for name in _CHOSEN if form.get(name)}


def _send_page(kind: Kind, typed: Mapping[str, str], error: InvalidInput | None = None) -> str:
    with reading() as session:
        shops = shops_in_reach(session)
        choices: dict[str, Any] = {"shops": [(shop.code, shop.name) for shop in shops]}
        if kind.is_count:
            open_counts = count_queries.page(
                session,
                Search("", CountStatus.OPEN),
                shops=[ShopId(shop.id) for shop in shops],
                number=1,
            )
            choices["counts"] = [
                (row.number, f"{row.number} · {row.shop_name}") for row in open_counts.rows
            ]
    if kind.name is RunKind.PRICES:
        choices["shops"] = [(forms.ALL_SHOPS, _("Semua toko")), *choices["shops"]]
    return render_template(
        "inventory/import.html",
        kind=kind, title=words.SEND[kind.name], about=words.ABOUT[kind.name], typed=typed,
        error=error, help=columns_told.TOLD[kind.name],
        shop_label=columns_told.WHOSE.get(kind.name, ""), **choices,
    )  # fmt: skip


def _import(session: Session, kind: Kind, token: str) -> Import:
    target = forms.target(session, kind, request.args, _place(session))
    return Import(kind, _file(kind, token), target)


def _file(kind: Kind, token: str) -> ImportFile:
    upload = uploads.fetch(uploads.waiting_place(), token, by=current_operator().id)
    name = request.args.get("file_name", "")[:120] or upload.name
    return imports.read_file(kind, name, upload.content)


def _place(session: Session) -> Place:
    return Place(shops_in_reach(session), current_operator().shop_id, clock.now())


def _key(token: str) -> str:
    return f"{current_operator().id.hex}-{token}"


def _asked_status(found: ImportReport) -> RowStatus | None:
    """Which rows to show; those that are refused first, until others are asked for."""
    asked = request.args.get("status", "")
    if not asked and found.refused:
        return RowStatus.REFUSED
    return RowStatus(asked) if asked in tuple(RowStatus) else None


def _page(found: ImportReport, status: RowStatus | None, number: int) -> Page[RowReport]:
    rows = [row for row in found.rows if status in (None, row.status)]
    return Page(tuple(rows[offset(number) : offset(number) + SIZE]), number, len(rows))
