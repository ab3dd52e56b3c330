"""How buying is booked: event → balanced entry, one for each paper. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from core.ids import PartyId, ShopId
from core.money import Money
from ledger import chart
from ledger.entry import Entry, Line, credit, debit, lines


@dataclass(frozen=True, slots=True)
class Paper:
    """What every paper of purchasing tells the books."""

    source: str
    shop_id: ShopId
    booked_on: date
    number: str
    party_id: PartyId
    """The supplier."""


def receipt_entry(paper: Paper, *, shelved: Money, settlement: Money) -> Entry | None:
    """Goods onto the shelf, owed but not invoiced yet; None when they are worth nothing."""
    return _entry(
        paper,
        debit(chart.MERCHANDISE, shelved),
        debit(chart.COST_DIFFERENCE, settlement),
        credit(chart.NOT_INVOICED, shelved + settlement, party_id=paper.party_id),
    )


def invoice_entry(paper: Paper, *, owed: Money, vat: Money, difference: Money) -> Entry | None:
    """What was owed without an invoice is owed with one; what it asks more is a difference."""
    return _entry(
        paper,
        debit(chart.NOT_INVOICED, owed, party_id=paper.party_id),
        debit(chart.COST_DIFFERENCE, difference),
        debit(chart.VAT_PAID, vat),
        credit(chart.PAYABLES, owed + vat + difference, party_id=paper.party_id),
    )


def payment_entry(paper: Paper, amount: Money, *, account: str) -> Entry | None:
    """Money to a supplier; None when credits settled everything: nothing moved."""
    return _entry(
        paper, debit(chart.PAYABLES, amount, party_id=paper.party_id), credit(account, amount)
    )


def sent_back_entry(paper: Paper, *, owed: Money, cost: Money, is_credit: bool) -> Entry | None:
    """Goods off the shelf at their cost; the supplier owes what they were bought for."""
    account = chart.PAYABLES if is_credit else chart.NOT_INVOICED
    return _entry(
        paper,
        debit(account, owed, party_id=paper.party_id),
        debit(chart.COST_DIFFERENCE, cost - owed),
        credit(chart.MERCHANDISE, cost),
    )


def _entry(paper: Paper, *candidates: Line) -> Entry | None:
    booked = lines(*candidates)
    if not booked:
        return None
    return Entry(paper.shop_id, paper.booked_on, paper.source, paper.number, booked)
