"""The pages of reports about members: the list of them, one of them, and one of them as a file."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core import clock, shops
from core.access import current_operator, requires
from core.db import reading
from core.i18n import lazy, lazy_in
from core.permissions import Permission
from core.queries import today_for
from core.registry import NavigationItem
from core.reports import pages
from core.reports.kind import Collection, Reach
from members.reports.reports import REPORTS

blueprint = Blueprint("member_reports", __name__)

NAVIGATION = [
    NavigationItem(
        lazy("Laporan anggota"),
        "member_reports.index",
        Permission.VIEW_SURPLUS,
        lazy_in("several", "Anggota"),
    )
]
COLLECTION = Collection(lazy("Laporan anggota"), "member_reports", REPORTS)


@blueprint.get("/members/reports")
@requires(Permission.VIEW_SURPLUS)
def index() -> ResponseReturnValue:
    """Every report there is, with what it answers."""
    return pages.index(COLLECTION)


@blueprint.get("/members/reports/<name>")
@requires(Permission.VIEW_SURPLUS)
def show(name: str) -> ResponseReturnValue:
    """A report: its sentence, its charts and a page of its table."""
    with reading() as session:
        return pages.show(session, COLLECTION, name, _reach(session))


@blueprint.get("/members/reports/<name>/file.<ending>")
@requires(Permission.VIEW_SURPLUS)
def download(name: str, ending: str) -> ResponseReturnValue:
    """The whole table as the page shows it, as PDF, CSV or XLSX."""
    with reading() as session:
        return pages.download(session, COLLECTION, name, ending, _reach(session))


def _reach(session: Session) -> Reach:
    """Every shop and the office, also closed ones, or the one the operator works in."""
    own, at = current_operator().shop_id, clock.now()
    places = [shop for shop in shops.all_shops(session) if own in (None, shop.id)]
    return Reach(today_for(session, own, at=at), places)
