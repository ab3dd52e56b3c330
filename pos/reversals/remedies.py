"""Where money really is that was booked wrongly, and what follows from it for the books. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from members.debtors import Debtor
from pos.models import TenderKind


class Remedy(StrEnum):
    """Where the money really is."""

    MOVE = "move"
    """It is somebody else's."""
    SAFE = "safe"
    """It went back to whoever paid from the safe, or came back into it."""
    COUNT = "count"
    """It never changed hands: the count of the drawer shows it as a difference."""
    BANK = "bank"
    """It went back over the bank."""
    NEVER = "never"
    """It never went where it was to go: what the way of paying was booked to is less by it."""
    SAVINGS = "savings"
    """It goes back into the savings it came from."""


REMEDIES: Mapping[TenderKind, tuple[Remedy, ...]] = {
    TenderKind.CASH: (Remedy.MOVE, Remedy.SAFE, Remedy.COUNT),
    TenderKind.TRANSFER: (Remedy.MOVE, Remedy.BANK, Remedy.NEVER),
    TenderKind.QRIS: (Remedy.MOVE, Remedy.BANK, Remedy.NEVER),
    TenderKind.SAVINGS: (Remedy.SAVINGS,),
}
"""What can be done about each way of paying. Whose savings paid is no question of who paid: they go
back, and the right member pays anew."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a manager decides."""

    remedy: Remedy
    to: Debtor | None
    """Whose money it is; only for MOVE."""
    reason: str
