"""The pages of reports: the list of them, one of them, and one of them as a file.

Each package has its own views, which say who may read them.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from sqlalchemy.orm import Session

from core import exports, paging
from core.errors import InvalidInput
from core.format import day
from core.i18n import _
from core.paging import SIZE, Page
from core.reports import forms
from core.reports.asked import Asked
from core.reports.charting import pictures
from core.reports.kind import Collection, Kind, Reach
from core.reports.paper import Head, report_pdf
from core.reports.report import Report, Row, searched, sheet, shown
from core.shops import find_coop


def index(collection: Collection) -> str:
    """Every report there is, with what it answers."""
    return render_template("core/reports.html", collection=collection)


def show(session: Session, collection: Collection, name: str, reach: Reach) -> ResponseReturnValue:
    """A report: its sentence, its charts and a page of its table."""
    kind = collection.get(name)
    number = paging.page_number(request.args.get("page"))
    try:
        found = _found(session, kind, reach)
    except InvalidInput as error:
        return _page(collection, kind, reach, error=error), error.status
    return _page(collection, kind, reach, found, number)


def download(
    session: Session, collection: Collection, name: str, ending: str, reach: Reach
) -> Response:
    """The whole table as the page shows it, as PDF, CSV or XLSX."""
    kind = collection.get(name)
    found = _found(session, kind, reach)
    file_name = f"{name} {found.asked.until.isoformat()}"
    if ending != "pdf":
        return exports.download(sheet(found.report), file_name, ending)
    return Response(
        report_pdf(found.report, _head(session, kind, found.asked)),
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


def _found(session: Session, kind: Kind, reach: Reach) -> _Found:
    asked = forms.asked(request.args, kind, reach)
    words = forms.words(request.args, kind)
    return _Found(asked, searched(kind.build(session, asked), words), words)


def _page(
    collection: Collection,
    kind: Kind,
    reach: Reach,
    found: _Found | None = None,
    number: int = 1,
    error: InvalidInput | None = None,
) -> str:
    kept = {key: value for key, value in request.args.items() if key not in ("page", "name")}
    return render_template(
        "core/report.html",
        collection=collection, kind=kind, found=found, page=found and found.page(number),
        error=error, typed=kept | _asked_days(found), kept=kept, shown=shown,
        pictures=found and pictures(found.report.plots), days=found and _days(kind, found.asked),
        shops=[(shop.code, shop.name) for shop in reach.places if kind.has_shops],
        categories=reach.categories,
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
