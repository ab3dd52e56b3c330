"""How events at the counter are booked: event → balanced entry. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from core.ids import MemberId, ShopId, TillId
from core.money import ZERO, Money
from ledger import chart
from ledger.entry import Entry, Line, credit, debit, lines
from pos.documents import NOTHING_KEPT, Kept
from pos.models import TenderKind


@dataclass(frozen=True, slots=True)
class SoldGoods:
    """What the books need to know of a sale."""

    id: UUID
    shop_id: ShopId
    till_id: TillId
    member_id: MemberId | None
    number: str
    booked_on: date
    total: Money
    rounding: Money
    """Of the cash part: less -, more +."""
    cost: Money
    paid: tuple[tuple[TenderKind, Money], ...]
    """What was paid in which way."""
    kept: Kept = NOTHING_KEPT
    """Change that was left on purpose."""
    vat: Money = ZERO
    """The tax inside the total."""


def sale_source(sale_id: UUID) -> str:
    """The one name under which a sale moves goods, money and patronage."""
    return f"sale:{sale_id}"


def sale_entry(sale: SoldGoods) -> Entry | None:
    """Money in, income and cost split by member and other; None when a sale moves nothing."""
    of_member = sale.member_id is not None
    income = chart.MEMBER_SALES if of_member else chart.OTHER_SALES
    cost = chart.MEMBER_COST if of_member else chart.OTHER_COST
    booked = lines(
        *(_received(sale, kind, amount) for kind, amount in sale.paid),
        debit(chart.ROUNDING_LOSS, max(-sale.rounding, ZERO)),
        credit(chart.ROUNDING_GAIN, max(sale.rounding, ZERO)),
        credit(income, sale.total - sale.vat, member_id=sale.member_id),
        credit(chart.VAT_PAYABLE, sale.vat),
        credit(chart.VOLUNTARY_SAVINGS, sale.kept.savings, member_id=sale.member_id),
        credit(chart.DONATIONS, sale.kept.donation),
        debit(cost, sale.cost, member_id=sale.member_id),
        credit(chart.MERCHANDISE, sale.cost),
    )
    if not booked:
        return None
    return Entry(sale.shop_id, sale.booked_on, sale_source(sale.id), sale.number, booked)


def account_of(kind: TenderKind, *, of_member: bool) -> str:
    """Where a way of paying lands; the credit of somebody unknown is a receivable, too."""
    match kind:
        case TenderKind.CASH:
            return chart.DRAWER
        case TenderKind.QRIS:
            return chart.QRIS_RECEIVABLE
        case TenderKind.TRANSFER:
            return chart.BANK
        case TenderKind.VOUCHER:
            return chart.VOUCHERS
        case TenderKind.SAVINGS if of_member:
            return chart.VOLUNTARY_SAVINGS
        case TenderKind.KASBON if of_member:
            return chart.MEMBER_CREDIT
        case _:
            return chart.OTHER_CREDIT


_MEMBERS_OWN = (TenderKind.SAVINGS, TenderKind.KASBON)


def _received(sale: SoldGoods, kind: TenderKind, amount: Money) -> Line:
    return debit(
        account_of(kind, of_member=sale.member_id is not None),
        amount,
        member_id=sale.member_id if kind in _MEMBERS_OWN else None,
        till_id=sale.till_id if kind is TenderKind.CASH else None,
    )
