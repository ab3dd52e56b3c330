"""Where the packages hand in what they have; ``wsgi`` asks each one's ``registration.py``.

So nobody has to look up: ``lumbung check`` asks every registered invariant, the menu shows every
registered item, the application serves every registered blueprint.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

import click
from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_smorest import Blueprint as ApiBlueprint
from sqlalchemy.orm import Session

from core.db import Database
from core.ids import ShopId
from core.permissions import Permission

Invariant = Callable[[Session], Iterator[str]]
"""Yields one sentence for each thing that is wrong; nothing when all is well."""

Entrance = Callable[[], ResponseReturnValue | None]
"""What ``/`` answers to somebody who is not signed in; None: nothing special, so sign in."""

Gate = Callable[[], ResponseReturnValue | None]
"""Lets a member in to her own pages: None, or the page that asks for her PIN."""

Chore = Callable[[Database, datetime], None]
"""What the server does by itself from time to time, given the instant; owns its transactions."""

ShopOpened = Callable[[Session, ShopId], None]
"""What a package does in the same transaction when a shop is opened."""


@dataclass(frozen=True, slots=True)
class NavigationItem:
    """A link of the menu, shown to those who hold the permission."""

    label: str
    """A lazy translation."""
    endpoint: str
    permission: Permission
    group: str
    """A lazy translation; items of one group stand together."""


@dataclass(slots=True)
class Registry:
    """What the packages of one application have handed in."""

    blueprints: list[Blueprint] = field(default_factory=list)
    api_blueprints: list[ApiBlueprint] = field(default_factory=list)
    commands: list[click.Command] = field(default_factory=list)
    invariants: dict[str, Invariant] = field(default_factory=dict)
    navigation: list[NavigationItem] = field(default_factory=list)
    shop_opened: list[ShopOpened] = field(default_factory=list)
    chores: dict[str, Chore] = field(default_factory=dict)
    entrance: Entrance | None = None
    member_gate: Gate | None = None

    def add_invariant(self, name: str, check: Invariant) -> None:
        """Hand in a check under the name ``lumbung check`` prints."""
        if name in self.invariants:
            raise ValueError(f"invariant {name} is registered twice")
        self.invariants[name] = check
