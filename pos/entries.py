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
from pos.models import TenderKind
from pos.tender_entries import home_entry, received


@dataclass(frozen=True, slots=True)
class SoldServices:
    """The part of a sale that is services: pulsa, tokens, bills."""

    amount: Money = ZERO
    """What the buyer pays for them."""
    cost: Money = ZERO
    """What the provider takes from our deposit."""
    vat: Money = ZERO
    """The tax inside the fee."""


NO_SERVICES = SoldServices()


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
    """Of the goods."""
    paid: tuple[tuple[TenderKind, Money], ...]
    """What was paid in which way."""
    kept: Kept = NOTHING_KEPT
    """Change that was left on purpose."""
    vat: Money = ZERO
    """The tax inside the total, that of services included."""
    services: SoldServices = NO_SERVICES
    deposits: Money = ZERO
    """For containers; owed back, no income."""
    savings_shop_id: ShopId | None = None
    """Where the member's savings belong; None: here, or no savings were touched."""
    customer_id: CustomerId | None = None
    """Who owes its kasbon without being a member."""

    @property
    def income(self) -> Money:
        """What goods earned, without tax."""
        goods = self.total - self.services.amount - self.deposits
        return goods - (self.vat - self.services.vat)

    @property
    def fees(self) -> Money:
        """What services earned, without tax."""
        return self.services.amount - self.services.cost - self.services.vat

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
    income = chart.MEMBER_SALES if of_member else chart.OTHER_SALES
    cost = chart.MEMBER_COST if of_member else chart.OTHER_COST
    fees = chart.MEMBER_SERVICE_FEES if of_member else chart.OTHER_SERVICE_FEES
    booked = lines(
        *(received(sale, kind, amount) for kind, amount in sale.paid),
        debit(chart.ROUNDING_LOSS, max(-sale.rounding, ZERO)),
        credit(chart.ROUNDING_GAIN, max(sale.rounding, ZERO)),
        credit(income, sale.income, member_id=sale.member_id),
        credit(fees, sale.fees, member_id=sale.member_id),
        credit(chart.PROVIDER_DEPOSIT, sale.services.cost),
        credit(chart.CONTAINER_DEPOSITS, sale.deposits),
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
