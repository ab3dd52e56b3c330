"""What opening balances hand in to the application."""

from __future__ import annotations

from core.registry import Registry
from core.words import ACTIONS
from members.opening import invariants, views, words

ACTIONS.update(words.ACTIONS)


def register(registry: Registry) -> None:
    """Add the pages, the menu item and the check."""
    registry.blueprints.append(views.blueprint)
    registry.navigation += views.NAVIGATION
    registry.add_invariant("members.opening", invariants.booked_as_written)
    registry.add_invariant("members.opening_left", invariants.nothing_is_left)
