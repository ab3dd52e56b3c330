"""The doctor's pages: print the slip, say what is seen, and the printer is set."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core import clock
from core.access import current_operator, requires
from core.db import reading, transaction
from core.errors import InvalidInput, NotFound
from core.i18n import _
from core.permissions import Permission
from pos.printing import printers, queries, slips, words
from pos.printing.forms import seen
from pos.printing.jobs import DOCTOR
from pos.printing.models import JobState, JobTrouble, Printer, PrintJob

blueprint = Blueprint("printer_doctor", __name__, url_prefix="/printers/<uuid:printer_id>/doctor")


@blueprint.get("")
@requires(Permission.MANAGE_PRINTERS)
def show(printer_id: UUID) -> ResponseReturnValue:
    """What the slip is for; once it is printed, the questions about it."""
    return _page(printer_id, _slip(printer_id, request.args.get("slip", "")))


@blueprint.post("/print")
@requires(Permission.MANAGE_PRINTERS)
def print_slip(printer_id: UUID) -> ResponseReturnValue:
    """Print the doctor's slip and wait a little for it."""
    with reading() as session:
        _own(session, printer_id)
    job = slips.print_slip(printer_id, what=DOCTOR)
    return redirect(url_for(".show", printer_id=printer_id, slip=job.id))


@blueprint.post("/<uuid:slip_id>")
@requires(Permission.MANAGE_PRINTERS)
def answer(printer_id: UUID, slip_id: UUID) -> ResponseReturnValue:
    """Set the printer by what was seen on the slip."""
    at, by = clock.now(), current_operator().id
    slip = _slip(printer_id, str(slip_id))
    if slip is None:
        raise NotFound(_("Lembar uji ini tidak ada."))
    try:
        with transaction() as session:
            found = printers.examine(session, _own(session, printer_id), seen(request.form),
                                     at=at, by=by)  # fmt: skip
            if _met_silence(slip):
                job = session.get_one(PrintJob, slip_id)
                printers.answer_for(session, job, came_out=True, at=at, by=by)
    except InvalidInput as error:
        return _page(printer_id, slip, error=error), error.status
    for sentence in found.advice:
        flash(sentence, "warning")
    if found.again:
        flash(_("Setelan printer diubah. Cetak sekali lagi untuk memastikannya."), "success")
        return redirect(url_for(".show", printer_id=printer_id))
    flash(_("Printer sudah pas. Semua yang terlihat tersimpan sebagai setelannya."), "success")
    return redirect(url_for("printers.show", printer_id=printer_id))


def _page(printer_id: UUID, slip: PrintJob | None, *, error: InvalidInput | None = None) -> str:
    with reading() as session:
        card = queries.printer_card(session, _own(session, printer_id), at=clock.now())
    return render_template(
        "pos/printer_doctor.html",
        card=card,
        slip=slip,
        asks=slip is not None and _may_be_out(slip),
        typed=request.form.to_dict(),
        words=words,
        error=error,
    )


def _own(session: Session, printer_id: UUID) -> Printer:
    """A printer in use that the operator looks after. Raises NotFound."""
    printer = printers.find(session, printer_id, within=current_operator().shop_id)
    if not printer.active:
        raise NotFound(_("Printer ini sudah dilepas."))
    return printer


def _slip(printer_id: UUID, text: str) -> PrintJob | None:
    """The doctor's slip of that key, when it is this printer's."""
    try:
        key = UUID(text) if text else None
    except ValueError:
        return None
    with reading() as session:
        job = session.get(PrintJob, key) if key else None
    return job if job is not None and job.source == f"{DOCTOR}:{printer_id}" else None


def _may_be_out(slip: PrintJob) -> bool:
    """Whether there may be something to look at."""
    return slip.state in (JobState.CONFIRMED, JobState.SENT, JobState.UNKNOWN)


def _met_silence(slip: PrintJob) -> bool:
    """Whether only somebody beside the printer can tell that it came out."""
    return slip.state is JobState.UNKNOWN and slip.trouble is JobTrouble.SILENT
