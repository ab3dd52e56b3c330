"""How cash moves are booked: event → balanced entry. Pure."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from core.ids import ShopId, TillId
from core.money import Money
from ledger import chart
from ledger.entry import Entry, credit, debit
from pos.cash.models import Purpose

_ACCOUNTS = {
    Purpose.SAFE: chart.SAFE,
    Purpose.PETTY: chart.PETTY_CASH,
    Purpose.BANK: chart.CASH_IN_TRANSIT,
}


def move_source(move_id: UUID) -> str:
    """The one name under which a cash move is booked."""
    return f"cash_move:{move_id}"


def account_of(purpose: Purpose, expense: str) -> str:
    """The other side of a cash move; an expense names its own."""
    return _ACCOUNTS.get(purpose, expense)


def move_entry(
    move_id: UUID,
    *,
    shop_id: ShopId,
    till_id: TillId,
    on: date,
    account: str,
    in_drawer: Money,
    description: str,
) -> Entry:
    """Money between a drawer and another account; ``in_drawer`` is + when it came in."""
    return Entry(
        shop_id,
        on,
        move_source(move_id),
        description,
        (debit(chart.DRAWER, in_drawer, till_id=till_id), credit(account, in_drawer)),
    )


def deposit_entry(move_id: UUID, *, shop_id: ShopId, on: date, amount: Money, number: str) -> Entry:
    """What was on its way has arrived at the bank."""
    return Entry(
        shop_id,
        on,
        f"bank_deposit:{move_id}",
        number,
        (debit(chart.BANK, amount), credit(chart.CASH_IN_TRANSIT, amount)),
    )
