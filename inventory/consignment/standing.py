"""Where the goods that a producer brought have gone. Pure.

Always: received = sold + taken home + spoilt + lost + on hand.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from core.quantity import NONE, Quantity


@dataclass(frozen=True, slots=True)
class Standing:
    """What became of a consigned product in a shop, in base units."""

    received: Quantity = NONE
    sold: Quantity = NONE
    """Less what buyers brought back."""
    taken_home: Quantity = NONE
    spoilt: Quantity = NONE
    lost: Quantity = NONE
    """Gone and not rung up; less than none when more was rung up than is gone."""

    @property
    def on_hand(self) -> Quantity:
        """What must stand on the shelf."""
        return self.received - self.sold - self.taken_home - self.spoilt - self.lost

    def missing(self, left: Quantity) -> Quantity:
        """What is gone though nobody rang it up, when so many are left; below none: the till
        rang up more than is gone."""
        return self.on_hand - left

    def gone(self, left: Quantity) -> Quantity:
        """*Hitung sisa*: what must have been sold, by what is left of what was brought."""
        return self.sold + self.lost + self.missing(left)


def oldest(lots: Iterable[tuple[date, int]], left: int) -> date | None:
    """When the oldest of what is left came, when what came first goes first.

    ``lots`` say what came on which day, the newest first; None when they hold less than is left.
    """
    for day, came in lots:
        left -= came
        if left <= 0:
            return day
    return None


def due_on(unpaid_since: date, cycle_days: int) -> date:
    """When what is owed since a day is to be paid; of a cycle of one day the same evening."""
    return unpaid_since + timedelta(days=cycle_days - 1)
