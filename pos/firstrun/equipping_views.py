"""The questions after the founding: printer, goods, and the way to the first sale."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core import clock, uploads
from core.access import current_operator, requires
from core.db import reading, transaction
from core.errors import InvalidInput
from core.format import number
from core.i18n import _
from core.permissions import Permission
from core.tables import MOST_BYTES
from inventory.importing.kind import ImportFile
from pos import tills
from pos.firstrun import equipping, forms, steps
from pos.firstrun.forms import NewPrinter
from pos.models import Till
from pos.printing.jobs import printer_of
from pos.printing.printers import PrinterDetails
from pos.printing.transports.outcomes import Result, explain
from pos.printing.words import PAPERS

blueprint = Blueprint("equipping", __name__, url_prefix="/setup")


@blueprint.before_request
def only_before_the_first_sale() -> ResponseReturnValue | None:
    """Whoever sells already is not led through the beginning again: it would take the till away."""
    with reading() as session:
        return redirect(url_for("core.home")) if equipping.has_sold(session) else None


@dataclass(frozen=True, slots=True)
class Trial:
    """How a test slip went, as a sentence."""

    printed: bool
    sentence: str


@blueprint.get("/printer")
@requires(Permission.MANAGE_PRINTERS)
def printer() -> ResponseReturnValue:
    """Question 4: the receipt printer, if there is one."""
    return _printer_page()


@blueprint.post("/printer")
@requires(Permission.MANAGE_PRINTERS)
def answer_printer() -> ResponseReturnValue:
    """Try the printer with a test slip, keep it, or go on without."""
    action = request.form.get("action")
    if action == "skip":
        return redirect(url_for("equipping.products"))
    try:
        typed = forms.new_printer(request.form)
    except InvalidInput as error:
        return _printer_page(error=error), error.status
    if action == "test":
        return _printer_page(trial=_tried(typed))
    _keep(typed)
    flash(_("Printer disimpan. Struk tercetak sendiri setelah setiap penjualan."), "success")
    return redirect(url_for("equipping.products"))


@blueprint.get("/products")
@requires(Permission.EDIT_PRODUCTS)
def products() -> ResponseReturnValue:
    """Question 5: goods from a file, from the starter list, or later."""
    return _products_page()


@blueprint.post("/products/starter")
@requires(Permission.EDIT_PRODUCTS)
def take_starter() -> ResponseReturnValue:
    """Take the everyday goods that come with the program."""
    return _take(equipping.starter_file())


@blueprint.post("/products/file")
@requires(Permission.EDIT_PRODUCTS)
def send_file() -> ResponseReturnValue:
    """Put a file away until its report was read; nothing is taken yet."""
    try:
        token = _keep_sent()
    except InvalidInput as error:
        return _products_page(error), error.status
    return redirect(url_for("equipping.report", token=token))


@blueprint.get("/products/file/<token>")
@requires(Permission.EDIT_PRODUCTS)
def report(token: str) -> ResponseReturnValue:
    """Say, row by row, what the file would do."""
    file = _file(token)
    with reading() as session:
        shop = equipping.first_shop(session)
        found = equipping.preview_goods(session, file, shop, at=clock.now())
    return render_template(
        "firstrun/products_report.html",
        progress=steps.progress_at("products"),
        report=found,
        counts=found.counts,
        token=token,
    )


@blueprint.post("/products/file/<token>")
@requires(Permission.EDIT_PRODUCTS)
def take_file(token: str) -> ResponseReturnValue:
    """Take the good rows of the file that was reported."""
    answer = _take(_file(token))
    uploads.discard(uploads.waiting_place(), token, by=current_operator().id)
    return answer


@blueprint.get("/sale")
@requires(Permission.SELL)
def first_sale() -> ResponseReturnValue:
    """The last page: everything is ready, open the till."""
    with reading() as session:
        shop = equipping.first_shop(session)
        shelf = equipping.shelf(session)
        till = equipping.find_till(session, shop)
        has_printer = till is not None and printer_of(session, till.id) is not None
    return render_template(
        "firstrun/sale.html",
        progress=steps.progress_at("sale"),
        shop=shop,
        shelf=shelf,
        has_printer=has_printer,
    )


@blueprint.post("/sale")
@requires(Permission.MANAGE_TILLS)
def open_till() -> ResponseReturnValue:
    """Make this browser the first till and open it."""
    at, by = clock.now(), current_operator().id
    with transaction() as session:
        shop = equipping.first_shop(session)
        till = equipping.first_till(session, shop, at=at, by=by)
        token = tills.renew_token(session, session.get_one(Till, till.id), at=at, by=by)
    return render_template("firstrun/open_till.html", token=token, code=till.code)


def _tried(typed: NewPrinter) -> Trial:
    """Print a test slip and say in a sentence what is known about it."""
    outcome = equipping.print_test_slip(typed.address, typed.profile)
    if outcome.trouble is not None:
        return Trial(printed=False, sentence=explain(outcome.trouble))
    if outcome.result is Result.CONFIRMED:
        return Trial(printed=True, sentence=_("Tercetak. Printer menjawab bahwa struknya selesai."))
    return Trial(printed=True, sentence=_("Terkirim. Periksa apakah struknya keluar."))


def _keep(typed: NewPrinter) -> None:
    at, by = clock.now(), current_operator().id
    with transaction() as session:
        shop = equipping.first_shop(session)
        till = equipping.first_till(session, shop, at=at, by=by)
        details = PrinterDetails(till, typed.address, typed.profile)
        equipping.connect_printer(session, details, at=at, by=by)


def _printer_page(error: InvalidInput | None = None, trial: Trial | None = None) -> str:
    return render_template(
        "firstrun/printer.html",
        progress=steps.progress_at("printer"),
        typed={"address": "", "paper": "58", "drawer": ""} | request.form.to_dict(),
        papers=PAPERS,
        error=error,
        trial=trial,
    )


def _products_page(error: InvalidInput | None = None) -> str:
    with reading() as session:
        shelf = equipping.shelf(session)
    return render_template(
        "firstrun/products.html",
        progress=steps.progress_at("products"),
        shelf=shelf,
        starters=len(equipping.starter_file().sheet.rows),
        error=error,
    )


def _take(file: ImportFile) -> ResponseReturnValue:
    at = clock.now()
    with transaction() as session:
        shop = equipping.first_shop(session)
        report = equipping.take_goods(session, file, shop, at=at, by=current_operator().id)
    flash(_taken_sentence(report.counts), "success")
    return redirect(url_for("equipping.first_sale"))


def _taken_sentence(counts: Mapping[str, int]) -> str:
    if not counts["changed"]:
        return str(_("%(n)s barang masuk daftar.", n=number(counts["new"])))
    return str(
        _("%(n)s barang masuk daftar, %(changed)s diperbarui.",
          n=number(counts["new"]), changed=number(counts["changed"]))
    )  # fmt: skip


def _keep_sent() -> str:
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        raise InvalidInput(_("Pilih file daftar barang dulu."), field="file")
    content = sent.stream.read(MOST_BYTES + 1)
    equipping.read_goods(sent.filename, content)
    by = current_operator().id
    return uploads.keep(uploads.waiting_place(), sent.filename, content, by=by, at=clock.now())


def _file(token: str) -> ImportFile:
    upload = uploads.fetch(uploads.waiting_place(), token, by=current_operator().id)
    return equipping.read_goods(upload.name, upload.content)
