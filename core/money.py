"""Money as whole minor units of the co-operative's one currency (rupiah: none below 1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An exact amount in whole rupiah; may be negative. Never a float, never a Decimal."""

    amount: int

    def __post_init__(self) -> None:
        if type(self.amount) is not int:
            raise TypeError(f"money is whole rupiah, not {self.amount!r}")

    def __add__(self, other: Money) -> Money:
        return Money(self.amount + other.amount)

    def __sub__(self, other: Money) -> Money:
        return Money(self.amount - other.amount)

    def __neg__(self) -> Money:
        return Money(-self.amount)

    def __mul__(self, times: int) -> Money:
        if type(times) is not int:
            raise TypeError("money scales by whole numbers; use portion() for a share")
        return Money(self.amount * times)

    __rmul__ = __mul__

    def __bool__(self) -> bool:
        return self.amount != 0

    def portion(self, share: Fraction) -> Money:
        """That share of the amount, rounded half away from zero to whole rupiah."""
        return Money(round_half_up(self.amount * share))


ZERO = Money(0)


def round_half_up(value: Fraction) -> int:
    """The nearest whole number; a half goes away from zero, as tills and tax forms do."""
    doubled = abs(value) * 2 + 1
    nearest = doubled.numerator // (doubled.denominator * 2)
    return nearest if value >= 0 else -nearest


def total(amounts: Iterable[Money]) -> Money:
    """The sum; zero for none."""
    return Money(sum(amount.amount for amount in amounts))


def allocate(pot: Money, weights: Sequence[int]) -> tuple[Money, ...]:
    """Split a pot by weight in whole rupiah; the parts always add up to the pot.

    Largest remainder (Hamilton); ties go to the earlier weight. A negative pot is split like
    the positive one, with the sign turned. Raises ValueError for a negative weight, or when
    all weights are zero.
    """
    if any(weight < 0 for weight in weights):
        raise ValueError("weights may not be negative")
    whole = sum(weights)
    if whole == 0:
        raise ValueError("nothing to allocate by: all weights are zero")
    size = abs(pot.amount)
    floors = [size * weight // whole for weight in weights]
    remainders = [size * weight % whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda i: (-remainders[i], i))
    for position in by_remainder[: size - sum(floors)]:
        floors[position] += 1
    sign = 1 if pot.amount >= 0 else -1
    return tuple(Money(sign * part) for part in floors)
