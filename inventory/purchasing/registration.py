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
    taking_over,
    words,
)
from inventory.suppliers import views as supplier_views
from members.opening.models import PartyKind
from members.opening.parties import BOOKS

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
BOOKS[PartyKind.SUPPLIER] = taking_over.BOOK


def register(registry: Registry) -> None:
    """Add the menu items and the checks."""
    registry.navigation += [
        *supplier_views.NAVIGATION, *order_views.NAVIGATION, *receipt_views.NAVIGATION,
        *payable_views.NAVIGATION,
    ]  # fmt: skip
    registry.add_invariant("inventory.not_invoiced", invariants.not_invoiced)
    registry.add_invariant("inventory.payables", invariants.payables)
