"""Where the goods that a producer brought have gone. Pure.

Always: received = sold + taken home + spoilt + lost + on hand.
"""

from __future__ import annotations

from dataclasses import dataclass

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
