"""How repacking is booked: event → balanced entry. Pure.

Its cost stays on the shelves, so as a rule there is nothing to book. Only what was sold below zero
before it came in again has cost more or less than was thought then.
"""

from __future__ import annotations

from core.money import Money
from ledger import chart
from ledger.entry import Entry, credit, debit, lines
from members.entries import Event


def repacking_entry(event: Event, settlement: Money) -> Entry | None:
    """What issues below zero should have cost more (+) or less (-), off the shelves.

    None when nothing was owed.
    """
    booked = lines(debit(chart.COST_DIFFERENCE, settlement), credit(chart.MERCHANDISE, settlement))
    if not booked:
        return None
    return Entry(event.shop_id, event.booked_on, event.source, event.description, booked)
