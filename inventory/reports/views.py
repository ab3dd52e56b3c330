"""The pages of reports about goods: the list of them, one of them, and one of them as a file."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core.access import requires
from core.db import reading
from core.i18n import lazy, lazy_in
from core.permissions import Permission
from core.registry import NavigationItem
from core.reports import pages
from core.reports.kind import Collection, Reach
from inventory.pages import shops_in_reach, today
from inventory.reports import goods
from inventory.reports.reports import REPORTS

blueprint = Blueprint("reports", __name__)

NAVIGATION = [
    NavigationItem(
        lazy("Laporan barang"),
        "inventory.reports.index",
        Permission.VIEW_STOCK,
        lazy_in("several", "Barang"),
    )
]
COLLECTION = Collection(lazy("Laporan barang"), "inventory.reports", REPORTS)


@blueprint.get("/reports")
@requires(Permission.VIEW_STOCK)
def index() -> ResponseReturnValue:
    """Every report there is, with what it answers."""
    return pages.index(COLLECTION)


@blueprint.get("/reports/<name>")
@requires(Permission.VIEW_STOCK)
def show(name: str) -> ResponseReturnValue:
    """A report: its sentence, its chart and a page of its table."""
    with reading() as session:
        return pages.show(session, COLLECTION, name, _reach(session))


@blueprint.get("/reports/<name>/file.<ending>")
@requires(Permission.VIEW_STOCK)
def download(name: str, ending: str) -> ResponseReturnValue:
    """The whole table as the page shows it, as PDF, CSV or XLSX."""
    with reading() as session:
        return pages.download(session, COLLECTION, name, ending, _reach(session))


def _reach(session: Session) -> Reach:
    return Reach(today(session), shops_in_reach(session), goods.categories(session))
