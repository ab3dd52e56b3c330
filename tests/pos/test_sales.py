"""A sale moves goods, money, books and patronage together; what is odd is flagged."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from core.ids import ProductId, ShopId, new_id
from core.money import Money
from core.permissions import Role
from core.quantity import Quantity
from inventory.models import Stock
from ledger import chart, journal
from members.models import Patronage
from pos.documents import Unbookable
from pos.models import FlagKind, Sale, SaleLine, Shift
from tests.support.sales import Body, flags_of, postings_of, sale, send
from tests.support.shelves import stocked_coop
from tests.support.world import NOW, TODAY, World


@pytest.fixture
def world(session: Session) -> World:
    return stocked_coop(session)


def on_hand(session: Session, shop_id: ShopId, product_id: ProductId) -> Stock:
    return session.get_one(Stock, (shop_id, product_id))


def test_a_sale_moves_goods_money_and_books(session: Session, world: World, shift_id: str) -> None:
    body = sale(world, shift_id, [(world.goods["mie"], 3_000, 3_500)], given=20_000)
    answer = send(session, world, body)
    assert answer.status == 201
    assert answer.body["flags"] == []
    assert postings_of(session, body) == {
        chart.DRAWER: 10_500,
        chart.OTHER_SALES: -10_500,
        chart.OTHER_COST: 8_400,
        chart.MERCHANDISE: -8_400,
    }
    left = on_hand(session, world.shop_id, world.goods["mie"].id)
    assert (left.quantity, left.value) == (Quantity.of(37), Money(103_600))
    row = session.get_one(Sale, UUID(body["id"]))
    assert (row.number, row.sold_on, row.cost) == ("WSB-T1-A-000001", TODAY, Money(8_400))


def test_rounding_down_is_booked_as_a_loss(session: Session, world: World, shift_id: str) -> None:
    body = sale(world, shift_id, [(world.goods["beras"], 755, 14_000)])
    assert body["total"] == 10_570
    send(session, world, body)
    booked = postings_of(session, body)
    assert booked[chart.DRAWER] == 10_500
    assert booked[chart.ROUNDING_LOSS] == 70
    assert booked[chart.OTHER_SALES] == -10_570


def test_a_member_sale_counts_as_patronage_without_what_never_counts(
    session: Session, world: World, shift_id: str
) -> None:
    sold = [(world.goods["mie"], 2_000, 3_300), (world.goods["gas"], 1_000, 20_000)]
    body = sale(world, shift_id, sold, member_id=world.member_id)
    send(session, world, body)
    booked = postings_of(session, body)
    assert booked[chart.MEMBER_SALES] == -26_600
    patronage = session.get_one(Patronage, f"sale:{body['id']}")
    assert (patronage.amount, patronage.member_id) == (Money(6_600), world.member_id)
    assert patronage.booked_on == TODAY


def test_the_carton_leaves_as_forty_pieces(session: Session, world: World, shift_id: str) -> None:
    goods = world.goods["mie"]
    body = sale(world, shift_id, [(goods, 1_000, 132_000)])
    body["lines"][0]["pack_id"] = str(goods.packs[1].id)
    send(session, world, body)
    assert on_hand(session, world.shop_id, goods.id).quantity == Quantity.of(0)
    line = session.get_one(SaleLine, (UUID(body["id"]), 0))
    assert (line.unit, line.base_quantity, line.cost) == ("dus", Quantity.of(40), Money(112_000))


def test_the_last_piece_may_be_sold_twice(session: Session, world: World, shift_id: str) -> None:
    first, body = (
        sale(world, shift_id, [(world.goods["mie"], 40_000, 3_500)], counter=counter)
        for counter in (1, 2)
    )
    send(session, world, first)
    send(session, world, body)
    assert set(flags_of(session, body)) == {FlagKind.STOCK}
    left = on_hand(session, world.shop_id, world.goods["mie"].id)
    assert (left.quantity, left.value) == (Quantity.of(-40), Money(-112_000))


def test_an_old_price_is_accepted_and_flagged(
    session: Session, world: World, shift_id: str
) -> None:
    body = sale(world, shift_id, [(world.goods["mie"], 1_000, 3_000)])
    send(session, world, body)
    assert set(flags_of(session, body)) == {FlagKind.PRICE}
    assert session.get_one(Sale, UUID(body["id"])).total == Money(3_000)


def test_a_price_typed_for_what_has_none_is_flagged(
    session: Session, world: World, shift_id: str
) -> None:
    body = sale(world, shift_id, [(world.goods["gula"], 1_000, 17_500)])
    send(session, world, body)
    assert set(flags_of(session, body)) == {FlagKind.PRICE}


def test_wrong_arithmetic_at_the_till_is_flagged(
    session: Session, world: World, shift_id: str
) -> None:
    body = sale(world, shift_id, [(world.goods["mie"], 2_000, 3_500)])
    body["lines"][0]["amount"] = body["total"] = 6_900
    body["tenders"][0] |= {"amount": 6_900, "given": 6_900}
    send(session, world, body)
    assert set(flags_of(session, body)) == {FlagKind.AMOUNT}


def test_goods_for_ten_thousand_rupiah(session: Session, world: World, shift_id: str) -> None:
    body = sale(world, shift_id, [(world.goods["beras"], 714, 14_000)])
    body["lines"][0] |= {"amount": 10_000, "asked_amount": 10_000}
    body |= {"total": 10_000, "rounding": 0}
    body["tenders"][0] |= {"amount": 10_000, "given": 10_000}
    send(session, world, body)
    assert flags_of(session, body) == {}


def test_an_unexpected_rounding_is_flagged(session: Session, world: World, shift_id: str) -> None:
    body = sale(world, shift_id, [(world.goods["beras"], 755, 14_000)])
    body["rounding"] = 30
    body["tenders"][0] |= {"amount": 10_600, "given": 10_600}
    send(session, world, body)
    assert set(flags_of(session, body)) == {FlagKind.ROUNDING}
    assert postings_of(session, body)[chart.ROUNDING_GAIN] == -30


@pytest.mark.parametrize("wrong", [timedelta(days=400), timedelta(minutes=10), -timedelta(days=90)])
def test_a_wrong_clock_is_flagged_and_the_shift_decides_the_day(
    session: Session, world: World, shift_id: str, wrong: timedelta
) -> None:
    body = sale(world, shift_id, [(world.goods["mie"], 1_000, 3_500)], at=NOW + wrong)
    send(session, world, body)
    assert set(flags_of(session, body)) == {FlagKind.CLOCK}
    assert session.get_one(Sale, UUID(body["id"])).sold_on == TODAY


def test_an_hour_before_midnight_in_the_shop_is_still_today(
    session: Session, world: World, shift_id: str
) -> None:
    late = NOW.replace(hour=16, minute=30)
    body = sale(world, shift_id, [(world.goods["mie"], 1_000, 3_500)], at=late)
    send(session, world, body, received_at=late)
    after = sale(world, shift_id, [(world.goods["mie"], 1_000, 3_500)], counter=2,
                 at=late + timedelta(hours=1))  # fmt: skip
    send(session, world, after, received_at=late + timedelta(hours=1))
    assert session.get_one(Sale, UUID(body["id"])).sold_on == TODAY
    assert session.get_one(Sale, UUID(after["id"])).sold_on == date(2026, 6, 2)


def test_a_shift_that_never_arrived_is_assumed(session: Session, world: World) -> None:
    unknown = new_id()
    body = sale(world, unknown, [(world.goods["mie"], 1_000, 3_500)])
    send(session, world, body)
    assert set(flags_of(session, body)) == {FlagKind.SHIFT}
    assert session.get_one(Shift, unknown).float == Money(0)


def test_a_member_nobody_knows_is_sold_to_as_anybody(
    session: Session, world: World, shift_id: str
) -> None:
    body = sale(world, shift_id, [(world.goods["mie"], 1_000, 3_300)])
    body["member_id"] = str(new_id())
    send(session, world, body)
    assert set(flags_of(session, body)) == {FlagKind.MEMBER}
    assert session.get_one(Sale, UUID(body["id"])).member_id is None


def test_a_clerk_nobody_knows_sells_in_the_name_of_the_shift(
    session: Session, world: World, shift_id: str
) -> None:
    body = sale(world, shift_id, [(world.goods["mie"], 1_000, 3_500)])
    body["operator_id"] = str(new_id())
    send(session, world, body)
    assert set(flags_of(session, body)) == {FlagKind.OPERATOR}
    assert session.get_one(Sale, UUID(body["id"])).operator_id == world.clerk_id


def test_someone_without_the_right_to_sell_is_flagged(
    session: Session, world: World, shift_id: str
) -> None:
    body = sale(world, shift_id, [(world.goods["mie"], 1_000, 3_500)])
    body["operator_id"] = str(world.operator_id(Role.AUDITOR))
    send(session, world, body)
    assert set(flags_of(session, body)) == {FlagKind.OPERATOR}


def test_a_used_receipt_number_is_flagged(session: Session, world: World, shift_id: str) -> None:
    first, body = (sale(world, shift_id, [(world.goods["mie"], 1_000, 3_500)]) for _ in range(2))
    send(session, world, first)
    send(session, world, body)
    assert set(flags_of(session, body)) == {FlagKind.NUMBER}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"total": 1}, "total"),
        ({"rounding": -100}, "tenders"),
        ({"tenders": [{"kind": "cash", "amount": 3_500, "given": 5_000, "change": 0}]}, "tenders"),
    ],
)
def test_a_document_that_contradicts_itself_cannot_be_booked(
    session: Session, world: World, shift_id: str, change: Body, field: str
) -> None:
    body = sale(world, shift_id, [(world.goods["mie"], 1_000, 3_500)]) | change
    with pytest.raises(Unbookable) as refused:
        send(session, world, body)
    assert refused.value.field == field


def test_goods_nobody_knows_cannot_be_booked(session: Session, world: World, shift_id: str) -> None:
    body = sale(world, shift_id, [(world.goods["mie"], 1_000, 3_500)])
    body["lines"][0]["pack_id"] = str(new_id())
    with pytest.raises(Unbookable):
        send(session, world, body)


def test_the_drawer_account_is_float_plus_cash(
    session: Session, world: World, shift_id: str
) -> None:
    for counter in (1, 2, 3):
        send(session, world, sale(world, shift_id, [(world.goods["mie"], 1_000, 3_500)],
                                  counter=counter, given=5_000))  # fmt: skip
    held = journal.balance(session, chart.DRAWER, till_id=world.till_id)
    assert held == Money(200_000 + 3 * 3_500)
