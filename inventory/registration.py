"""What ``inventory`` hands in to the application: blueprints, commands, checks, menu items."""

from __future__ import annotations

from core.registry import Registry
from core.words import ACTIONS, DETAILS, VALUES
from inventory import (
    cli,
    container_views,
    import_views,
    invariants,
    pack_views,
    package_views,
    promotion_views,
    stock_views,
    views,
    words,
)

for child in (
    pack_views,
    package_views,
    promotion_views,
    stock_views,
    container_views,
    import_views,
):
    views.blueprint.register_blueprint(child.blueprint)


ACTIONS.update(words.ACTIONS)
DETAILS.update(words.DETAILS)
VALUES.update(words.VALUES)


def register(registry: Registry) -> None:
    """Add everything of this package to the registry."""
    registry.blueprints.append(views.blueprint)
    registry.navigation += [
        *views.NAVIGATION, *promotion_views.NAVIGATION, *stock_views.NAVIGATION,
    ]  # fmt: skip
    registry.commands += cli.COMMANDS
    registry.add_invariant("inventory.moves", invariants.moves)
    registry.add_invariant("inventory.stock", invariants.stock)
    registry.add_invariant("inventory.value", invariants.value)
