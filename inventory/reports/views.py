"""The pages of reports: the list of them, one of them, and one of them as a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from sqlalchemy.orm import Session

from core import exports, paging
from core.access import requires
from core.db import reading
from core.errors import InvalidInput
from core.format import day
from core.i18n import _, lazy, lazy_in
from core.models import Shop
from core.paging import SIZE, Page
from core.permissions import Permission
from core.registry import NavigationItem
from core.shops import find_coop
from inventory.pages import shops_in_reach, today
from inventory.reports import forms, goods, reports
from inventory.reports.asked import Asked
from inventory.reports.charting import drawn
from inventory.reports.paper import Head, report_pdf
from inventory.reports.report import Report, Row, searched, sheet, shown
from inventory.reports.reports import Kind

blueprint = Blueprint("reports", __name__)

NAVIGATION = [
    NavigationItem(
        lazy("Laporan barang"),
        "inventory.reports.index",
        Permission.VIEW_STOCK,
        lazy_in("several", "Barang"),
    )
]


@blueprint.get("/reports")
@requires(Permission.VIEW_STOCK)
def index() -> ResponseReturnValue:
    """Every report there is, with what it answers."""
    return render_template("inventory/reports.html", reports=reports.REPORTS.values())


@blueprint.get("/reports/<name>")
@requires(Permission.VIEW_STOCK)
def show(name: str) -> ResponseReturnValue:
    """A report: its sentence, its chart and a page of its table."""
    kind = reports.get(name)
    number = paging.page_number(request.args.get("page"))
    with reading() as session:
        places, categories = shops_in_reach(session), goods.categories(session)
        try:
            found = _found(session, kind, places)
        except InvalidInput as error:
            return _page(kind, places, categories, error=error), error.status
    return _page(kind, places, categories, found, number)


@blueprint.get("/reports/<name>/file.<ending>")
@requires(Permission.VIEW_STOCK)
def download(name: str, ending: str) -> ResponseReturnValue:
    """The whole table as the page shows it, as PDF, CSV or XLSX."""
    kind = reports.get(name)
    with reading() as session:
        found = _found(session, kind, shops_in_reach(session))
        head = _head(session, kind, found.asked)
    file_name = f"{name} {found.asked.until.isoformat()}"
    if ending != "pdf":
        return exports.download(sheet(found.report), file_name, ending)
    return Response(
        report_pdf(found.report, head),
        mimetype="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{file_name.replace(" ", "-")}.pdf"'},
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """What was asked, and the answer with what was searched for in it."""

    asked: Asked
    report: Report
    words: str

    def page(self, number: int) -> Page[Row]:
        start = paging.offset(number)
        rows = self.report.rows
        return Page(tuple(rows[start : start + SIZE]), number, len(rows))


def _found(session: Session, kind: Kind, places: Sequence[Shop]) -> _Found:
    asked = forms.asked(request.args, kind, places, today=today(session))
    words = forms.words(request.args)
    return _Found(asked, searched(kind.build(session, asked), words), words)


def _page(
    kind: Kind,
    places: Sequence[Shop],
    categories: list[str],
    found: _Found | None = None,
    number: int = 1,
    error: InvalidInput | None = None,
) -> str:
    kept = {key: value for key, value in request.args.items() if key not in ("page", "name")}
    return render_template(
        "inventory/report.html",
        kind=kind, found=found, page=found and found.page(number), error=error,
        typed=kept | _asked_days(found), kept=kept, shown=shown,
        chart=found and drawn(found.report.plot), days=found and _days(kind, found.asked),
        shops=[(shop.code, shop.name) for shop in places], categories=categories,
    )  # fmt: skip


def _asked_days(found: _Found | None) -> dict[str, str]:
    """The days as their fields show them, also when nobody named any."""
    if found is None:
        return {}
    return {"from": found.asked.since.isoformat(), "to": found.asked.until.isoformat()}


def _head(session: Session, kind: Kind, asked: Asked) -> Head:
    coop = find_coop(session)
    return Head(
        coop=coop.name if coop else "",
        shops=", ".join(shop.name for shop in asked.shops),
        days=_days(kind, asked),
        printed_on=day(asked.today),
        is_demo=bool(coop and coop.is_demo),
        language=str(get_locale() or "id"),
    )


def _days(kind: Kind, asked: Asked) -> str:
    """The days a report is about, in words."""
    if kind.has_days:
        return _("%(first)s sampai %(last)s", first=day(asked.since), last=day(asked.until))
    return day(asked.until)
