"""How events at the counter are booked: event → balanced entry. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from core.ids import CustomerId, MemberId, ShopId, TillId
from core.money import ZERO, Money, total
from ledger import chart
from ledger.entry import Entry, credit, debit, lines
from pos.documents import NOTHING_KEPT, Kept
from pos.for_others import ForOther, income, sold_lines
from pos.models import TenderKind
from pos.tender_entries import home_entry, received


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
    """Of the co-op's own goods."""
    paid: tuple[tuple[TenderKind, Money], ...]
    """What was paid in which way."""
    kept: Kept = NOTHING_KEPT
    """Change that was left on purpose."""
    vat: Money = ZERO
    """The tax inside the total."""
    for_others: tuple[ForOther, ...] = ()
    """The part of it that is sold for somebody else: services, deposits, consigned goods."""
    savings_shop_id: ShopId | None = None
    """Where the member's savings belong; None: here, or no savings were touched."""
    customer_id: CustomerId | None = None
    """Who owes its kasbon without being a member."""

    @property
    def income(self) -> Money:
        """What the co-op's own goods earned, without tax."""
        return income(self.total, self.vat, self.for_others)

    @property
    def cost_of_lines(self) -> Money:
        """Of the goods and of what was sold for others."""
        return self.cost + total(part.cost for part in self.for_others)

    @property
    def of_savings(self) -> Money:
        """What was drawn from the member's savings, less the change put into them."""
        drawn = total(amount for kind, amount in self.paid if kind is TenderKind.SAVINGS)
        return drawn - self.kept.savings


def sale_source(sale_id: UUID) -> str:
    """The one name under which a sale moves goods, money and patronage."""
    return f"sale:{sale_id}"


def sale_entry(sale: SoldGoods) -> Entry | None:
    """Money in, income and cost split by member and other; None when a sale moves nothing."""
    of_member = sale.member_id is not None
    sales = chart.MEMBER_SALES if of_member else chart.OTHER_SALES
    cost = chart.MEMBER_COST if of_member else chart.OTHER_COST
    booked = lines(
        *(received(sale, kind, amount) for kind, amount in sale.paid),
        debit(chart.ROUNDING_LOSS, max(-sale.rounding, ZERO)),
        credit(chart.ROUNDING_GAIN, max(sale.rounding, ZERO)),
        credit(sales, sale.income, member_id=sale.member_id),
        *sold_lines(sale.for_others, sale.member_id),
        credit(chart.VAT_PAYABLE, sale.vat),
        received(sale, TenderKind.SAVINGS, -sale.kept.savings),
        credit(chart.DONATIONS, sale.kept.donation),
        debit(cost, sale.cost, member_id=sale.member_id),
        credit(chart.MERCHANDISE, sale.cost),
    )
    if not booked:
        return None
    return Entry(sale.shop_id, sale.booked_on, sale_source(sale.id), sale.number, booked)


def sale_home_entry(sale: SoldGoods) -> Entry | None:
    """What a sale moves in the books of the member's home shop when that is another one."""
    return home_entry(sale, sale_source(sale.id), drawn=sale.of_savings)
