"""What the register of people hands in: pages, checks, words."""

from __future__ import annotations

from core.registry import Registry
from core.words import ACTIONS
from members.people import invariants, views, words

ACTIONS.update(words.ACTIONS)


def register(registry: Registry) -> None:
    """Add what belongs to the whole application."""
    registry.blueprints.append(views.blueprint)
    registry.add_invariant("members.statuses", invariants.statuses_agree)
