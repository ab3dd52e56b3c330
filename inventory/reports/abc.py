"""ABC: which goods bring most of the sales or of the margin. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class AbcClass(StrEnum):
    A = "A"
    B = "B"
    C = "C"


@dataclass(frozen=True, slots=True)
class AbcShares:
    """Percent of everything that each class brings: usually 80, 15 and 5."""

    a: int
    b: int
    c: int

    def __post_init__(self) -> None:
        if min(self.a, self.b, self.c) < 0 or self.a + self.b + self.c != 100:
            raise ValueError(f"the classes make up a hundred: {self}")


USUAL_SHARES = AbcShares(80, 15, 5)


def classes(amounts: Sequence[int], shares: AbcShares) -> tuple[AbcClass, ...]:
    """The class of each amount, in the order they came.

    From the greatest on (ties to the earlier), goods are A until they bring what A brings; the
    one that passes the limit belongs to it. What brings nothing, or costs, is C.
    """
    whole = sum(amount for amount in amounts if amount > 0)
    found = [AbcClass.C] * len(amounts)
    before = 0
    for place in sorted(range(len(amounts)), key=lambda place: (-amounts[place], place)):
        if amounts[place] <= 0:
            break
        if before * 100 < shares.a * whole:
            found[place] = AbcClass.A
        elif before * 100 < (shares.a + shares.b) * whole:
            found[place] = AbcClass.B
        before += amounts[place]
    return tuple(found)


def cumulated(amounts: Sequence[int], steps: int) -> tuple[int, ...]:
    """Percent of everything that the best 1, 2 … of so many parts of the goods bring, whole."""
    ranked = sorted((max(amount, 0) for amount in amounts), reverse=True)
    whole = sum(ranked)
    if not whole:
        return ()
    ends = (-(-len(ranked) * step // steps) for step in range(1, steps + 1))
    return tuple(sum(ranked[:end]) * 100 // whole for end in ends)
