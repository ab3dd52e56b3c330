"""Which moves of stock belong to the days a report is about."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, false, or_

from core.ids import ShopId
from core.reports.asked import Asked
from inventory.models import StockMove


def moved_between(asked: Asked, first: date, last: date | None = None) -> ColumnElement[bool]:
    """Moves of the shops from a day to a day, each by its own calendar; None: and after."""
    zones: dict[str, list[ShopId]] = defaultdict(list)
    for shop in asked.shops:
        zones[shop.time_zone].append(shop.id)
    return or_(
        false(),
        *(
            and_(StockMove.shop_id.in_(shops), *_between(first, last, ZoneInfo(zone)))
            for zone, shops in zones.items()
        ),
    )


def _between(first: date, last: date | None, zone: ZoneInfo) -> list[ColumnElement[bool]]:
    conditions = [StockMove.moved_at >= _midnight(first, zone)]
    if last is not None:
        conditions.append(StockMove.moved_at < _midnight(last + timedelta(days=1), zone))
    return conditions


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.min, zone)
