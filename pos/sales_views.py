"""The pages about what was sold: sales, receipts, shifts, what tills could not book.

Whoever works for one shop sees only that shop's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core import charts, clock, forms, paging
from core.access import current_operator, requires
from core.db import reading, transaction
from core.errors import InvalidInput
from core.format import day, rupiah
from core.i18n import _, lazy, lazy_in
from core.ids import SaleId, ShopId, TillId
from core.models import Shop
from core.money import Money, total
from core.paging import Page
from core.permissions import Permission
from core.registry import NavigationItem
from core.shops import today_in
from pos import flags, held, listings, queries, receipts
from pos.closing import queries as closing_queries
from pos.forms import sale_search, shift_search
from pos.listings import SaleRow, SalesDay, ShiftRow, ShiftState
from pos.paper_pdf import receipt_pdf
from pos.printing.jobs import printer_of
from pos.returns.queries import aftermath
from pos.words import TENDERS

blueprint = Blueprint("sales", __name__)

NAVIGATION = [
    NavigationItem(label, endpoint, permission, lazy("Toko"))
    for label, endpoint, permission in (
        (lazy_in("several", "Penjualan"), "sales.index", Permission.VIEW_SALES),
        (lazy("Giliran kasir"), "sales.shifts", Permission.VIEW_SALES),
        (lazy("Ditahan"), "sales.held", Permission.CLEAR_HELD),
    )
]

CHART_DAYS = 30
DAYS_A_LABEL = 5


# Sales


@blueprint.get("/sales")
@requires(Permission.VIEW_SALES)
def index() -> ResponseReturnValue:
    """Every sale, searched and paged; unsearched with the last month as bars."""
    number = paging.page_number(request.args.get("page"))
    with reading() as session:
        places = queries.shops_of(session, within=_own_shop())
        try:
            search = sale_search(request.args, places)
            page = listings.sales(session, search, within=_own_shop(), page=number)
        except InvalidInput as error:
            return _sales_page(places, error=error), error.status
        if search.is_narrow or page.number > 1:
            return _sales_page(places, page)
        overview = _overview(session, places, search.shop_id, at=clock.now())
    return _sales_page(places, page, overview)


@dataclass(frozen=True, slots=True)
class Overview:
    """The last month of a shop or of all."""

    today: SalesDay
    month: Money
    receipts: int
    unseen: int
    chart: charts.Chart | None


def _overview(
    session: Session, places: list[Shop], chosen: ShopId | None, *, at: datetime
) -> Overview:
    shop_id = chosen or _own_shop()
    # The day that is not over everywhere: in the east the next one begins while shops still count.
    calendars = (today_in(shop, at) for shop in places if shop_id in (None, shop.id))
    today = min(calendars, default=at.date())
    days = listings.daily_sales(session, until=today, days=CHART_DAYS, shop_id=shop_id)
    return Overview(
        today=days[-1],
        month=total(of.sold for of in days),
        receipts=sum(of.receipts for of in days),
        unseen=listings.unseen_sales(session, shop_id=shop_id),
        chart=charts.chart(
            [(day(of.day)[:5], of.sold.amount) for of in days],
            spell=lambda amount: rupiah(Money(amount)),
            label_every=DAYS_A_LABEL,
        ),
    )


def _sales_page(
    places: list[Shop],
    page: Page[SaleRow] | None = None,
    overview: Overview | None = None,
    error: InvalidInput | None = None,
) -> str:
    return render_template(
        "pos/sales.html",
        page=page,
        overview=overview,
        error=error,
        typed=request.args,
        filtered=_is_filtered(),
        places=_choices(places),
        many_zones=len({shop.time_zone for shop in places}) > 1,
    )


@blueprint.get("/sales/<uuid:sale_id>")
@requires(Permission.VIEW_SALES)
def show(sale_id: UUID) -> ResponseReturnValue:
    """One sale: its lines, what was odd, and its receipt as paper."""
    with reading() as session:
        detail = queries.sale(session, sale_id, within=_own_shop())
        columns = queries.receipt_columns(session, TillId(detail.sale.till_id))
        paper = receipts.layout(queries.receipt_of(session, detail), columns)
        prints = printer_of(session, TillId(detail.sale.till_id)) is not None
        after = aftermath(session, SaleId(sale_id))
    return render_template(
        "pos/sale.html",
        after=after,
        detail=detail,
        prints=prints,
        findings=[flags.explain(detail, flag) for flag in detail.flags],
        paper=paper,
        columns=columns,
        tender_words=TENDERS,
    )


@blueprint.get("/sales/<uuid:sale_id>/receipt.pdf")
@requires(Permission.VIEW_SALES)
def receipt(sale_id: UUID) -> ResponseReturnValue:
    """The receipt as a PDF as wide as its paper."""
    with reading() as session:
        detail = queries.sale(session, sale_id, within=_own_shop())
        columns = queries.receipt_columns(session, TillId(detail.sale.till_id))
        found = queries.receipt_of(session, detail)
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
        sale = queries.sale(session, sale_id, within=_own_shop()).sale
        flags.mark_seen(session, sale, at=clock.now(), by=current_operator().id)
    flash(_("Ditandai sudah diperiksa."), "success")
    return redirect(url_for("sales.show", sale_id=sale_id))


# Shifts


STATES = {
    ShiftState.OPEN: lazy("Masih buka"),
    ShiftState.UNEVEN: lazy("Ada selisih"),
    ShiftState.WAITING: lazy("Menunggu pengesahan"),
}
CHART_SHIFTS = 30
FEWEST_SHIFTS = 5
"""With fewer counts the list says as much as a chart."""


@blueprint.get("/shifts")
@requires(Permission.VIEW_SALES)
def shifts() -> ResponseReturnValue:
    """Every shift with its float, its sales and its difference."""
    number = paging.page_number(request.args.get("page"))
    with reading() as session:
        places = queries.shops_of(session, within=_own_shop())
        try:
            search = shift_search(request.args, places)
            page = listings.shifts(session, search, within=_own_shop(), page=number)
        except InvalidInput as error:
            return _shifts_page(places, error=error), error.status
        shop_id = search.shop_id or _own_shop()
        found = closing_queries.differences(session, shop_id=shop_id, most=CHART_SHIFTS)
    is_overview = search.state is None and number == 1
    return _shifts_page(places, page, _differences_chart(found) if is_overview else None)


def _differences_chart(found: tuple[closing_queries.Difference, ...]) -> charts.Chart | None:
    """Over and short of the newest counts; None when none differed, or there are few."""
    if len(found) < FEWEST_SHIFTS:
        return None
    return charts.chart(
        [(day(of.closed_on)[:5], of.amount.amount) for of in found],
        spell=lambda amount: rupiah(Money(amount)),
        label_every=DAYS_A_LABEL,
    )


def _shifts_page(
    places: list[Shop],
    page: Page[ShiftRow] | None = None,
    chart: charts.Chart | None = None,
    error: InvalidInput | None = None,
) -> str:
    return render_template(
        "pos/shifts.html",
        page=page,
        chart=chart,
        error=error,
        typed=request.args,
        filtered=_is_filtered(),
        places=_choices(places),
        states=STATES.items(),
    )


# What could not be booked


@blueprint.get("/held", endpoint="held")
@requires(Permission.CLEAR_HELD)
def held_documents() -> ResponseReturnValue:
    """What tills sent that could not be booked, and what became of it."""
    return _held_page()


@blueprint.get("/held/<uuid:held_id>/body")
@requires(Permission.CLEAR_HELD)
def held_body(held_id: UUID) -> ResponseReturnValue:
    """The body as it was sent, byte for byte."""
    with reading() as session:
        found = held.find(session, held_id, within=_own_shop())
    return Response(
        found.body,
        mimetype="application/octet-stream",
        headers={"Content-Disposition": f'attachment; filename="{held_id}.txt"'},
    )


@blueprint.post("/held/<uuid:held_id>/clear")
@requires(Permission.CLEAR_HELD)
def clear(held_id: UUID) -> ResponseReturnValue:
    """A manager has dealt with a held document, and says how."""
    try:
        note = forms.line(request.form, "note", required=_("Tulis apa yang sudah dilakukan."))
        with transaction() as session:
            held.clear(session, held_id, note=note, within=_own_shop(),
                       at=clock.now(), by=current_operator().id)  # fmt: skip
    except InvalidInput as error:
        return _held_page(error, held_id), error.status
    flash(_("Kiriman ditandai selesai."), "success")
    return redirect(url_for("sales.held"))


def _held_page(error: InvalidInput | None = None, wrong: UUID | None = None) -> str:
    """The cards; ``wrong`` is the one whose note cannot be used."""
    cleared = request.args.get("cleared") == "1"
    number = paging.page_number(request.args.get("page"))
    with reading() as session:
        page = held.documents(session, cleared=cleared, within=_own_shop(), page=number)
        waiting = held.waiting(session, within=_own_shop())
    return render_template(
        "pos/held.html",
        page=page,
        cleared=cleared,
        waiting=waiting,
        error=error,
        wrong=wrong,
        typed=request.form,
    )


def _is_filtered() -> bool:
    return any(value for name, value in request.args.items() if name != "page")


def _own_shop() -> ShopId | None:
    return current_operator().shop_id


def _choices(places: list[Shop]) -> list[tuple[str, str]]:
    return [(shop.code, shop.name) for shop in places]
