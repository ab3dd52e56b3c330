"""Producers' goods from intake to settlement: nothing is lost, of goods or of money."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import InvalidInput
from core.ids import PartyId, ShopId
from core.money import Money
from core.quantity import Quantity
from inventory import invariants as shelf_invariants
from inventory import packages, stock
from inventory.consignment import agreements, consignors, endings, intakes, invariants, settling
from inventory.consignment.agreements import Agreed
from inventory.consignment.consigned_sales import ConsignedLine, SoldEvent, note
from inventory.consignment.endings import Occasion
from inventory.consignment.models import (
    Bearer,
    Consignor,
    Ending,
    EndingKind,
    PaidBy,
    Settlement,
)
from inventory.consignment.settling import Payment
from inventory.models import MoveKind, Product, ProductKind
from inventory.shelves import Cause
from inventory.stock import Arrival
from ledger import chart, journal
from ledger.entry import Entry, credit, debit
from members.balances import balances
from tests.support.books import postings
from tests.support.consignment import add_cake, add_consignor, bring, on_shelf, owed_to
from tests.support.world import NOW, PRICED_FROM, TODAY, Goods, World, make_coop


@pytest.fixture
def world(session: Session) -> World:
    return make_coop(session)


@pytest.fixture
def nurul(session: Session, world: World) -> Consignor:
    return add_consignor(session, member_id=world.member_id)


@pytest.fixture
def risoles(session: Session, world: World, nurul: Consignor) -> Goods:
    goods = add_cake(session, nurul)
    bring(session, world, nurul, goods, 20)
    return goods


def occasion(world: World, consignor: Consignor) -> Occasion:
    return Occasion(world.wsb, consignor, TODAY, NOW, world.clerk_id)


def sell(session: Session, world: World, consignor: Consignor, goods: Goods, pieces: int) -> None:
    """What the counter does: the goods leave, the books owe, consignment is told."""
    source, quantity = f"sale:{pieces}:{goods.id}", Quantity.of(pieces)
    journal.lock_shop(session, world.shop_id)
    cause = Cause(MoveKind.SALE, source, NOW)
    stock.take_out(session, cause, [(goods.id, quantity)], shop_id=world.shop_id)
    party = PartyId(consignor.id)
    amount, payable = Money(5_000 * pieces), Money(4_250 * pieces)
    line = ConsignedLine(0, party, goods.id, quantity, amount, payable)
    note(session, SoldEvent(source, world.shop_id, TODAY), [line])
    journal.post(session, Entry(world.shop_id, TODAY, source, source, (
        debit(chart.DRAWER, amount), credit(chart.OTHER_COMMISSION, amount - payable),
        credit(chart.CONSIGNMENT_PAYABLES, payable, party_id=party),
    )), at=NOW)  # fmt: skip


def all_in_order(session: Session) -> None:
    found = [
        *invariants.goods(session), *invariants.money(session),
        *shelf_invariants.stock(session), *shelf_invariants.value(session),
    ]  # fmt: skip
    assert found == []


def of_last_ending(session: Session) -> dict[str, int]:
    ending = session.scalars(select(Ending).order_by(Ending.id.desc())).first()
    return postings(session, ending.source) if ending else {}


def test_what_is_brought_stands_on_the_shelf_and_is_worth_nothing(
    session: Session, world: World, nurul: Consignor, risoles: Goods
) -> None:
    assert on_shelf(session, world, risoles) == Quantity.of(20)
    again = intakes.last_brought(session, world.shop_id, nurul)
    assert again == [(risoles.id, Quantity.of(20))]
    note_ = intakes.take(session, world.wsb, nurul, again, on=TODAY, at=NOW, by=None)
    assert note_.number == "WSB-TJ-000002"
    assert on_shelf(session, world, risoles) == Quantity.of(40)
    all_in_order(session)


def test_only_her_own_goods_are_taken(session: Session, world: World, nurul: Consignor) -> None:
    mie = [(world.goods["mie"].id, Quantity.of(1))]
    with pytest.raises(InvalidInput, match="bukan barang Bu Nurul"):
        intakes.take(session, world.wsb, nurul, mie, on=TODAY, at=NOW, by=None)
    with pytest.raises(InvalidInput, match="paling sedikit satu"):
        intakes.take(session, world.wsb, nurul, [], on=TODAY, at=NOW, by=None)


def test_what_has_moved_or_is_in_a_package_keeps_its_owner(
    session: Session, world: World, nurul: Consignor, risoles: Goods
) -> None:
    siti = add_consignor(session, name="Bu Siti")
    with pytest.raises(InvalidInput, match="sudah bergerak"):
        consignors.take_product(session, risoles.product, siti, at=NOW, by=None)
    parcel = session.get_one(Product, world.goods["gas"].id)
    parcel.kind = ProductKind.PACKAGE
    one = Quantity.of(1)
    with pytest.raises(InvalidInput, match="titipan"):
        packages.put_part(session, parcel, risoles.product, one, at=NOW, by=None)
    packages.put_part(session, parcel, world.goods["mie"].product, one, at=NOW, by=None)
    with pytest.raises(InvalidInput, match="isi sebuah paket"):
        consignors.take_product(session, world.goods["mie"].product, nurul, at=NOW, by=None)


def test_a_bought_price_never_gives_consigned_goods_a_value(
    session: Session, world: World, nurul: Consignor, risoles: Goods
) -> None:
    arrival = Arrival(risoles.id, Quantity.of(5), Money(20_000))
    journal.lock_shop(session, world.shop_id)
    cause = Cause(MoveKind.CONSIGNED, "test:1", NOW)
    (came,) = stock.put_in(session, cause, [arrival], shop_id=world.shop_id)
    assert came.shelved == Money(0)


def test_goods_taken_home_are_owed_to_nobody(
    session: Session, world: World, nurul: Consignor, risoles: Goods
) -> None:
    goods = [(risoles.id, Quantity.of(13))]
    assert endings.end(session, occasion(world, nurul), EndingKind.TAKEN_HOME, goods) == Money(0)
    assert on_shelf(session, world, risoles) == Quantity.of(7)
    assert owed_to(session, nurul) == Money(0)
    with pytest.raises(InvalidInput, match="tidak sebanyak itu"):
        endings.end(session, occasion(world, nurul), EndingKind.TAKEN_HOME, goods)
    all_in_order(session)


@pytest.mark.parametrize(("bearer", "owed"), [(Bearer.PRODUCER, 0), (Bearer.SHOP, 8_500)])
def test_who_bears_what_spoils(session: Session, world: World, bearer: Bearer, owed: int) -> None:
    siti = add_consignor(session, Agreed(1_500, spoilage_bearer=bearer))
    lemper = add_cake(session, siti)
    bring(session, world, siti, lemper, 5)
    two = [(lemper.id, Quantity.of(2))]
    assert endings.end(session, occasion(world, siti), EndingKind.SPOILT, two) == Money(owed)
    assert owed_to(session, siti) == Money(owed)
    assert of_last_ending(session).get(chart.LOSS_OF_GOODS, 0) == owed
    all_in_order(session)


@pytest.mark.parametrize(
    ("left", "owed", "booked"),
    [
        (13, 29_750, {}),
        (11, 38_250, {chart.LOSS_OF_GOODS: 8_500, chart.CONSIGNMENT_PAYABLES: -8_500}),
        (14, 25_500, {chart.STOCK_OVER: -4_250, chart.CONSIGNMENT_PAYABLES: 4_250}),
    ],
)
def test_the_evening_count_pays_what_was_brought_less_what_is_left(
    session: Session, world: World, nurul: Consignor, risoles: Goods,
    left: int, owed: int, booked: dict[str, int],
) -> None:  # fmt: skip
    sell(session, world, nurul, risoles, 7)
    counted = [(risoles.id, Quantity.of(left))]
    before = endings.count_left(session, occasion(world, nurul), counted)
    assert before[risoles.id].gone(Quantity.of(left)) == Quantity.of(20 - left)
    assert owed_to(session, nurul) == Money(owed)
    assert of_last_ending(session) == booked
    assert on_shelf(session, world, risoles) == Quantity.of(left)
    all_in_order(session)


def test_the_same_form_sent_twice_is_booked_once(
    session: Session, world: World, nurul: Consignor, risoles: Goods
) -> None:
    sell(session, world, nurul, risoles, 7)
    once = occasion(world, nurul)
    for _again in range(2):
        endings.end(session, once, EndingKind.SPOILT, [(risoles.id, Quantity.of(13))])
    pay = Payment({PaidBy.SAFE: Money(29_750)})
    for _again in range(2):
        settling.settle(session, world.wsb, nurul, pay, on=TODAY, at=NOW, by=None)
    assert on_shelf(session, world, risoles) == Quantity.of(0)
    assert owed_to(session, nurul) == Money(0)
    all_in_order(session)


def test_paid_in_every_way_at_once(
    session: Session, world: World, nurul: Consignor, risoles: Goods
) -> None:
    sell(session, world, nurul, risoles, 7)
    owes = Entry(ShopId(world.ltm.id), TODAY, "test:bon", "bon", (
        debit(chart.MEMBER_CREDIT, Money(9_000), member_id=world.member_id),
        credit(chart.MEMBER_SALES, Money(9_000), member_id=world.member_id),
    ))  # fmt: skip
    journal.lock_shop(session, ShopId(world.ltm.id))
    journal.post(session, owes, at=NOW)
    pay = Payment({PaidBy.SAFE: Money(10_000), PaidBy.BANK: Money(4_750),
                   PaidBy.SAVINGS: Money(8_000), PaidBy.KASBON: Money(7_000)}, "TRF-1",
                  consent=True)  # fmt: skip
    row = settling.settle(session, world.wsb, nurul, pay, on=TODAY, at=NOW, by=None)
    assert (row.number, row.owed) == ("WSB-PT-000001", Money(29_750))
    booked = postings(session, f"consignment_settlement:{row.id}")
    assert booked[chart.CONSIGNMENT_PAYABLES] == 29_750
    assert (booked[chart.SAFE], booked[chart.BANK]) == (-10_000, -4_750)
    mine = balances(session, world.member_id)
    assert (mine.sukarela, mine.credit) == (Money(8_000), Money(2_000))
    assert owed_to(session, nurul) == Money(0)
    all_in_order(session)


def test_never_more_than_is_owed_and_members_ways_for_members_only(
    session: Session, world: World, nurul: Consignor, risoles: Goods
) -> None:
    sell(session, world, nurul, risoles, 7)

    def settle(whom: Consignor, way: PaidBy, amount: int) -> None:
        pay = Payment({way: Money(amount)}, consent=True)
        settling.settle(session, world.wsb, whom, pay, on=TODAY, at=NOW, by=None)

    for amount in (0, 29_751):
        with pytest.raises(InvalidInput):
            settle(nurul, PaidBy.SAFE, amount)
    with pytest.raises(InvalidInput, match="Kasbonnya"):
        settle(nurul, PaidBy.KASBON, 1)
    nurul.member_id = None
    with pytest.raises(InvalidInput, match="bukan anggota"):
        settle(nurul, PaidBy.SAVINGS, 1_000)
    assert session.scalars(select(Settlement)).all() == []


def test_an_agreement_holds_until_the_next_and_the_past_is_not_rewritten(
    session: Session, world: World, nurul: Consignor, risoles: Goods
) -> None:
    agreements.agree(session, nurul, Agreed(2_000), valid_from=TODAY, at=NOW, by=None)
    yesterday = TODAY - timedelta(days=1)
    for on, fee in ((yesterday, 1_500), (TODAY, 2_000)):
        terms = agreements.terms_of(session, risoles.product, on=on)
        assert terms is not None
        assert terms.basis_points == fee
    with pytest.raises(InvalidInput, match="sejak hari itu"):
        agreements.agree(session, nurul, Agreed(0), valid_from=PRICED_FROM, at=NOW, by=None)
    with pytest.raises(InvalidInput, match="0 dan 100"):
        agreements.agree(session, nurul, Agreed(10_001), valid_from=TODAY, at=NOW, by=None)


def test_the_checks_see_goods_and_money_that_nobody_noted(
    session: Session, world: World, nurul: Consignor, risoles: Goods
) -> None:
    journal.lock_shop(session, world.shop_id)
    cause = Cause(MoveKind.COUNT, "test:2", NOW)
    stock.adjust(session, cause, [(risoles.id, Quantity.of(-1))], shop_id=world.shop_id)
    assert len(list(invariants.goods(session))) == 1
    journal.post(session, Entry(world.shop_id, TODAY, "test:3", "test", (
        debit(chart.SAFE, Money(1)),
        credit(chart.CONSIGNMENT_PAYABLES, Money(1), party_id=PartyId(nurul.id)),
    )), at=NOW)  # fmt: skip
    assert len(list(invariants.money(session))) == 1
