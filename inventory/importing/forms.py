"""What is chosen on the pages of imports, as typed values; raises InvalidInput with the field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from core.clock import local_day
from core.errors import InvalidInput, NotFound
from core.i18n import _
from core.ids import ShopId
from core.models import Shop
from core.queries import today_for
from core.shops import get_shop, today_in
from inventory.counts import queries as count_queries
from inventory.importing import cells
from inventory.importing.kind import ImportTarget, Kind
from inventory.importing.models import RunKind

Form = Mapping[str, str]
ALL_SHOPS = "semua"
"""Chosen for prices that hold in every shop."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where whoever takes a file may put it."""

    shops: list[Shop]
    """In reach."""
    within: ShopId | None
    """The only shop they work in."""
    at: datetime


def target(session: Session, kind: Kind, form: Form, place: Place) -> ImportTarget:
    """Where the file goes."""
    if kind.is_count:
        return _count(session, form, place)
    shop = _shop(kind, form, place) if kind.has_shop else None
    if shop is not None:
        return ImportTarget(ShopId(shop.id), today_in(shop, place.at), place.within)
    today = today_for(session, place.within, at=place.at)
    return ImportTarget(None, today, place.within)


def _shop(kind: Kind, form: Form, place: Place) -> Shop | None:
    code = form.get("shop", "")
    if kind.name is RunKind.PRICES and code == ALL_SHOPS:
        return None
    for shop in place.shops:
        if shop.code == code.upper():
            return shop
    raise InvalidInput(_("Pilih tokonya."), field="shop")


def _count(session: Session, form: Form, place: Place) -> ImportTarget:
    number = form.get("count", "").strip()
    if not number:
        raise InvalidInput(_("Pilih stok opnamenya."), field="count")
    try:
        paper = count_queries.paper(session, number, within=place.within)
    except NotFound as error:
        raise InvalidInput(error.sentence, field="count") from None
    shop = get_shop(session, paper.shop_id)
    at = _counted_at(form, shop, local_day(place.at, shop.time_zone))
    if at is not None and at > place.at:
        raise InvalidInput(_("Waktu hitung itu belum tiba."), field="counted_at")
    return ImportTarget(
        paper.shop_id, today_in(shop, place.at), place.within, paper.number, place.at, at
    )


def _counted_at(form: Form, shop: Shop, today: date) -> datetime | None:
    return cells.moment(
        form.get("counted_at", ""), today=today, time_zone=shop.time_zone, field="counted_at"
    )
