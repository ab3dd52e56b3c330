"""Opening balances from files: send one, read what it would do, take its good rows."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core import audit, clock, paging, uploads
from core.access import current_operator, requires
from core.db import reading, transaction
from core.errors import BusinessError, InvalidInput
from core.exports import download
from core.i18n import _
from core.ids import ShopId
from core.imports import RowStatus
from core.paging import SIZE, Page, offset
from core.permissions import Permission
from core.shops import all_shops, shop_by_code
from core.tables import MOST_BYTES, Table, read_table
from members.opening import files, openings
from members.opening.checking import Step
from members.opening.files import FileKind, Plan, Row, Target
from members.opening.pages import address_of
from members.opening.words import FILES

blueprint = Blueprint("files", __name__)

_KINDS = "<any(accounts, members, bons, pemasok, penitip):kind>"


@blueprint.get(f"/files/{_KINDS}")
@requires(Permission.ENTER_OPENING)
def index(kind: str) -> ResponseReturnValue:
    """Choose a file."""
    return _send_page(FileKind(kind))


@blueprint.post(f"/files/{_KINDS}")
@requires(Permission.ENTER_OPENING)
def send(kind: str) -> ResponseReturnValue:
    """Keep a file and look at it."""
    try:
        with reading() as session:
            openings.draft(session)
        token = _keep()
    except InvalidInput as error:
        return _send_page(FileKind(kind), error), error.status
    shop = request.form.get("shop", "")[:10]
    return redirect(url_for("opening.files.report", kind=kind, token=token, shop=shop or None))


@blueprint.get(f"/files/{_KINDS}/contoh.<ending>")
@requires(Permission.ENTER_OPENING)
def sample(kind: str, ending: str) -> ResponseReturnValue:
    """A file to fill in."""
    with reading() as session:
        sheet = files.sample(session, FileKind(kind), openings.found(session))
    return download(sheet, f"saldo awal {kind}", ending)


@blueprint.get(f"/files/{_KINDS}/<token>")
@requires(Permission.ENTER_OPENING)
def report(kind: str, token: str) -> ResponseReturnValue:
    """What the file would do, row by row; nothing is written."""
    of = FileKind(kind)
    try:
        with reading() as session:
            plan = _plan(session, of, _table(token))
    except InvalidInput as error:
        return _send_page(of, error), error.status
    number = paging.page_number(request.args.get("page"))
    return render_template(
        "members/opening_report.html", plan=plan, page=_page(plan.rows, number), kind=of,
        title=FILES[of], token=token, shop=request.args.get("shop") or None,
        statuses=_statuses(),
    )  # fmt: skip


@blueprint.post(f"/files/{_KINDS}/<token>")
@requires(Permission.ENTER_OPENING)
def take(kind: str, token: str) -> ResponseReturnValue:
    """Write the good rows down."""
    of, by = FileKind(kind), current_operator().id
    try:
        with transaction() as session:
            plan = _plan(session, of, _table(token))
            plan.take()
            audit.record(session, "opening.imported", at=clock.now(), by=by, subject=kind,
                         rows=plan.good)  # fmt: skip
    except InvalidInput as error:
        return _send_page(of, error), error.status
    uploads.discard(uploads.waiting_place(), token, by=by)
    flash(_("%(new)s baru dan %(changed)s perubahan diambil; %(refused)s baris ditolak.",
            **plan.counts), "success")  # fmt: skip
    return redirect(address_of(Step(kind), request.args.get("shop", "")))


def _keep() -> str:
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        raise InvalidInput(_("Pilih filenya dulu."), field="file")
    content = sent.stream.read(MOST_BYTES + 1)
    read_table(sent.filename, content)
    by = current_operator().id
    return uploads.keep(uploads.waiting_place(), sent.filename, content, by=by, at=clock.now())


def _table(token: str) -> Table:
    upload = uploads.fetch(uploads.waiting_place(), token, by=current_operator().id)
    return read_table(Path(upload.name).name, upload.content)


def _plan(session: Session, kind: FileKind, table: Table) -> Plan:
    every, code = all_shops(session), request.args.get("shop", "")
    chosen = shop_by_code(session, code) if code else every[0] if len(every) == 1 else None
    shop_id = ShopId(chosen.id) if chosen else None
    return files.plan(Target(session, openings.draft(session), shop_id), kind, table)


def _page(rows: list[Row], number: int) -> Page[Row]:
    """The refused and the odd ones first: they are what somebody looks for."""
    ranked = sorted(rows, key=lambda row: (row.status is not RowStatus.REFUSED, not row.sentence))
    return Page(tuple(ranked[offset(number) : offset(number) + SIZE]), number, len(rows))


def _statuses() -> dict[str, str]:
    return {
        RowStatus.NEW: _("Baru"),
        RowStatus.CHANGED: _("Berubah"),
        RowStatus.SAME: _("Tetap"),
        RowStatus.REFUSED: _("Ditolak"),
    }


def _send_page(kind: FileKind, error: BusinessError | None = None) -> str:
    with reading() as session:
        openings.found(session)
        places = [(shop.code, shop.name) for shop in all_shops(session)]
    return render_template(
        "members/opening_file.html", kind=kind, title=FILES[kind], error=error, places=places,
        shop=request.values.get("shop", ""), back=address_of(Step(kind.value)),
    )  # fmt: skip
