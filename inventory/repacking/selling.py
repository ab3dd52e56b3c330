"""What filled goods should sell for, so that they earn what they earned before. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from core.money import Money
from core.quantity import Quantity
from inventory.costing import Cost

STEP = 100
"""Rupiah that suggested prices end in."""


@dataclass(frozen=True, slots=True)
class Sold:
    """A pack that has a price, and what its goods cost."""

    price: Money | None
    factor: Quantity
    cost: Cost

    @property
    def times(self) -> Fraction | None:
        """How many times its cost it sells for, never less than once; None when not known."""
        if not self.price or not self.cost.value:
            return None
        cost = Fraction(self.cost.value.amount * self.factor.milli, self.cost.quantity.milli)
        return max(self.price.amount / cost, Fraction(1))


def suggested(
    factor: Quantity, cost: Cost, earlier: Iterable[Sold], *, ceiling: Money | None = None
) -> Money | None:
    """The price of a pack that costs so much, earning as the first of these that earns at all.

    Rounded up, but never above what the state allows. None when nothing is known to go by.
    """
    times = next((sold.times for sold in earlier if sold.times is not None), None)
    if times is None or not cost.value:
        return None
    exact = times * Fraction(cost.value.amount * factor.milli, cost.quantity.milli)
    price = Money(int(-(-exact // STEP)) * STEP)
    return price if ceiling is None else min(price, ceiling)
