"""What ``ledger`` hands in to the application: blueprints, commands, checks, menu items."""

from __future__ import annotations

from core.cli import export_group
from core.registry import Registry
from ledger import invariants, views
from ledger.cli import export_hledger
from ledger.journal import open_journal


def register(registry: Registry) -> None:
    """Add everything of this package to the registry."""
    registry.blueprints.append(views.blueprint)
    registry.navigation += views.NAVIGATION
    registry.shop_opened.append(open_journal)
    export_group.add_command(export_hledger)
    registry.add_invariant("ledger.inter_shop", invariants.inter_shop)
    registry.add_invariant("ledger.journals", invariants.journals)
    registry.add_invariant("ledger.postings", invariants.postings)
