"""Groups of people as they may be shown: none so small that somebody in it is told apart. Pure.

A group that nobody is in gives nobody away. What is hidden cannot be found by taking what is
shown from the whole either: the smallest group that may be shown is hidden along with it.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

FEWEST = 5
"""People in a group that is shown."""
K = TypeVar("K", bound=Hashable)


def is_small(people: int) -> bool:
    """Whether somebody could be told apart."""
    return 0 < people < FEWEST


def merged(people: Mapping[K, int]) -> tuple[tuple[K, ...], ...]:
    """Which groups are shown together: the smallest go together until no group is small.

    The order stays; groups that nobody is in are left out.
    """
    groups: list[tuple[K, ...]] = [(key,) for key, count in people.items() if count]

    def size(group: Sequence[K]) -> int:
        return sum(people[key] for key in group)

    while len(groups) > 1 and min(map(size, groups)) < FEWEST:
        first, second = sorted(groups, key=size)[:2]
        place = min(groups.index(first), groups.index(second))
        both = tuple(key for key in people if key in first or key in second)
        groups = [group for group in groups if group not in (first, second)]
        groups.insert(place, both)
    return tuple(groups)


def told_apart(parts: Mapping[K, tuple[int, int]]) -> tuple[tuple[K, ...], ...]:
    """The same of wholes with a part in each (members and women of a shop): how many are in the
    part, and how many are not. No whole is shown of which either is small."""
    alone = [key for key, counts in parts.items() if not any(map(is_small, counts))]
    rest = [key for key, counts in parts.items() if any(map(is_small, counts))]
    while rest and alone and any(map(is_small, _sums(parts, rest))):
        least = min(alone, key=lambda key: sum(parts[key]))
        alone.remove(least)
        rest.append(least)
    together = tuple(key for key in parts if key in rest)
    return (*((key,) for key in parts if key in alone), *((together,) if together else ()))


def _sums(parts: Mapping[K, tuple[int, int]], keys: Sequence[K]) -> tuple[int, int]:
    return sum(parts[key][0] for key in keys), sum(parts[key][1] for key in keys)
