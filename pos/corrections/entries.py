"""How a corrected payment is booked: only from one way's account to the other's. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from core.ids import MemberId, ShopId, TillId
from core.money import Money
from ledger.entry import Entry, debit, lines
from pos.corrections.documents import correction_source
from pos.entries import account_of
from pos.models import TenderKind


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


def correction_entry(payment: CorrectedPayment) -> Entry:
    """Each way's account by what it changes."""
    of_member = payment.member_id is not None
    booked = lines(
        *(
            debit(
                account_of(kind, of_member=of_member),
                amount,
                member_id=payment.member_id if kind in _MEMBERS_OWN else None,
                till_id=payment.till_id if kind is TenderKind.CASH else None,
            )
            for kind, amount in payment.changes.items()
        )
    )
    return Entry(
        payment.shop_id, payment.booked_on, correction_source(payment.id), payment.number, booked
    )


_MEMBERS_OWN = (TenderKind.SAVINGS, TenderKind.KASBON)
