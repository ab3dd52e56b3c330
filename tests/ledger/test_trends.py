"""An account's movement by month."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from core.ids import ShopId
from core.money import Money
from ledger.chart import DRAWER, MEMBER_SALES
from ledger.entry import Entry, credit, debit, lines
from ledger.journal import post
from ledger.models import AccountKind
from ledger.scope import Scope
from ledger.trends import MONTHS, monthly
from tests.support.world import NOW, World, make_coop


def test_months_are_summed_and_none_between_is_left_out(session: Session) -> None:
    world = make_coop(session)
    for day, amount in (
        (date(2025, 12, 31), 500),
        (date(2026, 2, 1), 300),
        (date(2026, 2, 28), 40),
    ):
        _sell(session, world, day, amount)
    expected = [("12/25", 500), ("01/26", 0), ("02/26", 340)]
    assert monthly(session, DRAWER, AccountKind.ASSET, Scope()) == expected
    assert monthly(session, MEMBER_SALES, AccountKind.INCOME, Scope()) == expected
    january = Scope(since=date(2026, 1, 1))
    assert monthly(session, DRAWER, AccountKind.ASSET, january) == [("02/26", 340)]
    elsewhere = Scope(ShopId(world.ltm.id))
    assert monthly(session, DRAWER, AccountKind.ASSET, elsewhere) == []


def test_only_the_last_months_are_shown(session: Session) -> None:
    world = make_coop(session)
    for month in range(1, 13):
        _sell(session, world, date(2025, month, 15), month)
        _sell(session, world, date(2026, month, 15), 100 * month)
    shown = monthly(session, DRAWER, AccountKind.ASSET, Scope())
    assert len(shown) == MONTHS
    assert shown[0] == ("01/26", 100)
    assert shown[-1] == ("12/26", 1200)


def _sell(session: Session, world: World, day: date, amount: int) -> None:
    moved = lines(debit(DRAWER, Money(amount)), credit(MEMBER_SALES, Money(amount)))
    entry = Entry(world.shop_id, day, f"test:{day}:{amount}", "Penjualan", moved)
    post(session, entry, at=NOW)
