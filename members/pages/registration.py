"""What the members' own pages hand in to the application."""

from __future__ import annotations

from core.registry import Registry
from core.words import ACTIONS
from members.access import gate, office_views, words
from members.pages import account_views, app_views, entry_views, slip_views, statement_views, views

ACTIONS.update(words.ACTIONS)


def register(registry: Registry) -> None:
    """Add everything of these folders to the registry."""
    registry.member_gate = gate.gate
    registry.blueprints += [
        views.blueprint, account_views.blueprint, entry_views.blueprint, app_views.blueprint,
        slip_views.blueprint, statement_views.blueprint, office_views.blueprint,
    ]  # fmt: skip
