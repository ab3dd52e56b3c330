"""What the surplus hands in to the application: pages, checks, the daily estimate, commands."""

from __future__ import annotations

from core.registry import Registry
from core.words import ACTIONS, DETAILS
from members.shu import (
    chores,
    draft_views,
    invariants,
    payout_views,
    run_views,
    simulator_views,
    slip_views,
    views,
    words,
)
from members.shu.cli import shu_group

BLUEPRINTS = (
    views.blueprint,
    draft_views.blueprint,
    simulator_views.blueprint,
    run_views.blueprint,
    slip_views.blueprint,
    payout_views.blueprint,
)

ACTIONS.update(words.ACTIONS)
DETAILS.update(words.DETAILS)


def register(registry: Registry) -> None:
    """Add everything of this folder to the registry."""
    registry.blueprints += BLUEPRINTS
    registry.navigation += views.NAVIGATION
    registry.add_invariant("members.surplus_divided", invariants.divided)
    registry.add_invariant("members.surplus_frozen", invariants.frozen)
    registry.add_invariant("members.surplus_booked", invariants.booked)
    registry.add_invariant("members.surplus_owed", invariants.owed)
    registry.chores["members.shu.estimate"] = chores.estimate
    registry.commands.append(shu_group)
