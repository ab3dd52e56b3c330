"""What ``pos`` hands in to the application: blueprints, commands, checks, menu items."""

from __future__ import annotations

from core.registry import Registry


def register(registry: Registry) -> None:
    """Add everything of this package to the registry."""
