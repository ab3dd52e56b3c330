"""How a return is booked: the sale's own accounts, turned around. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from core.ids import CustomerId, MemberId, ShopId, TillId
from core.money import ZERO, Money, total
from ledger import chart
from ledger.entry import Entry, credit, debit, lines
from pos.entries import NO_SERVICES, SoldServices
from pos.models import TenderKind
from pos.returns.documents import return_source
from pos.tender_entries import home_entry, received


@dataclass(frozen=True, slots=True)
class ReturnedGoods:
    """What the books need to know of a return."""

    id: UUID
    shop_id: ShopId
    till_id: TillId
    member_id: MemberId | None
    """Of the sale: whose turnover it takes back."""
    number: str
    booked_on: date
    total: Money
    rounding: Money
    """Of the cash part: less -, more +."""
    refunds: tuple[tuple[TenderKind, Money], ...]
    shelved: Money
    """What the shelves gained."""
    settlement: Money
    """What earlier issues below zero should have cost more (+) or less (-)."""
    lost: Money
    """The cost of what cannot be sold again."""
    vat: Money = ZERO
    """The tax inside the total, that of services included."""
    services: SoldServices = NO_SERVICES
    """The part that is services; their cost goes back to our deposit at the provider."""
    kept_by_provider: Money = ZERO
    """The part of the services' cost that does not come back."""
    deposits: Money = ZERO
    """For containers."""
    savings_shop_id: ShopId | None = None
    """Where the member's savings belong; None: no savings are touched."""
    customer_id: CustomerId | None = None
    """Who owes its kasbon without being a member."""

    @property
    def to_savings(self) -> Money:
        """What goes back to the member's savings."""
        return total(amount for kind, amount in self.refunds if kind is TenderKind.SAVINGS)

    @property
    def cost(self) -> Money:
        """Of the goods."""
        return self.shelved + self.settlement + self.lost

    @property
    def turnover(self) -> Money:
        """What goods had earned, without tax."""
        goods = self.total - self.services.amount - self.deposits
        return goods - (self.vat - self.services.vat)

    @property
    def fees(self) -> Money:
        """What services had earned, without tax."""
        return self.services.amount - self.services.cost - self.services.vat


def return_entry(goods: ReturnedGoods) -> Entry | None:
    """Turnover and its cost taken back, money out; None when a return moves nothing."""
    of_member = goods.member_id is not None
    turnover = chart.MEMBER_RETURNS if of_member else chart.OTHER_RETURNS
    cost = chart.MEMBER_COST if of_member else chart.OTHER_COST
    fees = chart.MEMBER_SERVICE_FEES if of_member else chart.OTHER_SERVICE_FEES
    booked = lines(
        debit(turnover, goods.turnover, member_id=goods.member_id),
        debit(fees, goods.fees, member_id=goods.member_id),
        debit(chart.PROVIDER_DEPOSIT, goods.services.cost - goods.kept_by_provider),
        debit(chart.CONTAINER_DEPOSITS, goods.deposits),
        debit(chart.VAT_PAYABLE, goods.vat),
        debit(chart.ROUNDING_LOSS, max(goods.rounding, ZERO)),
        credit(chart.ROUNDING_GAIN, max(-goods.rounding, ZERO)),
        *(received(goods, kind, -amount) for kind, amount in goods.refunds),
        debit(chart.MERCHANDISE, goods.shelved),
        debit(chart.COST_DIFFERENCE, goods.settlement),
        debit(chart.LOSS_OF_GOODS, goods.lost + goods.kept_by_provider),
        credit(cost, goods.cost, member_id=goods.member_id),
    )
    if not booked:
        return None
    return Entry(goods.shop_id, goods.booked_on, return_source(goods.id), goods.number, booked)


def return_home_entry(goods: ReturnedGoods) -> Entry | None:
    """What a return moves in the books of the member's home shop when that is another one."""
    return home_entry(goods, return_source(goods.id), drawn=-goods.to_savings)
