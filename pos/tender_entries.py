"""How money in each way of paying is booked: whose it is, in which drawer, in which shop. Pure.

The same for what a sale takes in, what a return gives back, what a correction moves from one way
to another, and for members' money over the counter.
"""

from __future__ import annotations

from datetime import date
from typing import Protocol

from core.ids import CustomerId, MemberId, ShopId, TillId
from core.money import Money
from ledger import chart
from ledger.entry import Entry, Line, credit, debit
from members.debtors import debtor_of
from members.entries import elsewhere
from pos.models import TenderKind

MEMBERS_OWN = (TenderKind.SAVINGS, TenderKind.KASBON)
"""What a member owns or owes; its postings name the member."""


class Tendered(Protocol):
    """What these rules ask of a sale, a return or a correction."""

    @property
    def shop_id(self) -> ShopId: ...
    @property
    def till_id(self) -> TillId: ...
    @property
    def member_id(self) -> MemberId | None: ...
    @property
    def customer_id(self) -> CustomerId | None:
        """Who owes its kasbon without being a member."""

    @property
    def number(self) -> str: ...
    @property
    def booked_on(self) -> date: ...
    @property
    def savings_shop_id(self) -> ShopId | None:
        """Where the member's savings belong; None: here, or no savings are touched."""


def tender_line(
    kind: TenderKind,
    amount: Money,
    *,
    member_id: MemberId | None,
    till_id: TillId,
    customer_id: CustomerId | None = None,
) -> Line:
    """So much in one way of paying: taken in +, given back -."""
    debtor = debtor_of(member_id, customer_id)
    if kind is TenderKind.KASBON and debtor is not None:
        return debtor.owes(amount)
    return debit(
        _account(kind, of_member=member_id is not None),
        amount,
        member_id=member_id if kind in MEMBERS_OWN else None,
        till_id=till_id if kind is TenderKind.CASH else None,
    )


def received(event: Tendered, kind: TenderKind, amount: Money) -> Line:
    """The same in the books of the shop where it happened: savings may belong to another one."""
    if kind is TenderKind.SAVINGS and _savings_are_away(event):
        return debit(chart.INTER_SHOP, amount)
    return tender_line(kind, amount, member_id=event.member_id, till_id=event.till_id,
                       customer_id=event.customer_id)  # fmt: skip


def home_entry(event: Tendered, source: str, *, drawn: Money) -> Entry | None:
    """What it moves in the books of the member's home shop when that is another one.

    ``drawn`` from the savings is +, put into them -.
    """
    if event.savings_shop_id is None or not _savings_are_away(event) or not drawn:
        return None
    return Entry(
        event.savings_shop_id,
        event.booked_on,
        elsewhere(source, event.savings_shop_id),
        event.number,
        (
            debit(chart.VOLUNTARY_SAVINGS, drawn, member_id=event.member_id),
            credit(chart.INTER_SHOP, drawn),
        ),
    )


def _savings_are_away(event: Tendered) -> bool:
    return event.savings_shop_id not in (None, event.shop_id)


def _account(kind: TenderKind, *, of_member: bool) -> str:
    """Where a way of paying lands; savings and credit of somebody unknown are a receivable."""
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
        case _:
            return chart.OTHER_CREDIT
