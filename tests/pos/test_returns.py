"""A return takes goods, money, books and turnover back, at the price and cost of then."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from core.money import Money
from core.permissions import Role
from core.quantity import Quantity
from inventory import stock
from inventory.models import MoveKind, Stock, StockMove
from inventory.stock import Arrival
from ledger import chart, journal
from members.models import Patronage
from pos.approvals.models import Approval
from pos.documents import ApprovalAction
from pos.models import Document
from pos.returns.models import Return
from tests.support.returns import back, lines_of, returning, unproven
from tests.support.sales import Body, postings_of, sale, send
from tests.support.shelves import stocked_coop
from tests.support.world import NOW, TODAY, World

LATER = NOW + timedelta(days=1)


@pytest.fixture
def world(session: Session) -> World:
    return stocked_coop(session)


@pytest.fixture
def sold(session: Session, world: World, shift_id: str) -> Body:
    """Three packs of noodles for 10,500, which cost 8,400."""
    body = sale(world, shift_id, [(world.goods["mie"], 3_000, 3_500)])
    send(session, world, body)
    return body


def held(session: Session, world: World, name: str = "mie") -> Stock:
    return session.get_one(Stock, (world.shop_id, world.goods[name].id))


def test_goods_go_back_on_the_shelf_at_the_cost_they_left_at(
    session: Session, world: World, shift_id: str, sold: Body
) -> None:
    stock.receive(
        session,
        [Arrival(world.goods["mie"].id, Quantity.of(10), Money(90_000))],
        shop_id=world.shop_id, source="receipt:1", booked_on=TODAY, description="", at=NOW,
    )  # fmt: skip
    body = returning(world, shift_id, [back(sold, 0, 1_000, 3_500)], counter=2, sale=sold)
    answer = send(session, world, body)
    assert (answer.status, answer.body["flags"], answer.body["unproven"]) == (201, [], [])
    assert postings_of(session, body) == {
        chart.OTHER_RETURNS: 3_500,
        chart.DRAWER: -3_500,
        chart.MERCHANDISE: 2_800,
        chart.OTHER_COST: -2_800,
    }
    shelf = held(session, world)
    assert (shelf.quantity, shelf.value) == (Quantity.of(48), Money(103_600 + 90_000 + 2_800))
    assert (shelf.cost_quantity, shelf.cost_value) == (Quantity.of(10), Money(90_000))
    move = session.get_one(StockMove, (world.shop_id, world.goods["mie"].id, 4))
    assert (move.kind, move.source) == (MoveKind.RETURN, f"return:{body['id']}")


def test_what_cannot_be_sold_again_is_a_loss(
    session: Session, world: World, shift_id: str, sold: Body
) -> None:
    lines = [back(sold, 0, 2_000, 7_000, fit=False)]
    body = returning(world, shift_id, lines, counter=2, sale=sold)
    send(session, world, body)
    assert postings_of(session, body) == {
        chart.OTHER_RETURNS: 7_000,
        chart.DRAWER: -7_000,
        chart.LOSS_OF_GOODS: 5_600,
        chart.OTHER_COST: -5_600,
    }
    assert held(session, world).quantity == Quantity.of(37)


def test_a_return_lessens_what_the_member_of_the_sale_has_bought(
    session: Session, world: World, shift_id: str
) -> None:
    sold_lines = [(world.goods["mie"], 2_000, 3_300), (world.goods["gas"], 1_000, 20_000)]
    sold = sale(world, shift_id, sold_lines, member_id=world.member_id)
    send(session, world, sold)
    lines = [back(sold, 0, 1_000, 3_300), back(sold, 1, 1_000, 20_000)]
    body = returning(world, shift_id, lines, counter=2, sale=sold, at=LATER)
    send(session, world, body, received_at=LATER)
    booked = postings_of(session, body)
    assert booked[chart.MEMBER_RETURNS] == 23_300
    assert chart.MEMBER_COST in booked
    patronage = session.get_one(Patronage, f"return:{body['id']}")
    assert (patronage.member_id, patronage.amount) == (world.member_id, Money(-3_300))
    assert patronage.booked_on == TODAY + timedelta(days=1)


def test_cash_leaves_the_drawer_and_stands_in_the_journal_of_the_till(
    session: Session, world: World, shift_id: str, sold: Body
) -> None:
    body = returning(world, shift_id, [back(sold, 0, 1_000, 3_500)], counter=2, sale=sold)
    send(session, world, body)
    document = session.get_one(Document, UUID(body["id"]))
    assert (document.cash, document.number) == (Money(-3_500), "WSB-T1-A-000002")
    assert str(document.shift_id) == shift_id
    in_drawer = journal.balance(session, chart.DRAWER, till_id=world.till_id)
    assert in_drawer == Money(200_000 + 10_500 - 3_500)


def test_only_cash_is_rounded_and_what_that_takes_is_a_gain(
    session: Session, world: World, shift_id: str
) -> None:
    sold = sale(world, shift_id, [(world.goods["beras"], 755, 14_000)])
    send(session, world, sold)
    body = returning(world, shift_id, [back(sold, 0, 755, 10_570)], counter=2, sale=sold)
    assert body["rounding"] == -70
    assert send(session, world, body).body["flags"] == []
    booked = postings_of(session, body)
    assert (booked[chart.DRAWER], booked[chart.ROUNDING_GAIN]) == (-10_500, -70)
    undone = journal.balance(session, chart.ROUNDING_LOSS) + journal.balance(
        session, chart.ROUNDING_GAIN
    )
    assert undone == Money(0)


@pytest.mark.parametrize(
    ("kind", "account"),
    [
        ("qris", chart.QRIS_RECEIVABLE),
        ("transfer", chart.BANK),
        ("kasbon", chart.MEMBER_CREDIT),
        ("savings", chart.VOLUNTARY_SAVINGS),
        ("voucher", chart.VOUCHERS),
    ],
)
def test_money_goes_back_in_the_way_the_till_says(
    session: Session, world: World, shift_id: str, kind: str, account: str
) -> None:
    sold = sale(world, shift_id, [(world.goods["mie"], 1_000, 3_300)], member_id=world.member_id)
    send(session, world, sold)
    lines = [back(sold, 0, 1_000, 3_300)]
    body = returning(world, shift_id, lines, counter=2, sale=sold, kind=kind)
    assert send(session, world, body).body["flags"] == []
    assert postings_of(session, body)[account] == -3_300
    assert session.get_one(Document, UUID(body["id"])).cash == Money(0)


def test_the_last_piece_takes_the_last_rupiah(
    session: Session, world: World, shift_id: str
) -> None:
    """Three pieces by the amount: 10,000 for three, at a cost of 8,400."""
    sold = sale(world, shift_id, [(world.goods["mie"], 3_000, 3_500)])
    sold["lines"][0] |= {"amount": 10_000, "discount": 500}
    sold |= {"total": 10_000, "rounding": 0, "tenders": [_cash(10_000)]}
    send(session, world, sold)
    amounts = []
    for counter, amount in ((2, 3_333), (3, 3_334), (4, 3_333)):
        body = returning(
            world, shift_id, [back(sold, 0, 1_000, amount)], counter=counter, sale=sold
        )
        assert send(session, world, body).body["flags"] == []
        amounts += [line.share.amount for line in lines_of(session, body)]
    assert sum(amounts) == 10_000
    assert held(session, world).value == Money(112_000)


def test_without_receipt_goods_come_back_at_todays_cost_and_need_approval(
    session: Session, world: World, shift_id: str
) -> None:
    body = returning(world, shift_id, [unproven(world.goods["beras"], 500, 7_000)], counter=1)
    answer = send(session, world, body)
    assert answer.body["flags"] == []
    assert answer.body["unproven"] == ["return"]
    approval = session.get_one(Approval, (UUID(body["id"]), ApprovalAction.RETURN))
    assert (approval.amount, approval.subject) == (Money(7_000), body["number"])
    assert postings_of(session, body)[chart.MERCHANDISE] == 6_000
    assert held(session, world, "beras").value == Money(606_000)


def test_a_void_takes_back_all_that_is_left(
    session: Session, world: World, shift_id: str, sold: Body
) -> None:
    part = returning(world, shift_id, [back(sold, 0, 1_000, 3_500)], counter=2, sale=sold)
    send(session, world, part)
    lines = [back(sold, 0, 2_000, 7_000)]
    body = returning(world, shift_id, lines, counter=3, sale=sold, is_void=True)
    answer = send(session, world, body)
    assert (answer.body["flags"], answer.body["unproven"]) == ([], [])
    assert session.get_one(Return, UUID(body["id"])).is_void
    assert held(session, world).value == Money(112_000)


def test_a_void_on_another_day_needs_approval(
    session: Session, world: World, shift_id: str, sold: Body
) -> None:
    lines = [back(sold, 0, 3_000, 10_500)]
    body = returning(world, shift_id, lines, counter=2, sale=sold, is_void=True, at=LATER)
    answer = send(session, world, body, received_at=LATER)
    assert answer.body["unproven"] == ["void"]


def test_a_manager_needs_nobody_else(
    session: Session, world: World, shift_id: str, sold: Body
) -> None:
    body = returning(
        world, shift_id, [unproven(world.goods["beras"], 500, 7_000)], counter=2,
        operator_id=str(world.operator_id(Role.MANAGER)),
    )  # fmt: skip
    assert send(session, world, body).body["unproven"] == []


def test_the_same_return_sent_again_is_booked_once(
    session: Session, world: World, shift_id: str, sold: Body
) -> None:
    body = returning(world, shift_id, [back(sold, 0, 1_000, 3_500)], counter=2, sale=sold)
    first, again = send(session, world, body), send(session, world, body)
    assert (first.status, again.status) == (201, 200)
    assert again.body == first.body
    assert held(session, world).quantity == Quantity.of(38)


def _cash(amount: int) -> Body:
    return {"kind": "cash", "amount": amount, "given": amount, "change": 0}
