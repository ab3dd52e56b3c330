"""How the differences of a count are booked: event → balanced entry. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.ids import ShopId
from core.money import ZERO, Money, total
from ledger import chart
from ledger.entry import Entry, credit, debit, lines


@dataclass(frozen=True, slots=True)
class SetRight:
    """What setting the shelf of one product right was worth."""

    shelved: Money
    """What the shelf's value changed by: more +, less -."""
    settlement: Money
    """What earlier issues below zero should have cost more (+) or less (-)."""


@dataclass(frozen=True, slots=True)
class Posted:
    """What the books need to know of a count that is posted."""

    source: str
    shop_id: ShopId
    booked_on: date
    description: str
    found: Sequence[SetRight]


def count_entry(posted: Posted) -> Entry | None:
    """Surpluses are income and shortages a loss, side by side: one does not hide the other.

    None when nothing had a value.
    """
    over = total(one.shelved + one.settlement for one in posted.found if _is_over(one))
    short = total(-one.shelved - one.settlement for one in posted.found if not _is_over(one))
    booked = lines(
        debit(chart.MERCHANDISE, total(one.shelved for one in posted.found)),
        debit(chart.COST_DIFFERENCE, total(one.settlement for one in posted.found)),
        debit(chart.LOSS_OF_GOODS, short),
        credit(chart.STOCK_OVER, over),
    )
    if not booked:
        return None
    return Entry(posted.shop_id, posted.booked_on, posted.source, posted.description, booked)


def _is_over(one: SetRight) -> bool:
    return one.shelved + one.settlement >= ZERO
