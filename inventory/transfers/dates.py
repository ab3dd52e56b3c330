"""Which dates go along with goods from one shop to another: rules. Pure.

The first expired leave the shelf first, here as at the till; and what arrives first is of those
that were sent first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from core.quantity import NONE, Quantity


@dataclass(frozen=True, slots=True)
class Dated:
    """Goods that expire on one day, in base units."""

    expires_on: date
    code: str
    quantity: Quantity


def leaving(
    on_shelf: Iterable[Dated], *, on_hand: Quantity, before: Quantity, quantity: Quantity
) -> Iterator[Dated]:
    """The dates of goods that leave a shelf, after so many ``before``.

    Goods of which no date is known leave first.
    """
    dated = sorted(on_shelf, key=lambda of: of.expires_on)
    undated = max(on_hand - Quantity(sum(of.quantity.milli for of in dated)), NONE)
    beyond = quantity - max(undated - before, NONE)
    return dealt(dated, skipped=before - undated, quantity=beyond)


def dealt(dated: Iterable[Dated], *, skipped: Quantity, quantity: Quantity) -> Iterator[Dated]:
    """So many of them in their order, after so many that are dealt already."""
    skip, left = max(skipped, NONE), max(quantity, NONE)
    for of in dated:
        passed = min(skip, of.quantity)
        part = min(of.quantity - passed, left)
        if part:
            yield replace(of, quantity=part)
        skip, left = skip - passed, left - part
