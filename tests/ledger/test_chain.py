"""The seal of an entry changes with anything that was written."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from core.ids import MemberId, PartyId, ShopId, TillId
from core.money import Money
from ledger.chain import GENESIS, seal
from ledger.entry import Entry, Line, credit, debit

KEY = UUID("01977777-0000-7000-8000-000000000001")
OTHER = UUID("01977777-0000-7000-8000-000000000002")
ENTRY = Entry(
    ShopId(KEY),
    date(2026, 6, 1),
    "sale:1",
    "WSB-T1-A-000001 “é”",
    (
        debit("1-1010", Money(20_500), till_id=TillId(KEY)),
        credit("4-1010", Money(20_500), member_id=MemberId(KEY)),
    ),
)
SEALED = seal(ENTRY, number=1, previous=GENESIS)

first, second = ENTRY.lines
CHANGED = {
    "shop": replace(ENTRY, shop_id=ShopId(OTHER)),
    "day": replace(ENTRY, booked_on=date(2026, 6, 2)),
    "source": replace(ENTRY, source="sale:2"),
    "description": replace(ENTRY, description="WSB-T1-A-000001"),
    "order": replace(ENTRY, lines=(second, first)),
    "account": replace(ENTRY, lines=(replace(first, account="1-1020"), second)),
    "amount": replace(ENTRY, lines=tuple(Line(x.account, x.amount * 2) for x in ENTRY.lines)),
    "member": replace(ENTRY, lines=(first, replace(second, member_id=MemberId(OTHER)))),
    "no member": replace(ENTRY, lines=(first, replace(second, member_id=None))),
    "till": replace(ENTRY, lines=(replace(first, till_id=TillId(OTHER)), second)),
    "party": replace(ENTRY, lines=(replace(first, party_id=PartyId(OTHER)), second)),
}


@pytest.mark.parametrize("changed", CHANGED)
def test_whatever_is_changed_the_seal_is_another(changed: str) -> None:
    assert seal(CHANGED[changed], number=1, previous=GENESIS) != SEALED


def test_place_and_predecessor_are_sealed_too() -> None:
    assert seal(ENTRY, number=2, previous=GENESIS) != SEALED
    assert seal(ENTRY, number=1, previous=SEALED) != SEALED


def test_the_seal_never_changes_its_form() -> None:
    """Books of years ago must still verify: this value may not change with the program."""
    key = "01977777000070008000000000000001"
    written = (
        f'["{"00" * 32}","{key}",1,"2026-06-01","sale:1","WSB-T1-A-000001 “é”",'
        f'[["1-1010",20500,null,"{key}"],["4-1010",-20500,"{key}",null]]]'
    )
    assert hashlib.sha256(written.encode()).digest() == SEALED
