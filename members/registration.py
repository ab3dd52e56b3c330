"""What ``members`` hands in to the application: blueprints, commands, checks, menu items."""

from __future__ import annotations

from core.registry import Registry
from members import invariants, views


def register(registry: Registry) -> None:
    """Add everything of this package to the registry."""
    registry.blueprints.append(views.blueprint)
    registry.navigation += views.NAVIGATION
    registry.add_invariant("members.purchases", invariants.purchases)
