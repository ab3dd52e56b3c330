"""What ``inventory`` hands in to the application: blueprints, commands, checks, menu items."""

from __future__ import annotations

from core.registry import Registry
from core.words import ACTIONS, DETAILS, VALUES
from inventory import (
    cli,
    container_views,
    invariants,
    pack_views,
    package_views,
    papers,
    promotion_views,
    stock_queries,
    stock_views,
    views,
    words,
)
from inventory.assortment import registration as assortment
from inventory.batches import registration as batches
from inventory.consignment import registration as consignment
from inventory.counts import registration as counts
from inventory.facts import registration as facts
from inventory.importing import registration as importing
from inventory.labels import views as label_views
from inventory.labels import words as label_words
from inventory.pictures import registration as pictures
from inventory.price_changes import views as price_change_views
from inventory.price_history import registration as price_history
from inventory.purchasing import registration as purchasing
from inventory.reordering import registration as reordering
from inventory.repacking import registration as repacking
from inventory.reports import views as report_views
from inventory.transfers import registration as transfers
from inventory.write_offs import invariants as write_off_invariants
from inventory.write_offs import queries as write_off_queries
from inventory.write_offs import views as write_off_views
from inventory.write_offs import words as write_off_words

for child in (
    pack_views,
    package_views,
    promotion_views,
    stock_views,
    container_views,
    write_off_views,
    label_views,
    price_change_views,
    report_views,
):
    views.blueprint.register_blueprint(child.blueprint)
for part in (
    *counts.BLUEPRINTS,
    *purchasing.BLUEPRINTS,
    *reordering.BLUEPRINTS,
    *transfers.BLUEPRINTS,
    *batches.BLUEPRINTS,
    *consignment.BLUEPRINTS,
    *repacking.BLUEPRINTS,
    *facts.BLUEPRINTS,
    *importing.BLUEPRINTS,
    *pictures.BLUEPRINTS,
    *assortment.BLUEPRINTS,
    *price_history.BLUEPRINTS,
):
    views.blueprint.register_blueprint(part)


ACTIONS.update(words.ACTIONS)
ACTIONS.update(write_off_words.ACTIONS)
ACTIONS.update(label_words.ACTIONS)
DETAILS.update(words.DETAILS)
DETAILS.update(label_words.DETAILS)
VALUES.update(words.VALUES)
VALUES.update(write_off_words.VALUES)
papers.FINDERS["empty_count"] = stock_queries.count_papers
papers.FINDERS["write_off"] = write_off_queries.papers


def register(registry: Registry) -> None:
    """Add everything of this package to the registry."""
    registry.blueprints.append(views.blueprint)
    registry.commands += cli.COMMANDS
    registry.add_invariant("inventory.moves", invariants.moves)
    registry.add_invariant("inventory.stock", invariants.stock)
    registry.add_invariant("inventory.value", invariants.value)
    registry.add_invariant("inventory.write_offs", write_off_invariants.booked)
    # The menu shows the groups from the last to the first.
    purchasing.register(registry)
    reordering.register(registry)
    consignment.register(registry)
    registry.navigation += [*stock_views.NAVIGATION, *write_off_views.NAVIGATION]
    counts.register(registry)
    transfers.register(registry)
    batches.register(registry)
    repacking.register(registry)
    registry.navigation += [
        *views.NAVIGATION, *promotion_views.NAVIGATION, *price_change_views.NAVIGATION,
        *label_views.NAVIGATION, *report_views.NAVIGATION,
    ]  # fmt: skip
    facts.register(registry)
    importing.register(registry)
