"""How a cut-over is booked: lines of trial balances, members, bons and parties. Pure.

Goods are on the shelves already, against 3-1099; what they left there is taken over, so that it
ends at zero. What the parts of one shop lack goes through the account between shops.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from uuid import UUID

from core.ids import MemberId, PartyId, ShopId
from core.money import Money
from ledger import chart
from ledger.entry import Entry, credit, debit
from members.entries import Event, Part, across_shops
from members.opening.accounts import EXPLAINED
from members.opening.figures import Places
from members.opening.models import OpeningBon, OpeningMember, OpeningParty, PartyKind


def opening_source(opening_id: UUID) -> str:
    """How the sources of a cut-over begin."""
    return f"opening:{opening_id}:"


def opening_entries(
    opening_id: UUID, evening: date, codes: Mapping[ShopId, str], parts: Iterable[Part]
) -> Iterator[Entry]:
    """One entry a shop, under a source of its own: ``opening:<id>:WSB``; ``codes`` by shop."""
    event = Event(next(iter(codes)), evening, opening_source(opening_id), "Saldo awal")
    for entry in across_shops(event, parts):
        yield replace(entry, source=f"{event.source}{codes[entry.shop_id]}")


def paper_parts(paper: Places, goods: Mapping[ShopId, Money]) -> Iterator[Part]:
    """The trial balances but for what is explained, and what the goods left in 3-1099."""
    for (shop_id, code), amount in paper.items():
        if code not in EXPLAINED:
            yield Part(shop_id, debit(code, amount))
    for shop_id, value in goods.items():
        yield Part(shop_id, debit(chart.OPENING_BALANCE, value))


def member_parts(row: OpeningMember, home: ShopId, seat: ShopId) -> Iterator[Part]:
    """What one member owns: share money in the books of her home, unpaid surplus at the seat."""
    member_id = MemberId(row.member_id)
    for code, amount in (
        (chart.SHARE_CAPITAL, row.pokok),
        (chart.MANDATORY_SAVINGS, row.wajib),
        (chart.VOLUNTARY_SAVINGS, row.sukarela),
    ):
        yield Part(home, credit(code, amount, member_id=member_id))
    yield Part(seat, credit(chart.SURPLUS_PAYABLE, row.unpaid_shu, member_id=member_id))


def bon_parts(bons: Iterable[OpeningBon]) -> Iterator[Part]:
    """What members owe, where they bought."""
    for bon in bons:
        line = debit(chart.MEMBER_CREDIT, bon.amount, member_id=MemberId(bon.member_id))
        yield Part(ShopId(bon.shop_id), line)


def party_parts(debts: Iterable[OpeningParty], accounts: Mapping[PartyKind, str]) -> Iterator[Part]:
    """What is owed to suppliers and producers; ``accounts`` by kind."""
    for debt in debts:
        line = credit(accounts[debt.kind], debt.amount, party_id=PartyId(debt.party_id))
        yield Part(ShopId(debt.shop_id), line)
