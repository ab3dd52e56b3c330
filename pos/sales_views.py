"""The pages about what was sold: sales, receipts, shifts, what tills could not book."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core import charts, clock, forms, paging, shops
from core.access import current_operator, requires
from core.db import reading, transaction
from core.format import number
from core.i18n import _, lazy
from core.permissions import Permission
from core.registry import NavigationItem
from pos import flags, intake, queries, receipts
from pos.forms import sale_search
from pos.forms import shop as chosen_shop
from pos.paper import Barcode, Feed, Rule
from pos.paper_pdf import receipt_pdf

blueprint = Blueprint("sales", __name__)

NAVIGATION = [
    NavigationItem(label, endpoint, permission, lazy("Toko"))
    for label, endpoint, permission in (
        (lazy("Penjualan"), "sales.index", Permission.VIEW_SALES),
        (lazy("Giliran kasir"), "sales.shifts", Permission.VIEW_SALES),
        (lazy("Ditahan"), "sales.held", Permission.CLEAR_HELD),
    )
]

CHART_DAYS = 30
PAGE_COLUMNS = 42
"""Width of a receipt on a screen page."""


@blueprint.get("/sales")
@requires(Permission.VIEW_SALES)
def index() -> ResponseReturnValue:
    """Every sale, searched and paged, with the last month as bars."""
    search = sale_search(request.args)
    with reading() as session:
        page = queries.sales(session, search, page=paging.page_number(request.args.get("page")))
        shop_list = shops.all_shops(session)
        today = clock.now().date()
        month = queries.daily_sales(
            session,
            since=today - timedelta(days=CHART_DAYS),
            until=today,
            shop_id=search.shop_id,
        )
    return render_template(
        "pos/sales.html",
        page=page,
        search=search,
        shops=shop_list,
        chart=charts.chart(month, spell=lambda amount: f"Rp{number(amount)}"),
    )


@blueprint.get("/sales/<uuid:sale_id>")
@requires(Permission.VIEW_SALES)
def show(sale_id: UUID) -> ResponseReturnValue:
    """One sale: its receipt, its flags, its entry."""
    with reading() as session:
        detail = queries.sale(session, sale_id)
        paper = receipts.layout(queries.receipt(session, sale_id), PAGE_COLUMNS)
    return render_template(
        "pos/sale.html", detail=detail, paper=paper, kinds=PAPER_KINDS, words=flags.WORDS
    )


@blueprint.get("/sales/<uuid:sale_id>/receipt.pdf")
@requires(Permission.VIEW_SALES)
def receipt(sale_id: UUID) -> ResponseReturnValue:
    """The receipt as a PDF as wide as its paper."""
    with reading() as session:
        found = queries.receipt(session, sale_id)
    columns = 32
    pdf = receipt_pdf(receipts.layout(found, columns), columns, found.number)
    return Response(
        pdf,
        mimetype="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{found.number}.pdf"'},
    )


@blueprint.post("/sales/<uuid:sale_id>/flags")
@requires(Permission.CLEAR_HELD)
def see_flags(sale_id: UUID) -> ResponseReturnValue:
    """A manager has looked at what was odd about a sale."""
    with transaction() as session:
        flags.mark_seen(session, sale_id, at=clock.now(), by=current_operator().id)
    flash(_("Ditandai sudah diperiksa."), "success")
    return redirect(url_for("sales.show", sale_id=sale_id))


@blueprint.get("/shifts")
@requires(Permission.VIEW_SALES)
def shifts() -> ResponseReturnValue:
    """Every shift with its float, its sales and its difference."""
    with reading() as session:
        page = queries.shifts(
            session,
            shop_id=chosen_shop(request.args),
            page=paging.page_number(request.args.get("page")),
        )
        shop_list = shops.all_shops(session)
    return render_template(
        "pos/shifts.html", page=page, shops=shop_list, chosen=chosen_shop(request.args)
    )


@blueprint.get("/held")
@requires(Permission.CLEAR_HELD)
def held() -> ResponseReturnValue:
    """What tills sent that could not be booked."""
    with reading() as session:
        page = queries.held_documents(session, page=paging.page_number(request.args.get("page")))
    return render_template("pos/held.html", page=page, readable=intake.readable)


@blueprint.post("/held/<uuid:held_id>/clear")
@requires(Permission.CLEAR_HELD)
def clear(held_id: UUID) -> ResponseReturnValue:
    """A manager has dealt with a held document, and says how."""
    note = forms.line(request.form, "note", required=_("Tulis apa yang sudah dilakukan."))
    with transaction() as session:
        intake.clear_held(session, held_id, note=note, at=clock.now(), by=current_operator().id)
    flash(_("Dokumen ditandai selesai."), "success")
    return redirect(url_for("sales.held"))


PAPER_KINDS = {"barcode": Barcode, "feed": Feed, "rule": Rule}
