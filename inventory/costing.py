"""What goods on the shelf are worth: a quantity with its value, so that no rupiah is lost.

Issuing takes value × q / quantity, rounded; the last unit takes the last rupiah. What is issued
beyond the shelf goes at the last known cost, and the next receipt settles the difference to what
the goods really cost (account 5-3020). Always: Σ in − Σ out − Σ settlements = value held.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from core.money import ZERO, Money
from core.quantity import NONE, Quantity


@dataclass(frozen=True, slots=True)
class Cost:
    """What a quantity cost, as an exact pair: 12 pieces for Rp10.000 has no exact unit cost."""

    quantity: Quantity
    value: Money

    def __post_init__(self) -> None:
        if self.quantity < NONE or self.value < ZERO:
            raise ValueError(f"a cost is never negative: {self}")
        if self.value and not self.quantity:
            raise ValueError(f"a cost needs the quantity it is for: {self}")

    def of(self, quantity: Quantity) -> Money:
        """What that quantity costs, rounded; nothing when the cost is unknown."""
        return share(self.value, quantity, self.quantity) if self.quantity else ZERO


UNKNOWN_COST = Cost(NONE, ZERO)


@dataclass(frozen=True, slots=True)
class Holding:
    """What a shop holds of a product; below zero it owes goods at the cost they left at."""

    quantity: Quantity = NONE
    value: Money = ZERO
    last_cost: Cost = UNKNOWN_COST

    def __post_init__(self) -> None:
        if not self.quantity and self.value:
            raise ValueError(f"no goods, no value: {self}")
        if (self.quantity > NONE and self.value < ZERO) or (
            self.quantity < NONE and self.value > ZERO
        ):
            raise ValueError(f"value and quantity point apart: {self}")


@dataclass(frozen=True, slots=True)
class Issue:
    """Goods that left: what they cost, and what is held after."""

    cost: Money
    holding: Holding


@dataclass(frozen=True, slots=True)
class Receipt:
    """Goods that came: what the shelf gained, what was settled, and what is held after."""

    shelved: Money
    """What the shelf's value rose by: the price paid less the settlement."""
    settlement: Money
    """What earlier issues should have cost more (+) or less (-)."""
    holding: Holding


def issue(holding: Holding, quantity: Quantity) -> Issue:
    """Take goods off the shelf. Raises ValueError unless the quantity is positive."""
    _positive(quantity)
    on_shelf = max(holding.quantity, NONE)
    from_shelf = min(quantity, on_shelf)
    cost = share(holding.value, from_shelf, on_shelf)
    cost += holding.last_cost.of(quantity - from_shelf)
    after = Holding(holding.quantity - quantity, holding.value - cost, holding.last_cost)
    return Issue(cost, after)


def receive(holding: Holding, quantity: Quantity, value: Money) -> Receipt:
    """Put goods on the shelf for what they cost; first they make good what is owed.

    Goods for nothing do not change the last known cost. Raises ValueError unless the quantity
    is positive and the value not negative.
    """
    _positive(quantity)
    if value < ZERO:
        raise ValueError(f"goods never cost less than nothing: {value}")
    owed = max(-holding.quantity, NONE)
    covering = min(quantity, owed)
    settlement = share(value, covering, quantity) + share(holding.value, covering, owed)
    shelved = value - settlement
    last_cost = Cost(quantity, value) if value else holding.last_cost
    after = Holding(holding.quantity + quantity, holding.value + shelved, last_cost)
    return Receipt(shelved, settlement, after)


def take_back(holding: Holding, quantity: Quantity, cost: Money) -> Receipt:
    """Put sold goods back at the cost they left at; that says nothing of what goods cost now."""
    came = receive(holding, quantity, cost)
    if not holding.last_cost.quantity:
        return came
    return replace(came, holding=replace(came.holding, last_cost=holding.last_cost))


def take_off(holding: Holding, quantity: Quantity, value: Money) -> Issue:
    """Take goods off at what they came in for, as if they never had; the others keep their value.

    When no others are left behind, or not so much value, it goes as with any issue: nothing is
    lost. Raises ValueError unless the quantity is positive and the value not negative.
    """
    _positive(quantity)
    if value < ZERO:
        raise ValueError(f"goods never cost less than nothing: {value}")
    if holding.quantity <= quantity:
        return issue(holding, quantity)
    cost = min(value, holding.value)
    left = Holding(holding.quantity - quantity, holding.value - cost, holding.last_cost)
    return Issue(cost, left)


def worth(holding: Holding, quantity: Quantity) -> Money:
    """What goods cost today: what taking so many off the shelf would cost; nothing for none."""
    return issue(holding, quantity).cost if quantity else ZERO


def share(value: Money, part: Quantity, whole: Quantity) -> Money:
    """value × part / whole, rounded half away from zero; nothing for no part.

    The same as ``Money.portion``, in whole numbers because every sold line passes here.
    """
    if not part:
        return ZERO
    nearest = (2 * abs(value.amount) * part.milli + whole.milli) // (2 * whole.milli)
    return Money(nearest if value.amount >= 0 else -nearest)


def _positive(quantity: Quantity) -> None:
    if quantity <= NONE:
        raise ValueError(f"goods move in positive quantities: {quantity}")
