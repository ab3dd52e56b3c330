"""How goods that were written off are booked: event → balanced entry. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from core.ids import ShopId
from core.money import Money
from ledger import chart
from ledger.entry import Entry, credit, debit, lines


@dataclass(frozen=True, slots=True)
class GoodsOut:
    """What the books need to know of goods that left the shelves unsold."""

    source: str
    shop_id: ShopId
    booked_on: date
    description: str
    cost: Money
    is_used: bool
    """By the shop itself."""


def write_off_entry(goods: GoodsOut) -> Entry | None:
    """A loss, or an expense when the shop used them; None when they cost nothing."""
    if not goods.cost:
        return None
    account = chart.USED_BY_SHOP if goods.is_used else chart.LOSS_OF_GOODS
    booked = lines(debit(account, goods.cost), credit(chart.MERCHANDISE, goods.cost))
    return Entry(goods.shop_id, goods.booked_on, goods.source, goods.description, booked)
