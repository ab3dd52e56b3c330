"""What leaving hands in to the application."""

from __future__ import annotations

from core.registry import Registry
from core.words import ACTIONS
from members import views as member_views
from members.leaving import invariants, views, words


def register(registry: Registry) -> None:
    """Add everything of this folder to the registry."""
    registry.blueprints.append(views.blueprint)
    registry.navigation += views.NAVIGATION
    registry.add_invariant("members.settled", invariants.settled)
    registry.add_invariant("members.gone", invariants.nobody_gone_has_savings)
    member_views.DOCUMENT_PAGES["settlement"] = ("settlements.show_by_key", "settlement_id")
    ACTIONS.update(words.ACTIONS)
