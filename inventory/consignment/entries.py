"""How losses of consigned goods are booked. Pure.

Sales credit what the producer is owed in ``pos.entries``; the goods themselves are worth nothing
to the books.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from core.ids import PartyId, ShopId
from core.money import ZERO, Money
from ledger import chart
from ledger.entry import Entry, credit, debit, lines


@dataclass(frozen=True, slots=True)
class Loss:
    """Goods of a producer that ended unsold, as the books see it."""

    source: str
    shop_id: ShopId
    booked_on: date
    description: str
    consignor_id: PartyId
    owed: Money
    """What the producer gets for them all the same; less than nothing for a surplus."""


def loss_entry(loss: Loss) -> Entry | None:
    """The shop bears what is owed, and gains what a surplus takes back; None for nothing."""
    booked = lines(
        debit(chart.LOSS_OF_GOODS, max(loss.owed, ZERO)),
        credit(chart.STOCK_OVER, max(-loss.owed, ZERO)),
        credit(chart.CONSIGNMENT_PAYABLES, loss.owed, party_id=loss.consignor_id),
    )
    if not booked:
        return None
    return Entry(loss.shop_id, loss.booked_on, loss.source, loss.description, booked)
