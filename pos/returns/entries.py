"""How a return is booked: the sale's own accounts, turned around. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from core.ids import MemberId, ShopId, TillId
from core.money import ZERO, Money, total
from ledger import chart
from ledger.entry import Entry, Line, credit, debit, lines
from members.entries import elsewhere
from pos.entries import NO_SERVICES, SoldServices, account_of
from pos.models import TenderKind
from pos.returns.documents import return_source


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

    @property
    def to_savings(self) -> Money:
        """What goes back to the member's savings."""
        return total(amount for kind, amount in self.refunds if kind is TenderKind.SAVINGS)

    @property
    def savings_are_away(self) -> bool:
        """Whether the member's savings stand in the books of another shop."""
        return self.savings_shop_id not in (None, self.shop_id)

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
        *(_given(goods, kind, amount) for kind, amount in goods.refunds),
        debit(chart.MERCHANDISE, goods.shelved),
        debit(chart.COST_DIFFERENCE, goods.settlement),
        debit(chart.LOSS_OF_GOODS, goods.lost + goods.kept_by_provider),
        credit(cost, goods.cost, member_id=goods.member_id),
    )
    if not booked:
        return None
    return Entry(goods.shop_id, goods.booked_on, return_source(goods.id), goods.number, booked)


def home_entry(goods: ReturnedGoods) -> Entry | None:
    """What a return moves in the books of the member's home shop when that is another one."""
    if not goods.savings_are_away or not goods.to_savings or goods.savings_shop_id is None:
        return None
    return Entry(
        goods.savings_shop_id,
        goods.booked_on,
        elsewhere(return_source(goods.id), goods.savings_shop_id),
        goods.number,
        (
            debit(chart.INTER_SHOP, goods.to_savings),
            credit(chart.VOLUNTARY_SAVINGS, goods.to_savings, member_id=goods.member_id),
        ),
    )


MEMBERS_OWN = (TenderKind.SAVINGS, TenderKind.KASBON)


def _given(goods: ReturnedGoods, kind: TenderKind, amount: Money) -> Line:
    if kind is TenderKind.SAVINGS and goods.savings_are_away:
        return credit(chart.INTER_SHOP, amount)
    return credit(
        account_of(kind, of_member=goods.member_id is not None),
        amount,
        member_id=goods.member_id if kind in MEMBERS_OWN else None,
        till_id=goods.till_id if kind is TenderKind.CASH else None,
    )
