"""What cards and books of members hand in to the application."""

from __future__ import annotations

from core.registry import Registry
from core.words import ACTIONS
from members.cards import book_views, views, words

ACTIONS.update(words.ACTIONS)


def register(registry: Registry) -> None:
    """Add everything of this folder to the registry."""
    registry.blueprints += [views.blueprint, book_views.blueprint]
    registry.navigation += views.NAVIGATION
