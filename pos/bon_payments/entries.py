"""How a payment of kasbon is booked: event → what moves in which shop. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from core.ids import ShopId, TillId
from core.money import ZERO, Money, total
from ledger import chart
from ledger.entry import credit, debit
from members.credit import OpenBon
from members.debtors import Debtor
from members.entries import Part
from pos.models import TenderKind
from pos.tender_entries import tender_line


@dataclass(frozen=True, slots=True)
class PaidBons:
    """What the books need to know of a payment."""

    shop_id: ShopId
    """Where it was paid."""
    till_id: TillId
    debtor: Debtor
    home_shop_id: ShopId
    """Where a member's savings belong; of a customer, where it was paid."""
    tender: TenderKind
    amount: Money
    rounding: Money
    settled: Sequence[tuple[OpenBon, Money]]
    """Which bons, and how much of each."""


def payment_source(payment_id: UUID) -> str:
    """The one name under which a payment is booked."""
    return f"bon_payment:{payment_id}"


def payment_parts(payment: PaidBons) -> Iterable[Part]:
    """Money in where it was paid, each shop's receivable less by what was settled of its bons."""
    yield _money_in(payment)
    yield Part(payment.shop_id, debit(chart.ROUNDING_LOSS, max(-payment.rounding, ZERO)))
    yield Part(payment.shop_id, credit(chart.ROUNDING_GAIN, max(payment.rounding, ZERO)))
    for shop_id, amount in _by_shop(payment).items():
        yield Part(shop_id, payment.debtor.owes(-amount))


def _money_in(payment: PaidBons) -> Part:
    paid = payment.amount + payment.rounding
    is_saved = payment.tender is TenderKind.SAVINGS
    member_id = payment.debtor.keys["member_id"]
    line = tender_line(payment.tender, paid, member_id=member_id, till_id=payment.till_id)
    return Part(payment.home_shop_id if is_saved else payment.shop_id, line)


def _by_shop(payment: PaidBons) -> dict[ShopId, Money]:
    """What each shop gets; what no bon explains is the shop's where it was paid."""
    shares: dict[ShopId, Money] = defaultdict(lambda: ZERO)
    for bon, amount in payment.settled:
        shares[bon.shop_id] += amount
    rest = payment.amount - total(amount for _bon, amount in payment.settled)
    if rest:
        shares[payment.shop_id] += rest
    return shares
