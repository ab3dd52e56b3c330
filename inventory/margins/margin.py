"""What a pack brings above what it cost. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from core.money import ZERO, Money, round_half_up
from core.quantity import Quantity
from inventory.costing import Cost

_TENTHS = 1_000
_BASIS_POINTS = 10
"""Of a tenth of a per cent."""


@dataclass(frozen=True, slots=True)
class Margin:
    """A price beside the cost of the same pack; below nothing it sells at a loss."""

    cost: Money
    """Of one pack, rounded."""
    amount: Money
    """Price less cost."""
    percent: int
    """Basis points of the price that are not cost, rounded to a tenth of a per cent."""

    @property
    def is_loss(self) -> bool:
        return self.amount < ZERO


def margin(price: Money, factor: Quantity, average: Cost) -> Margin | None:
    """What a pack sold at this price brings; None while nobody knows what it cost."""
    if not average.quantity or not average.value or not price:
        return None
    exact = Fraction(average.value.amount * factor.milli, average.quantity.milli)
    cost = average.of(factor)
    part = (price.amount - exact) / price.amount
    return Margin(cost, price - cost, round_half_up(part * _TENTHS) * _BASIS_POINTS)
