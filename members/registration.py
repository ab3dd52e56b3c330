"""What ``members`` hands in to the application: blueprints, commands, checks, menu items."""

from __future__ import annotations

from core.cli import import_group
from core.registry import Registry
from members import customer_views, invariants, views
from members.cli import import_members
from members.meetings import registration as meetings
from members.debts import registration as debts
from members.office import registration as office
from members.shu import chores
from members.shu.cli import shu_group


def register(registry: Registry) -> None:
    """Add everything of this package to the registry."""
    registry.blueprints += [views.blueprint, customer_views.blueprint]
    registry.navigation += [*views.NAVIGATION, *customer_views.NAVIGATION]
    registry.add_invariant("members.purchases", invariants.purchases)
    registry.add_invariant("members.money", invariants.money_has_an_owner)
    registry.add_invariant("members.credit", invariants.credit_has_bons)
    registry.add_invariant("members.customers", invariants.customers_owe_their_bons)
    registry.chores["members.shu.estimate"] = chores.estimate
    registry.commands.append(shu_group)
    import_group.add_command(import_members)
    debts.register(registry)
    office.register(registry)
    meetings.register(registry)
