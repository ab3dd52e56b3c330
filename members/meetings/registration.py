"""What meetings hand in: pages, the menu item, words, the check."""

from __future__ import annotations

from core.registry import Registry
from core.words import ACTIONS, DETAILS
from members.meetings import (
    day_views,
    invariants,
    minutes_views,
    motion_views,
    people_views,
    views,
    words,
)

BLUEPRINTS = (
    views.blueprint,
    people_views.blueprint,
    day_views.blueprint,
    motion_views.blueprint,
    minutes_views.blueprint,
)

ACTIONS.update(words.ACTIONS)
DETAILS.update(words.DETAILS)


def register(registry: Registry) -> None:
    """Add what belongs to the whole application."""
    registry.blueprints += BLUEPRINTS
    registry.navigation += views.NAVIGATION
    registry.add_invariant("members.meetings", invariants.meetings_add_up)
