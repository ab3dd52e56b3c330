"""Sales that are paid with vouchers: each is good once, and no sale is refused for one."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.db import Database
from core.ids import MemberId, ShopId
from core.money import Money
from ledger import chart
from ledger.models import JournalEntry, Posting
from members.models import Patronage
from pos.models import FlagKind, Sale
from pos.vouchers.models import PaidBy, VoucherUse
from tests.support.books import postings
from tests.support.sales import Body, flags_of, open_shift, postings_of, sale, send
from tests.support.vouchers import (
    batch,
    codes_of,
    finding,
    owed,
    paid_with,
    sell,
    source_of,
    wrong,
)
from tests.support.world import NOW, TODAY, World, make_coop


def test_a_voucher_pays_its_part_once(session: Session, world: World) -> None:
    first, *_others = codes_of(session, batch(session, world))
    body = sell(session, world, (first, 25_000), pieces=10)
    assert flags_of(session, body) == {}
    assert postings_of(session, body)["2-1420"] == 25_000
    used = session.scalars(select(VoucherUse)).one()
    assert (used.amount, used.position, str(used.sale_id)) == (Money(25_000), 0, body["id"])
    assert owed(session) == 50_000
    assert wrong(session) == []


@pytest.mark.parametrize(
    ("paid_by", "account"),
    [(PaidBy.PROGRAMME, "2-1450"), (PaidBy.PROMOTION, "6-1060"), (PaidBy.SAFE, "4-9060"),
     (PaidBy.BANK, "4-9060")],
)  # fmt: skip
def test_there_is_no_change_and_the_rest_lapses(
    session: Session, world: World, paid_by: PaidBy, account: str
) -> None:
    first, *_others = codes_of(session, batch(session, world, paid_by=paid_by))
    body = sell(session, world, (first, 20_000))
    assert FlagKind.VOUCHER not in flags_of(session, body)
    lapsed = postings(session, source_of(session, "voucher_use:"))
    assert lapsed == {"2-1420": 5_000, account: -5_000}
    assert owed(session) == 50_000
    assert wrong(session) == []


def test_written_as_people_write_it_it_is_the_same_voucher(session: Session, world: World) -> None:
    first, *_others = codes_of(session, batch(session, world))
    body = sell(session, world, (f" {first.lower().replace('-', ' ')}", 20_000))
    assert FlagKind.VOUCHER not in flags_of(session, body)


def test_a_second_sale_with_it_is_booked_and_flagged(session: Session, world: World) -> None:
    first, *_others = codes_of(session, batch(session, world))
    sell(session, world, (first, 20_000))
    again = sell(session, world, (first, 20_000), counter=2)
    assert finding(session, again) == {"why": "used", "code": first, "number": "WSB-T1-A-000001"}
    assert session.scalar(select(func.count()).select_from(Sale)) == 2
    assert wrong(session) == []


def test_twice_in_one_sale_pays_once(session: Session, world: World) -> None:
    first, *_others = codes_of(session, batch(session, world, face=10_000))
    body = sell(session, world, (first, 10_000), (first, 10_000))
    assert finding(session, body)["why"] == "used"
    assert session.scalar(select(func.sum(VoucherUse.amount))) == Money(10_000)
    assert wrong(session) == []


def test_more_than_it_is_worth_is_flagged(session: Session, world: World) -> None:
    first, *_others = codes_of(session, batch(session, world, face=15_000))
    body = sell(session, world, (first, 20_000))
    assert finding(session, body) == {
        "why": "less", "code": first, "sold": 20_000, "rule": 15_000
    }  # fmt: skip
    assert wrong(session) == []


@pytest.mark.parametrize("code", ["V-12", "", "7K3QF-9M2XN"])
def test_what_nobody_issued_is_flagged(session: Session, world: World, code: str) -> None:
    body = sell(session, world, (code, 20_000))
    assert finding(session, body) == {"why": "unknown", "code": code}
    assert postings_of(session, body)["2-1420"] == 20_000
    assert wrong(session) == []


def test_after_its_last_day_it_pays_and_is_flagged(session: Session, world: World) -> None:
    first, *_others = codes_of(session, batch(session, world, until=TODAY))
    shift = open_shift(session, world)
    later = NOW + timedelta(days=1)
    body = sale(world, shift, [(world.goods["air"], 5_000, 4_000)], at=later)
    body = paid_with(body, (first, 20_000))
    send(session, world, body, received_at=later)
    assert finding(session, body) == {"why": "expired", "code": first, "until": "2026-06-01"}
    assert session.scalars(select(VoucherUse)).one().amount == Money(20_000)
    assert wrong(session) == []


def test_a_sale_of_its_last_day_that_arrives_late_is_in_order(
    session: Session, world: World
) -> None:
    first, *_others = codes_of(session, batch(session, world, until=TODAY))
    shift = open_shift(session, world)
    body = sale(world, shift, [(world.goods["air"], 5_000, 4_000)])
    body = paid_with(body, (first, 20_000))
    send(session, world, body, received_at=NOW + timedelta(days=3))
    assert FlagKind.VOUCHER not in flags_of(session, body)


def test_in_another_shop_the_books_settle_between_the_shops(session: Session, world: World) -> None:
    office = ShopId(world.office.id)
    first, *_others = codes_of(session, batch(session, world, shop_id=office))
    sell(session, world, (first, 20_000))
    use = source_of(session, "voucher_use:")
    assert postings(session, use) == {"2-1420": -20_000, "1-1990": 20_000}
    there = postings(session, f"inter_shop:{office}:{use}")
    assert there["1-1990"] == -20_000
    assert _in_books_of(session, office) == -50_000
    assert _in_books_of(session, world.shop_id) == 0
    assert wrong(session) == []


def _in_books_of(session: Session, shop_id: ShopId) -> int:
    summed = (
        select(func.sum(Posting.amount))
        .join(JournalEntry, JournalEntry.id == Posting.entry_id)
        .where(JournalEntry.shop_id == shop_id, Posting.account == chart.VOUCHERS)
    )
    return (session.scalar(summed) or Money(0)).amount


def test_the_sale_counts_for_the_member_and_the_voucher_does_not(
    session: Session, world: World
) -> None:
    first, *_others = codes_of(session, batch(session, world, paid_by=PaidBy.SAFE))
    shift = open_shift(session, world)
    body = sale(world, shift, [(world.goods["air"], 5_000, 4_000)], member_id=world.member_id)
    send(session, world, paid_with(body, (first, 20_000)))
    counted = session.scalars(select(Patronage)).one()
    assert (counted.amount, MemberId(counted.member_id)) == (Money(20_000), world.member_id)


def test_two_tills_use_one_voucher_at_the_same_moment(database: Database) -> None:
    with database.transaction() as session:
        world = make_coop(session)
        first, *_others = codes_of(session, batch(session, world, shop_id=ShopId(world.office.id)))
        shift = open_shift(session, world)
    goods = [(world.goods["air"], 5_000, 4_000)]
    bodies = [paid_with(sale(world, shift, goods, counter=n), (first, 20_000)) for n in (1, 2)]

    def _send(body: Body) -> set[FlagKind]:
        with database.transaction() as session:
            send(session, world, body)
            return set(flags_of(session, body))

    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(_send, bodies))
    assert sorted(FlagKind.VOUCHER in flags for flags in found) == [False, True]
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Sale)) == 2
        assert wrong(session) == []
