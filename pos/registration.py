"""What ``pos`` hands in to the application: blueprints, commands, checks, menu items."""

from __future__ import annotations

from core.registry import Registry
from pos import api, cli, invariants, sales_views, views


def register(registry: Registry) -> None:
    """Add everything of this package to the registry."""
    registry.blueprints += [views.blueprint, sales_views.blueprint]
    registry.api_blueprints.append(api.blueprint)
    registry.commands += cli.COMMANDS
    registry.navigation += [*views.NAVIGATION, *sales_views.NAVIGATION]
    registry.add_invariant("pos.sales", invariants.sales_add_up)
    registry.add_invariant("pos.receipts", invariants.receipts_without_gaps)
    registry.add_invariant("pos.books", invariants.sales_are_booked)
