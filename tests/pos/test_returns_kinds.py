"""What comes back of packages, services, deposits and taxed goods is the sale turned around."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import settings
from core.money import Money, total
from core.quantity import Quantity
from inventory.models import PackagePart, ProductKind, Stock, VatClass
from ledger import chart
from members.models import Patronage
from pos.returns import invariants
from pos.returns.models import ReturnLine
from pos.returns.tax import Taxed, by_line
from pos.settings import IS_PKP
from tests.support.returns import back, returning, unproven
from tests.support.sales import Body, postings_of, sale, send
from tests.support.shelves import stocked_coop, turn_into
from tests.support.world import NOW, PRICED_FROM, World


@pytest.fixture
def world(session: Session) -> World:
    return stocked_coop(session)


def of_return(session: Session, body: Body) -> dict[str, int]:
    found = [
        *invariants.returns_add_up(session),
        *invariants.never_more_than_sold(session),
        *invariants.returns_are_booked(session),
    ]
    assert found == []
    return postings_of(session, body)


def on_hand(session: Session, world: World, name: str) -> tuple[Quantity, Money]:
    held = session.get_one(Stock, (world.shop_id, world.goods[name].id))
    return held.quantity, held.value


def test_a_package_puts_its_parts_back_at_what_they_cost(
    session: Session, world: World, shift_id: str
) -> None:
    package = turn_into(session, world.goods["gas"], ProductKind.PACKAGE)
    for name, quantity in (("mie", Quantity.of(2)), ("beras", Quantity(500))):
        session.add(
            PackagePart(package_id=package.id, product_id=world.goods[name].id, quantity=quantity)
        )
    sold = sale(world, shift_id, [(package, 3_000, 20_000)])
    send(session, world, sold)
    assert on_hand(session, world, "mie")[0] == Quantity.of(34)
    body = returning(world, shift_id, [back(sold, 0, 1_000, 20_000)], counter=2, sale=sold)
    send(session, world, body)
    assert on_hand(session, world, "mie") == (Quantity.of(36), Money(36 * 2_800))
    assert on_hand(session, world, "beras") == (Quantity(49_000), Money(588_000))
    assert of_return(session, body)[chart.MERCHANDISE] == 5_600 + 6_000
    rest = returning(world, shift_id, [back(sold, 0, 2_000, 40_000)], counter=3, sale=sold)
    send(session, world, rest)
    assert on_hand(session, world, "mie") == (Quantity.of(40), Money(112_000))


def test_a_failed_service_goes_back_to_the_deposit_at_the_provider(
    session: Session, world: World, shift_id: str
) -> None:
    pulsa = turn_into(session, world.goods["air"], ProductKind.SERVICE)
    sold = sale(world, shift_id, [(pulsa, 1_000, 12_000)], member_id=world.member_id)
    sold["lines"][0] |= {"cost": 10_500, "reference": "0812"}
    send(session, world, sold)
    body = returning(world, shift_id, [back(sold, 0, 1_000, 12_000)], counter=2, sale=sold)
    send(session, world, body)
    assert of_return(session, body) == {
        chart.MEMBER_SERVICE_FEES: 1_500,
        chart.PROVIDER_DEPOSIT: 10_500,
        chart.DRAWER: -12_000,
    }
    assert session.get_one(Patronage, f"return:{body['id']}").amount == Money(-1_500)


def test_what_the_provider_keeps_is_a_loss(session: Session, world: World, shift_id: str) -> None:
    pulsa = turn_into(session, world.goods["air"], ProductKind.SERVICE)
    sold = sale(world, shift_id, [(pulsa, 1_000, 12_000)])
    sold["lines"][0] |= {"cost": 10_500}
    send(session, world, sold)
    lines = [back(sold, 0, 1_000, 12_000, fit=False)]
    body = returning(world, shift_id, lines, counter=2, sale=sold)
    send(session, world, body)
    booked = of_return(session, body)
    assert booked[chart.LOSS_OF_GOODS] == 10_500
    assert chart.PROVIDER_DEPOSIT not in booked


def test_a_deposit_is_no_turnover_when_it_goes_back(
    session: Session, world: World, shift_id: str
) -> None:
    galon = turn_into(session, world.goods["air"], ProductKind.CONTAINER)
    sold = sale(world, shift_id, [(galon, 1_000, 4_000)], member_id=world.member_id)
    send(session, world, sold)
    body = returning(world, shift_id, [back(sold, 0, 1_000, 4_000)], counter=2, sale=sold)
    send(session, world, body)
    assert of_return(session, body) == {chart.CONTAINER_DEPOSITS: 4_000, chart.DRAWER: -4_000}
    assert session.get(Patronage, f"return:{body['id']}") is None


def test_the_tax_goes_back_to_the_rupiah(session: Session, world: World, shift_id: str) -> None:
    settings.put(session, IS_PKP, "ya", valid_from=PRICED_FROM, at=NOW, by=None)
    sold = sale(world, shift_id, [(world.goods["mie"], 3_000, 3_700)])
    send(session, world, sold)
    assert postings_of(session, sold)[chart.VAT_PAYABLE] == -1_100
    for counter in (2, 3, 4):
        line = back(sold, 0, 1_000, 3_700)
        body = returning(world, shift_id, [line], counter=counter, sale=sold)
        send(session, world, body)
        booked = of_return(session, body)
        assert booked[chart.OTHER_RETURNS] + booked[chart.VAT_PAYABLE] == 3_700
    summed = session.scalar(
        select(func.sum(ReturnLine.vat)).where(ReturnLine.sale_id == UUID(sold["id"]))
    )
    assert summed == Money(1_100)


def test_without_a_receipt_the_tax_is_todays(session: Session, world: World, shift_id: str) -> None:
    settings.put(session, IS_PKP, "ya", valid_from=PRICED_FROM, at=NOW, by=None)
    body = returning(world, shift_id, [unproven(world.goods["mie"], 1_000, 11_100)], counter=1)
    send(session, world, body)
    assert of_return(session, body)[chart.VAT_PAYABLE] == 1_100


@given(
    st.lists(
        st.builds(
            Taxed,
            st.sampled_from(ProductKind),
            st.sampled_from(VatClass),
            st.integers(0, 10**9).map(Money),
            st.integers(0, 10**9).map(Money),
        ),
        min_size=1,
    ),
    st.integers(0, 10**9).map(Money),
)
def test_the_tax_of_the_lines_is_the_tax_of_the_sale(lines: list[Taxed], vat: Money) -> None:
    parts = by_line(vat, lines)
    taxed = any(line.base for line in lines)
    assert total(parts) == (vat if taxed else Money(0))
    assert all(part >= Money(0) for part in parts)
    assert all(not part for line, part in zip(lines, parts, strict=True) if not line.base)
