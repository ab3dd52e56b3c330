"""What a report is asked: which shops, which days, which goods."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from core.ids import ShopId


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
