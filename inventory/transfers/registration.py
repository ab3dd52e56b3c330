"""What transfers hand in to the application."""

from __future__ import annotations

from core.registry import Registry
from core.words import ACTIONS, DETAILS
from inventory import papers
from inventory.transfers import invariants, queries, sending_views, views, words

BLUEPRINTS = (sending_views.blueprint, views.blueprint)

ACTIONS.update(words.ACTIONS)
DETAILS.update(words.DETAILS)
papers.FINDERS["transfer"] = queries.papers_of
papers.FINDERS["transfer_step"] = queries.papers_of_steps


def register(registry: Registry) -> None:
    """Add the menu item and the checks."""
    registry.navigation += views.NAVIGATION
    registry.add_invariant("inventory.transfers_value", invariants.value_on_the_way)
    registry.add_invariant("inventory.transfers_goods", invariants.goods_on_the_way)
    registry.add_invariant("inventory.transfers_moves", invariants.shelves_moved)
