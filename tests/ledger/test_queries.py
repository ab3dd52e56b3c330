"""What the pages of the books show."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from core.errors import NotFound
from core.ids import ShopId
from core.money import ZERO, Money
from ledger.queries import TrialRow, account_card, find_entry, journal_page, trial_balance
from ledger.scope import Scope
from tests.support.books import book, transfer
from tests.support.world import TODAY, World, make_coop

DAY = timedelta(days=1)


@pytest.fixture
def world(session: Session) -> World:
    return make_coop(session)


def row(session: Session, scope: Scope, account: str) -> TrialRow:
    return next(row for row in trial_balance(session, scope).rows if row.code == account)


def amounts(found: TrialRow) -> tuple[int, ...]:
    parts = (found.opening, found.debit, found.credit, found.closing)
    return tuple(part.amount for part in parts)


def test_a_period_opens_where_the_one_before_closed(session: Session, world: World) -> None:
    book(
        session,
        transfer(world.shop_id, "a", 100, on=TODAY - DAY),
        transfer(world.shop_id, "b", 30, on=TODAY),
        transfer(world.shop_id, "c", 20, into="1-1020", out_of="1-1010", on=TODAY),
        transfer(world.shop_id, "d", 5, on=TODAY + DAY),
    )
    assert amounts(row(session, Scope(since=TODAY, until=TODAY), "1-1010")) == (100, 30, 20, 110)
    assert amounts(row(session, Scope(until=TODAY), "1-1010")) == (0, 130, 20, 110)
    assert amounts(row(session, Scope(since=TODAY), "1-1010")) == (100, 35, 20, 115)
    assert amounts(row(session, Scope(), "1-1010")) == (0, 135, 20, 115)
    assert amounts(row(session, Scope(since=TODAY + DAY * 2), "1-1010")) == (115, 0, 0, 115)


def test_a_shop_has_its_own_trial_balance(session: Session, world: World) -> None:
    other = ShopId(world.ltm.id)
    book(session, transfer(world.shop_id, "a", 100), transfer(other, "b", 30))
    assert amounts(row(session, Scope(other), "1-1010")) == (0, 30, 0, 30)
    assert amounts(row(session, Scope(other, TODAY + DAY), "1-1010")) == (30, 0, 0, 30)


def test_every_account_is_listed_once_in_order(session: Session, world: World) -> None:
    codes = [row.code for row in trial_balance(session, Scope()).rows]
    assert codes == sorted(set(codes))
    assert {"1-1010", "8-1010"} <= set(codes)
    assert not any(row.moved for row in trial_balance(session, Scope()).rows)


booked = st.lists(
    st.tuples(
        st.integers(1, 10**9),
        st.permutations(["1-1010", "1-1310", "2-1010", "4-1010", "5-1010"]),
        st.integers(0, 6),
        st.booleans(),
    ),
    max_size=8,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(booked, st.integers(0, 6), st.integers(0, 6))
def test_trial_balances_balance(
    session: Session, entries: list[tuple[int, list[str], int, bool]], since: int, until: int
) -> None:
    with session.begin_nested() as savepoint:
        world = make_coop(session)
        shops = (world.shop_id, ShopId(world.ltm.id))
        for place, (amount, (into, out_of, *_), day, second) in enumerate(entries):
            on = TODAY + day * DAY
            one = transfer(shops[second], f"x:{place}", amount, into=into, out_of=out_of, on=on)
            book(session, one)
        span = Scope(None, TODAY + since * DAY, TODAY + until * DAY)
        whole = trial_balance(session, span)
        assert whole.debit == whole.credit
        assert sum(row.opening.amount for row in whole.rows) == 0
        assert sum(row.closing.amount for row in whole.rows) == 0
        parts = [trial_balance(session, Scope(shop, span.since, span.until)) for shop in shops]
        for together, first, second_ in zip(whole.rows, parts[0].rows, parts[1].rows, strict=True):
            assert together.closing == first.closing + second_.closing
        savepoint.rollback()


def test_an_account_card_runs_on_over_its_pages(session: Session, world: World) -> None:
    book(
        session,
        *(transfer(world.shop_id, f"e:{n}", n, on=TODAY + DAY * (n % 3)) for n in range(1, 121)),
    )
    cards = [account_card(session, "1-1010", Scope(), number=n) for n in (1, 2, 3)]
    lines = [line for card in cards for line in card.page.rows]
    assert [len(card.page.rows) for card in cards] == [50, 50, 20]
    assert [card.page.total for card in cards] == [120] * 3
    assert [line.booked_on for line in lines] == sorted(line.booked_on for line in lines)
    balance = ZERO
    for line in lines:
        balance += line.amount
        assert line.balance == balance
    assert [card.carried for card in cards] == [ZERO, lines[49].balance, lines[99].balance]
    assert balance == Money(sum(range(1, 121)))


def test_an_account_card_carries_what_came_before_it(session: Session, world: World) -> None:
    other = ShopId(world.ltm.id)
    book(
        session,
        transfer(world.shop_id, "a", 100, on=TODAY - DAY),
        transfer(other, "b", 7, on=TODAY - DAY),
        transfer(world.shop_id, "c", 30),
    )
    card = account_card(session, "1-1010", Scope(world.shop_id, TODAY), number=1)
    assert card.carried == Money(100)
    assert [(line.number, line.balance) for line in card.page.rows] == [(2, Money(130))]
    assert account_card(session, "1-1010", Scope(since=TODAY), number=1).carried == Money(107)


def test_an_unknown_account_is_not_found(session: Session, world: World) -> None:
    with pytest.raises(NotFound, match="9-9999"):
        account_card(session, "9-9999", Scope(), number=1)


def test_the_journal_lists_the_newest_first(session: Session, world: World) -> None:
    book(session, *(transfer(world.shop_id, f"e:{n}", n) for n in range(1, 53)))
    first, second = (journal_page(session, Scope(), number=n) for n in (1, 2))
    assert [entry.number for entry in first.rows] == list(range(52, 2, -1))
    assert [(entry.number, entry.amount) for entry in second.rows] == [(2, Money(2)), (1, Money(1))]
    assert first.total == 52


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("wsb-t1-a-000002", [2]),
        ("sale:", [2, 1]),
        ("2", [2]),
        ("100%", [3]),
        ("  ", [3, 2, 1]),
        ("tidak ada", []),
    ],
)
def test_the_journal_is_searched_by_what_people_know(
    session: Session, world: World, query: str, numbers: list[int]
) -> None:
    book(
        session,
        transfer(world.shop_id, "sale:x", 1, description="WSB-T1-A-000001"),
        transfer(world.shop_id, "sale:y", 1, description="WSB-T1-A-000002"),
        transfer(world.shop_id, "manual:z", 1, description="Diskon 100% & lain-lain"),
    )
    found = [entry.number for entry in journal_page(session, Scope(), query=query).rows]
    assert found == numbers


def test_the_journal_keeps_to_its_scope(session: Session, world: World) -> None:
    other = ShopId(world.ltm.id)
    book(
        session,
        transfer(world.shop_id, "a", 1, on=TODAY),
        transfer(other, "b", 1, on=TODAY),
        transfer(other, "c", 1, on=TODAY + DAY),
    )
    page = journal_page(session, Scope(other, date(2026, 1, 1), TODAY))
    assert [(entry.shop_code, entry.source) for entry in page.rows] == [("LTM", "b")]


def test_an_entry_is_found_by_shop_and_number(session: Session, world: World) -> None:
    member_id = world.member_id
    book(
        session, transfer(world.shop_id, "sale:1", 500, member_id=member_id, till_id=world.till_id)
    )
    entry = find_entry(session, "WSB", 1)
    assert (entry.source, entry.booked_on, entry.amount) == ("sale:1", TODAY, Money(500))
    assert [(line.account, line.name, line.amount.amount) for line in entry.lines] == [
        ("1-1010", "Kas laci", 500),
        ("4-2010", "Penjualan non-anggota", -500),
    ]
    assert (entry.lines[0].till_id, entry.lines[1].member_id) == (world.till_id, member_id)
    with pytest.raises(NotFound):
        find_entry(session, "WSB", 2)
