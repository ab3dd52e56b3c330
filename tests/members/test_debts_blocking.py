"""Who has been overdue too long gets no new credit; what was sold all the same is only flagged."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.ids import ShopId
from core.money import Money
from core.settings import put
from ledger import chart, journal
from members import at_tills
from members.credit import OpenBon
from members.debts.blocking import blocked_since
from members.instalments import Plan
from members.settings import CREDIT_BLOCKED_AFTER
from pos.models import SaleFlag
from tests.support.customers import customer, on_credit_of
from tests.support.member_money import limit, paid_by
from tests.support.sales import open_shift, sale, send
from tests.support.world import NOW, TODAY, World, make_coop


@pytest.fixture
def world(session: Session) -> World:
    return make_coop(session)


def bon(world: World, due_on: date, amount: int = 10_000) -> OpenBon:
    return OpenBon(f"sale:{due_on}", ShopId(world.wsb.id), due_on, Plan(due_on), Money(amount),
                   Money(amount))  # fmt: skip


@pytest.mark.parametrize(
    ("after", "on", "since"),
    [
        (30, date(2026, 6, 1), date(2026, 5, 1)),
        (31, date(2026, 6, 1), None),
        (0, date(2026, 6, 1), None),
        (1, date(2026, 5, 1), None),
        (1, date(2026, 5, 2), None),
        (1, date(2026, 5, 3), date(2026, 5, 1)),
    ],
)
def test_the_oldest_due_day_decides(world: World, after: int, on: date, since: date | None) -> None:
    bons = [bon(world, date(2026, 7, 1)), bon(world, date(2026, 5, 1))]
    assert blocked_since(bons, on, after=after) == since
    assert blocked_since([], on, after=after) is None


def overdue_then_more(session: Session, world: World) -> list[tuple[str, object]]:
    """Siti's bon fell due on 1 May; today she buys on credit once more."""
    limit(world, 500_000)
    shift = open_shift(session, world)
    old = sale(world, shift, [(world.goods["air"], 1_000, 4_000)], counter=1,
               member_id=world.member_id)  # fmt: skip
    old = paid_by(old, ("kasbon", 4_000))
    old["tenders"][0] |= {"due_on": "2026-05-01"}
    send(session, world, old)
    new = sale(world, shift, [(world.goods["air"], 1_000, 4_000)], counter=2,
               member_id=world.member_id)  # fmt: skip
    send(session, world, paid_by(new, ("kasbon", 4_000)))
    flags = session.scalars(select(SaleFlag)).all()
    return [(flag.kind.value, flag.details) for flag in flags]


def test_the_sale_is_booked_and_flagged(session: Session, world: World) -> None:
    put(session, CREDIT_BLOCKED_AFTER, "30", valid_from=TODAY, at=NOW, by=None)
    found = overdue_then_more(session, world)
    assert found == [("overdue", {"since": "2026-05-01", "allowed": 30})]
    owed = journal.balance(session, chart.MEMBER_CREDIT, member_id=world.member_id)
    assert owed == Money(8_000)


@pytest.mark.parametrize("after", [None, "31"])
def test_where_nobody_is_blocked_nothing_is_flagged(
    session: Session, world: World, after: str | None
) -> None:
    if after:
        put(session, CREDIT_BLOCKED_AFTER, after, valid_from=TODAY, at=NOW, by=None)
    assert overdue_then_more(session, world) == []


def test_a_named_customer_is_flagged_like_a_member(session: Session, world: World) -> None:
    put(session, CREDIT_BLOCKED_AFTER, "7", valid_from=TODAY, at=NOW, by=None)
    darmi, shift = customer(session, world), open_shift(session, world)
    send(session, world, on_credit_of(world, shift, darmi, 1, counter=1, due_on="2026-05-01"))
    send(session, world, on_credit_of(world, shift, darmi, 1, counter=2))
    assert [flag.kind.value for flag in session.scalars(select(SaleFlag))] == ["overdue"]


def test_the_till_knows_the_rule_of_the_day(session: Session, world: World) -> None:
    put(session, CREDIT_BLOCKED_AFTER, "14", valid_from=TODAY, at=NOW, by=None)
    assert at_tills.rules(session, world.shop_id, on=TODAY)["credit_blocked_after"] == 14
    before = date(2026, 5, 31)
    assert at_tills.rules(session, world.shop_id, on=before)["credit_blocked_after"] == 0
