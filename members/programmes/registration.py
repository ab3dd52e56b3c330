"""What programmes hand in to the application."""

from __future__ import annotations

from core.registry import Registry
from core.words import ACTIONS
from members import views as member_views
from members.programmes import (
    grant_views,
    invariants,
    listing_views,
    participation_views,
    views,
    words,
)

ACTIONS.update(words.ACTIONS)


def register(registry: Registry) -> None:
    """Add everything of this folder to the registry."""
    registry.blueprints += [
        views.blueprint, grant_views.blueprint, participation_views.blueprint,
        listing_views.blueprint,
    ]  # fmt: skip
    registry.navigation += [*views.NAVIGATION, *participation_views.NAVIGATION]
    registry.add_invariant("members.grants", invariants.grants_are_owed)
    registry.add_invariant("members.participation", invariants.participations_are_booked)
    member_views.DOCUMENT_PAGES["participation"] = ("participations.show_by_key", "key")
