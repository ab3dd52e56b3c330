"""What is odd about a return is booked all the same, and shown to the manager."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from core.money import Money
from core.quantity import Quantity
from ledger import chart
from pos.documents import Unbookable
from pos.returns.models import Return, ReturnFlagKind
from tests.support.returns import back, flags_of, lines_of, returning
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


def test_more_than_was_sold_is_a_return_without_receipt_for_the_excess(
    session: Session, world: World, shift_id: str, sold: Body
) -> None:
    """Two tills took the same goods back, the second did not know."""
    first = returning(world, shift_id, [back(sold, 0, 2_000, 7_000)], counter=2, sale=sold)
    second = returning(world, shift_id, [back(sold, 0, 3_000, 10_500)], counter=3, sale=sold)
    send(session, world, first)
    answer = send(session, world, second)
    assert answer.status == 201
    assert flags_of(session, second) == [ReturnFlagKind.EXCESS]
    within, beyond = lines_of(session, second)
    assert (within.sale_position, within.quantity, within.amount) == (
        0,
        Quantity.of(1),
        Money(3_500),
    )
    assert (beyond.sale_position, beyond.quantity, beyond.amount) == (
        None, Quantity.of(2), Money(7_000),
    )  # fmt: skip
    assert answer.body["unproven"] == ["return"]
    assert postings_of(session, second)[chart.DRAWER] == -10_500


def test_nothing_left_makes_the_whole_line_one_without_receipt(
    session: Session, world: World, shift_id: str, sold: Body
) -> None:
    lines = [back(sold, 0, 3_000, 10_500)]
    first = returning(world, shift_id, lines, counter=2, sale=sold)
    second = returning(world, shift_id, lines, counter=3, sale=sold)
    send(session, world, first)
    send(session, world, second)
    assert [line.sale_position for line in lines_of(session, second)] == [None]
    assert flags_of(session, second) == [ReturnFlagKind.EXCESS]


def test_the_same_line_twice_in_one_return_counts_twice(
    session: Session, world: World, shift_id: str, sold: Body
) -> None:
    lines = [back(sold, 0, 2_000, 7_000), back(sold, 0, 2_000, 7_000, fit=False)]
    body = returning(world, shift_id, lines, counter=2, sale=sold)
    send(session, world, body)
    assert [line.quantity.milli for line in lines_of(session, body)] == [2_000, 1_000, 1_000]
    assert flags_of(session, body) == [ReturnFlagKind.EXCESS]


def test_another_refund_than_was_paid_is_booked_and_shown(
    session: Session, world: World, shift_id: str, sold: Body
) -> None:
    body = returning(world, shift_id, [back(sold, 0, 1_000, 4_000)], counter=2, sale=sold)
    send(session, world, body)
    (line,) = lines_of(session, body)
    assert (line.amount, line.share) == (Money(4_000), Money(3_500))
    assert flags_of(session, body) == [ReturnFlagKind.AMOUNT]
    assert postings_of(session, body)[chart.OTHER_RETURNS] == 4_000


def test_a_void_that_leaves_something_is_odd(
    session: Session, world: World, shift_id: str, sold: Body
) -> None:
    lines = [back(sold, 0, 2_000, 7_000)]
    body = returning(world, shift_id, lines, counter=2, sale=sold, is_void=True)
    send(session, world, body)
    assert flags_of(session, body) == [ReturnFlagKind.VOID]


def test_a_sale_of_another_shop_is_no_receipt_here(
    session: Session, world: World, shift_id: str, sold: Body
) -> None:
    stranger = dict(sold, id=str(UUID(int=7)))
    body = returning(world, shift_id, [back(sold, 0, 1_000, 3_500)], counter=2, sale=stranger)
    answer = send(session, world, body)
    assert set(flags_of(session, body)) == {ReturnFlagKind.RECEIPT}
    assert answer.body["unproven"] == ["return"]
    assert session.get_one(Return, UUID(body["id"])).sale_id is None


def test_odd_claims_are_shown_and_booked(session: Session, world: World, sold: Body) -> None:
    body = returning(
        world, UUID(int=9), [back(sold, 0, 1_000, 3_500)], counter=1, sale=sold,
        at=NOW + timedelta(days=3650), member_id=world.member_id,
    )  # fmt: skip
    body |= {"member_id": str(UUID(int=8))}
    send(session, world, body)
    assert set(flags_of(session, body)) == {
        ReturnFlagKind.MEMBER, ReturnFlagKind.NUMBER, ReturnFlagKind.SHIFT, ReturnFlagKind.CLOCK,
    }  # fmt: skip
    assert session.get_one(Return, UUID(body["id"])).booked_on == TODAY


@pytest.mark.parametrize(
    "changes",
    [
        {"total": 1},
        {"rounding": 5},
        {"sale_id": None},
        {"lines": []},
        {"reason": "x" * 201},
        {"surprise": 1},
    ],
)
def test_a_return_that_contradicts_itself_is_not_booked(
    session: Session, world: World, shift_id: str, sold: Body, changes: Body
) -> None:
    body = returning(world, shift_id, [back(sold, 0, 1_000, 3_500)], counter=2, sale=sold)
    with pytest.raises(Unbookable):
        send(session, world, body | changes)


def test_goods_nobody_knows_cannot_come_back(
    session: Session, world: World, shift_id: str, sold: Body
) -> None:
    line = dict(back(sold, 0, 1_000, 3_500), pack_id=str(UUID(int=5)), sale_position=None)
    body = returning(world, shift_id, [line], counter=2)
    with pytest.raises(Unbookable, match="tidak dikenal"):
        send(session, world, body)
