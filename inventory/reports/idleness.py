"""Slow and dead stock: how long goods have stood on the shelf without being sold. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Pace(StrEnum):
    SELLING = "selling"
    SLOW = "slow"
    DEAD = "dead"


@dataclass(frozen=True, slots=True)
class IdleLimits:
    """Days without a sale from which goods are slow, and dead."""

    slow: int
    dead: int

    def __post_init__(self) -> None:
        if not 0 < self.slow < self.dead:
            raise ValueError(f"goods are slow before they are dead: {self}")


USUAL_LIMITS = IdleLimits(30, 90)


def idle_days(last_sold: date | None, first_came: date, today: date) -> int:
    """Days since the last sale; of goods never sold, since they first came."""
    return max((today - (last_sold or first_came)).days, 0)


def pace(days: int, limits: IdleLimits) -> Pace:
    """What so many days without a sale mean."""
    if days >= limits.dead:
        return Pace.DEAD
    return Pace.SLOW if days >= limits.slow else Pace.SELLING
