"""How members' money over the office desk is booked: event → what moves in which shop. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from core.ids import MemberId, PartyId, ShopId
from core.money import ZERO, Money
from ledger import chart
from ledger.entry import Line, credit, debit
from members.balances import CODES, Account
from members.credit import OpenBon
from members.entries import Part
from members.ways import PaidBy

_OUTSIDE: Mapping[PaidBy, str] = {
    PaidBy.CASH: chart.SAFE,
    PaidBy.BANK: chart.BANK,
    PaidBy.DONATION: chart.DONATIONS,
    PaidBy.PROGRAMME: chart.PROGRAMME_FUNDS,
}
"""What stands against a member's account where the desk is."""
_OWN: Mapping[PaidBy, Account] = {
    PaidBy.SUKARELA: Account.SUKARELA,
    PaidBy.SURPLUS: Account.SURPLUS,
}
"""Another account of the same member."""


@dataclass(frozen=True, slots=True)
class Places:
    """In whose books each account of a member stands."""

    desk: ShopId
    """Where the money is handed over."""
    home: ShopId
    """The member's home shop: her share money."""
    seat: ShopId
    """The office: the surplus belongs to no single shop."""
    pot: ShopId | None = None
    """The pot's, when there is one."""

    def of(self, account: Account) -> ShopId:
        """In whose books an account stands; kasbon stands where it was bought."""
        if account is Account.SURPLUS:
            return self.seat
        return self.pot or self.home if account is Account.POTS else self.home


@dataclass(frozen=True, slots=True)
class Moved:
    """Money that moved into an account of a member, or out of it."""

    member_id: MemberId
    account: Account
    amount: Money
    """What the account grows by; negative is drawn out."""
    paid_by: PaidBy
    pot_id: UUID | None = None
    settled: Sequence[tuple[OpenBon, Money]] = ()
    """Which bons it pays, of ``PaidBy.KASBON``."""


def money_source(slip_id: UUID) -> str:
    """The one name under which a slip is booked."""
    return f"office_money:{slip_id}"


def undone_source(slip_id: UUID) -> str:
    """The one name under which a slip is taken back."""
    return f"office_money_undone:{slip_id}"


def money_parts(moved: Moved, places: Places) -> Iterable[Part]:
    """The member's account on one side, and what it was paid from or into on the other."""
    party = PartyId(moved.pot_id) if moved.pot_id else None
    own = credit(CODES[moved.account], moved.amount, member_id=moved.member_id, party_id=party)
    yield Part(places.of(moved.account), own)
    yield from _other_side(moved, places)


def _other_side(moved: Moved, places: Places) -> Iterable[Part]:
    if code := _OUTSIDE.get(moved.paid_by):
        yield Part(places.desk, debit(code, moved.amount))
    elif account := _OWN.get(moved.paid_by):
        line = debit(CODES[account], moved.amount, member_id=moved.member_id)
        yield Part(places.of(account), line)
    else:
        yield from (Part(shop_id, line) for shop_id, line in _less_debt(moved))


def _less_debt(moved: Moved) -> Iterable[tuple[ShopId, Line]]:
    shares: dict[ShopId, Money] = defaultdict(lambda: ZERO)
    for bon, amount in moved.settled:
        shares[bon.shop_id] += amount
    for shop_id, amount in shares.items():
        yield shop_id, credit(chart.MEMBER_CREDIT, amount, member_id=moved.member_id)
