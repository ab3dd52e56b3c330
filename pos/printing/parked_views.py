"""Old receipts that wait for a decision: whoever sells says whether they are still of use."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from core import clock
from core.access import current_operator, requires
from core.db import reading, transaction
from core.i18n import _
from core.permissions import Permission
from pos.printing import jobs, printers, queries

blueprint = Blueprint("parked", __name__, url_prefix="/parked-receipts")


@blueprint.get("")
@requires(Permission.SELL)
def index() -> ResponseReturnValue:
    """The old receipts of each till's printer."""
    with reading() as session:
        found = queries.parked(session, within=current_operator().shop_id)
    return render_template("pos/parked.html", found=found)


@blueprint.post("/<uuid:printer_id>/<any('print', 'forget'):action>")
@requires(Permission.SELL)
def settle(printer_id: UUID, action: str) -> ResponseReturnValue:
    """Print all of a printer's old receipts, marked as late, or none of them."""
    operator = current_operator()
    change = {"print": jobs.print_parked, "forget": jobs.forget_parked}[action]
    with transaction() as session:
        printer = printers.find(session, printer_id, within=operator.shop_id)
        count = change(session, printer, at=clock.now(), by=operator.id)
    done = {
        "print": _("%(n)s struk lama dikirim ke printer.", n=count),
        "forget": _("%(n)s struk lama dilupakan. Isinya tetap ada di halaman penjualan.", n=count),
    }
    flash(done[action], "success")
    return redirect(url_for(".index"))
