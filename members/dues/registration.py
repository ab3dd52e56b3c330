"""What simpanan wajib hands in to the application."""

from __future__ import annotations

from core.registry import Registry
from core.words import ACTIONS
from members.dues import chores, file_views, invariants, views, words

ACTIONS.update(words.ACTIONS)


def register(registry: Registry) -> None:
    """Add everything of this folder to the registry."""
    registry.blueprints += [views.blueprint, file_views.blueprint]
    registry.navigation += views.NAVIGATION
    registry.add_invariant("members.dues", invariants.sound)
    registry.chores["members.dues.make"] = chores.make
