"""Shares of the surplus paid over the counter: out of the office's books, out of the drawer."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.ids import ShopId
from core.money import Money
from ledger import chart, journal
from ledger.entry import Entry, credit, debit
from ledger.invariants import inter_shop
from ledger.models import JournalEntry, Posting
from members import at_tills
from members.balances import balances
from pos.documents import Unbookable
from pos.member_money import invariants
from pos.models import Document
from tests.support.member_money import member_money
from tests.support.sales import open_shift, send
from tests.support.world import NOW, TODAY, World

SHARE = Money(950_000)


@pytest.fixture
def owed(session: Session, world: World) -> World:
    """Siti's share of the year before stands at the office."""
    lines = (debit(chart.LAST_SURPLUS, SHARE),
             credit(chart.SURPLUS_PAYABLE, SHARE, member_id=world.member_id))  # fmt: skip
    entry = Entry(ShopId(world.office.id), TODAY, "surplus_run:test", "Pembagian SHU", lines)
    journal.post(session, entry, at=NOW)
    return world


def test_the_till_is_told_what_waits_for_a_member(session: Session, owed: World) -> None:
    told = at_tills.money_of(session, owed.member_id, owed.shop_id, at=NOW)
    assert told["surplus"] == 950_000


def test_a_share_is_paid_from_the_offices_books_and_the_drawer(
    session: Session, owed: World
) -> None:
    shift = open_shift(session, owed)
    body = member_money(owed, shift, 50_000, counter=1, account="shu", direction="out")
    assert send(session, owed, body).body["balance"] == 900_000
    assert balances(session, owed.member_id).surplus == Money(900_000)
    assert journal.balance(session, chart.DRAWER, till_id=owed.till_id) == Money(150_000)
    cash = session.scalars(select(Document.cash).where(Document.kind == "member_money")).one()
    assert cash == Money(-50_000)
    kept_in = (
        select(JournalEntry.shop_id)
        .join(Posting, Posting.entry_id == JournalEntry.id)
        .where(Posting.account == chart.SURPLUS_PAYABLE)
    )
    assert set(session.scalars(kept_in)) == {ShopId(owed.office.id)}
    assert list(inter_shop(session)) == []
    assert list(invariants.money_is_booked(session)) == []


def test_it_is_never_paid_in(session: Session, owed: World) -> None:
    shift = open_shift(session, owed)
    with pytest.raises(Unbookable, match="tidak disetor"):
        send(session, owed, member_money(owed, shift, 1_000, counter=1, account="shu"))
