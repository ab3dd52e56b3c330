"""How a corrected payment is booked: only from one way's account to the other's. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from core.ids import MemberId, ShopId, TillId
from core.money import ZERO, Money
from ledger import chart
from ledger.entry import Entry, Line, credit, debit, lines
from members.entries import elsewhere
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
    savings_shop_id: ShopId | None = None
    """Where the member's savings belong; None: no savings are touched."""

    @property
    def savings_are_away(self) -> bool:
        """Whether the member's savings stand in the books of another shop."""
        return self.savings_shop_id not in (None, self.shop_id)


def correction_entry(payment: CorrectedPayment) -> Entry:
    """Each way's account by what it changes."""
    booked = lines(*(_changed(payment, kind, amount) for kind, amount in payment.changes.items()))
    return Entry(
        payment.shop_id, payment.booked_on, correction_source(payment.id), payment.number, booked
    )


def home_entry(payment: CorrectedPayment) -> Entry | None:
    """What it moves in the books of the member's home shop when that is another one."""
    drawn = payment.changes.get(TenderKind.SAVINGS, ZERO)
    if not payment.savings_are_away or not drawn or payment.savings_shop_id is None:
        return None
    return Entry(
        payment.savings_shop_id,
        payment.booked_on,
        elsewhere(correction_source(payment.id), payment.savings_shop_id),
        payment.number,
        (
            debit(chart.VOLUNTARY_SAVINGS, drawn, member_id=payment.member_id),
            credit(chart.INTER_SHOP, drawn),
        ),
    )


MEMBERS_OWN = (TenderKind.SAVINGS, TenderKind.KASBON)


def _changed(payment: CorrectedPayment, kind: TenderKind, amount: Money) -> Line:
    if kind is TenderKind.SAVINGS and payment.savings_are_away:
        return debit(chart.INTER_SHOP, amount)
    return debit(
        account_of(kind, of_member=payment.member_id is not None),
        amount,
        member_id=payment.member_id if kind in MEMBERS_OWN else None,
        till_id=payment.till_id if kind is TenderKind.CASH else None,
    )
