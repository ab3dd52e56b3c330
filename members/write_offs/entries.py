"""How debts that are given up are booked: event → balanced entry. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from core.ids import ShopId
from core.money import Money
from ledger import chart
from ledger.entry import Line, credit, debit, lines
from members.debtors import Debtor
from members.entries import Part


def write_off_source(write_off_id: UUID) -> str:
    """The one name under which a debt is given up."""
    return f"debt_write_off:{write_off_id}"


def provision_source(provision_id: UUID) -> str:
    """The one name under which something is set aside."""
    return f"debt_provision:{provision_id}"


def recovery_source(recovery_id: UUID) -> str:
    """The one name under which something comes back."""
    return f"debt_recovery:{recovery_id}"


def write_off_lines(debtor: Debtor, amount: Money) -> tuple[Line, ...]:
    """What was set aside pays the debt; both lines name who it is."""
    return (debtor.debit(chart.DOUBTFUL_CREDIT, amount), debtor.owes(-amount))


def provision_lines(amount: Money) -> tuple[Line, ...]:
    """An expense now, so that nothing is lost later; a negative amount takes it back."""
    return lines(debit(chart.DOUBTFUL_EXPENSES, amount), credit(chart.DOUBTFUL_CREDIT, amount))


def recovery_parts(
    debtor: Debtor, desk: ShopId, books: ShopId, paid_into: str, amount: Money
) -> Iterator[Part]:
    """Money at the desk; what was set aside is there again in the books the debt stood in."""
    yield Part(desk, debit(paid_into, amount))
    yield Part(books, debtor.debit(chart.DOUBTFUL_CREDIT, -amount))
