"""How a drawer is brought to its float and to its count: event → balanced entry. Pure.

A document that arrives after its shift was closed finds its money counted already: what that
closing booked as over or short is taken back by as much (``late``), so that the drawer's account
is again what lay in the drawer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from core.ids import ShiftId, ShopId, TillId
from core.money import ZERO, Money
from ledger import chart
from ledger.entry import Entry, Line, credit, debit, lines


@dataclass(frozen=True, slots=True)
class Turn:
    """Which shift an entry is about, and the day it is booked on."""

    shift_id: ShiftId
    shop_id: ShopId
    till_id: TillId
    on: date


def float_entry(turn: Turn, *, from_safe: Money, late: Money, description: str) -> Entry | None:
    """Bring the drawer to its float from the safe (or back to it when negative)."""
    booked = lines(
        debit(chart.DRAWER, from_safe - late, till_id=turn.till_id),
        credit(chart.SAFE, from_safe),
        *_taken_back(late),
    )
    return _entry(turn, "shift_open", description, booked)


def count_entry(turn: Turn, *, difference: Money, description: str) -> Entry | None:
    """Book what the drawer held more (+) or less (-) than expected."""
    booked = lines(
        debit(chart.DRAWER, difference, till_id=turn.till_id),
        debit(chart.CASH_SHORT, max(-difference, ZERO)),
        credit(chart.CASH_OVER, max(difference, ZERO)),
    )
    return _entry(turn, "shift_close", description, booked)


def late_entry(turn: Turn, *, late: Money, description: str) -> Entry | None:
    """Take back what earlier closings booked for documents that have arrived since."""
    booked = lines(debit(chart.DRAWER, -late, till_id=turn.till_id), *_taken_back(late))
    return _entry(turn, "shift_late", description, booked)


def _taken_back(late: Money) -> tuple[Line, ...]:
    """Money that came in late was booked as over then, money that went out late as short."""
    return (
        debit(chart.CASH_OVER, max(late, ZERO)),
        credit(chart.CASH_SHORT, max(-late, ZERO)),
    )


def _entry(turn: Turn, event: str, description: str, booked: tuple[Line, ...]) -> Entry | None:
    if not booked:
        return None
    return Entry(turn.shop_id, turn.on, f"{event}:{turn.shift_id}", description, booked)
