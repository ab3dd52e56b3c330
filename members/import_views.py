"""Members from a file through the pages: send it, read what it would do, take it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core import clock, paging, seals, uploads
from core.access import current_operator, requires
from core.db import reading, transaction
from core.errors import InvalidInput
from core.exports import Column, Sheet, download
from core.forms import shop_choice
from core.i18n import _
from core.imports import RowStatus
from core.models import ShopKind
from core.paging import SIZE, Page, offset
from core.permissions import Permission
from core.queries import today_for
from core.shops import all_shops
from core.tables import MOST_BYTES, read_table
from members import importing, words
from members.columns import SAMPLE_HEADINGS, SAMPLE_ROW, read_members
from members.importing import Home, PlannedRow

blueprint = Blueprint("member_files", __name__, url_prefix="/members/from-file")


@blueprint.route("", methods=["GET", "POST"])
@requires(Permission.ADMIT_MEMBERS)
def send() -> ResponseReturnValue:
    """Choose a file, and where members are registered whose row names no shop."""
    if request.method == "GET":
        return _send_page(request.args)
    try:
        sent = request.files.get("file")
        if sent is None or not sent.filename:
            raise InvalidInput(_("Pilih filenya dulu."), field="file")
        content = sent.stream.read(MOST_BYTES + 1)
        read_members(read_table(sent.filename, content))
    except InvalidInput as error:
        return _send_page(request.form, error), error.status
    token = uploads.keep(
        uploads.waiting_place(), sent.filename, content, by=current_operator().id, at=clock.now()
    )
    return redirect(
        url_for("member_files.report", token=token, shop=request.form.get("shop") or None)
    )


@blueprint.get("/contoh.<ending>")
@requires(Permission.ADMIT_MEMBERS)
def sample(ending: str) -> ResponseReturnValue:
    """A file to fill in."""
    columns = tuple(Column(str(heading)) for heading in SAMPLE_HEADINGS)
    return download(Sheet(_("Anggota"), columns, [SAMPLE_ROW]), "anggota", ending)


@blueprint.get("/<token>")
@requires(Permission.ADMIT_MEMBERS)
def report(token: str) -> ResponseReturnValue:
    """What the file would do, row by row; nothing is written."""
    with reading() as session:
        planned = _planned(session, token)
    counts = Counter(row.status for row in planned)
    status = _asked_status(counts)
    page = _page(planned, status, paging.page_number(request.args.get("page")))
    return render_template(
        "members/import_report.html",
        page=page, counts=counts, status=status, token=token, shop=request.args.get("shop"),
        good=len(planned) - counts[RowStatus.REFUSED],
        changes_anything=bool(counts[RowStatus.NEW] or counts[RowStatus.CHANGED]),
        statuses=words.ROW_STATUSES, total=len(planned), field_names=words.field_names,
    )  # fmt: skip


@blueprint.post("/<token>")
@requires(Permission.ADMIT_MEMBERS)
def take(token: str) -> ResponseReturnValue:
    """Write what the file says: all of it, or the good rows when that was pressed."""
    operator, only_good = current_operator(), "only_good" in request.form
    with transaction() as session:
        planned = _planned(session, token)
        counts = Counter(row.status for row in planned)
        takes = only_good or not counts[RowStatus.REFUSED]
        if takes:
            importing.take(session, planned, seals.at_hand(), at=clock.now(), by=operator.id)
    if not takes:
        flash(_("%(count)s baris ditolak, jadi tidak ada yang diambil.",
                count=counts[RowStatus.REFUSED]), "error")  # fmt: skip
        return redirect(url_for("member_files.report", token=token, shop=request.args.get("shop")))
    uploads.discard(uploads.waiting_place(), token, by=operator.id)
    flash(_("%(new)s anggota baru dan %(changed)s perubahan diambil; %(refused)s baris ditolak.",
            new=counts[RowStatus.NEW], changed=counts[RowStatus.CHANGED],
            refused=counts[RowStatus.REFUSED]), "success")  # fmt: skip
    return redirect(url_for("members.index"))


def _send_page(typed: Mapping[str, str], error: InvalidInput | None = None) -> str:
    with reading() as session:
        places = [(shop.code, shop.name) for shop in all_shops(session)]
    return render_template("members/import.html", places=places, typed=typed, error=error)


def _planned(session: Session, token: str) -> tuple[PlannedRow, ...]:
    upload = uploads.fetch(uploads.waiting_place(), token, by=current_operator().id)
    sheet = read_members(read_table(upload.name, upload.content))
    return importing.plan(session, sheet, _home(session), seals.at_hand())


def _home(session: Session) -> Home:
    """The shop chosen, else the only one that sells."""
    shops = all_shops(session)
    selling = [shop.code for shop in shops if shop.kind is ShopKind.SHOP]
    chosen = request.args.get("shop") or (selling[0] if len(selling) == 1 else "")
    shop_id = shop_choice({"shop": chosen}, shops)
    return Home(shop_id, today_for(session, shop_id, at=clock.now()))


def _asked_status(counts: Counter[RowStatus]) -> RowStatus | None:
    """Which rows to show; those that are refused first, until others are asked for."""
    asked = request.args.get("status", "")
    if not asked and counts[RowStatus.REFUSED]:
        return RowStatus.REFUSED
    return RowStatus(asked) if asked in tuple(RowStatus) else None


def _page(
    planned: tuple[PlannedRow, ...], status: RowStatus | None, number: int
) -> Page[PlannedRow]:
    rows = [row for row in planned if status in (None, row.status)]
    return Page(tuple(rows[offset(number) : offset(number) + SIZE]), number, len(rows))
