"""How goods coming in are booked: event → balanced entry. Pure.

The cost of goods sold is booked with the sale, in ``pos.entries``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from core.ids import ShopId
from core.money import Money
from ledger import chart
from ledger.entry import Entry, credit, debit, lines


@dataclass(frozen=True, slots=True)
class GoodsIn:
    """What the books need to know of goods that came onto the shelves of a shop."""

    source: str
    shop_id: ShopId
    booked_on: date
    description: str
    shelved: Money
    """What the value of the shelves rose by."""
    settlement: Money
    """What goods sold before they came should have cost more (+) or less (-)."""


def goods_entry(goods: GoodsIn, *, credited: str) -> Entry | None:
    """Merchandise in, the difference to costs booked earlier, against whoever gave the goods.

    None when the goods are worth nothing and nothing was owed.
    """
    booked = lines(
        debit(chart.MERCHANDISE, goods.shelved),
        debit(chart.COST_DIFFERENCE, goods.settlement),
        credit(credited, goods.shelved + goods.settlement),
    )
    if not booked:
        return None
    return Entry(goods.shop_id, goods.booked_on, goods.source, goods.description, booked)
