"""A sale at tiers, promotions, credit prices and prices typed by hand, as the server checks it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.money import Money
from core.quantity import Quantity
from inventory import prices, promotions
from inventory.models import PriceList, PromotionKind
from inventory.prices import NewPrice, Period
from inventory.promotions import PromotionDetails
from pos.approvals.models import Approval
from pos.documents import ApprovalAction
from pos.models import FlagKind
from tests.support.sales import Body, flags_of, sale, send
from tests.support.world import NOW, TODAY, World


def promote(session: Session, world: World, kind: PromotionKind, **numbers: Any) -> str:
    goods = (world.goods["mie"].pack_id, world.goods["air"].pack_id)
    details = PromotionDetails("Promo", kind, Period(TODAY), goods, **numbers)
    return str(promotions.create(session, details, at=NOW, by=None).id)


def take_off(body: Body, *discounts: int, promotion: str | None = None) -> Body:
    """Discounts on the lines of a sale, paid to the rupiah less."""
    for line, discount in zip(body["lines"], discounts, strict=True):
        line |= {"discount": discount, "amount": line["amount"] - discount}
        if promotion and discount:
            line["promotion"] = promotion
    body["total"] = sum(line["amount"] for line in body["lines"])
    cash = body["total"] // 100 * 100
    body["tenders"][0] |= {"amount": cash, "given": cash, "change": 0}
    return body | {"rounding": cash - body["total"]}


def flags(session: Session, body: Body) -> set[FlagKind]:
    """What is odd about a sale, but for the empty shelf."""
    return flags_of(session, body).keys() - {FlagKind.STOCK}


def taken(session: Session, world: World, body: Body) -> set[FlagKind]:
    answer = send(session, world, body)
    assert answer.status == 201, answer.body
    return flags(session, body)


def test_a_promotion_over_two_lines_is_what_the_rules_say(
    session: Session, world: World, shift_id: str
) -> None:
    id_ = promote(session, world, PromotionKind.MIX, count=3, amount=Money(10_000))
    mie, air = world.goods["mie"], world.goods["air"]
    body = sale(world, shift_id, [(mie, 2_000, 3_500), (air, 1_000, 4_000)])
    assert taken(session, world, take_off(body, 636, 364, promotion=id_)) == set()


def test_a_promotion_that_was_not_given_is_flagged(
    session: Session, world: World, shift_id: str
) -> None:
    promote(session, world, PromotionKind.PERCENT, percent=1_000)
    body = sale(world, shift_id, [(world.goods["mie"], 1_000, 3_500)])
    assert taken(session, world, body) == {FlagKind.DISCOUNT}


def test_a_wholesale_price_holds_from_its_quantity_on(
    session: Session, world: World, shift_id: str
) -> None:
    mie = world.goods["mie"]
    wholesale = NewPrice(mie.pack_id, Money(3_200), PriceList.WHOLESALE, least=Quantity.of(12))
    prices.set_price(session, wholesale, Period(TODAY), at=NOW, by=None)
    enough = sale(world, shift_id, [(mie, 12_000, 3_200)], counter=1)
    assert taken(session, world, enough) == set()
    too_few = sale(world, shift_id, [(mie, 11_000, 3_200)], counter=2)
    assert taken(session, world, too_few) == {FlagKind.PRICE}


def test_a_price_typed_by_hand_takes_no_promotion_nor_do_its_units(
    session: Session, world: World, shift_id: str
) -> None:
    """Till and server must deal the set out alike: two units of air are no set of three."""
    promote(session, world, PromotionKind.MIX, count=3, amount=Money(9_000))
    mie, air = world.goods["mie"], world.goods["air"]
    body = sale(world, shift_id, [(mie, 1_000, 3_000), (air, 2_000, 4_000)])
    body["lines"][0]["override"] = True
    assert taken(session, world, body) == {FlagKind.APPROVAL}
    approval = session.scalars(select(Approval)).one()
    assert (approval.action, approval.amount) == (ApprovalAction.PRICE, Money(500))


def test_a_discount_by_hand_waits_for_whoever_is_named(
    session: Session, world: World, shift_id: str
) -> None:
    id_ = promote(session, world, PromotionKind.AMOUNT, amount=Money(500))
    body = sale(world, shift_id, [(world.goods["mie"], 2_000, 3_500)])
    body = take_off(body, 1_700, promotion=id_)
    body["approvals"] = [{"action": "discount", "by": None, "method": "limit", "code": ""}]
    assert taken(session, world, body) == {FlagKind.APPROVAL}
    assert session.scalars(select(Approval.amount)).one() == Money(700)


def test_a_price_typed_above_the_ceiling_is_flagged(
    session: Session, world: World, shift_id: str
) -> None:
    world.goods["mie"].product.ceiling = Money(3_600)
    session.flush()
    body = sale(world, shift_id, [(world.goods["mie"], 1_000, 4_000)])
    body["lines"][0]["override"] = True
    assert FlagKind.PRICE in taken(session, world, body)
