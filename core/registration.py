"""What ``core`` hands in to the application: blueprints, commands, checks, menu items."""

from __future__ import annotations

from core import admin_views, cli, health_views, staff_cli, staff_views, views
from core.registry import Registry


def register(registry: Registry) -> None:
    """Add everything of this package to the registry."""
    registry.blueprints += [
        views.blueprint,
        admin_views.blueprint,
        staff_views.blueprint,
        health_views.blueprint,
    ]
    registry.navigation += admin_views.NAVIGATION
    registry.commands += [
        cli.import_group,
        cli.export_group,
        cli.check_command(registry),
        cli.make_backup,
        cli.restore_backup,
        staff_cli.operator_group,
    ]
