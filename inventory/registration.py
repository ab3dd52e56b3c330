"""What ``inventory`` hands in to the application: blueprints, commands, checks, menu items."""

from __future__ import annotations

from core.registry import Registry
from inventory import cli, invariants


def register(registry: Registry) -> None:
    """Add everything of this package to the registry."""
    registry.commands += cli.COMMANDS
    registry.add_invariant("inventory.moves", invariants.moves)
    registry.add_invariant("inventory.stock", invariants.stock)
    registry.add_invariant("inventory.value", invariants.value)
