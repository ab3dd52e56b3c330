"""When a second person must agree that goods leave the shelf. Pure."""

from __future__ import annotations

from core.ids import OperatorId
from core.money import Money


def needs_second_person(value: Money, *, alone_today: Money, limit: Money) -> bool:
    """More leaves than one person may take alone in a day; small papers add up.

    ``alone_today`` is what the same person booked alone that day already. Goods that cost
    nothing, such as empties, need nobody.
    """
    return bool(value) and value + alone_today > limit


def may_agree(by: OperatorId, *, written_by: OperatorId) -> bool:
    """Nobody agrees with oneself."""
    return by != written_by
