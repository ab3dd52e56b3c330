"""Members' money that touches the books of two shops: savings at home, receivables where sold."""

from __future__ import annotations

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.db import Database
from core.ids import MemberId, ShopId
from core.money import ZERO, Money
from ledger import chart, journal
from ledger.invariants import inter_shop as between_shops
from ledger.models import JournalEntry, Posting
from members import credit, invariants
from members.balances import balances
from pos import intake
from pos.intake import Answer, Sent
from pos.models import DocumentKind
from pos.tills import TillView
from tests.support.member_money import bon_payment, member_money, paid_by, till_in, view_of
from tests.support.sales import Body, open_shift, opening, sale, send
from tests.support.world import NOW, World, make_coop

Books = dict[tuple[str, str], int]
"""Balances by shop's code and account; nothing of zero."""


@pytest.fixture
def away(session: Session, world: World) -> TillView:
    """A till in LTM; the members are at home in WSB."""
    return till_in(session, world.ltm)


def send_from(session: Session, till: TillView, body: Body) -> Answer:
    """As the API takes it from that till."""
    number = {"number": f"{till.code}-A-{body['counter']:06d}"} if "counter" in body else {}
    body = body | number
    sent = Sent(DocumentKind(body["kind"]), body["id"], json.dumps(body).encode())
    return intake.take(session, till, sent, received_at=NOW)


def shift_in(session: Session, world: World, till: TillView) -> str:
    body = opening(world, float_=0)
    send_from(session, till, body)
    return str(body["id"])


def books(session: Session, world: World) -> Books:
    codes = {shop.id: shop.code for shop in (world.wsb, world.ltm, world.office)}
    rows = session.execute(
        select(JournalEntry.shop_id, Posting.account, Posting.amount).join(
            Posting, Posting.entry_id == JournalEntry.id
        )
    )
    found: Books = {}
    for shop_id, account, amount in rows:
        key = (codes[shop_id], account)
        found[key] = found.get(key, 0) + amount.amount
    return {key: amount for key, amount in found.items() if amount}


def of(found: Books, *accounts: str) -> Books:
    return {key: amount for key, amount in found.items() if key[1] in accounts}


def test_savings_spent_elsewhere_leave_the_home_shops_books(
    session: Session, world: World, away: TillView
) -> None:
    home = open_shift(session, world, float_=0)
    send(session, world, member_money(world, home, 50_000, counter=1))
    shift = shift_in(session, world, away)
    body = sale(world, shift, [(world.goods["air"], 2_000, 4_500)], member_id=world.member_id)
    answer = send_from(session, away, paid_by(body, ("savings", 9_000)))
    assert answer.body["flags"] == []
    found = books(session, world)
    assert of(found, chart.VOLUNTARY_SAVINGS, chart.INTER_SHOP, chart.MEMBER_SALES) == {
        ("WSB", chart.VOLUNTARY_SAVINGS): -41_000,
        ("WSB", chart.INTER_SHOP): -9_000,
        ("LTM", chart.INTER_SHOP): 9_000,
        ("LTM", chart.MEMBER_SALES): -9_000,
    }
    assert balances(session, world.member_id).sukarela == Money(41_000)


def test_change_kept_elsewhere_is_saved_at_home(
    session: Session, world: World, away: TillView
) -> None:
    shift = shift_in(session, world, away)
    body = sale(world, shift, [(world.goods["air"], 2_000, 4_500)], member_id=world.member_id)
    tender = {"kind": "cash", "amount": 10_000, "given": 10_000, "change": 0}
    body |= {"tenders": [tender], "kept": {"savings": 1_000, "donation": 0}}
    send_from(session, away, body)
    found = books(session, world)
    assert of(found, chart.VOLUNTARY_SAVINGS, chart.INTER_SHOP, chart.DRAWER) == {
        ("WSB", chart.VOLUNTARY_SAVINGS): -1_000,
        ("WSB", chart.INTER_SHOP): 1_000,
        ("LTM", chart.INTER_SHOP): -1_000,
        ("LTM", chart.DRAWER): 10_000,
    }


def test_savings_that_are_not_there_are_flagged(session: Session, world: World) -> None:
    shift = open_shift(session, world)
    body = sale(world, shift, [(world.goods["air"], 1_000, 4_000)], member_id=world.member_id)
    answer = send(session, world, paid_by(body, ("savings", 4_000)))
    assert answer.body["flags"] == ["savings"]
    assert balances(session, world.member_id).sukarela == Money(-4_000)


def test_a_debt_belongs_to_the_shop_that_sold_and_is_paid_anywhere(
    session: Session, world: World, away: TillView
) -> None:
    there, here = shift_in(session, world, away), open_shift(session, world, float_=0)
    yesterday = NOW - timedelta(days=1)
    first = sale(world, there, [(world.goods["air"], 2_000, 4_500)], member_id=world.member_id,
                 at=yesterday)  # fmt: skip
    send_from(session, away, paid_by(first, ("kasbon", 9_000)))
    second = sale(world, here, [(world.goods["air"], 2_000, 4_000)], member_id=world.member_id)
    send(session, world, paid_by(second, ("kasbon", 8_000)))
    send(session, world, bon_payment(world, here, 10_000, counter=2))
    found = books(session, world)
    assert of(found, chart.MEMBER_CREDIT, chart.INTER_SHOP, chart.DRAWER) == {
        ("WSB", chart.DRAWER): 10_000,
        ("WSB", chart.INTER_SHOP): -9_000,
        ("LTM", chart.INTER_SHOP): 9_000,
        ("WSB", chart.MEMBER_CREDIT): 7_000,
    }
    (left,) = credit.open_bons(session, world.member_id)
    assert (left.shop_id, left.open) == (world.wsb.id, Money(7_000))
    assert journal.balance(session, chart.INTER_SHOP) == ZERO
    assert list(between_shops(session)) == []
    assert list(invariants.credit_has_bons(session)) == []


def test_a_debt_paid_from_savings_touches_three_shops(
    session: Session, world: World, away: TillView
) -> None:
    world.members[0].shop_id = ShopId(world.office.id)
    here, there = open_shift(session, world, float_=0), shift_in(session, world, away)
    send(session, world, member_money(world, here, 20_000, counter=1))
    body = sale(world, there, [(world.goods["air"], 2_000, 4_500)], member_id=world.member_id)
    send_from(session, away, paid_by(body, ("kasbon", 9_000)))
    send(session, world, bon_payment(world, here, 9_000, counter=2, tender="savings"))
    found = books(session, world)
    assert of(found, chart.MEMBER_CREDIT, chart.INTER_SHOP, chart.VOLUNTARY_SAVINGS) == {
        ("KTR", chart.VOLUNTARY_SAVINGS): -11_000,
        ("KTR", chart.INTER_SHOP): 20_000 - 9_000,
        ("WSB", chart.INTER_SHOP): -20_000,
        ("LTM", chart.INTER_SHOP): 9_000,
    }
    assert list(between_shops(session)) == []


def test_two_shops_that_need_each_others_books_never_wait_for_ever(database: Database) -> None:
    with database.transaction() as session:
        world = make_coop(session)
        world.members[1].shop_id = ShopId(world.ltm.id)
        tills = (view_of(world.till, world.wsb), till_in(session, world.ltm))
        shifts = [shift_in(session, world, till) for till in tills]
    strangers = [MemberId(world.members[1].id), world.member_id]
    bodies = [
        [member_money(world, shift, 1_000, counter=n, member_id=member) for n in range(1, 21)]
        for shift, member in zip(shifts, strangers, strict=True)
    ]
    _at_once(database, tills, bodies)
    with database.reading() as session:
        assert [balances(session, member).sukarela for member in strangers] == [Money(20_000)] * 2
        assert list(between_shops(session)) == []


def _at_once(database: Database, tills: tuple[TillView, ...], bodies: list[list[Body]]) -> None:
    """Each till sends its documents while the other does, too."""
    start = threading.Barrier(len(tills))

    def work(till: TillView, mine: list[Body]) -> None:
        start.wait()
        for body in mine:
            with database.transaction() as session:
                send_from(session, till, body)

    with ThreadPoolExecutor(len(tills)) as pool:
        for done in [pool.submit(work, *each) for each in zip(tills, bodies, strict=True)]:
            done.result()
