"""How a settlement is booked: event → what moves in which shop. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from core.ids import MemberId, PartyId, ShopId
from core.money import Money
from ledger import chart
from ledger.entry import credit, debit
from members.balances import CODES, Account
from members.credit import OpenBon
from members.entries import Part
from members.leaving.rules import Outcome


@dataclass(frozen=True, slots=True)
class Holding:
    """What she has on one account in the books of one shop; every one of them is emptied."""

    account: Account
    shop_id: ShopId
    amount: Money
    """Owned +; kasbon that was paid twice +, too."""
    party_id: PartyId | None = None
    """Which pot."""


def settlement_source(settlement_id: UUID) -> str:
    """The one name under which a settlement is booked."""
    return f"settlement:{settlement_id}"


def transfer_source(transfer_id: UUID) -> str:
    """The one name under which a part of it goes to another member."""
    return f"settlement_transfer:{transfer_id}"


def settlement_parts(
    member_id: MemberId,
    home: ShopId,
    holdings: Iterable[Holding],
    settled: Sequence[tuple[OpenBon, Money]],
    outcome: Outcome,
) -> Iterator[Part]:
    """All she has is emptied, her bons are paid as far as it reaches, the rest is payable."""
    for held in holdings:
        line = debit(CODES[held.account], held.amount, member_id=member_id, party_id=held.party_id)
        yield Part(held.shop_id, line)
    for bon, amount in settled:
        yield Part(bon.shop_id, credit(chart.MEMBER_CREDIT, amount, member_id=member_id))
    yield Part(home, debit(chart.MEMBER_CREDIT, outcome.lent, member_id=member_id))
    yield Part(home, credit(chart.EXIT_FEES, outcome.fee, member_id=member_id))
    yield Part(home, credit(chart.LEAVERS_PAYABLE, outcome.payable, member_id=member_id))


def transfer_parts(
    leaver: tuple[MemberId, ShopId], heir: tuple[MemberId, ShopId], amount: Money
) -> Iterator[Part]:
    """What was to be paid to one who left becomes SUKARELA of another; each with her home shop."""
    yield Part(leaver[1], debit(chart.LEAVERS_PAYABLE, amount, member_id=leaver[0]))
    yield Part(heir[1], credit(chart.VOLUNTARY_SAVINGS, amount, member_id=heir[0]))
