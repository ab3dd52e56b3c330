"""What interest on savings hands in to the application."""

from __future__ import annotations

from core.registry import Registry
from core.words import ACTIONS
from members import views as member_views
from members.interest import invariants, views, words

ACTIONS.update(words.ACTIONS)


def register(registry: Registry) -> None:
    """Add everything of this folder to the registry."""
    registry.blueprints.append(views.blueprint)
    registry.navigation += views.NAVIGATION
    registry.add_invariant("members.interest", invariants.booked)
    for kind in ("interest", "interest_undone"):
        member_views.DOCUMENT_PAGES[kind] = ("interest.show_by_key", "run_id")
