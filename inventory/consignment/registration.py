"""What consignment hands in to the application."""

from __future__ import annotations

from core.registry import Registry
from core.words import ACTIONS, DETAILS, VALUES
from inventory import papers
from inventory.consignment import (
    consignor_views,
    invariants,
    member_views,
    paper_views,
    queries,
    taking_over,
    views,
    words,
)
from members.opening.models import PartyKind
from members.opening.parties import BOOKS
from members.pages.sections import SECTIONS

BLUEPRINTS = (views.blueprint, consignor_views.blueprint, paper_views.blueprint)

ACTIONS.update(words.ACTIONS)
DETAILS.update(words.DETAILS)
VALUES.update(words.VALUES)
papers.FINDERS["consigned"] = queries.papers_of
SECTIONS["consignment"] = member_views.SECTION
BOOKS[PartyKind.CONSIGNOR] = taking_over.BOOK


def register(registry: Registry) -> None:
    """Add everything of this folder to the registry."""
    registry.navigation += views.NAVIGATION
    registry.blueprints.append(member_views.blueprint)
    registry.add_invariant("consignment.goods", invariants.goods)
    registry.add_invariant("consignment.money", invariants.money)
