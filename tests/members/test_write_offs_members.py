"""Debts given up by two people, what is set aside for them, and what comes back."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from core.db import Database
from core.errors import BusinessError, InvalidInput, PermissionDenied
from core.ids import OperatorId, ShopId, new_id
from core.money import Money
from core.permissions import Role
from ledger import chart, journal
from ledger.invariants import inter_shop
from members import credit, customers
from members import invariants as of_members
from members.debtors import Debtor
from members.ways import PaidBy
from members.write_offs import invariants, provisions, write_offs
from members.write_offs.models import WriteOff
from members.write_offs.provisions import Provision, Recovery
from members.write_offs.write_offs import Proposal
from tests.support.customers import customer, on_credit_of
from tests.support.member_money import bon_payment, limit, paid_by
from tests.support.sales import open_shift, sale, send
from tests.support.world import NOW, World, make_coop


def owe(session: Session) -> World:
    """Siti owes 40,000 in Wonosobo."""
    world = make_coop(session)
    limit(world, 500_000)
    body = sale(world, open_shift(session, world), [(world.goods["air"], 10_000, 4_000)],
                counter=1, member_id=world.member_id)  # fmt: skip
    send(session, world, paid_by(body, ("kasbon", 40_000)))
    return world


@pytest.fixture
def world(session: Session) -> World:
    return owe(session)


def treasurer(world: World) -> OperatorId:
    return world.operator_id(Role.TREASURER)


def chair(world: World) -> OperatorId:
    return world.operator_id(Role.CHAIR)


def proposal(world: World, **what: object) -> Proposal:
    given = Proposal(new_id(), Debtor.member(world.member_id), world.shop_id, Money(30_000),
                     "Pindah tanpa alamat")  # fmt: skip
    return replace(given, **what)  # type: ignore[arg-type]


def propose(session: Session, world: World, **what: object) -> WriteOff:
    return write_offs.propose(session, proposal(world, **what), at=NOW, by=treasurer(world))


def wrong(session: Session) -> list[str]:
    return [*invariants.booked(session), *of_members.credit_has_bons(session),
            *of_members.customers_owe_their_bons(session), *inter_shop(session)]  # fmt: skip


def provide(session: Session, world: World, amount: int = 50_000) -> None:
    provision = Provision(new_id(), world.shop_id, Money(amount), "Umur di atas 90 hari")
    provisions.provide(session, provision, at=NOW, by=treasurer(world))


def test_nothing_is_booked_before_the_second_person_approves(
    session: Session, world: World
) -> None:
    provide(session, world)
    made = propose(session, world)
    assert write_offs.owed_in(session, Debtor.member(world.member_id), world.shop_id) == (
        Money(40_000)
    )
    with pytest.raises(PermissionDenied, match="mengusulkan"):
        write_offs.approve(session, made, at=NOW, by=treasurer(world))
    write_offs.approve(session, made, at=NOW, by=chair(world))
    owed = journal.balance(session, chart.MEMBER_CREDIT, member_id=world.member_id)
    assert owed == Money(10_000)
    assert [bon.open for bon in credit.open_bons(session, world.member_id)] == [Money(10_000)]
    assert provisions.set_aside(session, world.shop_id) == Money(20_000)
    assert journal.balance(session, chart.DOUBTFUL_EXPENSES) == Money(50_000)
    assert wrong(session) == []


def test_the_database_itself_refuses_one_person_for_both(session: Session, world: World) -> None:
    made = propose(session, world)
    made.decided_by = made.proposed_by
    with pytest.raises(IntegrityError, match="two_people"):
        session.flush()


def test_what_is_refused_stays_owed_and_is_decided_once(session: Session, world: World) -> None:
    made = propose(session, world)
    with pytest.raises(PermissionDenied):
        write_offs.refuse(session, made, at=NOW, by=treasurer(world))
    write_offs.refuse(session, made, at=NOW, by=chair(world))
    for again in (write_offs.approve, write_offs.refuse):
        with pytest.raises(BusinessError, match="sudah diputuskan"):
            again(session, made, at=NOW, by=chair(world))
    assert journal.balance(session, chart.MEMBER_CREDIT) == Money(40_000)
    assert wrong(session) == []


def test_no_more_is_proposed_than_is_owed_to_that_shop(session: Session, world: World) -> None:
    propose(session, world)
    for what, field in (
        ({"amount": Money(10_001)}, "amount"),
        ({"amount": Money(0)}, "amount"),
        ({"shop_id": ShopId(world.ltm.id), "amount": Money(1)}, "amount"),
        ({"amount": Money(1), "reason": " "}, "reason"),
    ):
        with pytest.raises(InvalidInput) as refused:
            propose(session, world, **what)
        assert refused.value.field == field
    given = proposal(world, amount=Money(10_000))
    one = write_offs.propose(session, given, at=NOW, by=treasurer(world))
    assert write_offs.propose(session, given, at=NOW, by=treasurer(world)) is one


def test_a_debt_that_was_paid_meanwhile_is_not_given_up(session: Session, world: World) -> None:
    made = propose(session, world)
    shift = open_shift(session, world)
    send(session, world, bon_payment(world, shift, 15_000, counter=2))
    with pytest.raises(BusinessError, match=r"tinggal Rp25\.000"):
        write_offs.approve(session, made, at=NOW, by=chair(world))
    assert made.decided_at is None


def test_a_customers_debt_is_given_up_like_a_members(session: Session, world: World) -> None:
    darmi, shift = customer(session, world), open_shift(session, world)
    send(session, world, on_credit_of(world, shift, darmi, 3, counter=2))
    made = propose(session, world, debtor=Debtor.customer(darmi), amount=Money(12_000))
    write_offs.approve(session, made, at=NOW, by=chair(world))
    assert credit.owed_by(session, Debtor.customer(darmi)) == Money(0)
    assert customers.by_number(session, 1).changed_at == NOW
    assert wrong(session) == []


def test_who_pays_after_all_pays_what_was_given_up(session: Session, world: World) -> None:
    provide(session, world, 30_000)
    made = propose(session, world)
    desk = ShopId(world.office.id)
    early = Recovery(new_id(), desk, Money(1), PaidBy.CASH)
    with pytest.raises(InvalidInput, match="Rp0"):
        provisions.recover(session, made, early, at=NOW, by=treasurer(world))
    write_offs.approve(session, made, at=NOW, by=chair(world))
    assert provisions.set_aside(session, world.shop_id) == Money(0)
    paid = Recovery(new_id(), desk, Money(20_000), PaidBy.BANK)
    for _press in range(2):
        provisions.recover(session, made, paid, at=NOW, by=treasurer(world))
    assert provisions.set_aside(session, world.shop_id) == Money(20_000), "in the debt's books"
    assert journal.balance(session, chart.BANK) == Money(20_000)
    assert journal.balance(session, chart.MEMBER_CREDIT) == Money(10_000), "the debt stays lower"
    more = Recovery(new_id(), desk, Money(10_001), PaidBy.CASH)
    with pytest.raises(InvalidInput, match=r"Rp10\.000"):
        provisions.recover(session, made, more, at=NOW, by=treasurer(world))
    assert wrong(session) == []


def test_what_is_set_aside_is_taken_back_at_most_to_nothing(session: Session, world: World) -> None:
    provide(session, world, 30_000)
    provide(session, world, -10_000)
    assert provisions.set_aside(session, world.shop_id) == Money(20_000)
    assert journal.balance(session, chart.DOUBTFUL_EXPENSES) == Money(20_000)
    for amount in (-20_001, 0):
        with pytest.raises(InvalidInput):
            provide(session, world, amount)
    assert wrong(session) == []


def test_a_booking_without_a_decision_is_found(session: Session, world: World) -> None:
    made = propose(session, world)
    write_offs.approve(session, made, at=NOW, by=chair(world))
    made.amount = Money(29_999)
    session.flush()
    assert len(wrong(session)) == 1


def test_only_one_of_two_approves(database: Database) -> None:
    with database.transaction() as session:
        world = owe(session)
        made = propose(session, world)
    people = (chair(world), world.operator_id(Role.ADMIN))

    def approve(by: OperatorId) -> bool:
        try:
            with database.transaction() as session:
                write_offs.approve(session, write_offs.get(session, made.id), at=NOW, by=by)
        except BusinessError:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(approve, people)) == [False, True]
    with database.reading() as session:
        assert journal.balance(session, chart.MEMBER_CREDIT) == Money(10_000)
        assert wrong(session) == []


def test_a_payment_at_the_till_and_the_approval_never_both_take_the_same_debt(
    database: Database,
) -> None:
    with database.transaction() as session:
        world = owe(session)
        made = propose(session, world)
        shift = open_shift(session, world)
    payment = bon_payment(world, shift, 25_000, counter=2)

    def pay() -> bool:
        try:
            with database.transaction() as session:
                send(session, world, payment)
        except BusinessError:
            return False
        return True

    def approve() -> bool:
        try:
            with database.transaction() as session:
                found = write_offs.get(session, made.id)
                write_offs.approve(session, found, at=NOW, by=chair(world))
        except BusinessError:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        done = [each.result() for each in (pool.submit(pay), pool.submit(approve))]
    assert sorted(done) == [False, True], "40,000 are not enough for both"
    with database.reading() as session:
        owed = journal.balance(session, chart.MEMBER_CREDIT)
        assert owed in (Money(10_000), Money(15_000))
        assert wrong(session) == []
