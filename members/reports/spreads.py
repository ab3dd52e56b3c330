"""How purchases are spread over members: parts of equal size, the middle, classes. Pure.

Nobody is to be told apart in what is printed, so no group holds fewer people than ``FEWEST``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from core.charts import round_step
from members.reports.small_groups import FEWEST, is_small

PARTS = (10, 5, 2)
"""Into how many parts of equal size people are divided: as many as there are people for."""
CLASSES = 10


@dataclass(frozen=True, slots=True)
class Group:
    """Some members and what they bought together."""

    people: int
    amount: int


@dataclass(frozen=True, slots=True)
class Class(Group):
    """Members who bought for at least one amount, and less than the other."""

    low: int
    high: int | None
    """None: however much."""


def parts(amounts: Sequence[int]) -> tuple[Group, ...]:
    """Groups of equally many people, those who bought most first; none of too few people."""
    order = sorted(amounts, reverse=True)
    count = next((parts for parts in PARTS if len(order) >= parts * FEWEST), 0)
    ends = [place * len(order) // count for place in range(count + 1)] if count else []
    groups = (order[start:end] for start, end in pairwise(ends))
    return tuple(Group(len(group), sum(group)) for group in groups)


def median(amounts: Sequence[int]) -> int:
    """The middle one; between two of them, the whole rupiah above the middle."""
    order = sorted(amounts)
    return -(-(order[(len(order) - 1) // 2] + order[len(order) // 2]) // 2) if order else 0


def classes(amounts: Sequence[int]) -> tuple[Class, ...]:
    """Members by how much they bought, in round steps; who bought unusually much is one class."""
    if len(amounts) < PARTS[-1] * FEWEST:
        return ()
    step = round_step(-(-sorted(amounts)[len(amounts) * 9 // 10] // 2))
    found = []
    for place in range(CLASSES):
        low, high = place * step, (place + 1) * step if place + 1 < CLASSES else None
        within = [each for each in amounts if low <= each and (high is None or each < high)]
        found.append(Class(len(within), sum(within), low, high))
    return _merged(found)


def _merged(found: Sequence[Class]) -> tuple[Class, ...]:
    """Without classes of too few people: each goes into the one before it, the first into the
    next; empty ones at the end are left out."""
    merged: list[Class] = []
    for one in found:
        if merged and (is_small(one.people) or is_small(merged[-1].people)):
            merged.append(_together(merged.pop(), one))
        else:
            merged.append(one)
    while len(merged) > 1 and (is_small(merged[-1].people) or not merged[-1].people):
        last = merged.pop()
        merged[-1] = _together(merged[-1], last)
    return tuple(merged)


def _together(one: Class, other: Class) -> Class:
    return Class(one.people + other.people, one.amount + other.amount, one.low, other.high)
