"""Quantities as whole thousandths of a unit (0.5 kg is 500), so that nothing is ever rounded."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

MILLI = 1000


@dataclass(frozen=True, slots=True, order=True)
class Quantity:
    """An amount of goods in thousandths of its unit; may be negative."""

    milli: int

    def __post_init__(self) -> None:
        if type(self.milli) is not int:
            raise TypeError(f"a quantity is whole thousandths, not {self.milli!r}")

    @classmethod
    def of(cls, units: int) -> Quantity:
        """So many whole units."""
        return cls(units * MILLI)

    @property
    def units(self) -> Fraction:
        """The exact number of units."""
        return Fraction(self.milli, MILLI)

    def __add__(self, other: Quantity) -> Quantity:
        return Quantity(self.milli + other.milli)

    def __sub__(self, other: Quantity) -> Quantity:
        return Quantity(self.milli - other.milli)

    def __neg__(self) -> Quantity:
        return Quantity(-self.milli)

    def __bool__(self) -> bool:
        return self.milli != 0


NONE = Quantity(0)
