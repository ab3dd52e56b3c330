"""What reordering hands in to the application."""

from __future__ import annotations

from core.registry import Registry
from inventory.reordering import views

BLUEPRINTS = (views.blueprint,)


def register(registry: Registry) -> None:
    """Add the menu item."""
    registry.navigation += views.NAVIGATION
