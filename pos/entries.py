"""How events at the counter are booked: event → balanced entry. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from core.ids import MemberId, ShopId, TillId
from core.money import ZERO, Money, total
from ledger import chart
from ledger.entry import Entry, Line, credit, debit, lines
from members.entries import elsewhere
from pos.documents import NOTHING_KEPT, Kept
from pos.models import TenderKind


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
    def savings_are_away(self) -> bool:
        """Whether the member's savings stand in the books of another shop."""
        return self.savings_shop_id not in (None, self.shop_id)

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
        *(_received(sale, kind, amount) for kind, amount in sale.paid),
        debit(chart.ROUNDING_LOSS, max(-sale.rounding, ZERO)),
        credit(chart.ROUNDING_GAIN, max(sale.rounding, ZERO)),
        credit(income, sale.income, member_id=sale.member_id),
        credit(fees, sale.fees, member_id=sale.member_id),
        credit(chart.PROVIDER_DEPOSIT, sale.services.cost),
        credit(chart.CONTAINER_DEPOSITS, sale.deposits),
        credit(chart.VAT_PAYABLE, sale.vat),
        _saved(sale),
        credit(chart.DONATIONS, sale.kept.donation),
        debit(cost, sale.cost, member_id=sale.member_id),
        credit(chart.MERCHANDISE, sale.cost),
    )
    if not booked:
        return None
    return Entry(sale.shop_id, sale.booked_on, sale_source(sale.id), sale.number, booked)


def home_entry(sale: SoldGoods) -> Entry | None:
    """What a sale moves in the books of the member's home shop when that is another one."""
    if not sale.savings_are_away or not sale.of_savings or sale.savings_shop_id is None:
        return None
    return Entry(
        sale.savings_shop_id,
        sale.booked_on,
        elsewhere(sale_source(sale.id), sale.savings_shop_id),
        sale.number,
        (
            debit(chart.VOLUNTARY_SAVINGS, sale.of_savings, member_id=sale.member_id),
            credit(chart.INTER_SHOP, sale.of_savings),
        ),
    )


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
    if kind is TenderKind.SAVINGS and sale.savings_are_away:
        return debit(chart.INTER_SHOP, amount)
    return debit(
        account_of(kind, of_member=sale.member_id is not None),
        amount,
        member_id=sale.member_id if kind in _MEMBERS_OWN else None,
        till_id=sale.till_id if kind is TenderKind.CASH else None,
    )


def _saved(sale: SoldGoods) -> Line:
    """Change put into the savings of the member; of somebody unknown it is owed back."""
    if sale.savings_are_away:
        return credit(chart.INTER_SHOP, sale.kept.savings)
    if sale.member_id is None:
        return credit(chart.OTHER_CREDIT, sale.kept.savings)
    return credit(chart.VOLUNTARY_SAVINGS, sale.kept.savings, member_id=sale.member_id)
