"""The pages about what came back. Whoever works for one shop sees only that shop's."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core import clock, forms, paging
from core.access import current_operator, requires
from core.db import reading, transaction
from core.errors import InvalidInput
from core.i18n import _, lazy
from core.ids import ShopId, TillId
from core.models import Shop
from core.paging import Page
from core.permissions import Permission
from core.registry import NavigationItem
from pos.letterhead import Marks
from pos.paper_pdf import receipt_pdf
from pos.queries import receipt_columns, shops_of
from pos.returns import findings, listings, queries, receipts
from pos.returns.listings import ReturnRow, ReturnSearch
from pos.words import TENDERS

blueprint = Blueprint("returns", __name__)

NAVIGATION = [
    NavigationItem(lazy("Retur"), "returns.index", Permission.VIEW_SALES, lazy("Toko")),
]


@blueprint.get("/returns")
@requires(Permission.VIEW_SALES)
def index() -> ResponseReturnValue:
    """Everything that came back, searched and paged."""
    number = paging.page_number(request.args.get("page"))
    with reading() as session:
        places = shops_of(session, within=_own_shop())
        try:
            search = _search(request.args, places)
            page = listings.returns(session, search, within=_own_shop(), page=number)
        except InvalidInput as error:
            return _list_page(places, error=error), error.status
    return _list_page(places, page)


@blueprint.get("/returns/<uuid:return_id>")
@requires(Permission.VIEW_SALES)
def show(return_id: UUID) -> ResponseReturnValue:
    """One return: its lines, what was odd, and its slip as paper."""
    with reading() as session:
        detail = queries.find(session, return_id, within=_own_shop())
        columns = receipt_columns(session, TillId(detail.back.till_id))
        slip = queries.slip_of(session, detail)
    return render_template(
        "pos/return.html",
        detail=detail,
        tender_words=TENDERS,
        findings=[findings.explain(detail, flag) for flag in detail.flags],
        paper=receipts.layout(slip, Marks(), columns),
        columns=columns,
    )


@blueprint.get("/returns/<uuid:return_id>/slip.pdf")
@requires(Permission.VIEW_SALES)
def slip(return_id: UUID) -> ResponseReturnValue:
    """The slip as a PDF as wide as its paper."""
    with reading() as session:
        detail = queries.find(session, return_id, within=_own_shop())
        columns = receipt_columns(session, TillId(detail.back.till_id))
        paper = receipts.layout(queries.slip_of(session, detail), Marks(), columns)
    return Response(
        receipt_pdf(paper, columns, detail.back.number),
        mimetype="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{detail.back.number}.pdf"'},
    )


@blueprint.post("/returns/<uuid:return_id>/flags")
@requires(Permission.CLEAR_HELD)
def see_flags(return_id: UUID) -> ResponseReturnValue:
    """A manager has looked at what was odd about a return."""
    with transaction() as session:
        back = queries.find(session, return_id, within=_own_shop()).back
        findings.mark_seen(session, back, at=clock.now(), by=current_operator().id)
    flash(_("Ditandai sudah diperiksa."), "success")
    return redirect(url_for("returns.show", return_id=return_id))


def _search(arguments: Mapping[str, str], places: list[Shop]) -> ReturnSearch:
    since, until = forms.iso_day(arguments, "from"), forms.iso_day(arguments, "to")
    if since and until and until < since:
        raise InvalidInput(_("Tanggal sampai lebih awal daripada tanggal mulai."), field="to")
    return ReturnSearch(
        query=forms.line(arguments, "q"),
        shop_id=forms.shop_choice(arguments, places),
        since=since,
        until=until,
        only_flagged=arguments.get("flagged") == "1",
    )


def _list_page(
    places: list[Shop], page: Page[ReturnRow] | None = None, error: InvalidInput | None = None
) -> str:
    return render_template(
        "pos/returns.html",
        page=page,
        error=error,
        typed=request.args,
        filtered=any(value for name, value in request.args.items() if name != "page"),
        places=[(shop.code, shop.name) for shop in places],
    )


def _own_shop() -> ShopId | None:
    return current_operator().shop_id
