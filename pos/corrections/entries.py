"""How a corrected payment is booked: only from one way's account to the other's. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from core.ids import CustomerId, MemberId, ShopId, TillId
from core.money import ZERO, Money
from ledger.entry import Entry, lines
from pos.corrections.documents import correction_source
from pos.models import TenderKind
from pos.tender_entries import home_entry, received


@dataclass(frozen=True, slots=True)
class CorrectedPayment:
    """What the books need to know of a correction."""

    id: UUID
    shop_id: ShopId
    till_id: TillId
    member_id: MemberId | None
    """Of the sale."""
    number: str
    """Of the sale."""
    booked_on: date
    changes: Mapping[TenderKind, Money]
    """More (+) or less (-) in each way; adds up to nothing."""
    savings_shop_id: ShopId | None = None
    """Where the member's savings belong; None: no savings are touched."""
    customer_id: CustomerId | None = None
    """Who owes its kasbon without being a member."""

    @property
    def drawn(self) -> Money:
        """More (+) or less (-) from the member's savings."""
        return self.changes.get(TenderKind.SAVINGS, ZERO)


def correction_entry(payment: CorrectedPayment) -> Entry:
    """Each way's account by what it changes."""
    booked = lines(*(received(payment, kind, amount) for kind, amount in payment.changes.items()))
    return Entry(
        payment.shop_id, payment.booked_on, correction_source(payment.id), payment.number, booked
    )


def correction_home_entry(payment: CorrectedPayment) -> Entry | None:
    """What it moves in the books of the member's home shop when that is another one."""
    return home_entry(payment, correction_source(payment.id), drawn=payment.drawn)
