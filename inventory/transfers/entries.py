"""How goods between shops are booked: event → balanced entries. Pure.

On the way they stand in 1-1350 of the shop that sent them, at what they cost there; that shop
bears what is lost. What arrives goes through the account between shops, which adds up to zero.
"""

from __future__ import annotations

from dataclasses import dataclass

from core.ids import ShopId
from core.money import ZERO, Money
from core.quantity import NONE, Quantity
from inventory.costing import share
from ledger import chart
from ledger.entry import Entry, credit, debit, lines
from members.entries import Event, Part, across_shops


@dataclass(frozen=True, slots=True)
class OnTheWay:
    """Goods of a line between two shops: base units, and what they cost."""

    quantity: Quantity
    value: Money

    def __post_init__(self) -> None:
        if self.quantity < NONE or self.value < ZERO or (self.value and not self.quantity):
            raise ValueError(f"goods on the way are never less than none: {self}")

    def part(self, quantity: Quantity) -> OnTheWay:
        """So many of them and their share of the cost; the last take the last rupiah."""
        if not NONE < quantity <= self.quantity:
            raise ValueError(f"{quantity} of {self}")
        return OnTheWay(quantity, share(self.value, quantity, self.quantity))

    def without(self, part: OnTheWay) -> OnTheWay:
        """What is still on the way when a part came to an end."""
        return OnTheWay(self.quantity - part.quantity, self.value - part.value)


@dataclass(frozen=True, slots=True)
class Shelved:
    """What goods that arrived were worth to the shelves there; together their cost."""

    shelved: Money
    settlement: Money
    """What goods sold before they came should have cost more (+) or less (-)."""


def sent(event: Event, cost: Money) -> Entry | None:
    """Off the shelf and on the way; None when the goods are worth nothing."""
    return _one(event, chart.GOODS_IN_TRANSIT, chart.MERCHANDISE, cost)


def lost(event: Event, cost: Money) -> Entry | None:
    """On the way no more: the loss of the shop that sent; None when it was worth nothing."""
    return _one(event, chart.LOSS_OF_GOODS, chart.GOODS_IN_TRANSIT, cost)


def arrived(event: Event, sender: ShopId, goods: Shelved) -> tuple[Entry, ...]:
    """From the way onto the shelves of the shop of the event: an entry for each of the two."""
    cost = goods.shelved + goods.settlement
    return across_shops(
        event,
        [
            Part(sender, credit(chart.GOODS_IN_TRANSIT, cost)),
            Part(event.shop_id, debit(chart.MERCHANDISE, goods.shelved)),
            Part(event.shop_id, debit(chart.COST_DIFFERENCE, goods.settlement)),
        ],
    )


def _one(event: Event, debited: str, credited: str, cost: Money) -> Entry | None:
    booked = lines(debit(debited, cost), credit(credited, cost))
    if not booked:
        return None
    return Entry(event.shop_id, event.booked_on, event.source, event.description, booked)
