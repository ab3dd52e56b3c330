"""The one writer: numbers without gaps, nothing twice, the same balance for everybody."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.db import Database
from core.ids import MemberId, ShopId
from core.money import ZERO, Money
from ledger import invariants
from ledger.journal import BookedTwice, balance
from ledger.models import JournalEntry, JournalHead
from tests.support.books import book, transfer
from tests.support.world import World, make_coop


@pytest.fixture
def world(session: Session) -> World:
    return make_coop(session)


def test_each_shop_counts_its_own_entries(session: Session, world: World) -> None:
    other = ShopId(world.ltm.id)
    assert book(session, transfer(world.shop_id, "a", 1), transfer(other, "b", 1)) == [1, 1]
    assert book(session, transfer(world.shop_id, "c", 1), transfer(other, "d", 1)) == [2, 2]


def test_an_entry_joins_on_to_the_one_before(session: Session, world: World) -> None:
    book(session, transfer(world.shop_id, "a", 1), transfer(world.shop_id, "b", 2))
    first, second = session.scalars(select(JournalEntry).order_by(JournalEntry.number))
    assert (first.previous_hash, second.previous_hash) == (bytes(32), first.hash)
    head = session.get_one(JournalHead, world.wsb.id)
    assert (head.number, head.hash) == (2, second.hash)


def test_the_same_source_is_never_booked_twice(session: Session, world: World) -> None:
    book(session, transfer(world.shop_id, "sale:1", 500))
    with pytest.raises(BookedTwice, match="sale:1"), session.begin_nested():
        book(session, transfer(ShopId(world.ltm.id), "sale:1", 500))
    assert balance(session, "1-1010") == Money(500)


def test_a_balance_can_be_of_one_drawer_or_member(session: Session, world: World) -> None:
    member = MemberId(world.members[1].id)
    book(
        session,
        transfer(world.shop_id, "a", 300, till_id=world.till_id),
        transfer(world.shop_id, "b", 20, member_id=member),
    )
    assert balance(session, "1-1010") == Money(320)
    assert balance(session, "1-1010", till_id=world.till_id) == Money(300)
    assert balance(session, "4-2010", member_id=member) == Money(-20)
    assert balance(session, "1-1020") == ZERO


def test_many_at_once_leave_no_gap_and_no_fork(database: Database) -> None:
    with database.transaction() as session:
        world = make_coop(session)

    def write(place: int) -> int:
        with database.transaction() as session:
            return book(session, transfer(world.shop_id, f"sale:{place}", place + 1))[0]

    with ThreadPoolExecutor(8) as pool:
        numbers = list(pool.map(write, range(48)))
    assert sorted(numbers) == list(range(1, 49))
    with database.reading() as session:
        assert list(invariants.journals(session)) == []
        assert balance(session, "1-1010") == Money(sum(range(1, 49)))
