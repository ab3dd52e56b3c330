"""What the papers of consignment say: the intake note, and the slip of a settlement. Pure.

Of a slip always ``before + payable + kept = owed`` and ``owed - paid = remaining``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from core.ids import ShopId
from core.money import Money, total
from core.quantity import Quantity
from inventory.consignment.models import EndingKind, PaidBy

WAYS = {
    PaidBy.SAFE: "Tunai",
    PaidBy.BANK: "Transfer bank",
    PaidBy.SAVINGS: "Masuk SUKARELA",
    PaidBy.KASBON: "Potong kasbon",
}
"""Papers are the producer's, so they are Indonesian whatever language the screen speaks."""
ENDINGS = {
    EndingKind.TAKEN_HOME: "Dibawa pulang",
    EndingKind.SPOILT: "Rusak atau basi",
    EndingKind.LOST: "Selisih hitung sisa",
}


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above a paper of consignment."""

    key: UUID
    number: str
    shop_id: ShopId
    shop_code: str
    shop: str
    time_zone: str
    consignor: str
    consignor_number: int
    at: datetime
    by: str
    """Empty when the program itself did it."""


@dataclass(frozen=True, slots=True)
class NoteLine:
    """So much of a product that was brought."""

    name: str
    unit: str
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class IntakeNote:
    """What a producer brought on one occasion."""

    head: Head
    lines: tuple[NoteLine, ...]


@dataclass(frozen=True, slots=True)
class SlipLine:
    """What was sold of a product, less what came back, since the settlement before."""

    name: str
    unit: str
    quantity: Quantity
    amount: Money
    payable: Money

    @property
    def fee(self) -> Money:
        return self.amount - self.payable


@dataclass(frozen=True, slots=True)
class EndedLine:
    """What of a product ended unsold since the settlement before."""

    name: str
    unit: str
    kind: EndingKind
    quantity: Quantity
    owed: Money
    """What the producer gets for it all the same."""


@dataclass(frozen=True, slots=True)
class PaidPart:
    """What was paid in one way."""

    way: PaidBy
    amount: Money
    reference: str


@dataclass(frozen=True, slots=True)
class Slip:
    """A settlement as the producer reads it."""

    head: Head
    paid_on: date
    first: date
    """The first day of what was sold; the last is the day it was paid."""
    before: Money
    """What was left to pay after the settlement before."""
    lines: tuple[SlipLine, ...]
    ended: tuple[EndedLine, ...]
    owed: Money
    """What the books said before it was paid."""
    parts: tuple[PaidPart, ...]

    @property
    def amount(self) -> Money:
        """What buyers paid."""
        return total(line.amount for line in self.lines)

    @property
    def payable(self) -> Money:
        """What of it is the producer's."""
        return total(line.payable for line in self.lines)

    @property
    def fee(self) -> Money:
        return self.amount - self.payable

    @property
    def kept(self) -> Money:
        """What the shop owes for goods that ended unsold."""
        return total(line.owed for line in self.ended)

    @property
    def paid(self) -> Money:
        return total(part.amount for part in self.parts)

    @property
    def remaining(self) -> Money:
        return self.owed - self.paid
