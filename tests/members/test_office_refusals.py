"""What must not be possible with members' money over the desk, however it is asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import BusinessError, InvalidInput
from core.ids import MemberId, ShopId, new_id
from core.money import ZERO, Money
from core.permissions import Role
from ledger import chart, journal
from ledger.entry import Entry, credit, debit
from ledger.invariants import inter_shop
from ledger.models import JournalEntry, Posting
from members.balances import CODES, Account, balances
from members.models import Member, MemberStatus
from members.office import invariants, office_money
from members.office.models import OfficeMoney
from members.office.office_money import Slip
from members.people import statuses
from members.people.statuses import NewStatus
from members.pots import pots
from members.pots.models import Pot, PotKind
from members.pots.pots import Details
from members.ways import Direction, PaidBy
from tests.support.world import NOW, World, make_coop

TODAY = date(2026, 6, 1)


@pytest.fixture
def world(session: Session) -> World:
    return make_coop(session)


@pytest.fixture
def pot(session: Session, world: World) -> Pot:
    plan = Details("Paket Lebaran", PotKind.PACKAGE, ShopId(world.ltm.id), date(2026, 1, 5))
    return pots.open_pot(session, plan, at=NOW, by=world.operator_id(Role.TREASURER))


def slip(world: World, **what: object) -> Slip:
    given = Slip(
        new_id(), ShopId(world.office.id), world.member_id, Account.SUKARELA, Direction.IN,
        Money(50_000), PaidBy.CASH, TODAY,
    )  # fmt: skip
    return replace(given, **what)  # type: ignore[arg-type]


def book(session: Session, given: Slip) -> OfficeMoney:
    return office_money.record(session, given, at=NOW, by=None)


def owe(session: Session, world: World, account: Account, amount: int = 50_000) -> None:
    """Put money into an account of hers that no slip fills."""
    entry = Entry(
        ShopId(world.office.id), TODAY, f"test:{account.value}", "uji",
        (debit(chart.SAFE, Money(amount)),
         credit(CODES[account], Money(amount), member_id=world.member_id)),
    )  # fmt: skip
    journal.post(session, entry, at=NOW)


def leave(session: Session, world: World, status: MemberStatus) -> None:
    member = session.get_one(Member, world.member_id)
    statuses.change(session, member, NewStatus(status, TODAY), today=TODAY, at=NOW, by=None)


def undo(session: Session, made: OfficeMoney) -> None:
    office_money.undo(session, made, reason="salah", booked_on=TODAY, at=NOW, by=None)


@pytest.mark.parametrize("source", [PaidBy.SURPLUS, PaidBy.SUKARELA])
def test_no_due_is_paid_with_more_than_there_is(
    session: Session, world: World, source: PaidBy
) -> None:
    for account in (Account.SURPLUS, Account.SUKARELA):
        owe(session, world, account)
    due = slip(world, account=Account.WAJIB, paid_by=source, amount=Money(50_001))
    with pytest.raises(InvalidInput, match=r"50\.000") as refused:
        book(session, due)
    assert refused.value.field == "amount"
    book(session, replace(due, amount=Money(50_000)))
    found = balances(session, world.member_id)
    assert (found.wajib, found.sukarela + found.surplus) == (Money(50_000), Money(50_000))


def test_a_share_is_paid_out_of_the_books_of_the_seat_wherever_it_is_handed_over(
    session: Session, world: World
) -> None:
    owe(session, world, Account.SURPLUS)
    paid = slip(world, account=Account.SURPLUS, direction=Direction.OUT, shop_id=world.shop_id)
    book(session, paid)
    shops_of = select(JournalEntry.shop_id).join(Posting, Posting.entry_id == JournalEntry.id)
    owed_by = shops_of.where(Posting.account == chart.SURPLUS_PAYABLE)
    assert set(session.scalars(owed_by)) == {world.office.id}
    handed_over = shops_of.where(Posting.account == chart.SAFE, Posting.amount < ZERO)
    assert set(session.scalars(handed_over)) == {world.wsb.id}
    assert list(inter_shop(session)) == []


@pytest.mark.parametrize("account", [Account.SURPLUS, Account.SUKARELA])
def test_no_more_kasbon_is_paid_off_than_is_owed(
    session: Session, world: World, account: Account
) -> None:
    owe(session, world, account)
    paid = slip(world, account=account, direction=Direction.OUT, paid_by=PaidBy.KASBON)
    with pytest.raises(InvalidInput, match="Kasbonnya hanya Rp0"):
        book(session, paid)
    assert balances(session, world.member_id).of(account) == Money(50_000)


@pytest.mark.parametrize("status", statuses.GONE)
@pytest.mark.parametrize("account", [Account.LEAVING, Account.SURPLUS])
def test_what_is_owed_to_one_who_left_never_becomes_her_savings_again(
    session: Session, world: World, account: Account, status: MemberStatus
) -> None:
    owe(session, world, account)
    leave(session, world, status)
    moved = slip(world, account=account, direction=Direction.OUT, paid_by=PaidBy.SUKARELA)
    with pytest.raises(InvalidInput, match="bukan anggota lagi"):
        book(session, moved)
    assert balances(session, world.member_id).of(account) == Money(50_000)
    paid = replace(moved, id=new_id(), paid_by=PaidBy.CASH)
    assert book(session, paid).balance == ZERO


def test_a_share_moved_into_savings_and_drawn_out_is_not_taken_back(
    session: Session, world: World
) -> None:
    owe(session, world, Account.SURPLUS)
    moved = slip(world, account=Account.SURPLUS, direction=Direction.OUT, paid_by=PaidBy.SUKARELA)
    made = book(session, moved)
    drawn = book(session, slip(world, direction=Direction.OUT, amount=Money(1)))
    with pytest.raises(BusinessError, match=r"49\.999"):
        undo(session, made)
    undo(session, drawn)
    undo(session, made)
    assert balances(session, world.member_id).sukarela == ZERO
    assert balances(session, world.member_id).surplus == Money(50_000)
    assert list(invariants.booked(session)) == []


def test_a_closed_pot_takes_nothing_by_any_way(session: Session, world: World, pot: Pot) -> None:
    paid = slip(world, account=Account.POTS, pot_id=pot.id)
    book(session, paid)
    out = book(session, replace(paid, id=new_id(), direction=Direction.OUT))
    pots.close(session, pot, at=NOW, by=world.operator_id(Role.TREASURER))
    with pytest.raises(InvalidInput, match="sudah ditutup"):
        book(session, replace(paid, id=new_id()))
    with pytest.raises(InvalidInput, match="sudah ditutup"):
        undo(session, out)
    assert pots.balance(session, pot) == ZERO


def test_savings_put_into_a_pot_come_back_when_the_slip_is_taken_back(
    session: Session, world: World, pot: Pot
) -> None:
    book(session, slip(world))
    into = slip(world, account=Account.POTS, pot_id=pot.id, paid_by=PaidBy.SUKARELA)
    made = book(session, into)
    assert balances(session, world.member_id).sukarela == ZERO
    undo(session, made)
    found = balances(session, world.member_id)
    assert (found.sukarela, found.pots) == (Money(50_000), ZERO)


def test_one_member_never_draws_what_another_has_in_the_same_pot(
    session: Session, world: World, pot: Pot
) -> None:
    book(session, slip(world, account=Account.POTS, pot_id=pot.id))
    other = MemberId(world.members[1].id)
    with pytest.raises(InvalidInput, match="Rp0"):
        book(session, slip(world, member_id=other, account=Account.POTS, pot_id=pot.id,
                           direction=Direction.OUT))  # fmt: skip
