"""What of a sold consigned line is the producer's and what is the co-op's fee. Pure.

Either a part of what the buyer pays, in basis points, or whatever is above a net price. Fixed
when the line is sold: later prices and agreements change nothing that was sold.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from core.ids import PartyId
from core.money import Money
from core.quantity import Quantity

ALL = 10_000
"""Basis points of the whole."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What was agreed with whoever a product belongs to, as it holds on a day."""

    consignor_id: PartyId
    basis_points: int = 0
    """The co-op's part of what the buyer pays; a net price comes before it."""
    net_price: Money | None = None
    """What the producer gets for a base unit, whatever the buyer pays."""

    def __post_init__(self) -> None:
        if not 0 <= self.basis_points <= ALL:
            raise ValueError(f"a fee is between nothing and all: {self.basis_points}")
        if self.net_price is not None and self.net_price.amount < 0:
            raise ValueError(f"a net price is never negative: {self.net_price}")

    def payable(self, amount: Money, quantity: Quantity) -> Money:
        """What the producer is owed for so many base units, sold for ``amount``."""
        if self.net_price is not None:
            return self.net_price.portion(quantity.units)
        return amount - amount.portion(Fraction(self.basis_points, ALL))

    def fee(self, amount: Money, quantity: Quantity) -> Money:
        """What the co-op keeps; less than nothing when goods sold below their net price."""
        return amount - self.payable(amount, quantity)
