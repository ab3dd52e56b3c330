"""What facts hand in to the application."""

from __future__ import annotations

from core.registry import Registry
from core.words import ACTIONS, DETAILS
from inventory.facts import views, words

BLUEPRINTS = (views.blueprint,)

ACTIONS.update(words.ACTIONS)
DETAILS.update(words.DETAILS)


def register(registry: Registry) -> None:
    """Add the menu item."""
    registry.navigation += views.NAVIGATION
