"""What is sold for somebody else: of its price the co-op keeps a fee, the rest is theirs. Pure.

Pulsa belongs to the provider, a container's deposit to the buyer, consigned goods to their
producer. Each is a ``Trade``: the account of what is theirs, and those of the fee by the side of
the buyer. Whatever has no trade is the co-op's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from core.ids import MemberId, PartyId
from core.money import ZERO, Money, total
from inventory.models import ProductKind
from ledger import chart
from ledger.entry import Line, credit, debit


@dataclass(frozen=True, slots=True)
class Trade:
    """A way of selling for somebody else, as the books see it."""

    theirs: str
    """Where stands what they are owed, or what they draw on."""
    member_fees: str
    other_fees: str


SERVICES = Trade(chart.PROVIDER_DEPOSIT, chart.MEMBER_SERVICE_FEES, chart.OTHER_SERVICE_FEES)
DEPOSITS = Trade(chart.CONTAINER_DEPOSITS, chart.MEMBER_SERVICE_FEES, chart.OTHER_SERVICE_FEES)
"""All of it is owed back, so there is never a fee."""
CONSIGNED = Trade(chart.CONSIGNMENT_PAYABLES, chart.MEMBER_COMMISSION, chart.OTHER_COMMISSION)

_BY_KIND = {ProductKind.SERVICE: SERVICES, ProductKind.CONTAINER: DEPOSITS}


def trade_of(kind: ProductKind, consignor_id: PartyId | None) -> Trade | None:
    """For whom a line is sold, by what it was when sold; None: the goods are the co-op's."""
    return CONSIGNED if consignor_id is not None else _BY_KIND.get(kind)


@dataclass(frozen=True, slots=True)
class ForOther:
    """A line, or several together, that are sold for somebody else or come back."""

    trade: Trade
    amount: Money
    """What the buyer pays."""
    cost: Money
    """What of it somebody else gets; of a deposit nothing, since all of it is owed back."""
    vat: Money = ZERO
    """The tax inside the fee."""
    kept: Money = ZERO
    """Of what comes back: the part of their share that stays with them, our loss."""
    party_id: PartyId | None = None

    @property
    def theirs(self) -> Money:
        """What they are owed."""
        return self.amount if self.trade is DEPOSITS else self.cost

    @property
    def fee(self) -> Money:
        """What the co-op earns, without tax."""
        return self.amount - self.theirs - self.vat


def together(parts: Iterable[ForOther]) -> tuple[ForOther, ...]:
    """One for each trade and party, in the order in which they came."""
    groups: dict[tuple[str, PartyId | None], list[ForOther]] = {}
    for part in parts:
        groups.setdefault((part.trade.theirs, part.party_id), []).append(part)
    return tuple(_sum(group) for group in groups.values())


def income(amount: Money, vat: Money, for_others: Iterable[ForOther]) -> Money:
    """What of a total with its tax the co-op's own goods earn, without tax."""
    parts = tuple(for_others)
    own = amount - total(part.amount for part in parts)
    return own - (vat - total(part.vat for part in parts))


def sold_lines(for_others: Iterable[ForOther], member_id: MemberId | None) -> Iterator[Line]:
    """The fee by the side of the buyer, and to everybody what is theirs."""
    for part in for_others:
        yield credit(_fees(part, member_id), part.fee, member_id=member_id)
        yield credit(part.trade.theirs, part.theirs, party_id=part.party_id)


def returned_lines(for_others: Iterable[ForOther], member_id: MemberId | None) -> Iterator[Line]:
    """The same turned around, but for what stays with them."""
    for part in for_others:
        yield debit(_fees(part, member_id), part.fee, member_id=member_id)
        yield debit(part.trade.theirs, part.theirs - part.kept, party_id=part.party_id)


def _fees(part: ForOther, member_id: MemberId | None) -> str:
    return part.trade.other_fees if member_id is None else part.trade.member_fees


def _sum(group: list[ForOther]) -> ForOther:
    if len(group) == 1:
        return group[0]
    return ForOther(
        group[0].trade,
        total(part.amount for part in group),
        total(part.cost for part in group),
        total(part.vat for part in group),
        total(part.kept for part in group),
        group[0].party_id,
    )
