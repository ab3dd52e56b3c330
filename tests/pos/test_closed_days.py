"""What a till sends of days whose books are closed: taken, and booked on the first open day."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.errors import InvalidInput
from core.ids import ShopId, new_id
from core.money import Money
from ledger import chart, journal, periods
from ledger.entry import Entry, credit, debit
from ledger.models import JournalEntry
from members.models import Patronage
from pos.models import Sale
from pos.returns.models import Return
from tests.support.returns import back, correcting, returning
from tests.support.sales import open_shift, opening, sale, send
from tests.support.shifts import cash_move, counted
from tests.support.world import NOW, World, make_coop

TODAY = date(2026, 6, 1)
TOMORROW = TODAY + timedelta(days=1)
LATER = NOW + timedelta(days=3)


@pytest.fixture
def world(session: Session) -> World:
    return make_coop(session)


def test_a_late_sale_is_booked_on_the_first_open_day(session: Session, world: World) -> None:
    body = sale(world, open_shift(session, world), [(world.goods["mie"], 1000, 3_500)],
                member_id=world.member_id)  # fmt: skip
    periods.close(session, TODAY, reason="tutup", at=NOW, by=None)
    send(session, world, body, received_at=LATER)
    sold = session.scalars(select(Sale)).one()
    assert (sold.sold_on, sold.booked_on) == (TODAY, TOMORROW)
    assert session.scalars(select(Patronage.booked_on)).one() == TOMORROW
    booked = select(JournalEntry.booked_on).where(JournalEntry.source == f"sale:{sold.id}")
    assert session.scalars(booked).one() == TOMORROW


def test_so_is_a_return(session: Session, world: World) -> None:
    shift = open_shift(session, world)
    body = sale(world, shift, [(world.goods["mie"], 2000, 3_500)])
    send(session, world, body)
    line = back(body, 0, 1000, 3_500)
    given_back = returning(world, shift, [line], counter=2, sale=body, at=NOW)
    periods.close(session, TODAY, reason="tutup", at=NOW, by=None)
    send(session, world, given_back, received_at=LATER)
    row = session.scalars(select(Return)).one()
    assert (row.returned_on, row.booked_on) == (TODAY, TOMORROW)


def test_a_whole_day_that_arrives_after_its_books_were_closed_is_taken(
    session: Session, world: World
) -> None:
    """The till was offline on the last day of the year, and the treasurer closed the year."""
    begin = opening(world)
    shift, sold = begin["id"], partial(sale, world, begin["id"])
    paid = sold([(world.goods["mie"], 2_000, 3_500)])
    day = [
        begin, paid,
        correcting(world, shift, paid, {"cash": 7_000}, {"qris": 7_000}, sequence=3),
        sold([(world.goods["mie"], 1_000, 3_500)], counter=3),
        cash_move(world, shift, 1_000),
        counted(world, shift, {100_000: 2, 1_000: 2}),
    ]  # fmt: skip
    newest = session.scalar(select(func.count()).select_from(JournalEntry))
    periods.close(session, TODAY, reason="tutup", at=NOW, by=None)
    for body in day:
        assert send(session, world, body, received_at=LATER).status == 201, body["kind"]
    booked = session.scalars(
        select(JournalEntry.booked_on).order_by(JournalEntry.recorded_at).offset(newest)
    )
    assert set(booked) == {TOMORROW}
    assert journal.balance(session, chart.DRAWER) == Money(202_000)


def test_nothing_else_is_booked_on_a_closed_day(session: Session, world: World) -> None:
    periods.close(session, TODAY, reason="tutup", at=NOW, by=None)
    lines = (debit(chart.SAFE, Money(1)), credit(chart.BANK, Money(1)))
    entry = Entry(ShopId(world.office.id), TODAY, f"test:{new_id()}", "Setor", lines)
    with pytest.raises(InvalidInput, match="01/06/2026"):
        journal.post(session, entry, at=NOW)


def test_the_books_never_close_backwards(session: Session) -> None:
    periods.close(session, TODAY, reason="tutup", at=NOW, by=None)
    for day in (TODAY, TODAY - timedelta(days=1)):
        with pytest.raises(InvalidInput, match="sudah ditutup"):
            periods.close(session, day, reason="lagi", at=NOW, by=None)
    assert periods.closed_through(session) == TODAY
    assert periods.open_day(session, TODAY) == TOMORROW
    assert periods.open_day(session, TOMORROW) == TOMORROW
