"""An entry of the books: something that happened, and where its value moved.

Debits are positive, credits negative. Booking reads the way the bookkeeper says it::

    Entry(shop_id, booked_on, f"sale:{sale_id}", "WSB-T1-A-000123", lines(
        debit(DRAWER, cash, till_id=till_id),
        credit(MEMBER_SALES, net, member_id=member_id),
    ))
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from core.ids import MemberId, PartyId, ShopId, TillId
from core.money import ZERO, Money, total


@dataclass(frozen=True, slots=True)
class Line:
    """One posting: an account and a signed amount, with whose money and which drawer."""

    account: str
    amount: Money
    member_id: MemberId | None = None
    till_id: TillId | None = None
    party_id: PartyId | None = None
    """Whoever it is with and is no member: a customer who owes, a supplier to be paid."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that happened, and where its value moved. Always balanced, never empty."""

    shop_id: ShopId
    booked_on: date
    source: str
    """What caused it, e.g. ``sale:<id>``; unique, so nothing is booked twice."""
    description: str
    """What people call it: a receipt number, a short sentence. No personal names."""
    lines: tuple[Line, ...]

    def __post_init__(self) -> None:
        if not self.lines:
            raise ValueError(f"{self.source} has no lines")
        if any(not line.amount for line in self.lines):
            raise ValueError(f"{self.source} has a line of zero: {self.lines}")
        if total(line.amount for line in self.lines) != ZERO:
            raise ValueError(f"{self.source} does not balance: {self.lines}")


def debit(
    account: str,
    amount: Money,
    *,
    member_id: MemberId | None = None,
    till_id: TillId | None = None,
    party_id: PartyId | None = None,
) -> Line:
    """A line on the left side; a negative amount lands on the right."""
    return Line(account, amount, member_id, till_id, party_id)


def credit(
    account: str,
    amount: Money,
    *,
    member_id: MemberId | None = None,
    till_id: TillId | None = None,
    party_id: PartyId | None = None,
) -> Line:
    """A line on the right side; a negative amount lands on the left."""
    return Line(account, -amount, member_id, till_id, party_id)


def lines(*candidates: Line) -> tuple[Line, ...]:
    """The lines that move something: those of zero are left out."""
    return tuple(line for line in candidates if line.amount)


def reversal(entry: Entry, *, booked_on: date, source: str, description: str) -> Entry:
    """The entry that takes another back: the same lines with the signs turned."""
    turned = tuple(replace(line, amount=-line.amount) for line in entry.lines)
    return Entry(entry.shop_id, booked_on, source, description, turned)
