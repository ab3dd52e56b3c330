"""What repacking hands in to the application."""

from __future__ import annotations

from core.registry import Registry
from core.words import ACTIONS
from inventory import papers
from inventory.repacking import invariants, new_views, queries, views, words

BLUEPRINTS = (new_views.blueprint, views.blueprint)

ACTIONS.update(words.ACTIONS)
papers.FINDERS["repacking"] = queries.papers


def register(registry: Registry) -> None:
    """Add the menu item and the check."""
    registry.navigation += views.NAVIGATION
    registry.add_invariant("inventory.repacking", invariants.moved)
