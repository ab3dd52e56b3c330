"""Two managers at the same moment."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from sqlalchemy.orm import Session

from core.db import Database
from core.errors import BusinessError
from core.ids import MemberId, ShopId
from core.money import Money
from core.permissions import Role
from ledger.invariants import inter_shop
from members import credit
from members import invariants as of_members
from members.balances import balances
from members.debtors import Debtor
from pos.reversals import invariants
from pos.reversals.remedies import Remedy
from tests.support.customers import customer, on_credit_of, paid_back_by
from tests.support.member_money import bon_payment, member_money
from tests.support.reversals import Ledgered, make, move_home, take_back
from tests.support.sales import Body, send

MANAGERS = (Role.MANAGER, Role.TREASURER)


def test_only_one_of_two_managers_takes_it_back(database: Database) -> None:
    with database.transaction() as session:
        found = make(session)

    def take(role: Role) -> bool:
        try:
            with database.transaction() as session:
                take_back(session, found, found.payment, Remedy.SAFE, role=role)
        except BusinessError:
            return False
        return True

    assert sorted(_at_once([partial(take, role) for role in MANAGERS])) == [False, True]
    with database.reading() as session:
        assert balances(session, found.siti).credit == Money(12_000)
        assert list(invariants.reversals_are_booked(session)) == []


def test_moves_between_the_same_two_members_never_wait_for_each_other(database: Database) -> None:
    """One from Siti to Budi, one from Budi to Siti, whose homes are two shops."""
    with database.transaction() as session:
        found = make(session)
        move_home(session, found.budi, ShopId(found.world.ltm.id))
        ways = [_paid(session, found, found.siti, 10), _paid(session, found, found.budi, 30)]
    to = (found.budi, found.siti)

    def move(bodies: list[Body], member_id: MemberId, role: Role) -> bool:
        for body in bodies:
            with database.transaction() as session:
                take_back(session, found, body, Remedy.MOVE, to=member_id, role=role)
        return True

    work = zip(ways, to, MANAGERS, strict=True)
    assert all(_at_once([partial(move, *each) for each in work]))
    with database.reading() as session:
        for member_id in (found.siti, found.budi):
            assert balances(session, member_id).credit == Money(7_500), "500 each, swapped"
        assert list(inter_shop(session)) == []
        assert list(of_members.credit_has_bons(session)) == []
        assert list(invariants.reversals_are_booked(session)) == []


def test_moves_between_a_member_and_a_customer_never_wait_for_each_other(
    database: Database,
) -> None:
    with database.transaction() as session:
        found = make(session)
        key = customer(session, found.world)
        bodies = [on_credit_of(found.world, found.shift_id, key, 2, counter=6)]
        bodies += [bon_payment(found.world, found.shift_id, 100, counter=n) for n in range(10, 15)]
        bodies += [paid_back_by(found.world, found.shift_id, key, 100, counter=n)
                   for n in range(15, 20)]  # fmt: skip
        for body in bodies:
            send(session, found.world, body)
    ways = (bodies[1:6], Debtor.customer(key)), (bodies[6:], Debtor.member(found.siti))

    def move(paid: list[Body], to: Debtor, role: Role) -> bool:
        for body in paid:
            with database.transaction() as session:
                take_back(session, found, body, Remedy.MOVE, to=to, role=role)
        return True

    work = zip(ways, MANAGERS, strict=True)
    assert all(_at_once([partial(move, *way, role) for way, role in work]))
    with database.reading() as session:
        assert credit.owed_by(session, Debtor.customer(key)) == Money(7_500), "500 each, swapped"
        assert balances(session, found.siti).credit == Money(7_500)
        assert list(of_members.customers_owe_their_bons(session)) == []
        assert list(invariants.reversals_are_booked(session)) == []


def _paid(session: Session, found: Ledgered, member_id: MemberId, counter: int) -> list[Body]:
    """Five deposits and five payments of kasbon of one member, 100 each."""
    documents = (member_money, bon_payment) * 5
    bodies = [
        document(found.world, found.shift_id, 100, counter=number, member_id=member_id)
        for number, document in enumerate(documents, start=counter)
    ]
    for body in bodies:
        send(session, found.world, body)
    return bodies


def _at_once(work: Sequence[Callable[[], bool]]) -> list[bool]:
    start = threading.Barrier(len(work))

    def begin(each: Callable[[], bool]) -> bool:
        start.wait()
        return each()

    with ThreadPoolExecutor(len(work)) as pool:
        return [done.result() for done in [pool.submit(begin, each) for each in work]]
