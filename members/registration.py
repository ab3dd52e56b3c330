"""What ``members`` hands in to the application: blueprints, commands, checks, menu items."""

from __future__ import annotations

from core.cli import import_group
from core.registry import Registry
from core.words import DETAILS, VALUES
from members import customer_views, import_views, invariants, views, words
from members.cards import registration as cards
from members.cli import import_members
from members.debts import registration as debts
from members.dues import registration as dues
from members.interest import registration as interest
from members.leaving import registration as leaving
from members.meetings import registration as meetings
from members.office import registration as office
from members.opening import registration as opening
from members.pages import registration as pages
from members.people import registration as people
from members.pots import registration as pots
from members.programmes import registration as programmes
from members.reports import registration as reports
from members.shu import registration as shu
from members.write_offs import registration as write_offs


def register(registry: Registry) -> None:
    """Add everything of this package to the registry."""
    DETAILS.update(words.DETAILS)
    VALUES.update(words.VALUES)
    registry.blueprints += [views.blueprint, customer_views.blueprint, import_views.blueprint]
    registry.navigation += [*views.NAVIGATION, *customer_views.NAVIGATION]
    registry.add_invariant("members.purchases", invariants.purchases)
    registry.add_invariant("members.money", invariants.money_has_an_owner)
    registry.add_invariant("members.credit", invariants.credit_has_bons)
    registry.add_invariant("members.customers", invariants.customers_owe_their_bons)
    import_group.add_command(import_members)
    cards.register(registry)
    debts.register(registry)
    dues.register(registry)
    leaving.register(registry)
    interest.register(registry)
    office.register(registry)
    write_offs.register(registry)
    shu.register(registry)
    meetings.register(registry)
    programmes.register(registry)
    pots.register(registry)
    people.register(registry)
    opening.register(registry)
    reports.register(registry)
    pages.register(registry)
