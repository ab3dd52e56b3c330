"""How the provider's deposit is booked: event → balanced entry. Pure."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from core.ids import ShopId
from core.money import Money
from ledger import chart
from ledger.entry import Entry, credit, debit
from pos.provider.models import PaidFrom

ACCOUNTS = {PaidFrom.BANK: chart.BANK, PaidFrom.SAFE: chart.SAFE}


def top_up_source(top_up_id: UUID) -> str:
    """The one name under which a top-up is booked."""
    return f"provider_top_up:{top_up_id}"


def top_up_entry(
    top_up_id: UUID, *, shop_id: ShopId, on: date, paid_from: PaidFrom, amount: Money, text: str
) -> Entry:
    """Money from the bank or the safe into the deposit."""
    return Entry(
        shop_id,
        on,
        top_up_source(top_up_id),
        text,
        (debit(chart.PROVIDER_DEPOSIT, amount), credit(ACCOUNTS[paid_from], amount)),
    )


def check_source(check_id: UUID) -> str:
    """The one name under which the difference of a check is booked."""
    return f"provider_check:{check_id}"


def check_entry(
    check_id: UUID, *, shop_id: ShopId, on: date, difference: Money, text: str
) -> Entry:
    """Bring the books to the provider's balance: what is missing (-) is an expense."""
    return Entry(
        shop_id,
        on,
        check_source(check_id),
        text,
        (debit(chart.PROVIDER_DEPOSIT, difference), credit(chart.GENERAL_EXPENSES, difference)),
    )
