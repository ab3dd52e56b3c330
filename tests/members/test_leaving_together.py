"""A settlement beside what else happens: two people settle at once, the member moves home."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from sqlalchemy import func, select

from core.db import Database
from core.errors import BusinessError
from core.ids import MemberId, ShopId, new_id
from core.money import Money
from core.permissions import Role
from ledger import chart
from ledger.invariants import inter_shop
from ledger.models import JournalEntry, Posting
from members import register
from members.balances import Account, balances
from members.leaving import invariants, payouts, settlements
from members.leaving.payouts import Payout
from members.leaving.settlements import Leaving
from members.models import Member, MemberStatus
from members.office import office_money
from members.office.office_money import Slip
from members.ways import Direction, PaidBy
from tests.support.world import NOW, TODAY, World, make_coop


def saver(database: Database) -> World:
    with database.transaction() as session:
        world = make_coop(session)
        slip = Slip(new_id(), ShopId(world.office.id), world.member_id, Account.POKOK,
                    Direction.IN, Money(100_000), PaidBy.CASH, TODAY)  # fmt: skip
        office_money.record(session, slip, at=NOW, by=None)
    return world


def leave(database: Database, world: World, role: Role) -> str:
    leaving = Leaving(new_id(), MemberStatus.LEFT, TODAY, "Pindah", "Ketua", Money(100_000))
    try:
        with database.transaction() as session:
            member = session.get_one(Member, world.member_id)
            by = world.operator_id(role)
            return str(settlements.settle(session, member, leaving, at=NOW, by=by).number)
    except BusinessError:
        return "refused"


def test_only_one_settles(database: Database) -> None:
    world = saver(database)
    roles = (Role.TREASURER, Role.CHAIR)
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda role: leave(database, world, role), roles))
    assert sorted(answers) == ["1", "refused"]
    with database.reading() as session:
        assert balances(session, world.member_id).leaving == Money(100_000)
        assert list(invariants.settled(session)) == []


def test_what_is_left_is_not_paid_twice(database: Database) -> None:
    world = saver(database)
    assert leave(database, world, Role.TREASURER) == "1"

    def pay(way: PaidBy) -> bool:
        try:
            with database.transaction() as session:
                given = Payout(new_id(), ShopId(world.office.id), Money(60_000), way, TODAY)
                payouts.pay(session, settlements.by_number(session, 1), given, at=NOW, by=None)
        except BusinessError:
            return False
        return True

    def give(_turn: int) -> bool:
        try:
            with database.transaction() as session:
                heir = session.get_one(Member, MemberId(world.members[1].id))
                made = settlements.by_number(session, 1)
                payouts.put_into_savings(session, made, heir, Money(60_000), key=new_id(), at=NOW,
                                         by=None)  # fmt: skip
        except BusinessError:
            return False
        return True

    with ThreadPoolExecutor(3) as pool:
        done = [*pool.map(pay, (PaidBy.CASH, PaidBy.BANK)), *pool.map(give, (1,))]
    assert done.count(True) == 1
    with database.reading() as session:
        assert balances(session, world.member_id).leaving == Money(40_000)


def test_what_is_still_to_be_paid_follows_to_another_home_shop(database: Database) -> None:
    """Paid from the books of a shop that never owed it, two shops would be wrong for ever."""
    world = saver(database)
    assert leave(database, world, Role.TREASURER) == "1"
    with database.transaction() as session:
        member = session.get_one(Member, world.member_id)
        home, to = ShopId(member.shop_id), ShopId(world.ltm.id)
        register.change(session, member, replace(register.said(member), shop_id=to),
                        at=NOW, by=None)  # fmt: skip
        paid = Payout(new_id(), ShopId(world.office.id), Money(30_000), PaidBy.CASH, TODAY)
        payouts.pay(session, settlements.by_number(session, 1), paid, at=NOW, by=None)
    with database.reading() as session:
        held = dict(session.execute(
            select(JournalEntry.shop_id, func.sum(Posting.amount))
            .join(Posting, Posting.entry_id == JournalEntry.id)
            .where(Posting.account == chart.LEAVERS_PAYABLE)
            .group_by(JournalEntry.shop_id)
        ).all())  # fmt: skip
        assert held == {home: Money(0), to: Money(-70_000)}
        assert [*invariants.settled(session), *inter_shop(session)] == []
