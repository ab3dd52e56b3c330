"""What remains of batches, and by how much to mark them down: rules. Pure.

Nothing is written when goods are sold: whoever fills shelves well lets the first expired leave
first, so what the shelf still holds is of the batches that expire last. Where that is known to be
wrong somebody says so, and the batch has less (an explicit end).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

from core.money import Money
from core.quantity import NONE, Quantity

_STEP = re.compile(r"(\d{1,3}):(\d{1,2})")
ROUND_TO = 100
"""Suggested prices end in whole hundreds of rupiah, in favour of the buyer."""


@dataclass(frozen=True, slots=True)
class Held:
    """A batch that came in: base units, less what is known to be gone."""

    key: UUID
    expires_on: date
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class Step:
    """From so many days before the last day on: so many per cent off."""

    days: int
    percent: int


def remaining(batches: Iterable[Held], on_hand: Quantity) -> dict[UUID, Quantity]:
    """How much of each batch the shelf holds; those that are gone are left out.

    Goods of which no date is known count as sold first: better to look in vain than to sell what
    has expired.
    """
    left, found = max(on_hand, NONE), dict[UUID, Quantity]()
    for batch in sorted(batches, key=lambda of: (of.expires_on, of.key), reverse=True):
        part = min(max(batch.quantity, NONE), left)
        if part:
            found[batch.key] = part
            left -= part
    return found


def thrown_away(
    batches: Sequence[Held], *, on_hand: Quantity, quantity: Quantity, on: date
) -> dict[UUID, Quantity]:
    """Of which batches goods were that somebody threw away because of their date.

    What has expired and should be there, the first expired first; then what should have been sold
    before it expired, the last expired first, since nobody finds what was sold last year; then
    what expires next. More than that has no date that is known.
    """
    remain = remaining(batches, on_hand)
    by_day = sorted(batches, key=lambda of: (of.expires_on, of.key))
    old, good = ([of for of in by_day if (of.expires_on < on) is gone] for gone in (True, False))
    parts = [
        *((of.key, remain.get(of.key, NONE)) for of in old),
        *((of.key, of.quantity - remain.get(of.key, NONE)) for of in reversed(old)),
        *((of.key, remain.get(of.key, NONE)) for of in good),
    ]
    left, found = quantity, dict[UUID, Quantity]()
    for key, most in parts:
        part = min(max(most, NONE), left)
        if part:
            found[key] = found.get(key, NONE) + part
            left -= part
    return found


def markdown_steps(text: str) -> tuple[Step, ...]:
    """``30:10 14:25 7:50`` as steps, the fewest days first. Raises ValueError."""
    found = [_STEP.fullmatch(word) for word in text.replace(",", " ").split()]
    if None in found:
        raise ValueError(f"no steps: {text}")
    steps = sorted((int(of[1]), int(of[2])) for of in found if of)
    percents = [percent for _days, percent in steps]
    if len({days for days, _percent in steps}) < len(steps) or not all(percents):
        raise ValueError(f"steps that contradict each other: {text}")
    if percents != sorted(percents, reverse=True):
        raise ValueError(f"the nearer the last day, the more off: {text}")
    return tuple(Step(days, percent) for days, percent in steps)


def suggested_percent(steps: Sequence[Step], days_left: int) -> int:
    """How many per cent to take off; none while there is time, and none when it is too late."""
    if days_left < 0:
        return 0
    return next((step.percent for step in steps if days_left <= step.days), 0)


def marked_down(price: Money, percent: int) -> Money:
    """A price less so many per cent, down to whole hundreds; small ones to the rupiah."""
    lower = price.portion(Fraction(100 - percent, 100)).amount
    return Money(lower - lower % ROUND_TO if lower >= ROUND_TO else lower)
