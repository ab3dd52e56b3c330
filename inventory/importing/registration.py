"""What imports hand in: pages, commands, menu items, words."""

from __future__ import annotations

from core.cli import import_group
from core.registry import Registry
from core.words import ACTIONS, VALUES
from inventory.importing import cli, run_views, views, words
from inventory.importing.models import RunKind
from members.opening.checking import Step
from members.opening.places import PLACES

BLUEPRINTS = (views.blueprint, run_views.blueprint)

ACTIONS.update(words.ACTIONS)
VALUES.update(words.VALUES)
PLACES[Step.STOCK] = ("inventory.files.send", {"kind": RunKind.OPENING.value})
for command in cli.COMMANDS:
    import_group.add_command(command)


def register(registry: Registry) -> None:
    """Add what belongs to the whole application."""
    registry.navigation += run_views.NAVIGATION
