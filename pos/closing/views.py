"""The page of a shift: its report, its count, what came late, and who vouches for it.

Whoever works for one shop sees only that shop's.
"""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core import clock, forms
from core.access import current_operator, requires
from core.db import reading, transaction
from core.errors import BusinessError, NotFound
from core.i18n import _
from core.ids import ShiftId, TillId
from core.permissions import Permission
from pos import queries as sold
from pos.cash import queries as cash
from pos.cash.words import PURPOSES
from pos.closing import confirming, copying, queries, words
from pos.closing.receipts import layout
from pos.letterhead import Marks
from pos.paper_pdf import receipt_pdf
from pos.printing.jobs import printer_of

blueprint = Blueprint("shifts", __name__)


@blueprint.get("/shifts/<uuid:shift_id>")
@requires(Permission.VIEW_SALES)
def show(shift_id: UUID) -> ResponseReturnValue:
    """One shift: its X or Z report as paper, beside what is known of it."""
    return _page(shift_id)


@blueprint.get("/shifts/<uuid:shift_id>/report.pdf")
@requires(Permission.VIEW_SALES)
def report(shift_id: UUID) -> ResponseReturnValue:
    """The report as a PDF as wide as its paper."""
    with reading() as session:
        detail = queries.detail(
            session, shift_id, within=current_operator().shop_id, at=clock.now()
        )
        columns = sold.receipt_columns(session, TillId(detail.shift.till_id))
    closed = detail.report.closed
    name = f"{detail.report.till}-Z{closed.number}" if closed else f"{detail.report.till}-X"
    pdf = receipt_pdf(layout(detail.report, Marks(), columns), columns, name)
    disposition = f'inline; filename="{name}.pdf"'
    return Response(pdf, mimetype="application/pdf", headers={"Content-Disposition": disposition})


@blueprint.post("/shifts/<uuid:shift_id>/confirm")
@requires(Permission.APPROVE)
def confirm(shift_id: UUID) -> ResponseReturnValue:
    """Somebody other than who counted vouches for the difference, or does not."""
    operator = current_operator()
    try:
        with transaction() as session:
            confirming.confirm(
                session,
                shift_id,
                agreed=request.form.get("agreed") == "ya",
                note=forms.line(request.form, "note"),
                within=operator.shop_id,
                at=clock.now(),
                by=operator.id,
            )
    except BusinessError as error:
        return _page(shift_id, error), error.status
    flash(_("Keputusan Anda disimpan."), "success")
    return redirect(url_for("shifts.show", shift_id=shift_id))


@blueprint.post("/shifts/<uuid:shift_id>/copy")
@requires(Permission.APPROVE)
def copy(shift_id: UUID) -> ResponseReturnValue:
    """Print the Z report once more where the shift was closed, marked as a copy."""
    operator = current_operator()
    try:
        with transaction() as session:
            job = copying.queue_copy(
                session, shift_id, within=operator.shop_id, at=clock.now(), by=operator.id
            )
        flash(_("Salinan ke-%(number)s dikirim ke printer.", number=job.copy_number), "success")
    except NotFound:
        raise
    except BusinessError as error:
        flash(error.sentence, "error")
    return redirect(url_for("shifts.show", shift_id=shift_id))


def _page(shift_id: UUID, error: BusinessError | None = None) -> str:
    operator = current_operator()
    with reading() as session:
        detail = queries.detail(session, shift_id, within=operator.shop_id, at=clock.now())
        columns = sold.receipt_columns(session, TillId(detail.shift.till_id))
        moves = cash.of_shift(session, ShiftId(shift_id))
        late = queries.late_documents(session, ShiftId(shift_id), detail.report)
        prints = printer_of(session, TillId(detail.shift.till_id)) is not None
    return render_template(
        "pos/shift.html",
        detail=detail,
        report=detail.report,
        paper=layout(detail.report, Marks(), columns),
        columns=columns,
        moves=moves,
        purposes=PURPOSES,
        late=late,
        prints=prints,
        kinds=words.DOCUMENTS,
        me=operator.id,
        error=error,
        typed=request.form,
    )
