"""What a report is asked: which shops, which days, which goods."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, false, or_

from core.ids import ShopId
from inventory.models import StockMove


@dataclass(frozen=True, slots=True)
class Place:
    """A shop as reports need it."""

    id: ShopId
    code: str
    name: str
    time_zone: str


@dataclass(frozen=True, slots=True)
class Asked:
    """Shops, days (both included) and goods of a report; today is where the asker works."""

    shops: tuple[Place, ...]
    since: date
    until: date
    today: date
    category: str = ""
    """Empty: all."""
    by: str = ""
    """How the rows are put together, one of the report's own words."""

    @property
    def shop_ids(self) -> tuple[ShopId, ...]:
        return tuple(shop.id for shop in self.shops)

    @property
    def days(self) -> int:
        return (self.until - self.since).days + 1

    @property
    def is_until_now(self) -> bool:
        """Nothing has happened after the last day."""
        return self.until >= self.today

    def moved_between(self, first: date, last: date | None = None) -> ColumnElement[bool]:
        """Moves of the shops from a day to a day, each by its own calendar; None: and after."""
        zones: dict[str, list[ShopId]] = defaultdict(list)
        for shop in self.shops:
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
