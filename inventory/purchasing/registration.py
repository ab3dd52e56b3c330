"""What suppliers and purchasing hand in to the application."""

from __future__ import annotations

from core.registry import Registry
from core.words import ACTIONS, DETAILS
from inventory import papers
from inventory.purchasing import (
    invariants,
    order_views,
    payable_views,
    queries,
    receipt_views,
    words,
)
from inventory.suppliers import views as supplier_views

BLUEPRINTS = (
    supplier_views.blueprint,
    order_views.blueprint,
    receipt_views.blueprint,
    payable_views.blueprint,
)

ACTIONS.update(words.ACTIONS)
DETAILS.update(words.DETAILS)
papers.FINDERS["goods_receipt"] = queries.receipt_papers
papers.FINDERS["sent_back"] = queries.sent_back_papers


def register(registry: Registry) -> None:
    """Add the menu items and the checks."""
    registry.navigation += [
        *supplier_views.NAVIGATION, *order_views.NAVIGATION, *receipt_views.NAVIGATION,
        *payable_views.NAVIGATION,
    ]  # fmt: skip
    registry.add_invariant("inventory.not_invoiced", invariants.not_invoiced)
    registry.add_invariant("inventory.payables", invariants.payables)
