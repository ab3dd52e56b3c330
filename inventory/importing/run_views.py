"""The pages of files that were taken: the list with the ways in, one of them, taking it back."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core import clock, paging
from core.access import current_operator, requires
from core.db import reading, transaction
from core.errors import BusinessError, NotFound, PermissionDenied
from core.i18n import _, lazy, lazy_in
from core.permissions import Permission
from core.registry import NavigationItem
from inventory.importing import columns_told, queries, undoing, words
from inventory.importing.kinds import KINDS
from inventory.importing.models import RunKind

blueprint = Blueprint("import_runs", __name__)

NAVIGATION = [
    NavigationItem(
        lazy("Dari file"),
        "inventory.import_runs.index",
        Permission.VIEW_STOCK,
        lazy_in("several", "Barang"),
    )
]


@blueprint.get("/imports")
@requires(Permission.VIEW_STOCK)
def index() -> ResponseReturnValue:
    """The kinds of files there are, and those that were taken."""
    operator, sought = current_operator(), " ".join(request.args.get("q", "").split())[:60]
    chosen = request.args.get("kind", "")
    kind = RunKind(chosen) if chosen in tuple(RunKind) else None
    with reading() as session:
        page = queries.run_page(
            session, sought, kind, within=operator.shop_id,
            number=paging.page_number(request.args.get("page")),
        )  # fmt: skip
    mine = [one.name for one in KINDS.values() if operator.may(one.permission)]
    return render_template(
        "inventory/imports.html",
        page=page, query=sought, kind=kind, mine=mine, kinds=words.KINDS, about=words.ABOUT,
        samples=words.SEND,
    )  # fmt: skip


@blueprint.get("/imports/runs/<int(max=999999999):number>")
@requires(Permission.VIEW_STOCK)
def show(number: int) -> ResponseReturnValue:
    """A file that was taken, and whether it can be taken back."""
    return _run_page(number)


@blueprint.post("/imports/runs/<int(max=999999999):number>/undo")
@requires(Permission.VIEW_STOCK)
def undo(number: int) -> ResponseReturnValue:
    """Take everything back that it made."""
    operator = current_operator()
    try:
        with transaction() as session:
            run = undoing.by_number(session, number, within=operator.shop_id)
            if not operator.may(KINDS[run.kind].permission):
                raise PermissionDenied(_("Bagian ini bukan untuk peran Anda."))
            undoing.take_back(
                session, run, at=clock.now(), by=operator.id,
                may_all=operator.may(Permission.APPROVE),
            )  # fmt: skip
    except (NotFound, PermissionDenied):
        raise
    except BusinessError as error:
        return _run_page(number, error), error.status
    flash(_("Impor dibatalkan: semuanya kembali seperti sebelumnya."))
    return redirect(url_for("inventory.import_runs.show", number=number))


def _run_page(number: int, error: BusinessError | None = None) -> str:
    operator = current_operator()
    with reading() as session:
        run = undoing.by_number(session, number, within=operator.shop_id)
        row = queries.run_row(session, run)
        found = undoing.hindrances(session, run) if row.undone_at is None else []
    may_undo = (
        row.undone_at is None
        and operator.may(KINDS[row.kind].permission)
        and (row.by_id == operator.id or operator.may(Permission.APPROVE))
    )
    return render_template(
        "inventory/import_run.html",
        run=row, hindrances=found, may_undo=may_undo, error=error, kinds=words.KINDS,
        next=url_for(columns_told.NEXT[row.kind][0]), next_label=columns_told.NEXT[row.kind][1],
    )  # fmt: skip
