"""What a count found more or less than the moves say, at the moment it was counted. Pure.

Selling goes on while people count. So what is expected of a product is what its moves said when it
was counted, whatever has left or come since; the difference between the two is what is missing or
too much, and stays the same however late it is posted. A sale that reaches the server after the
count, from a till that was offline, counts by the time it was made.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from core.quantity import Quantity


@dataclass(frozen=True, slots=True)
class Found:
    """One entry of a counter."""

    quantity: Quantity
    at: datetime
    is_recount: bool = False
    """It takes the place of everything found before."""


@dataclass(frozen=True, slots=True)
class Moved:
    """Goods that came (+) or left (-)."""

    quantity: Quantity
    at: datetime


@dataclass(frozen=True, slots=True)
class Difference:
    """What was found of one product, beside what should have been there."""

    counted: Quantity
    expected: Quantity
    moved_meanwhile: bool
    """Goods moved between its first and its last entry: on which shelf they lay nobody knows,
    so the difference may be theirs. To be counted again at once."""

    @property
    def quantity(self) -> Quantity:
        """More (+) or less (-) than expected."""
        return self.counted - self.expected


def holding(found: Sequence[Found]) -> Sequence[Found]:
    """The entries that count: the last recount and what was added to it, else all of them."""
    recounts = [place for place, entry in enumerate(found) if entry.is_recount]
    return found[recounts[-1] :] if recounts else found


def difference(found: Sequence[Found], *, now: Quantity, moves: Sequence[Moved]) -> Difference:
    """Compare the entries of a product, in the order they came in, with its moves.

    ``now`` is what is held according to all moves; ``moves`` need not hold those made before the
    first entry. Raises ValueError when nothing was found.
    """
    if not found:
        raise ValueError("nothing was counted, which is another thing than counting zero")
    counting = holding(found)
    first, last = min(entry.at for entry in counting), max(entry.at for entry in counting)
    since = sum(move.quantity.milli for move in moves if move.at > last)
    return Difference(
        counted=Quantity(sum(entry.quantity.milli for entry in counting)),
        expected=now - Quantity(since),
        moved_meanwhile=any(first < move.at <= last for move in moves),
    )
