"""Where packages above hand in what packages below must show or check; ``create_app`` fills it.

Nobody has to look up: ``lumbung check`` asks every registered invariant, the navigation shows
every registered item, the home page every registered panel.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from core.permissions import Permission

Invariant = Callable[[Session], Iterator[str]]
"""Yields one sentence for each thing that is wrong; nothing when all is well."""


@dataclass(frozen=True, slots=True)
class NavigationItem:
    """A link of the menu, shown to those who hold the permission."""

    label: str
    """Indonesian msgid; translated when drawn."""
    endpoint: str
    permission: Permission
    group: str


@dataclass(slots=True)
class Registry:
    """What the packages of one application have handed in."""

    invariants: dict[str, Invariant] = field(default_factory=dict)
    navigation: list[NavigationItem] = field(default_factory=list)

    def add_invariant(self, name: str, check: Invariant) -> None:
        """Hand in a check under the name ``lumbung check`` prints."""
        if name in self.invariants:
            raise ValueError(f"invariant {name} is registered twice")
        self.invariants[name] = check
