"""The page of a pack's history: what it cost the buyer and the shop, and who set its prices."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core import exports, paging
from core.access import current_operator, requires
from core.db import reading
from core.format import rupiah
from core.i18n import _
from core.ids import PackId, ShopId
from core.models import Shop
from core.money import Money
from core.permissions import Permission
from core.time_charts import Steps, TimeChart, time_chart
from inventory import packs, products, words
from inventory.models import Pack, PriceList
from inventory.pages import chosen_shop, shops_in_reach, today
from inventory.price_history import queries
from inventory.price_history.files import history_sheet
from inventory.price_history.queries import Asked

blueprint = Blueprint("price_history", __name__)

PERIODS = {"90": 90, "365": 365, "1095": 1_095}
"""Days that the picture may show."""
_DRAWN = (PriceList.GENERAL, PriceList.MEMBER)


@blueprint.get("/products/<code>/packs/<unit>/history")
@requires(Permission.VIEW_PRODUCTS)
def show(code: str, unit: str) -> ResponseReturnValue:
    """Prices and costs in time, and every price that was set."""
    days = request.args.get("days", "")
    days = days if days in PERIODS else "365"
    with reading() as session:
        product = products.by_code(session, code)
        pack = packs.of_product(session, product, unit)
        places = shops_in_reach(session)
        shop, on = chosen_shop(places), today(session)
        asked = _asked(pack, places)
        page = queries.events(
            session, asked, number=paging.page_number(request.args.get("page"))
        )  # fmt: skip
        drawn = _chart(session, pack, shop, on - timedelta(days=PERIODS[days]), on)
    return render_template(
        "inventory/price_history.html",
        product=product, pack=pack, page=page, chart=drawn, shop=shop, days=days,
        shops=[(of.code, of.name) for of in places], asked=asked, lists=words.PRICE_LISTS,
    )  # fmt: skip


@blueprint.get("/products/<code>/packs/<unit>/history.<ending>")
@requires(Permission.VIEW_PRODUCTS)
def download(code: str, unit: str, ending: str) -> ResponseReturnValue:
    """The list that the page shows, whole, as a file."""
    with reading() as session:
        product = products.by_code(session, code)
        pack = packs.of_product(session, product, unit)
        rows = list(queries.every_event(session, _asked(pack, shops_in_reach(session))))
    title = _("Riwayat harga %(name)s, %(unit)s", name=product.name, unit=unit)
    return exports.download(history_sheet(title, rows), f"riwayat harga {code} {unit}", ending)


def _asked(pack: Pack, places: list[Shop]) -> Asked:
    chosen = request.args.get("list", "")
    return Asked(
        PackId(pack.id),
        tuple(ShopId(place.id) for place in places),
        PriceList(chosen) if chosen in tuple(PriceList) else None,
    )


def _chart(
    session: Session, pack: Pack, shop: Shop | None, first: date, last: date
) -> TimeChart | None:
    if shop is None:
        return None
    priced = queries.prices_over_time(session, PackId(pack.id), ShopId(shop.id), _DRAWN)
    lines = [
        Steps(
            str(words.PRICE_LISTS[name]),
            tuple((on, amount.amount if amount else None) for on, amount in steps),
        )
        for name, steps in priced.items()
    ]
    if current_operator().may(Permission.VIEW_STOCK):
        # A year more, so that what the goods cost when the picture begins is known.
        since = datetime.combine(first, time.min, ZoneInfo(shop.time_zone)) - timedelta(days=365)
        costs = queries.cost_over_time(session, pack, shop, since=since)
        lines.append(Steps(_("Harga pokok"), tuple((on, cost.amount) for on, cost in costs)))
    return time_chart(lines, first, last, spell=_spelled)


def _spelled(amount: int) -> str:
    return rupiah(Money(amount))
