"""What a member bought counts for the yearly surplus, and the books say the same of any goods."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from core import settings
from core.money import Money
from inventory.consignment.agreements import Agreed, agree
from inventory.consignment.models import Bearer
from inventory.models import ProductKind
from members import invariants
from members.models import Patronage
from pos.settings import IS_PKP
from tests.support.consignment import add_cake, add_consignor
from tests.support.returns import back, returning
from tests.support.sales import Body, sale, send
from tests.support.shelves import turn_into
from tests.support.world import NOW, PRICED_FROM, TODAY, Goods, World


def buy(session: Session, world: World, shift_id: str, *sold: tuple[Goods, int]) -> Body:
    """A member buys one of each, paid in cash."""
    lines = [(goods, 1_000, price) for goods, price in sold]
    body = sale(world, shift_id, lines, member_id=world.member_id)
    for line, (goods, _price) in zip(body["lines"], sold, strict=True):
        if goods.product.kind is ProductKind.SERVICE:
            line["cost"] = 10_500
    send(session, world, body)
    return body


def counted(session: Session, body: Body) -> Money:
    return session.get_one(Patronage, f"{body['kind']}:{body['id']}").amount


def test_goods_with_tax_count_in_full(session: Session, world: World, shift_id: str) -> None:
    settings.put(session, IS_PKP, "ya", valid_from=PRICED_FROM, at=NOW, by=None)
    body = buy(session, world, shift_id, (world.goods["mie"], 11_100))
    assert counted(session, body) == Money(11_100)
    assert list(invariants.purchases(session)) == []


def test_of_a_service_the_fee_counts(session: Session, world: World, shift_id: str) -> None:
    pulsa = turn_into(session, world.goods["air"], ProductKind.SERVICE)
    body = buy(session, world, shift_id, (pulsa, 12_000), (world.goods["mie"], 3_500))
    assert counted(session, body) == Money(1_500 + 3_500)
    assert list(invariants.purchases(session)) == []


@pytest.mark.parametrize("basis_points", [0, 1_500, 10_000])
@pytest.mark.parametrize("fit", [True, False])
@pytest.mark.parametrize("bearer", list(Bearer))
def test_goods_of_producers_count_in_full_and_so_do_those_that_come_back(
    session: Session, world: World, shift_id: str, *, basis_points: int, fit: bool, bearer: Bearer
) -> None:
    nurul = add_consignor(session, Agreed(basis_points))
    terms = Agreed(basis_points, spoilage_bearer=bearer)
    agree(session, nurul, terms, valid_from=TODAY, at=NOW, by=None)
    body = buy(session, world, shift_id, (add_cake(session, nurul), 5_000))
    assert counted(session, body) == Money(5_000)
    line = back(body, 0, 1_000, 5_000, fit=fit)
    gone = returning(world, shift_id, [line], counter=2, sale=body)
    send(session, world, gone)
    assert counted(session, gone) == Money(-5_000)
    assert list(invariants.purchases(session)) == []
