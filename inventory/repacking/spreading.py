"""What filled goods cost and how much came of what was opened. Pure.

The whole cost of what was opened goes onto what was filled, so what was spilled on the way makes
the rest dearer: by parts that somebody gave, else by how much of the opened goods is inside.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from core.money import Money, allocate, round_half_up
from core.quantity import MILLI, NONE, Quantity

BASIS_POINTS = 10_000


@dataclass(frozen=True, slots=True)
class Filled:
    """Goods that were filled, in base units."""

    quantity: Quantity
    content: Quantity | None = None
    """How much of the opened goods is in one base unit; None: nobody knows."""
    share: int | None = None
    """Parts of the cost; None: nobody gave any."""

    def __post_init__(self) -> None:
        if self.quantity <= NONE or (self.content is not None and self.content <= NONE):
            raise ValueError(f"nothing was filled: {self}")
        if self.share is not None and self.share < 0:
            raise ValueError(f"a share of the cost is never negative: {self}")


@dataclass(frozen=True, slots=True)
class Yield:
    """How much of what was opened is in what was filled."""

    opened: Quantity
    got: Quantity

    @property
    def lost(self) -> Quantity:
        """What was spilled; negative when more was filled than was opened."""
        return self.opened - self.got

    @property
    def is_more(self) -> bool:
        """More was filled than was opened."""
        return self.got > self.opened

    @property
    def difference(self) -> Quantity:
        """What was lost, or what was filled too much; never negative."""
        return -self.lost if self.is_more else self.lost

    @property
    def part(self) -> int:
        """What was got of what was opened, in basis points."""
        return round_half_up(Fraction(self.got.milli * BASIS_POINTS, self.opened.milli))

    def expected_of(self, opened: Quantity) -> Quantity:
        """How much comes of so much if it goes as it did here."""
        return Quantity(round_half_up(Fraction(self.got.milli * opened.milli, self.opened.milli)))


def weights(goods: Sequence[Filled]) -> tuple[int, ...] | None:
    """What the cost is spread by; None when that cannot be told.

    Given shares go first, and then every line must have one. One line alone bears everything.
    """
    if any(filled.share is not None for filled in goods):
        shares = tuple(filled.share for filled in goods if filled.share is not None)
        return shares if len(shares) == len(goods) and any(shares) else None
    if len(goods) == 1:
        return (1,)
    inside = _inside(goods)
    return tuple(inside) if inside and len(inside) == len(goods) else None


def spread(cost: Money, goods: Sequence[Filled]) -> tuple[Money, ...]:
    """What each of the filled goods cost; together all that the opened goods cost.

    Raises ValueError where ``weights`` cannot tell.
    """
    by = weights(goods)
    if by is None:
        raise ValueError(f"nobody can tell what each of these cost: {goods}")
    return allocate(cost, by)


def yielded(opened: Quantity, goods: Sequence[Filled]) -> Yield | None:
    """How much came of what was opened; None while what is inside some of it is not known."""
    inside = _inside(goods)
    if len(inside) != len(goods):
        return None
    return Yield(opened, Quantity(round_half_up(Fraction(sum(inside), MILLI))))


def _inside(goods: Sequence[Filled]) -> list[int]:
    """Millionths of the opened goods in each of those where that is known."""
    return [filled.quantity.milli * filled.content.milli for filled in goods if filled.content]
