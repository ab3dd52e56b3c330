"""What the office desk hands in to the application."""

from __future__ import annotations

from core.registry import Registry
from core.words import ACTIONS
from members import views as member_views
from members.office import invariants, views, words

ACTIONS.update(words.ACTIONS)


def register(registry: Registry) -> None:
    """Add everything of this folder to the registry."""
    registry.blueprints.append(views.blueprint)
    registry.navigation += views.NAVIGATION
    registry.add_invariant("members.office", invariants.booked)
    for kind in ("office_money", "office_money_undone"):
        member_views.DOCUMENT_PAGES[kind] = ("savings_desk.show_by_key", "slip_id")
