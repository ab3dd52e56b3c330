"""What imports hand in: pages, commands, menu items, words."""

from __future__ import annotations

from core.cli import import_group
from core.registry import Registry
from core.words import ACTIONS, VALUES
from inventory.importing import cli, run_views, views, words

BLUEPRINTS = (views.blueprint, run_views.blueprint)

ACTIONS.update(words.ACTIONS)
VALUES.update(words.VALUES)
for command in cli.COMMANDS:
    import_group.add_command(command)


def register(registry: Registry) -> None:
    """Add what belongs to the whole application."""
    registry.navigation += run_views.NAVIGATION
