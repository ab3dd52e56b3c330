"""What reports about members hand in to the application."""

from __future__ import annotations

from core.registry import Registry
from members.reports import views


def register(registry: Registry) -> None:
    """Add everything of this folder to the registry."""
    registry.blueprints.append(views.blueprint)
    registry.navigation += views.NAVIGATION
