"""What counts hand in: pages, menu items, words, the check, and what a stock card says."""

from __future__ import annotations

from core.registry import Registry
from core.words import ACTIONS
from inventory import papers
from inventory.counts import counting_views, invariants, queries, views, words

BLUEPRINTS = (views.blueprint, counting_views.blueprint)

ACTIONS.update(words.ACTIONS)
papers.FINDERS["count"] = queries.papers


def register(registry: Registry) -> None:
    """Add what belongs to the whole application."""
    registry.navigation += [*views.NAVIGATION, *counting_views.NAVIGATION]
    registry.add_invariant("inventory.counts", invariants.posted)
