"""The lists of sales and shifts: what is found, in which order, whose it is, and how fast."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from core.db import Database
from core.ids import OperatorId, ShiftId, ShopId
from core.money import Money
from core.paging import SIZE
from core.permissions import Role
from members.models import Member
from pos import flags, listings
from pos.listings import SaleSearch, ShiftSearch, ShiftState
from pos.models import Sale
from tests.support.sales import Body, closing, open_shift, sale, send
from tests.support.world import NOW, TODAY, World

HOUR = timedelta(hours=1)


def sell(session: Session, world: World, shift_id: str, **more: Any) -> Body:
    """One instant noodle for Rp3.500, flagged only for the empty shelf."""
    body = sale(world, shift_id, [(world.goods["mie"], 1_000, more.pop("price", 3_500))], **more)
    at = more.get("at", NOW)
    send(session, world, body, received_at=at)
    return body


def sell_elsewhere(session: Session, elsewhere: World) -> Body:
    shift_id = open_shift(session, elsewhere)
    body = sale(elsewhere, shift_id, [(elsewhere.goods["mie"], 1_000, 3_500)])
    body["number"] = "LTM-T1-A-000001"
    send(session, elsewhere, body)
    return body


def found(session: Session, within: ShopId | None = None, **search: Any) -> list[str]:
    page = listings.sales(session, SaleSearch(**search), within=within, page=1)
    assert page.total == len(page.rows)
    return [row.number for row in page.rows]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("WSB-T1-A-000002", ["WSB-T1-A-000002"]),
        ("wsb-t1-a-2", ["WSB-T1-A-000002"]),
        ("T1-A-2", ["WSB-T1-A-000002"]),
        ("A-002", ["WSB-T1-A-000002"]),
        ("WSB-2", ["WSB-T1-A-000002"]),
        ("3", ["WSB-T1-A-000003"]),
        ("B-3", []),
        ("LTM-T1-A-000002", []),
        ("T2-A-2", []),
        ("siti", ["WSB-T1-A-000001"]),
        ("AMIN", ["WSB-T1-A-000001"]),
        ("AGT0001", ["WSB-T1-A-000001"]),
        ("1", ["WSB-T1-A-000001"]),
        ("%", []),
        ("_", []),
        ("\N{CAT FACE}", []),
        ("WSB-", []),
        ("999999999", []),
    ],
)
def test_a_search_finds_receipts_and_members(
    session: Session, world: World, shift_id: str, query: str, expected: list[str]
) -> None:
    sell(session, world, shift_id, counter=1, member_id=world.member_id)
    sell(session, world, shift_id, counter=2)
    sell(session, world, shift_id, counter=3)
    assert found(session, query=query) == expected


def test_a_short_number_means_a_receipt_or_a_member(
    session: Session, world: World, shift_id: str
) -> None:
    second = session.get_one(Member, world.members[1].id)
    sell(session, world, shift_id, counter=2)
    sell(session, world, shift_id, counter=7, member_id=second.id, at=NOW + HOUR)
    assert found(session, query=str(second.number)) == ["WSB-T1-A-000007", "WSB-T1-A-000002"]


def test_the_newest_day_comes_first_also_of_a_till_with_a_wrong_clock(
    session: Session, world: World, shift_id: str
) -> None:
    sell(session, world, shift_id, counter=1, at=NOW + HOUR)
    wrong = sale(world, shift_id, [(world.goods["mie"], 1_000, 3_500)], counter=2,
                 at=NOW + timedelta(days=900))  # fmt: skip
    send(session, world, wrong)
    sell(session, world, shift_id, counter=3, at=NOW + timedelta(days=1))
    assert found(session) == ["WSB-T1-A-000003", "WSB-T1-A-000002", "WSB-T1-A-000001"]


def test_days_are_the_shops_own_and_both_ends_count(
    session: Session, world: World, shift_id: str
) -> None:
    late = datetime(2026, 6, 1, 17, 30, tzinfo=UTC)
    sell(session, world, shift_id, counter=1)
    sell(session, world, shift_id, counter=2, at=late)
    tomorrow = TODAY + timedelta(days=1)
    assert found(session, since=tomorrow) == ["WSB-T1-A-000002"]
    assert found(session, until=TODAY) == ["WSB-T1-A-000001"]
    assert len(found(session, since=TODAY, until=tomorrow)) == 2


def test_only_the_own_shop_is_listed_whatever_is_asked(
    session: Session, world: World, shift_id: str, elsewhere: World
) -> None:
    sell(session, world, shift_id)
    sell_elsewhere(session, elsewhere)
    ltm = ShopId(world.ltm.id)
    assert found(session, within=ltm) == ["LTM-T1-A-000001"]
    assert found(session, within=world.shop_id, shop_id=ltm) == []
    assert found(session, within=ltm, query="1") == ["LTM-T1-A-000001"]
    assert found(session, within=ltm, shift_id=ShiftId(UUID(shift_id))) == []
    assert found(session, shop_id=ltm) == ["LTM-T1-A-000001"]
    assert len(found(session)) == 2


def test_a_flagged_sale_stays_on_the_list_until_somebody_has_looked(
    session: Session, world: World, shift_id: str
) -> None:
    body = sell(session, world, shift_id, price=3_000)
    page = listings.sales(session, SaleSearch(only_flagged=True), within=None, page=1)
    assert [(row.number, row.flags) for row in page.rows] == [("WSB-T1-A-000001", 1)]
    assert listings.unseen_sales(session, shop_id=None) == 1
    assert listings.unseen_sales(session, shop_id=world.shop_id) == 1
    assert listings.unseen_sales(session, shop_id=ShopId(world.ltm.id)) == 0
    row = session.get_one(Sale, UUID(body["id"]))
    flags.mark_seen(session, row, at=NOW, by=world.operator_id(Role.MANAGER))
    assert found(session, only_flagged=True) == []
    assert listings.unseen_sales(session, shop_id=None) == 0


def test_a_row_says_who_what_and_by_which_clock(
    session: Session, world: World, elsewhere: World
) -> None:
    body = sell_elsewhere(session, elsewhere)
    (row,) = listings.sales(session, SaleSearch(), within=None, page=1).rows
    assert (row.id, row.clerk, row.member) == (UUID(body["id"]), "Sari Wulandari", None)
    assert (row.total, row.sold_at, row.zone) == (Money(3_500), NOW, "WITA")


def test_pages_divide_the_list_without_gap_or_repeat(
    session: Session, world: World, shift_id: str
) -> None:
    for counter in range(1, SIZE + 4):
        sell(session, world, shift_id, counter=counter)
    pages = [listings.sales(session, SaleSearch(), within=None, page=n) for n in (1, 2, 3)]
    assert [len(page.rows) for page in pages] == [SIZE, 3, 0]
    assert {page.total for page in pages} == {SIZE + 3}
    numbers = [row.number for page in pages for row in page.rows]
    assert len(set(numbers)) == SIZE + 3


# Days


def test_a_day_without_sales_is_a_day_with_zero(
    session: Session, world: World, shift_id: str, elsewhere: World
) -> None:
    sell(session, world, shift_id, counter=1)
    sell(session, world, shift_id, counter=2)
    sell(session, world, shift_id, counter=3, at=NOW + timedelta(days=2))
    sell_elsewhere(session, elsewhere)

    def sold(shop_id: ShopId | None) -> list[tuple[date, int, int]]:
        until = TODAY + timedelta(days=2)
        days = listings.daily_sales(session, until=until, days=4, shop_id=shop_id)
        return [(of.day, of.receipts, of.sold.amount) for of in days]

    before, today, after, last = (TODAY + timedelta(days=n) for n in range(-1, 3))
    own = [(before, 0, 0), (today, 2, 7_000), (after, 0, 0), (last, 1, 3_500)]
    assert sold(world.shop_id) == own
    assert sold(None) == [own[0], (today, 3, 10_500), *own[2:]]


# Shifts


def shifts(
    session: Session, within: ShopId | None = None, **search: Any
) -> list[listings.ShiftRow]:
    return list(listings.shifts(session, ShiftSearch(**search), within=within, page=1).rows)


def test_an_open_shift_has_no_difference(session: Session, world: World, shift_id: str) -> None:
    sell(session, world, shift_id, counter=1)
    sell(session, world, shift_id, counter=2)
    (row,) = shifts(session)
    assert (row.till, row.clerk, row.float) == ("WSB-T1", "Sari Wulandari", Money(200_000))
    assert (row.receipts, row.sold) == (2, Money(7_000))
    assert (row.expected, row.counted, row.difference) == (None, None, None)


@pytest.mark.parametrize(
    ("counted", "difference"), [(203_500, 0), (203_000, -500), (204_000, 500), (0, -203_500)]
)
def test_the_difference_is_counted_less_expected_also_of_an_empty_drawer(
    session: Session, world: World, shift_id: str, counted: int, difference: int
) -> None:
    sell(session, world, shift_id)
    send(session, world, closing(world, shift_id, counted))
    (row,) = shifts(session)
    assert (row.expected, row.counted) == (Money(203_500), Money(counted))
    assert row.difference == Money(difference)
    assert bool(shifts(session, state=ShiftState.UNEVEN)) == bool(difference)
    assert shifts(session, state=ShiftState.OPEN) == []


def test_a_shift_without_sales_is_listed_with_nothing_sold(
    session: Session, world: World, shift_id: str
) -> None:
    (row,) = shifts(session, state=ShiftState.OPEN)
    assert (row.id, row.receipts, row.sold) == (UUID(shift_id), 0, Money(0))


def test_who_closed_is_named_when_it_was_somebody_else(
    session: Session, world: World, shift_id: str
) -> None:
    body = closing(world, shift_id, 200_000)
    send(session, world, body | {"operator_id": str(world.operator_id(Role.MANAGER))})
    (row,) = shifts(session)
    assert row.closed_by == "Joko Prasetyo"
    assert row.ends_same_day


def test_a_shift_over_midnight_ends_on_another_day(
    session: Session, world: World, shift_id: str
) -> None:
    late = datetime(2026, 6, 1, 17, 30, tzinfo=UTC)
    body = closing(world, shift_id, 200_000) | {"at": late.isoformat()}
    send(session, world, body, received_at=late)
    (row,) = shifts(session)
    assert not row.ends_same_day
    assert row.closed_by is None


def test_only_the_own_shops_shifts_are_listed(
    session: Session, world: World, shift_id: str, elsewhere: World
) -> None:
    open_shift(session, elsewhere)
    ltm = ShopId(world.ltm.id)
    assert [row.till for row in shifts(session, within=ltm)] == ["LTM-T1"]
    assert [row.till for row in shifts(session, shop_id=ltm)] == ["LTM-T1"]
    assert shifts(session, within=ltm, shop_id=world.shop_id) == []
    assert {row.till for row in shifts(session)} == {"LTM-T1", "WSB-T1"}


# Speed


@contextmanager
def statements(session: Session) -> Iterator[list[tuple[str, Any]]]:
    seen: list[tuple[str, Any]] = []

    def note(_c: Any, _cursor: Any, statement: str, values: Any, _x: Any, _many: bool) -> None:
        seen.append((statement, values))

    engine = session.connection().engine
    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)


SEARCHES = {
    "all": SaleSearch(),
    "shop": SaleSearch(shop_id=ShopId(UUID(int=1))),
    "days": SaleSearch(since=TODAY, until=TODAY),
    "days of a shop": SaleSearch(shop_id=ShopId(UUID(int=1)), since=TODAY),
    "member": SaleSearch(query="siti"),
    "receipt": SaleSearch(query="WSB-T1-A-000123"),
    "number": SaleSearch(query="123"),
    "shift": SaleSearch(shift_id=ShiftId(UUID(int=1))),
    "flagged": SaleSearch(only_flagged=True),
}


@pytest.mark.parametrize("search", SEARCHES.values(), ids=SEARCHES.keys())
def test_no_list_reads_the_whole_table_of_sales(
    search: SaleSearch, session: Session, shared_database: Database
) -> None:
    """SQLite may count along an index, but neither walk nor sort all sales for one page."""
    if not shared_database.is_sqlite:
        return
    with statements(session) as seen:
        listings.sales(session, search, within=None, page=1)
        listings.daily_sales(session, until=TODAY, days=30, shop_id=search.shop_id)
    plans = [
        str(row[3])
        for statement, values in seen
        for row in session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
    ]
    assert plans
    assert [step for step in plans if step in ("SCAN sale", "SCAN sale_flag")] == []


def test_the_clerk_of_a_sale_is_who_the_till_said(
    session: Session, world: World, shift_id: str
) -> None:
    body = sale(world, shift_id, [(world.goods["mie"], 1_000, 3_500)])
    manager = OperatorId(world.operators[Role.MANAGER].id)
    send(session, world, body | {"operator_id": str(manager)})
    (row,) = listings.sales(session, SaleSearch(), within=None, page=1).rows
    assert row.clerk == "Joko Prasetyo"
