"""What a voucher is good for on a day: its state follows from what happened to it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.money import Money
from pos.vouchers.models import EndKind


class State(StrEnum):
    """What a voucher is on a day."""

    OPEN = "open"
    USED = "used"
    EXPIRED = "expired"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a voucher."""

    face: Money
    valid_until: date
    used_in: str | None = None
    """The number of the receipt that used it up."""
    used_on: date | None = None
    end: EndKind | None = None


def state(known: Standing, *, on: date) -> State:
    """A used voucher stays used, whatever the day; one that was taken back stays void."""
    if known.used_in is not None:
        return State.USED
    if known.end is not None:
        return State.VOID if known.end is EndKind.VOID else State.EXPIRED
    return State.EXPIRED if on > known.valid_until else State.OPEN


def taken(known: Standing, paid: Money) -> Money:
    """What a voucher that is presented for so much pays: never more than it is worth."""
    return min(paid, known.face)
