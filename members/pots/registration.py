"""What pots hand in to the application."""

from __future__ import annotations

from core.registry import Registry
from core.words import ACTIONS
from members.pots import invariants, views, words

ACTIONS.update(words.ACTIONS)


def register(registry: Registry) -> None:
    """Add everything of this folder to the registry."""
    registry.blueprints.append(views.blueprint)
    registry.navigation += views.NAVIGATION
    registry.add_invariant("members.pots", invariants.pots_are_held)
