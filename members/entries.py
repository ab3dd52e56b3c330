"""How members' money is booked, also when it touches more than one shop. Pure.

Savings belong to the member's home shop, a receivable to the shop where the goods were bought.
What is paid in elsewhere goes through the account between shops, which adds up to zero.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from core.ids import ShopId
from core.money import total
from ledger.chart import INTER_SHOP
from ledger.entry import Entry, Line, credit, lines


@dataclass(frozen=True, slots=True)
class Part:
    """A line in the books of one shop."""

    shop_id: ShopId
    line: Line


@dataclass(frozen=True, slots=True)
class Event:
    """What happened, where and on which day, as the books name it."""

    shop_id: ShopId
    """Where it happened: its entry carries the source itself."""
    booked_on: date
    source: str
    description: str
    """No personal names."""


def elsewhere(source: str, shop_id: ShopId) -> str:
    """The source of the entry that the same event leaves in another shop's books."""
    return f"inter_shop:{shop_id}:{source}"


def across_shops(event: Event, parts: Iterable[Part]) -> tuple[Entry, ...]:
    """One balanced entry for each shop, in the order in which shops are locked.

    What a shop's lines lack goes through the account between shops. All parts together must add
    up to zero, so that account does, too.
    """
    by_shop: dict[ShopId, list[Line]] = defaultdict(list)
    for part in parts:
        by_shop[part.shop_id].append(part.line)
    entries = (_entry(event, shop_id, by_shop[shop_id]) for shop_id in sorted(by_shop))
    return tuple(entry for entry in entries if entry is not None)


def _entry(event: Event, shop_id: ShopId, found: list[Line]) -> Entry | None:
    owed = total(line.amount for line in found)
    booked = lines(*found, credit(INTER_SHOP, owed))
    if not booked:
        return None
    source = event.source if shop_id == event.shop_id else elsewhere(event.source, shop_id)
    return Entry(shop_id, event.booked_on, source, event.description, booked)
