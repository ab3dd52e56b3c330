"""``lumbung check``: every invariant of every package, and what is wrong by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlalchemy.orm import Session

from core.registry import Registry

MOST_SHOWN = 20
"""Sentences kept per invariant; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Finding:
    """The outcome of one invariant: no sentences when it holds."""

    name: str
    sentences: tuple[str, ...]
    count: int

    @property
    def holds(self) -> bool:
        return self.count == 0


def run(
    session: Session, registry: Registry, *, begin: Callable[[str], object] = str
) -> Iterator[Finding]:
    """Check every invariant on one consistent state of the database, one after another.

    ``begin`` is told the name of each before it is checked: some take long.
    """
    for name, invariant in sorted(registry.invariants.items()):
        begin(name)
        shown: list[str] = []
        count = 0
        for sentence in invariant(session):
            count += 1
            if count <= MOST_SHOWN:
                shown.append(sentence)
        yield Finding(name, tuple(shown), count)
