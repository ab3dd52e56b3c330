"""The pages about printers, what they printed and what they did not; copies of receipts."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core import clock, paging
from core.access import current_operator, requires
from core.db import reading, transaction
from core.errors import BusinessError, InvalidInput, NotFound
from core.i18n import _, lazy, lazy_in
from core.ids import SaleId
from core.permissions import Permission
from core.registry import NavigationItem
from pos import queries as sale_queries
from pos import tills
from pos.printing import finding, jobs, printers, queries, slips, words
from pos.printing.finding import Found
from pos.printing.forms import answers, printer_details
from pos.printing.models import Printer, PrintJob
from pos.printing.transports.addresses import parse_address
from pos.tills import TillView

blueprint = Blueprint("printers", __name__)

NAVIGATION = [
    NavigationItem(
        lazy_in("several", "Printer"), "printers.index", Permission.MANAGE_PRINTERS, lazy("Toko")
    ),
]


@blueprint.get("/printers")
@requires(Permission.MANAGE_PRINTERS)
def index() -> ResponseReturnValue:
    """The printers and how they are doing."""
    with reading() as session:
        cards = queries.printer_cards(session, within=current_operator().shop_id, at=clock.now())
        places = _tills(session)
        free = _free(session, places)
    return render_template(
        "pos/printers.html", cards=cards, has_tills=bool(places), may_add=bool(free), words=words
    )


@blueprint.route("/printers/new", methods=["GET", "POST"])
@requires(Permission.MANAGE_PRINTERS)
def add() -> ResponseReturnValue:
    """Let a till print; the printer's page then offers a test slip."""
    if request.method == "GET":
        wanted = {key: request.args.get(key, "") for key in ("till", "address")}
        return _form({**wanted, "paper": "58"})
    try:
        with transaction() as session:
            details = printer_details(request.form, _tills(session))
            printer = printers.add(session, details, at=clock.now(), by=current_operator().id)
    except InvalidInput as error:
        return _form(request.form.to_dict(), error=error), error.status
    flash(_("Printer disimpan. Cetak struk uji untuk memeriksanya."), "success")
    return redirect(url_for("printers.show", printer_id=printer.id))


@blueprint.get("/printers/find")
@requires(Permission.MANAGE_PRINTERS)
def find() -> ResponseReturnValue:
    """Look for printers; a search takes some seconds and prints nothing."""
    typed = request.args.get("subnet")
    try:
        searched = finding.networks(typed or "")
    except InvalidInput as error:
        return _find_page(typed or "", error=error), error.status
    if typed is None:
        return _find_page(", ".join(map(str, searched)))
    return _find_page(typed, found=[*finding.connected(), *finding.on_network(searched)])


@blueprint.get("/printers/<uuid:printer_id>")
@requires(Permission.MANAGE_PRINTERS)
def show(printer_id: UUID) -> ResponseReturnValue:
    """One printer: its state, its test slip, what it was given to print."""
    with reading() as session:
        printer = _own(session, printer_id)
        card = queries.printer_card(session, printer, at=clock.now())
        page = queries.jobs(session, printer, page=paging.page_number(request.args.get("page")))
        slip = _slip(session, printer)
    return render_template("pos/printer.html", card=card, page=page, slip=slip, words=words)


@blueprint.route("/printers/<uuid:printer_id>/edit", methods=["GET", "POST"])
@requires(Permission.MANAGE_PRINTERS)
def edit(printer_id: UUID) -> ResponseReturnValue:
    """Change where a printer is or what it can do."""
    with reading() as session:
        printer = _own(session, printer_id)
        card = queries.printer_card(session, printer, at=clock.now())
    if request.method == "GET":
        return _form(_typed(card), card=card)
    try:
        with transaction() as session:
            details = printer_details(request.form, _tills(session))
            printers.change(session, _own(session, printer_id), details, at=clock.now(),
                            by=current_operator().id)  # fmt: skip
            if "answers" in request.form and details.address == parse_address(printer.address):
                printers.know(session, _own(session, printer_id), answers(request.form),
                              at=clock.now(), by=current_operator().id)  # fmt: skip
    except InvalidInput as error:
        return _form(request.form.to_dict(), card=card, error=error), error.status
    flash(_("Printer disimpan. Cetak struk uji untuk memeriksanya."), "success")
    return redirect(url_for("printers.show", printer_id=printer_id))


@blueprint.post("/printers/<uuid:printer_id>/test")
@requires(Permission.MANAGE_PRINTERS)
def test(printer_id: UUID) -> ResponseReturnValue:
    """Print a test slip and wait a little for the answer."""
    with reading() as session:
        _in_use(_own(session, printer_id))
    job = slips.print_slip(printer_id)
    return redirect(url_for("printers.show", printer_id=printer_id, slip=job.id))


@blueprint.post("/printers/<uuid:printer_id>/slips/<uuid:job_id>")
@requires(Permission.MANAGE_PRINTERS)
def judge_slip(printer_id: UUID, job_id: UUID) -> ResponseReturnValue:
    """Somebody looked whether the test slip came out."""
    with transaction() as session:
        job = _job(session, job_id)
        printers.answer_for(session, job, came_out=request.form.get("came_out") == "yes",
                            at=clock.now(), by=current_operator().id)  # fmt: skip
    return redirect(url_for("printers.show", printer_id=printer_id, slip=job_id))


@blueprint.post("/printers/<uuid:printer_id>/retire")
@requires(Permission.MANAGE_PRINTERS)
def retire(printer_id: UUID) -> ResponseReturnValue:
    """Let a printer print no more."""
    with transaction() as session:
        printer = _in_use(_own(session, printer_id))
        printers.retire(session, printer, at=clock.now(), by=current_operator().id)
    flash(_("Printer dilepas. Yang masih menunggu dibatalkan."), "success")
    return redirect(url_for("printers.index"))


@blueprint.post("/print-jobs/<uuid:job_id>/<any(retry, cancel):action>")
@requires(Permission.MANAGE_PRINTERS)
def change_job(job_id: UUID, action: str) -> ResponseReturnValue:
    """Print again what did not come out, or take it off the queue."""
    change = {"retry": jobs.retry, "cancel": jobs.cancel}[action]
    with transaction() as session:
        job = _job(session, job_id)
        change(session, job, at=clock.now(), by=current_operator().id)
    done = {"retry": _("Dikirim lagi ke printer."), "cancel": _("Cetakan dibatalkan.")}
    flash(done[action], "success")
    return redirect(url_for("printers.show", printer_id=job.printer_id))


@blueprint.post("/sales/<uuid:sale_id>/copy")
@requires(Permission.SELL)
def copy_receipt(sale_id: UUID) -> ResponseReturnValue:
    """Print another receipt of a sale, marked as a copy; the drawer stays shut."""
    operator = current_operator()
    try:
        with transaction() as session:
            sale_queries.sale(session, sale_id, within=operator.shop_id)
            job = jobs.queue_copy(session, SaleId(sale_id), at=clock.now(), by=operator.id)
        flash(_("Salinan ke-%(number)s dikirim ke printer.", number=job.copy_number), "success")
    except NotFound:
        raise
    except BusinessError as error:
        flash(error.sentence, "error")
    return redirect(url_for("sales.show", sale_id=sale_id))


def _own(session: Session, printer_id: UUID) -> Printer:
    return printers.find(session, printer_id, within=current_operator().shop_id)


def _in_use(printer: Printer) -> Printer:
    if not printer.active:
        raise BusinessError(_("Printer ini sudah dilepas."))
    return printer


def _job(session: Session, job_id: UUID) -> PrintJob:
    """A job of a printer the operator looks after. Raises NotFound."""
    job = session.get(PrintJob, job_id)
    if job is None:
        raise NotFound(_("Cetakan ini tidak ada."))
    _in_use(_own(session, job.printer_id))
    return job


def _slip(session: Session, printer: Printer) -> PrintJob | None:
    """The test slip the address names, when it is this printer's."""
    text = request.args.get("slip", "")
    try:
        job = session.get(PrintJob, UUID(text)) if text else None
    except ValueError:
        return None
    return job if job is not None and job.printer_id == printer.id else None


def _tills(session: Session) -> list[TillView]:
    """The tills in use that the operator may give a printer."""
    rows = sale_queries.tills(session, within=current_operator().shop_id)
    return [tills.by_id(session, till.id) for till, _shop in rows if till.active]


def _free(session: Session, places: list[TillView]) -> list[TillView]:
    """Those that have no printer yet."""
    return [till for till in places if jobs.printer_of(session, till.id) is None]


_ANSWERED = {True: "yes", False: "no", None: "unknown"}


def _typed(card: queries.PrinterCard) -> dict[str, str]:
    printer = card.printer
    return {
        "till": card.till,
        "address": printer.address,
        "paper": words.paper_of(printer.columns),
        "cutter": "1" if printer.cutter else "",
        "drawer": "1" if printer.drawer else "",
        "native_qr": "1" if printer.native_qr else "",
        "double_byte": "1" if printer.double_byte else "",
        "code_page": printer.code_page,
        "density": "own" if printer.density is None else str(printer.density),
        "answers": _ANSWERED[printer.answers],
    }


def _find_page(
    typed: str, *, found: list[Found] | None = None, error: InvalidInput | None = None
) -> str:
    with reading() as session:
        users = queries.users(session)
        may_add = bool(_free(session, _tills(session)))
    return render_template(
        "pos/printer_find.html", typed={"subnet": typed}, found=found, users=users,
        may_add=may_add, words=words, error=error,
    )  # fmt: skip


def _form(
    typed: dict[str, str],
    *,
    card: queries.PrinterCard | None = None,
    error: InvalidInput | None = None,
) -> str:
    with reading() as session:
        free = _free(session, _tills(session))
    codes = ([card.till] if card else []) + [till.code for till in free]
    return render_template(
        "pos/printer_form.html",
        typed=typed,
        card=card,
        tills=[(code, code) for code in codes],
        words=words,
        error=error,
    )
