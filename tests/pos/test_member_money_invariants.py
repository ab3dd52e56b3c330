"""What ``lumbung check`` says of members' money."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from core.ids import MemberId, new_id
from core.money import Money
from ledger import chart
from members import invariants as of_members
from pos.bon_payments.models import BonPayment
from pos.member_money import invariants
from pos.member_money.models import MemberMoney
from tests.support.books import book, transfer
from tests.support.member_money import bon_payment, member_money, paid_by
from tests.support.sales import open_shift, sale, send
from tests.support.world import World, make_coop


@pytest.fixture
def world(session: Session) -> World:
    """A co-op where somebody bought on credit, paid some of it and saved."""
    world = make_coop(session)
    shift = open_shift(session, world)
    body = sale(world, shift, [(world.goods["air"], 2_000, 4_000)], member_id=world.member_id)
    send(session, world, paid_by(body, ("kasbon", 8_000)))
    send(session, world, bon_payment(world, shift, 3_000, counter=2))
    send(session, world, member_money(world, shift, 9_000, counter=3))
    send(session, world, member_money(world, shift, 4_000, counter=4, direction="out"))
    return world


def complaints(session: Session) -> list[str]:
    checks = (of_members.money_has_an_owner, of_members.credit_has_bons,
              invariants.payments_are_booked, invariants.money_is_booked)  # fmt: skip
    return [complaint for check in checks for complaint in check(session)]


def test_nothing_is_wrong_with_what_the_tills_sent(session: Session, world: World) -> None:
    assert complaints(session) == []


def test_money_of_nobody_is_found(session: Session, world: World) -> None:
    book(session, transfer(world.shop_id, "x:1", 500, out_of=chart.VOLUNTARY_SAVINGS))
    nobody = MemberId(new_id())
    book(session, transfer(world.shop_id, "x:2", 500, out_of=chart.SHARE_CAPITAL, member_id=nobody))
    found = complaints(session)
    assert [complaint.split(" memakai ")[1] for complaint in found] == [
        "akun 2-1110 tanpa menyebut anggotanya.",
        "akun 3-1010 tanpa menyebut anggotanya.",
    ]


def test_a_debt_without_a_bon_is_found(session: Session, world: World) -> None:
    entry = transfer(world.shop_id, "x:1", -5_000, out_of=chart.MEMBER_CREDIT,
                     member_id=world.member_id)  # fmt: skip
    book(session, entry)
    assert complaints(session) == [
        "Anggota nomor 1 terutang Rp10.000 di WSB, padahal bonnya Rp8.000."
    ]


def test_a_payment_that_is_not_in_the_books_is_found(session: Session, world: World) -> None:
    rows = session.query(BonPayment).one(), session.query(MemberMoney).first()
    for row in rows:
        assert row is not None
        columns = {column.key: getattr(row, column.key) for column in row.__table__.columns}
        session.add(type(row)(**columns | {"id": new_id(), "amount": Money(1), "number": "X"}))
    session.flush()
    found = complaints(session)
    assert len(found) == 2
    assert all("Struk X: tercatat" in complaint for complaint in found)


@pytest.mark.parametrize(
    ("source", "account"),
    [("bon_payment:", chart.MEMBER_CREDIT), ("inter_shop:1:member_money:", chart.SHARE_CAPITAL)],
)
def test_an_entry_without_a_receipt_is_found(
    session: Session, world: World, source: str, account: str
) -> None:
    entry = transfer(world.shop_id, "x", 100, out_of=account, member_id=world.member_id)
    book(session, replace(entry, source=f"{source}{new_id()}"))
    (found,) = complaints(session)
    assert found.startswith("Pembukuan menyebut uang anggota dari kiriman")
