"""How losses of consigned goods and payments to their producers are booked. Pure.

Sales credit what the producer is owed in ``pos.entries``; the goods themselves are worth nothing
to the books.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from core.ids import MemberId, PartyId, ShopId
from core.money import ZERO, Money, total
from ledger import chart
from ledger.entry import Entry, credit, debit, lines
from members.balances import Account
from members.debtors import Debtor
from members.entries import Part
from members.savings import paid_in


@dataclass(frozen=True, slots=True)
class Loss:
    """Goods of a producer that ended unsold, as the books see it."""

    source: str
    shop_id: ShopId
    booked_on: date
    description: str
    consignor_id: PartyId
    owed: Money
    """What the producer gets for them all the same; less than nothing for a surplus."""


def loss_entry(loss: Loss) -> Entry | None:
    """The shop bears what is owed, and gains what a surplus takes back; None for nothing."""
    booked = lines(
        debit(chart.LOSS_OF_GOODS, max(loss.owed, ZERO)),
        credit(chart.STOCK_OVER, max(-loss.owed, ZERO)),
        credit(chart.CONSIGNMENT_PAYABLES, loss.owed, party_id=loss.consignor_id),
    )
    if not booked:
        return None
    return Entry(loss.shop_id, loss.booked_on, loss.source, loss.description, booked)


def settlement_source(settlement_id: UUID) -> str:
    """What a settlement's entry and its paper are known by."""
    return f"consignment_settlement:{settlement_id}"


@dataclass(frozen=True, slots=True)
class Paid:
    """A settlement, as the books see it."""

    shop_id: ShopId
    consignor_id: PartyId
    from_safe: Money = ZERO
    from_bank: Money = ZERO
    to_savings: Money = ZERO
    member_id: MemberId | None = None
    """Whose savings and kasbon, when the producer is a member."""
    home_shop_id: ShopId | None = None
    """Where the savings belong."""
    bons: Sequence[tuple[ShopId, Money]] = ()
    """Of the kasbon: how much is paid in which shop."""

    @property
    def amount(self) -> Money:
        """Everything that was paid."""
        kasbon = total(amount for _shop, amount in self.bons)
        return self.from_safe + self.from_bank + self.to_savings + kasbon


def paid_parts(paid: Paid) -> Iterator[Part]:
    """The debt is less where the goods were sold; money, savings and kasbon where they belong."""
    here = paid.shop_id
    yield Part(here, debit(chart.CONSIGNMENT_PAYABLES, paid.amount, party_id=paid.consignor_id))
    yield Part(here, credit(chart.SAFE, paid.from_safe))
    yield Part(here, credit(chart.BANK, paid.from_bank))
    if paid.member_id is None:
        return
    saved = paid_in(Account.SUKARELA, paid.to_savings, paid.member_id)
    yield Part(paid.home_shop_id or here, saved)
    for shop_id, amount in paid.bons:
        yield Part(shop_id, Debtor.member(paid.member_id).owes(-amount))
