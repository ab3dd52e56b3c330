"""What a part of a sold line is worth: price and cost of then, exact to the rupiah. Pure.

Always taken from what is left, so that whatever the order and size of the parts, the last piece
takes the last rupiah, of the amount and of the cost.
"""

from __future__ import annotations

from dataclasses import dataclass

from core.money import ZERO, Money
from core.quantity import NONE, Quantity


@dataclass(frozen=True, slots=True)
class Portion:
    """Some of a sold line, or all of it."""

    quantity: Quantity
    """Packs."""
    base_quantity: Quantity
    """Base units."""
    amount: Money
    cost: Money
    vat: Money = ZERO
    """The tax inside the amount."""

    def __sub__(self, other: Portion) -> Portion:
        return Portion(
            self.quantity - other.quantity,
            self.base_quantity - other.base_quantity,
            self.amount - other.amount,
            self.cost - other.cost,
            self.vat - other.vat,
        )


NOTHING = Portion(NONE, NONE, ZERO, ZERO)


def portion(left: Portion, quantity: Quantity) -> Portion:
    """That many packs of what is left. Raises ValueError for more than that, or less than none."""
    if not NONE <= quantity <= left.quantity:
        raise ValueError(f"{quantity} is no part of {left.quantity}")
    if quantity == left.quantity:
        return left
    part, whole = quantity.milli, left.quantity.milli
    return Portion(
        quantity,
        Quantity(left.base_quantity.milli * part // whole),
        Money(_share(left.amount.amount, part, whole)),
        Money(_share(left.cost.amount, part, whole)),
        Money(_share(left.vat.amount, part, whole)),
    )


def _share(value: int, part: int, whole: int) -> int:
    """Rounded half up; sold lines are never negative."""
    return (2 * value * part + whole) // (2 * whole)
