"""What a shop had better order, from its moves and papers, and the drafts made of it."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

import pytest
from sqlalchemy.orm import Session

from core.errors import BusinessError, InvalidInput
from core.ids import PackId, PartyId, ShopId, new_id
from core.money import ZERO, Money
from core.quantity import NONE, Quantity
from inventory import stock
from inventory.assortment import assortment
from inventory.models import MoveKind, Product, ProductKind
from inventory.purchasing import orders
from inventory.purchasing.goods_receipts import Arrived
from inventory.purchasing.models import OrderState, PurchaseOrder
from inventory.reordering import queries, reordering
from inventory.reordering.queries import Suggestion
from inventory.reordering.reordering import Chosen
from inventory.reordering.suggesting import Sold
from inventory.shelves import Cause
from inventory.stock import ComingBack
from inventory.suppliers import suppliers
from inventory.suppliers.models import Supplier
from inventory.suppliers.suppliers import Learned, SupplierDetails
from inventory.transfers import transfers
from inventory.transfers.sending import Packed, Sending
from inventory.transfers.sending import send as send_goods
from inventory.transfers.transfers import Step
from tests.support.consignment import add_consignor
from tests.support.purchases import receive, sent
from tests.support.reorders import came, days_before, noodle_supplier, noon, sell, sell_for_weeks
from tests.support.shelves import turn_into
from tests.support.world import NOW, TODAY, World, make_coop

YEAR = timedelta(days=364)
PAST = days_before(TODAY)
"""The 28 days before today."""


@pytest.fixture
def world(session: Session) -> World:
    return make_coop(session)


@pytest.fixture
def supplier(session: Session, world: World) -> Supplier:
    return noodle_supplier(session, world, TODAY)


def month(session: Session, world: World, name: str = "mie", *, held: int = 10) -> None:
    sell_for_weeks(session, world, name, TODAY, held=held)


def suggested(session: Session, world: World, words: str = "") -> dict[str, Suggestion]:
    found = queries.suggestions(session, world.wsb, on=TODAY, words=words)
    return {row.code: row for row in (*found.known, *found.unknown)}


def test_noodles_that_last_two_days_are_ordered_from_whoever_comes_in_three(
    session: Session, world: World, supplier: Supplier
) -> None:
    month(session, world)
    (row,) = queries.suggestions(session, world.wsb, on=TODAY).known
    assert (row.source.supplier, row.key, row.packs) == (supplier.name, "101 dus", 1)
    assert row.cost == Money(112_000)
    assert row.explanation == (
        "Laku 4/hari, sisa 10 cukup 2 hari; pemasok datang 3 hari lagi; pesan 1 dus."
    )


def test_today_and_other_shops_and_what_went_back_do_not_count(
    session: Session, world: World, supplier: Supplier
) -> None:
    month(session, world)
    sell(session, world, "mie", TODAY, units=30)
    stock.take_back(
        session, Cause(MoveKind.RETURN, "return:1", noon(PAST[3])),
        [ComingBack(world.goods["mie"].id, Quantity.of(28), None, fit=True)], shop_id=world.shop_id,
    )  # fmt: skip
    outlook = suggested(session, world)["101"].outlook
    assert outlook.sold == Sold(Quantity.of(84), 28)
    assert queries.suggestions(session, world.ltm, on=TODAY).known == ()


def test_days_without_stock_are_left_out_of_the_average(
    session: Session, world: World, supplier: Supplier
) -> None:
    """Twenty are sold on five days, then it is empty for the other days but the last."""
    came(session, world, "mie", PAST[0] - timedelta(days=1), 20)
    sell(session, world, "mie", *PAST[:5])
    came(session, world, "mie", PAST[-1], 2)
    outlook = suggested(session, world)["101"].outlook
    assert outlook.sold == Sold(Quantity.of(20), 6)


def test_a_shelf_below_zero_is_not_empty(
    session: Session, world: World, supplier: Supplier
) -> None:
    """Nothing is there for four days; then more is sold, so there is something after all."""
    came(session, world, "mie", PAST[0] - timedelta(days=1), 4)
    sell(session, world, "mie", PAST[0], PAST[5])
    outlook = suggested(session, world)["101"].outlook
    assert outlook.sold == Sold(Quantity.of(8), 24)
    assert (outlook.held, outlook.on_shelf) == (Quantity.of(-4), NONE)


def test_what_sold_better_a_year_ago_from_now_on_is_ordered_in_advance(
    session: Session, world: World, supplier: Supplier
) -> None:
    came(session, world, "mie", PAST[0] - YEAR - timedelta(days=1), 1_000)
    then = [day - YEAR for day in PAST]
    sell(session, world, "mie", *then, units=2)
    sell(session, world, "mie", *(day + timedelta(days=28) for day in then), units=3)
    came(session, world, "mie", PAST[0] - timedelta(days=1), 4 * 28 + 10 - 860)
    sell(session, world, "mie", *PAST)
    row = suggested(session, world)["101"]
    assert (row.outlook.season, row.outlook.held) == (Fraction(3, 2), Quantity.of(10))
    assert "naik 50%" in row.explanation


def test_what_is_ordered_and_has_not_come_is_not_ordered_again(
    session: Session, world: World, supplier: Supplier
) -> None:
    month(session, world)
    order = sent(session, world, supplier, mie=30)
    assert suggested(session, world) == {}
    receive(session, world, supplier, Arrived(world.goods["mie"].pack_id, Quantity.of(25),
                                              Money(2_800)), order=order)  # fmt: skip
    came(session, world, "mie", TODAY, -35)
    assert suggested(session, world)["101"].outlook.coming == Quantity.of(5)
    orders.close(session, order, at=NOW, by=None)
    assert suggested(session, world)["101"].outlook.coming == NONE


def test_what_another_shop_has_sent_counts_until_it_arrives_or_is_lost(
    session: Session, world: World, supplier: Supplier
) -> None:
    month(session, world)
    held = [(world.goods["mie"].id, Quantity.of(9))]
    cause = Cause(MoveKind.COUNT, "count:1", NOW)
    stock.adjust(session, cause, held, shop_id=ShopId(world.ltm.id))
    packed = [Packed(world.goods["mie"].pack_id, Quantity.of(9))]
    sending = Sending(new_id(), world.ltm, world.wsb, packed, "")
    transfer = send_goods(session, sending, at=NOW, by=None)
    assert suggested(session, world) == {}
    step = Step(new_id(), {0: Quantity.of(4)}, "pecah")
    transfers.lose(session, transfer, step, at=NOW, by=None)
    assert suggested(session, world)["101"].outlook.coming == Quantity.of(5)


def test_a_minimum_is_kept_of_what_nobody_buys(
    session: Session, world: World, supplier: Supplier
) -> None:
    product = session.get_one(Product, world.goods["gas"].id)
    assortment.set_least(session, product, Quantity.of(5), shop_id=world.shop_id, at=NOW, by=None)
    row = suggested(session, world)["103"]
    assert (row.packs, row.source.supplier_id, row.source.unit) == (5, None, "pcs")


def test_consigned_retired_made_up_and_hidden_goods_are_left_out(
    session: Session, world: World, supplier: Supplier
) -> None:
    for name in ("mie", "air", "gas", "beras"):
        month(session, world, name, held=6)
    assert set(suggested(session, world)) == {"101", "102", "103", "201"}
    session.get_one(Product, world.goods["mie"].id).active = False
    session.get_one(Product, world.goods["air"].id).consignor_id = PartyId(
        add_consignor(session).id
    )
    turn_into(session, world.goods["gas"], ProductKind.CONTAINER)
    assert set(suggested(session, world)) == {"201"}
    assert suggested(session, world, "pandan beras").keys() == {"201"}
    assert suggested(session, world, "mie") == {}
    rice = session.get_one(Product, world.goods["beras"].id)
    assortment.set_hidden(session, rice, True, shop_id=world.shop_id, at=NOW, by=None)
    assert suggested(session, world) == {}, "the shop carries it no more"


def test_whoever_brought_it_last_brings_it_again(
    session: Session, world: World, supplier: Supplier
) -> None:
    month(session, world, held=6)
    other = suppliers.add(session, SupplierDetails("UD Makmur", lead_days=1), at=NOW, by=None)
    piece = Learned(world.goods["mie"].pack_id, Money(2_750))
    suppliers.learn(session, other.id, [piece], on=TODAY + timedelta(days=1))
    row = suggested(session, world)["101"]
    assert (row.source.supplier, row.key, row.packs) == ("UD Makmur", "101 pcs", 30)
    suppliers.change(session, other, SupplierDetails("UD Makmur", active=False), at=NOW, by=None)
    assert suggested(session, world)["101"].source.supplier == supplier.name


def chosen(world: World, **goods: int) -> list[Chosen]:
    pack = {"dus": world.goods["mie"].packs[1], "air": world.goods["air"].packs[0]}
    return [Chosen(PackId(pack[name].id), Quantity.of(many)) for name, many in goods.items()]


def draft(
    session: Session, world: World, supplier: Supplier | None = None, **goods: int
) -> list[PurchaseOrder]:
    picks = chosen(world, **goods)
    return reordering.order(session, world.wsb, picks, supplier=supplier, at=NOW, by=None)


def test_each_supplier_gets_a_draft_and_nothing_is_ordered_twice(
    session: Session, world: World, supplier: Supplier
) -> None:
    month(session, world)
    month(session, world, "air", held=6)
    other = suppliers.add(session, SupplierDetails("UD Makmur"), at=NOW, by=None)
    with pytest.raises(InvalidInput, match="Pilih pemasoknya"):
        draft(session, world, dus=2, air=24)
    first, second = draft(session, world, other, dus=2, air=24)
    assert {first.supplier_id, second.supplier_id} == {supplier.id, other.id}
    assert (first.state, first.expected_on) == (OrderState.DRAFT, TODAY + timedelta(days=3))
    (line,) = orders.progress_of(session, first)
    assert (line.wanted.quantity, line.wanted.price) == (Quantity.of(2), Money(112_000))
    (line,) = orders.progress_of(session, second)
    assert (line.wanted.quantity, line.wanted.price) == (Quantity.of(24), ZERO)
    with pytest.raises(BusinessError, match="sudah dipesan"):
        draft(session, world, other, dus=2, air=24)
    with pytest.raises(InvalidInput, match="paling sedikit satu"):
        draft(session, world)
    with pytest.raises(InvalidInput, match="lebih dari nol"):
        chosen(world, dus=0)
