"""New prices from old ones or from costs, and the guard against selling at a loss. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from core.money import ZERO, Money, round_half_up
from core.quantity import Quantity
from inventory.costing import Cost

BASIS_POINTS = 10_000
USUAL_STEP = 100
STEPS = (1, 50, USUAL_STEP, 500, 1_000)
"""Rupiah that prices may be rounded to; 1 leaves them as they are."""


@dataclass(frozen=True, slots=True)
class Change:
    """What happens to every price: a part of it, an amount, or both; down where negative."""

    percent: int = 0
    """Basis points."""
    amount: Money = ZERO

    def of(self, price: Money) -> Money:
        """The new price before rounding; may be nothing or less."""
        return price + price.portion(Fraction(self.percent, BASIS_POINTS)) + self.amount


def rounded(price: Money, step: int) -> Money:
    """The nearest multiple of a step, a half up."""
    return _nearest(Fraction(price.amount), step)


def _nearest(exact: Fraction, step: int) -> Money:
    return Money(round_half_up(exact / step) * step)


def from_cost(cost: Money, markup: int, step: int) -> Money:
    """What goods bought at a cost sell for: with a mark-up in basis points, rounded up."""
    exact = cost.amount * Fraction(BASIS_POINTS + markup, BASIS_POINTS)
    return Money(-(-exact // step) * step)


def keeping_margin(price: Money, before: Cost, now: Cost, step: int) -> Money:
    """What goods sell for that cost otherwise than before: as much above cost, in parts of it."""
    was = Fraction(before.value.amount, before.quantity.milli)
    costs = Fraction(now.value.amount, now.quantity.milli)
    return _nearest(price.amount * costs / was, step)


def is_below(price: Money, factor: Quantity, cost: Cost) -> bool:
    """A pack sold at this price brings less than it cost, exactly; never with an unknown cost."""
    return price.amount * cost.quantity.milli < cost.value.amount * factor.milli
