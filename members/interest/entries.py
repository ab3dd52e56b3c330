"""How interest is booked: in each home shop the cost, what each member gets, and the tax. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from core.ids import MemberId, ShopId
from core.money import Money, total
from ledger import chart
from ledger.entry import Entry, credit, debit, lines


@dataclass(frozen=True, slots=True)
class Earned:
    """What one member earned."""

    member_id: MemberId
    interest: Money
    tax: Money

    @property
    def net(self) -> Money:
        """What is added to her savings."""
        return self.interest - self.tax


def interest_source(run_id: UUID, shop_id: ShopId) -> str:
    """The one name under which a shop's part of a run is booked."""
    return f"shop:{shop_id}:interest:{run_id}"


def undone_source(run_id: UUID, shop_id: ShopId) -> str:
    """The one name under which a shop's part of a run is taken back."""
    return f"shop:{shop_id}:interest_undone:{run_id}"


def interest_entry(
    run_id: UUID, shop_id: ShopId, booked_on: date, earned: Sequence[Earned], description: str
) -> Entry:
    """The part of a run that one shop's members earned."""
    shares = (credit(chart.VOLUNTARY_SAVINGS, one.net, member_id=one.member_id) for one in earned)
    booked = lines(
        debit(chart.SAVINGS_INTEREST, total(one.interest for one in earned)),
        *shares,
        credit(chart.TAX_PAYABLE, total(one.tax for one in earned)),
    )
    return Entry(shop_id, booked_on, interest_source(run_id, shop_id), description, booked)
