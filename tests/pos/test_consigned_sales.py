"""Consigned goods at the till: only the fee is income, the rest is owed to their producer."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import settings
from core.money import Money, total
from core.quantity import Quantity
from inventory import invariants as shelf_invariants
from inventory.consignment import agreements, invariants
from inventory.consignment.agreements import Agreed
from inventory.consignment.models import Bearer, ConsignedSale, Consignor
from inventory.consignment.settings import CONSIGNED_IN_FULL
from inventory.models import ProductKind, VatClass
from ledger import chart
from ledger.models import JournalEntry, Posting
from members.models import Patronage
from pos import invariants as counter_invariants
from pos.models import SaleLine
from pos.returns import invariants as return_invariants
from pos.settings import IS_PKP
from tests.support.consignment import add_cake, add_consignor, bring, on_shelf, owed_to
from tests.support.returns import back, returning, unproven
from tests.support.sales import Body, flags_of, postings_of, sale, send
from tests.support.shelves import stocked_coop, turn_into
from tests.support.world import NOW, PRICED_FROM, TODAY, Goods, World


@pytest.fixture
def world(session: Session) -> World:
    return stocked_coop(session)


@pytest.fixture
def nurul(session: Session, world: World) -> Consignor:
    return add_consignor(session)


@pytest.fixture
def risoles(session: Session, world: World, nurul: Consignor) -> Goods:
    goods = add_cake(session, nurul)
    bring(session, world, nurul, goods, 20)
    return goods


def all_in_order(session: Session) -> None:
    found = [
        *counter_invariants.sales_add_up(session),
        *counter_invariants.sales_are_booked(session),
        *return_invariants.returns_add_up(session),
        *return_invariants.never_more_than_sold(session),
        *return_invariants.returns_are_booked(session),
        *shelf_invariants.stock(session),
        *shelf_invariants.value(session),
        *invariants.goods(session),
        *invariants.money(session),
    ]
    assert found == []


def summed(session: Session, body: Body) -> dict[str, int]:
    """What a sale moved by account, whoever it is owed to."""
    rows = session.execute(
        select(Posting.account, func.sum(Posting.amount))
        .join(JournalEntry, JournalEntry.id == Posting.entry_id)
        .where(JournalEntry.source == f"sale:{body['id']}")
        .group_by(Posting.account)
    )
    return {account: amount.amount for account, amount in rows}


def sold(
    session: Session, world: World, shift_id: str, goods: Goods, pieces: int, *, of_member: bool
) -> Body:
    member_id = world.member_id if of_member else None
    body = sale(world, shift_id, [(goods, pieces * 1_000, 5_000)], member_id=member_id)
    send(session, world, body)
    return body


@pytest.mark.parametrize(
    ("of_member", "fees"), [(True, chart.MEMBER_COMMISSION), (False, chart.OTHER_COMMISSION)]
)
def test_seven_cakes_at_fifteen_percent(
    session: Session, world: World, shift_id: str, nurul: Consignor, risoles: Goods,
    *, of_member: bool, fees: str,
) -> None:  # fmt: skip
    body = sold(session, world, shift_id, risoles, 7, of_member=of_member)
    assert postings_of(session, body) == {
        chart.DRAWER: 35_000, fees: -5_250, chart.CONSIGNMENT_PAYABLES: -29_750,
    }  # fmt: skip
    assert owed_to(session, nurul) == Money(29_750)
    assert on_shelf(session, world, risoles) == Quantity.of(13)
    assert not flags_of(session, body)
    all_in_order(session)


def test_own_goods_pulsa_and_two_producers_in_one_basket(
    session: Session, world: World, shift_id: str, nurul: Consignor, risoles: Goods
) -> None:
    siti = add_consignor(session, Agreed(2_000), name="Bu Siti")
    lemper = add_cake(session, siti, name="Lemper", price=3_000)
    bring(session, world, siti, lemper, 10)
    pulsa = turn_into(session, world.goods["air"], ProductKind.SERVICE)
    body = sale(world, shift_id, [
        (world.goods["mie"], 2_000, 3_500), (risoles, 1_000, 5_000), (lemper, 2_000, 3_000),
        (risoles, 2_000, 5_000), (pulsa, 1_000, 12_000),
    ])  # fmt: skip
    body["lines"][4] |= {"cost": 10_500}
    send(session, world, body)
    assert summed(session, body) == {
        chart.DRAWER: 40_000,
        chart.OTHER_SALES: -7_000,
        chart.OTHER_COMMISSION: -(2_250 + 1_200),
        chart.CONSIGNMENT_PAYABLES: -(12_750 + 4_800),
        chart.OTHER_SERVICE_FEES: -1_500,
        chart.PROVIDER_DEPOSIT: -10_500,
        chart.OTHER_COST: 5_600,
        chart.MERCHANDISE: -5_600,
    }
    assert (owed_to(session, nurul), owed_to(session, siti)) == (Money(12_750), Money(4_800))
    all_in_order(session)


def test_a_later_agreement_or_net_price_changes_nothing_that_was_sold(
    session: Session, world: World, shift_id: str, nurul: Consignor, risoles: Goods
) -> None:
    agreements.set_net_price(session, risoles.product, Money(4_000), valid_from=PRICED_FROM,
                             at=NOW, by=None)  # fmt: skip
    first = sold(session, world, shift_id, risoles, 7, of_member=False)
    assert owed_to(session, nurul) == Money(28_000)
    agreements.set_net_price(session, risoles.product, Money(4_500), valid_from=TODAY,
                             at=NOW, by=None)  # fmt: skip
    agreements.agree(session, nurul, Agreed(5_000), valid_from=TODAY, at=NOW, by=None)
    body = returning(world, shift_id, [back(first, 0, 7_000, 35_000)], counter=2, sale=first)
    send(session, world, body)
    assert owed_to(session, nurul) == Money(0)
    all_in_order(session)


def test_what_comes_back_takes_the_same_fee_back(
    session: Session, world: World, shift_id: str, nurul: Consignor, risoles: Goods
) -> None:
    first = sold(session, world, shift_id, risoles, 7, of_member=True)
    agreements.agree(session, nurul, Agreed(0), valid_from=TODAY, at=NOW, by=None)
    for counter, pieces in ((2, 3), (3, 4)):
        line = back(first, 0, pieces * 1_000, pieces * 5_000)
        body = returning(world, shift_id, [line], counter=counter, sale=first)
        send(session, world, body)
        assert postings_of(session, body) == {
            chart.DRAWER: -pieces * 5_000,
            chart.MEMBER_COMMISSION: pieces * 750,
            chart.CONSIGNMENT_PAYABLES: pieces * 4_250,
        }
    assert on_shelf(session, world, risoles) == Quantity.of(20)
    kept = session.scalars(select(ConsignedSale)).all()
    assert total(row.amount for row in kept) == total(row.payable for row in kept) == Money(0)
    all_in_order(session)


@pytest.mark.parametrize(
    ("bearer", "owed", "loss"), [(Bearer.PRODUCER, 0, 0), (Bearer.SHOP, 4_250, 4_250)]
)
def test_who_bears_what_came_back_spoilt(
    session: Session, world: World, shift_id: str, bearer: Bearer, owed: int, loss: int
) -> None:
    siti = add_consignor(session, Agreed(1_500, spoilage_bearer=bearer))
    lemper = add_cake(session, siti)
    bring(session, world, siti, lemper, 5)
    first = sold(session, world, shift_id, lemper, 1, of_member=False)
    line = back(first, 0, 1_000, 5_000, fit=False)
    body = returning(world, shift_id, [line], counter=2, sale=first)
    send(session, world, body)
    assert owed_to(session, siti) == Money(owed)
    assert postings_of(session, body).get(chart.LOSS_OF_GOODS, 0) == loss
    assert on_shelf(session, world, lemper) == Quantity.of(4)
    all_in_order(session)


def test_a_cake_without_a_receipt_comes_back_on_todays_terms(
    session: Session, world: World, shift_id: str, nurul: Consignor, risoles: Goods
) -> None:
    body = returning(world, shift_id, [unproven(risoles, 1_000, 5_000)], counter=1)
    send(session, world, body)
    assert owed_to(session, nurul) == Money(-4_250)
    all_in_order(session)


@pytest.mark.parametrize(("in_full", "counted"), [("ya", 35_000), ("tidak", 5_250)])
def test_patronage_of_consigned_goods_is_by_the_rule_of_the_day_of_the_sale(
    session: Session, world: World, shift_id: str, risoles: Goods, in_full: str, counted: int
) -> None:
    settings.put(session, CONSIGNED_IN_FULL, in_full, valid_from=PRICED_FROM, at=NOW, by=None)
    first = sold(session, world, shift_id, risoles, 7, of_member=True)
    assert session.get_one(Patronage, f"sale:{first['id']}").amount == Money(counted)
    body = returning(world, shift_id, [back(first, 0, 7_000, 35_000)], counter=2, sale=first)
    send(session, world, body)
    assert session.get_one(Patronage, f"return:{body['id']}").amount == Money(-counted)


def test_consigned_goods_are_taxed_on_the_fee_only(
    session: Session, world: World, shift_id: str, nurul: Consignor, risoles: Goods
) -> None:
    settings.put(session, IS_PKP, "ya", valid_from=PRICED_FROM, at=NOW, by=None)
    assert risoles.product.vat_class is VatClass.FULL
    first = sold(session, world, shift_id, risoles, 7, of_member=False)
    assert postings_of(session, first) == {
        chart.DRAWER: 35_000,
        chart.OTHER_COMMISSION: -(5_250 - 520),
        chart.VAT_PAYABLE: -520,
        chart.CONSIGNMENT_PAYABLES: -29_750,
    }
    body = returning(world, shift_id, [back(first, 0, 7_000, 35_000)], counter=2, sale=first)
    send(session, world, body)
    assert postings_of(session, body)[chart.VAT_PAYABLE] == 520
    all_in_order(session)


def test_more_may_be_sold_than_was_brought(
    session: Session, world: World, shift_id: str, nurul: Consignor, risoles: Goods
) -> None:
    sold(session, world, shift_id, risoles, 25, of_member=False)
    assert on_shelf(session, world, risoles) == Quantity.of(-5)
    assert owed_to(session, nurul) == Money(25 * 4_250)
    bring(session, world, nurul, risoles, 5)
    line = session.scalars(select(SaleLine)).one()
    assert (line.cost, line.consignor_id) == (Money(25 * 4_250), nurul.id)
    all_in_order(session)
