"""What the write-offs of debts hand in to the application."""

from __future__ import annotations

from core.registry import Registry
from core.words import ACTIONS
from members.write_offs import invariants, views, words


def register(registry: Registry) -> None:
    """Add everything of this folder to the registry."""
    registry.blueprints.append(views.blueprint)
    registry.navigation += views.NAVIGATION
    registry.add_invariant("members.written_off", invariants.booked)
    ACTIONS.update(words.ACTIONS)
