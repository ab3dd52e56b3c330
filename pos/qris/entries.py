"""How settled QRIS payments are booked: event → balanced entry. Pure."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from core.ids import ShopId
from core.money import Money
from ledger import chart
from ledger.entry import Entry, credit, debit, lines


def settlement_source(settlement_id: UUID) -> str:
    """The one name under which a row of a provider's file is booked."""
    return f"qris_settlement:{settlement_id}"


def settlement_entry(
    settlement_id: UUID, *, shop_id: ShopId, on: date, gross: Money, fee: Money, description: str
) -> Entry:
    """What reached the bank and what the provider kept settle what was owed."""
    return Entry(
        shop_id,
        on,
        settlement_source(settlement_id),
        description,
        lines(
            debit(chart.BANK, gross - fee),
            debit(chart.QRIS_FEES, fee),
            credit(chart.QRIS_RECEIVABLE, gross),
        ),
    )
