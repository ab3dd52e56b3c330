"""Interest on savings, from the books into the books."""

from __future__ import annotations

from datetime import date
from threading import Barrier, Thread

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.db import Database
from core.errors import BusinessError, InvalidInput
from core.ids import MemberId, ShopId, new_id
from core.money import Money
from core.settings import put
from ledger import chart, journal, periods
from ledger.entry import Entry, credit, debit
from members.balances import Account, balances
from members.interest import interest, invariants, switching, undoing
from members.interest.models import InterestRun, InterestShare
from members.interest.settings import INTEREST_RATE, LICENCE, TAX_FREE
from members.interest.switching import Switch
from members.models import MemberStatus
from members.office import office_money
from members.office.office_money import Slip
from members.people import statuses
from members.people.statuses import NewStatus
from members.ways import Direction, PaidBy
from tests.support.world import NOW, TODAY, World, make_coop

MAY = date(2026, 5, 1)
SWITCH = Switch(600, "12/USP/2025, 03/02/2025", date(2026, 1, 1))


@pytest.fixture
def world(session: Session) -> World:
    return make_coop(session)


def save(session: Session, world: World, amount: int, on: date, *, of: int = 0) -> None:
    """Paid in; drawn out when negative."""
    office_money.record(
        session,
        Slip(new_id(), ShopId(world.office.id), MemberId(world.members[of].id), Account.SUKARELA,
             Direction.IN if amount > 0 else Direction.OUT, Money(abs(amount)), PaidBy.CASH, on),
        at=NOW, by=None,
    )  # fmt: skip


def switch_on(session: Session) -> None:
    switching.switch(session, SWITCH, at=NOW, by=None)


def book(session: Session, seen: int) -> InterestRun:
    return interest.book(session, MAY, seen=Money(seen), today=TODAY, at=NOW, by=None)


def test_it_is_off_until_it_is_switched_on_with_a_licence(session: Session, world: World) -> None:
    save(session, world, 1_000_000, MAY)
    with pytest.raises(BusinessError, match="belum diberlakukan"):
        interest.preview(session, MAY, today=TODAY)
    with pytest.raises(InvalidInput, match="Tanpa izin"):
        switching.switch(session, Switch(600, "", MAY), at=NOW, by=None)
    put(session, INTEREST_RATE, "600", valid_from=MAY, at=NOW, by=None)
    with pytest.raises(BusinessError, match="izin usaha simpan pinjam"):
        interest.preview(session, MAY, today=TODAY)


@pytest.mark.parametrize("licence", ["", "12", "12/USP/2025", "12/USP/2025, 31/02/2025"])
def test_a_licence_has_a_number_and_a_date(session: Session, world: World, licence: str) -> None:
    with pytest.raises(InvalidInput):
        put(session, LICENCE, licence, valid_from=MAY, at=NOW, by=None)


def test_a_month_is_worked_out_and_booked_in_the_home_shops(session: Session, world: World) -> None:
    switch_on(session)
    world.members[1].shop_id = ShopId(world.ltm.id)
    session.flush()
    save(session, world, 1_000_000, date(2026, 4, 1))
    save(session, world, 365_000, date(2026, 5, 31), of=1)
    found = interest.preview(session, MAY, today=TODAY)
    assert [(each.number, each.rupiah_days, each.interest.amount) for each in found.shares] == [
        (1, 31_000_000, 5_095), (2, 365_000, 60),
    ]  # fmt: skip
    assert found.booked_on == date(2026, 5, 31)
    run = book(session, 5_155)
    assert (run.rate, run.licence, run.interest, run.tax) == (
        600, SWITCH.licence, Money(5_155), Money(0),
    )  # fmt: skip
    assert balances(session, world.member_id).sukarela == Money(1_005_095)
    assert journal.balance(session, chart.SAVINGS_INTEREST) == Money(5_155)
    assert journal.balance(session, chart.INTER_SHOP) == Money(0)
    assert list(invariants.booked(session)) == []


def test_above_the_free_amount_the_tax_is_kept_back(session: Session, world: World) -> None:
    switch_on(session)
    save(session, world, 60_000_000, MAY)
    run = book(session, 305_753)
    assert run.tax == Money(30_575)
    assert journal.balance(session, chart.TAX_PAYABLE) == Money(-30_575)
    assert balances(session, world.member_id).sukarela == Money(60_000_000 + 305_753 - 30_575)


def test_the_free_amount_is_a_dated_setting(session: Session, world: World) -> None:
    switch_on(session)
    put(session, TAX_FREE, "500000", valid_from=date(2026, 1, 1), at=NOW, by=None)
    save(session, world, 60_000_000, MAY)
    assert interest.preview(session, MAY, today=TODAY).tax == Money(0)


def test_a_month_is_booked_once_and_only_as_it_was_seen(session: Session, world: World) -> None:
    switch_on(session)
    save(session, world, 1_000_000, MAY)
    with pytest.raises(BusinessError, match="berubah"):
        book(session, 5_094)
    book(session, 5_095)
    with pytest.raises(BusinessError, match="sudah dibukukan"):
        book(session, 5_095)
    with pytest.raises(BusinessError, match="sudah dibukukan"):
        interest.preview(session, MAY, today=TODAY)


def test_a_month_that_is_not_over_is_not_worked_out(session: Session, world: World) -> None:
    switch_on(session)
    with pytest.raises(InvalidInput, match="belum selesai"):
        interest.preview(session, TODAY, today=date(2026, 6, 30))
    assert interest.preview(session, TODAY, today=date(2026, 7, 1)).shares == ()


def test_nobody_earns_anything_and_nothing_is_booked(session: Session, world: World) -> None:
    switch_on(session)
    with pytest.raises(BusinessError, match="Tidak ada yang mendapat"):
        book(session, 0)


def test_who_has_left_gets_none(session: Session, world: World) -> None:
    switch_on(session)
    save(session, world, 1_000_000, MAY)
    gone = NewStatus(MemberStatus.LEFT, TODAY)
    statuses.change(session, world.members[0], gone, today=TODAY, at=NOW, by=None)
    assert interest.preview(session, MAY, today=TODAY).shares == ()


def test_what_is_below_zero_earns_nothing(session: Session, world: World) -> None:
    switch_on(session)
    entry = Entry(world.shop_id, MAY, "sale:below", "uji", (
        debit(chart.VOLUNTARY_SAVINGS, Money(9_000_000), member_id=world.member_id),
        credit(chart.SAFE, Money(9_000_000)),
    ))  # fmt: skip
    journal.post(session, entry, at=NOW)
    assert interest.preview(session, MAY, today=TODAY).shares == ()


def test_of_a_closed_month_it_is_booked_on_the_first_open_day(
    session: Session, world: World
) -> None:
    switch_on(session)
    save(session, world, 1_000_000, MAY)
    periods.close(session, date(2026, 5, 31), reason="uji", at=NOW, by=None)
    assert book(session, 5_095).booked_on == TODAY


def test_two_at_once_book_one_month(database: Database) -> None:
    with database.transaction() as session:
        world = make_coop(session)
        switch_on(session)
        save(session, world, 1_000_000, MAY)
    together, said = Barrier(2), list[str]()

    def press() -> None:
        together.wait()
        try:
            with database.transaction() as session:
                book(session, 5_095)
            said.append("booked")
        except BusinessError as error:
            said.append(error.sentence)

    threads = [Thread(target=press) for _person in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(said) == ["Bulan itu sudah dibukukan.", "booked"]
    with database.reading() as session:
        assert session.scalar(select(func.count(InterestRun.id))) == 1


def test_a_run_that_does_not_agree_with_the_books_is_named(session: Session, world: World) -> None:
    switch_on(session)
    save(session, world, 1_000_000, MAY)
    book(session, 5_095)
    session.add(
        InterestRun(
            month=date(2026, 4, 1),
            rate=600,
            licence="x, 01/01/2025",
            interest=Money(1),
            tax=Money(0),
            booked_on=MAY,
            recorded_at=NOW,
        )
    )
    session.flush()
    assert list(invariants.booked(session)) == [
        "Jasa simpanan 04/2026 tidak cocok dengan pembukuannya."
    ]
    assert session.scalar(select(func.count()).select_from(InterestShare)) == 1


def undo(session: Session, run: InterestRun, reason: str = "saldo salah") -> None:
    undoing.undo(session, run, reason=reason, at=NOW, by=None)


def test_a_month_taken_back_leaves_everything_as_it_was_and_is_booked_again(
    session: Session, world: World
) -> None:
    switch_on(session)
    world.members[1].shop_id = ShopId(world.ltm.id)
    session.flush()
    save(session, world, 60_000_000, MAY)
    save(session, world, 365_000, MAY, of=1)
    before = interest.preview(session, MAY, today=TODAY)
    run = book(session, before.interest.amount)
    with pytest.raises(InvalidInput) as refused:
        undo(session, run, " ")
    assert refused.value.field == "reason"
    undo(session, run)
    assert balances(session, world.member_id).sukarela == Money(60_000_000)
    for account in (chart.SAVINGS_INTEREST, chart.TAX_PAYABLE, chart.INTER_SHOP):
        assert journal.balance(session, account) == Money(0), account
    assert interest.preview(session, MAY, today=TODAY) == before
    with pytest.raises(BusinessError, match="sudah dibatalkan"):
        undo(session, run)
    again = book(session, before.interest.amount)
    assert (again.month, again.attempt) == (MAY, 2)
    assert list(invariants.booked(session)) == []
    with pytest.raises(BusinessError, match="sudah dibukukan"):
        interest.preview(session, MAY, today=TODAY)


def test_the_months_after_it_are_taken_back_first_and_worked_out_without_it(
    session: Session, world: World
) -> None:
    switch_on(session)
    save(session, world, 1_000_000, date(2026, 4, 1))
    april, may = date(2026, 4, 1), MAY
    without = interest.preview(session, may, today=TODAY).interest
    first = interest.book(session, april, seen=Money(4_931), today=TODAY, at=NOW, by=None)
    second = book(session, interest.preview(session, may, today=TODAY).interest.amount)
    assert second.interest > without
    with pytest.raises(BusinessError, match="05/2026"):
        undo(session, first)
    undo(session, second)
    undo(session, first)
    assert interest.preview(session, may, today=TODAY).interest == without
    assert list(invariants.booked(session)) == []


def test_a_month_is_not_taken_back_on_closed_days_or_from_empty_savings(
    session: Session, world: World
) -> None:
    switch_on(session)
    save(session, world, 1_000_000, MAY)
    run = book(session, 5_095)
    save(session, world, -1_000_001, TODAY)
    with pytest.raises(BusinessError, match="nomor 1"):
        undo(session, run)
    save(session, world, 1, TODAY)
    periods.close(session, date(2026, 5, 31), reason="uji", at=NOW, by=None)
    with pytest.raises(InvalidInput, match="sudah ditutup"):
        undo(session, run)
    assert balances(session, world.member_id).sukarela == Money(5_095)


def test_a_reversal_that_is_not_of_the_run_is_named(session: Session, world: World) -> None:
    switch_on(session)
    save(session, world, 1_000_000, MAY)
    run = book(session, 5_095)
    forged = Entry(
        world.shop_id, TODAY, f"shop:{world.shop_id}:interest_undone:{run.id}", "uji",
        (debit(chart.VOLUNTARY_SAVINGS, Money(5), member_id=world.member_id),
         credit(chart.SAVINGS_INTEREST, Money(5))),
    )  # fmt: skip
    journal.post(session, forged, at=NOW)
    assert "Pembatalan jasa simpanan 05/2026" in next(iter(invariants.booked(session)))
