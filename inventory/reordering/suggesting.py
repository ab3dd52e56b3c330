"""When to order and how much: speed, season, time on the way, minimum, what is coming. Pure.

Goods are ordered when what is there and coming, at the speed of the coming weeks, falls below the
minimum before goods ordered today could be sold; then so many that they last some days more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from fractions import Fraction
from math import ceil

from core.quantity import NONE, Quantity

AS_EVER = Fraction(1)
FEWEST_SOLD = Quantity.of(20)
"""Base units; a year ago with less than these, before or after, says nothing of a season."""
LEAST_SEASON, MOST_SEASON = Fraction(1, 2), Fraction(3)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Days:
    """Calendar days of a shop, both included."""

    first: date
    last: date

    def __len__(self) -> int:
        return (self.last - self.first).days + 1


class Turn(Enum):
    """What a move did to a shelf."""

    EMPTIED = "emptied"
    FILLED = "filled"
    """Or sold from below zero: goods are there that the books do not know."""


def days_without(turns: Sequence[tuple[date, Turn]], days: Days) -> int:
    """On how many of the days a shelf was empty from morning to night; turns in their order."""
    count = 0
    empty_from = days.first if turns and turns[0][1] is Turn.FILLED else None
    for day, turn in turns:
        if turn is Turn.EMPTIED:
            empty_from = empty_from or max(day + _DAY, days.first)
        elif empty_from is not None:
            count += max((day - empty_from).days, 0)
            empty_from = None
    if empty_from is not None:
        count += max((days.last + _DAY - empty_from).days, 0)
    return min(count, len(days))


@dataclass(frozen=True, slots=True)
class Sold:
    """What a product sold, and on how many days it could be had."""

    quantity: Quantity = NONE
    days: int = 0

    @property
    def a_day(self) -> Fraction:
        """Base units; none when more came back than was sold."""
        return max(self.quantity.units, Fraction()) / self.days if self.days else Fraction()


NOTHING_SOLD = Sold()


def season(before: Sold, after: Sold) -> Fraction:
    """How the coming weeks sell against those before them, as a year ago, within bounds."""
    if min(before.quantity, after.quantity) < FEWEST_SOLD or not before.days:
        return AS_EVER
    return min(max(after.a_day / before.a_day, LEAST_SEASON), MOST_SEASON)


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is known of a product in a shop; quantities in base units."""

    sold: Sold
    held: Quantity
    coming: Quantity = NONE
    """Ordered or sent here, and not there yet."""
    least: Quantity = NONE
    """What the shop wants at least."""
    lead_days: int = 1
    """From the order to the goods."""
    season: Fraction = AS_EVER

    @property
    def a_day(self) -> Fraction:
        """Base units that the coming days will sell."""
        return self.sold.a_day * self.season

    @property
    def on_shelf(self) -> Quantity:
        """Below zero nobody knows what is there: nothing is counted on."""
        return max(self.held, NONE)

    @property
    def lasts(self) -> int | None:
        """Whole days that the shelf alone lasts; None when nothing is sold."""
        return int(self.on_shelf.units / self.a_day) if self.a_day else None


def packs_wanted(outlook: Outlook, factor: Quantity, cover_days: int) -> int:
    """Whole packs to order now; 0 when what is there and coming lasts.

    ``factor``: base units in a pack. ``cover_days``: how long goods must last once they are here.
    """
    until_here = outlook.a_day * (outlook.lead_days + 1)
    left = (outlook.on_shelf + outlook.coming).units - until_here - outlook.least.units
    if left >= 0:
        return 0
    return ceil((outlook.a_day * cover_days - left) / factor.units)
