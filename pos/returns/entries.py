"""How a return is booked: the sale's own accounts, turned around. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from core.ids import MemberId, ShopId, TillId
from core.money import ZERO, Money
from ledger import chart
from ledger.entry import Entry, Line, credit, debit, lines
from pos.entries import account_of
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
    """The tax inside the total."""

    @property
    def cost(self) -> Money:
        return self.shelved + self.settlement + self.lost


def return_entry(goods: ReturnedGoods) -> Entry | None:
    """Turnover and its cost taken back, money out; None when a return moves nothing."""
    of_member = goods.member_id is not None
    turnover = chart.MEMBER_RETURNS if of_member else chart.OTHER_RETURNS
    cost = chart.MEMBER_COST if of_member else chart.OTHER_COST
    booked = lines(
        debit(turnover, goods.total - goods.vat, member_id=goods.member_id),
        debit(chart.VAT_PAYABLE, goods.vat),
        debit(chart.ROUNDING_LOSS, max(goods.rounding, ZERO)),
        credit(chart.ROUNDING_GAIN, max(-goods.rounding, ZERO)),
        *(_given(goods, kind, amount) for kind, amount in goods.refunds),
        debit(chart.MERCHANDISE, goods.shelved),
        debit(chart.COST_DIFFERENCE, goods.settlement),
        debit(chart.LOSS_OF_GOODS, goods.lost),
        credit(cost, goods.cost, member_id=goods.member_id),
    )
    if not booked:
        return None
    return Entry(goods.shop_id, goods.booked_on, return_source(goods.id), goods.number, booked)


_MEMBERS_OWN = (TenderKind.SAVINGS, TenderKind.KASBON)


def _given(goods: ReturnedGoods, kind: TenderKind, amount: Money) -> Line:
    return credit(
        account_of(kind, of_member=goods.member_id is not None),
        amount,
        member_id=goods.member_id if kind in _MEMBERS_OWN else None,
        till_id=goods.till_id if kind is TenderKind.CASH else None,
    )
