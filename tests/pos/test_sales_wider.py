"""Sales beyond goods for cash: split tenders, packages, services, deposits, tax, agreed prices."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core import settings
from core.ids import ShopId
from core.models import AuditRecord
from core.money import Money
from core.permissions import Role
from core.quantity import Quantity
from inventory.models import (
    PackagePart,
    ProductKind,
    Promotion,
    PromotionKind,
    PromotionPack,
    Stock,
)
from ledger import chart
from members.models import Patronage
from pos.approvals.models import Approval
from pos.documents import ApprovalAction, Unbookable
from pos.invariants import sales_add_up, sales_are_booked
from pos.models import Document, FlagKind, Sale
from pos.settings import IS_PKP
from tests.support.sales import Body, flags_of, postings_of, sale, send
from tests.support.shelves import stocked_coop, turn_into
from tests.support.vouchers import batch, codes_of
from tests.support.world import NOW, PRICED_FROM, Goods, World


@pytest.fixture
def world(session: Session) -> World:
    return stocked_coop(session)


def _holds(session: Session) -> bool:
    return [*sales_add_up(session), *sales_are_booked(session)] == []


def _patronage(session: Session, body: Body) -> int:
    found = session.get(Patronage, f"sale:{body['id']}")
    return found.amount.amount if found else 0


def _tender(kind: str, amount: int, given: int | None = None, **more: Any) -> dict[str, Any]:
    given = amount if given is None else given
    return {"kind": kind, "amount": amount, "given": given, "change": given - amount} | more


# Tenders


def test_a_split_sale_debits_each_way_of_paying(
    session: Session, world: World, shift_id: str
) -> None:
    (code,) = codes_of(session, batch(session, world, face=3_000, pieces=1))
    body = sale(world, shift_id, [(world.goods["beras"], 2_000, 14_000)])
    body["tenders"] = [
        _tender("qris", 10_000, reference="QR-77"),
        _tender("transfer", 5_000),
        _tender("voucher", 3_000, reference=code),
        _tender("cash", 10_000, given=20_000),
    ]
    send(session, world, body)
    booked = postings_of(session, body)
    assert booked[chart.QRIS_RECEIVABLE] == 10_000
    assert booked[chart.BANK] == 5_000
    assert booked[chart.VOUCHERS] == 3_000
    assert booked[chart.DRAWER] == 10_000
    assert booked[chart.OTHER_SALES] == -28_000
    assert flags_of(session, body) == {}
    assert session.get_one(Document, UUID(body["id"])).cash == Money(10_000)
    assert _holds(session)


def test_only_the_cash_part_is_rounded(session: Session, world: World, shift_id: str) -> None:
    body = sale(world, shift_id, [(world.goods["beras"], 1_025, 14_000)])
    assert body["total"] == 14_350
    body["tenders"] = [_tender("qris", 10_010), _tender("cash", 4_300)]
    body["rounding"] = -40
    send(session, world, body)
    assert flags_of(session, body) == {}
    assert postings_of(session, body)[chart.ROUNDING_LOSS] == 40


def test_what_is_not_cash_is_never_rounded(session: Session, world: World, shift_id: str) -> None:
    body = sale(world, shift_id, [(world.goods["beras"], 1_025, 14_000)])
    body["tenders"], body["rounding"] = [_tender("qris", 14_300)], -50
    send(session, world, body)
    assert flags_of(session, body) == {FlagKind.ROUNDING: {"sold": -50, "rule": 0}}


def test_change_left_on_purpose_is_booked_where_it_was_meant_to_go(
    session: Session, world: World, shift_id: str
) -> None:
    body = sale(world, shift_id, [(world.goods["mie"], 1_000, 3_300)], member_id=world.member_id)
    body["tenders"] = [_tender("cash", 4_500, given=5_000)]
    body["kept"] = {"savings": 1_000, "donation": 200}
    send(session, world, body)
    booked = postings_of(session, body)
    assert booked[chart.VOLUNTARY_SAVINGS] == -1_000
    assert booked[chart.DONATIONS] == -200
    assert booked[chart.DRAWER] == 4_500
    assert flags_of(session, body) == {}
    assert _holds(session)


def test_only_cash_gives_change(session: Session, world: World, shift_id: str) -> None:
    body = sale(world, shift_id, [(world.goods["mie"], 1_000, 3_500)])
    body["tenders"] = [_tender("qris", 3_500, given=5_000)]
    with pytest.raises(Unbookable, match="Hanya uang tunai"):
        send(session, world, body)


def test_qris_that_nobody_saw_arrive_waits(session: Session, world: World, shift_id: str) -> None:
    body = sale(world, shift_id, [(world.goods["mie"], 1_000, 3_500)])
    body["tenders"] = [_tender("qris", 3_500, confirmed=False)]
    send(session, world, body)
    assert flags_of(session, body) == {FlagKind.UNCONFIRMED: {"amount": 3_500}}


# Packages, services, deposits


def test_a_package_issues_its_parts_at_their_cost(
    session: Session, world: World, shift_id: str
) -> None:
    package = turn_into(session, world.goods["gas"], ProductKind.PACKAGE)
    session.add_all(
        PackagePart(package_id=package.id, product_id=world.goods[name].id, quantity=quantity)
        for name, quantity in (("mie", Quantity.of(2)), ("beras", Quantity(500)))
    )
    session.flush()
    body = sale(world, shift_id, [(package, 2_000, 20_000)])
    send(session, world, body)
    held = {row.product_id: row.quantity for row in session.scalars(select(Stock))}
    assert held == {
        world.goods["mie"].id: Quantity.of(36), world.goods["beras"].id: Quantity.of(49),
    }  # fmt: skip
    assert postings_of(session, body)[chart.MERCHANDISE] == -(4 * 2_800 + 12_000)
    assert flags_of(session, body) == {}
    assert _holds(session)


def test_a_service_is_income_by_its_fee_only(session: Session, world: World, shift_id: str) -> None:
    pulsa = turn_into(session, world.goods["air"], ProductKind.SERVICE)
    body = sale(world, shift_id, [(pulsa, 1_000, 4_000), (world.goods["mie"], 1_000, 3_300)],
                member_id=world.member_id)  # fmt: skip
    body["lines"][0] |= {"cost": 3_400, "reference": "081234567890"}
    send(session, world, body)
    booked = postings_of(session, body)
    assert booked[chart.PROVIDER_DEPOSIT] == -3_400
    assert booked[chart.MEMBER_SERVICE_FEES] == -600
    assert booked[chart.MEMBER_SALES] == -3_300
    assert booked[chart.MERCHANDISE] == -2_800
    assert _patronage(session, body) == 600 + 3_300
    assert _holds(session)


def test_a_deposit_is_owed_back_and_no_purchase(
    session: Session, world: World, shift_id: str
) -> None:
    galon = turn_into(session, world.goods["air"], ProductKind.CONTAINER)
    body = sale(world, shift_id, [(galon, 1_000, 4_000)], member_id=world.member_id)
    send(session, world, body)
    booked = postings_of(session, body)
    assert booked == {chart.DRAWER: 4_000, chart.CONTAINER_DEPOSITS: -4_000}
    assert _patronage(session, body) == 0
    assert _holds(session)


# Tax


def test_without_pkp_there_is_no_tax_line(session: Session, world: World, shift_id: str) -> None:
    body = sale(world, shift_id, [(world.goods["mie"], 1_000, 3_500)])
    send(session, world, body)
    assert chart.VAT_PAYABLE not in postings_of(session, body)
    assert session.get_one(Sale, UUID(body["id"])).vat == Money(0)


@pytest.mark.parametrize(("milli", "price", "vat"), [(1_000, 11_100, 1_100), (1_000, 5_000, 495)])
def test_pkp_takes_the_tax_out_of_the_price(
    session: Session, world: World, shift_id: str, milli: int, price: int, vat: int
) -> None:
    settings.put(session, IS_PKP, "ya", valid_from=PRICED_FROM, at=NOW, by=None)
    body = sale(world, shift_id, [(world.goods["beras"], milli, price)])
    send(session, world, body)
    booked = postings_of(session, body)
    assert booked[chart.VAT_PAYABLE] == -vat
    assert booked[chart.OTHER_SALES] == -(price - vat)
    assert session.get_one(Sale, UUID(body["id"])).vat == Money(vat)
    assert _holds(session)


def test_of_a_service_only_the_fee_is_taxed(session: Session, world: World, shift_id: str) -> None:
    settings.put(session, IS_PKP, "ya", valid_from=PRICED_FROM, at=NOW, by=None)
    pulsa = turn_into(session, world.goods["air"], ProductKind.SERVICE)
    body = sale(world, shift_id, [(pulsa, 1_000, 12_000)])
    body["lines"][0] |= {"cost": 10_890}
    send(session, world, body)
    booked = postings_of(session, body)
    assert booked[chart.VAT_PAYABLE] == -110
    assert booked[chart.OTHER_SERVICE_FEES] == -1_000
    assert booked[chart.PROVIDER_DEPOSIT] == -10_890


# Promotions, prices and discounts by hand


def _promote(session: Session, goods: Goods, percent: int) -> None:
    promotion = Promotion(number=1, name="Promo uji", kind=PromotionKind.PERCENT, percent=percent,
                          valid_from=PRICED_FROM, created_at=NOW, changed_at=NOW)  # fmt: skip
    session.add(promotion)
    session.flush()
    session.add(PromotionPack(promotion_id=promotion.id, pack_id=goods.pack_id))
    session.flush()


def _discounted(world: World, shift_id: str, discount: int, **more: Any) -> Body:
    body = sale(world, shift_id, [(world.goods["mie"], 2_000, 3_500)])
    body["lines"][0] |= {"discount": discount, "amount": 7_000 - discount} | more
    body["total"] = 7_000 - discount
    body["tenders"] = [_tender("cash", 7_000 - discount)]
    return body


def test_a_promotion_of_the_day_is_no_flag(session: Session, world: World, shift_id: str) -> None:
    _promote(session, world.goods["mie"], percent=1_000)
    body = _discounted(world, shift_id, 700)
    send(session, world, body)
    assert flags_of(session, body) == {}
    assert postings_of(session, body)[chart.OTHER_SALES] == -6_300


def test_a_promotion_the_till_did_not_know_is_flagged(
    session: Session, world: World, shift_id: str
) -> None:
    _promote(session, world.goods["mie"], percent=1_000)
    body = sale(world, shift_id, [(world.goods["mie"], 2_000, 3_500)])
    send(session, world, body)
    assert flags_of(session, body) == {FlagKind.DISCOUNT: {"line": 0, "sold": 0, "rule": 700}}


def test_a_discount_out_of_the_air_is_flagged(
    session: Session, world: World, shift_id: str
) -> None:
    body = _discounted(world, shift_id, 500)
    send(session, world, body)
    assert flags_of(session, body) == {FlagKind.DISCOUNT: {"line": 0, "sold": 500, "rule": 0}}


def test_a_discount_by_hand_waits_for_somebody(
    session: Session, world: World, shift_id: str
) -> None:
    body = _discounted(world, shift_id, 500)
    body["approvals"] = [{"action": "discount", "method": "limit", "by": None, "code": ""}]
    send(session, world, body)
    assert flags_of(session, body) == {FlagKind.APPROVAL: {"action": "discount"}}
    approval = session.get_one(Approval, (UUID(body["id"]), ApprovalAction.DISCOUNT))
    assert (approval.amount, approval.subject) == (Money(500), body["number"])
    assert approval.requested_by == world.operator_id(Role.CLERK)


def test_a_price_typed_by_hand_waits_even_when_nobody_is_named(
    session: Session, world: World, shift_id: str
) -> None:
    body = sale(world, shift_id, [(world.goods["mie"], 2_000, 3_000)])
    body["lines"][0]["override"] = True
    send(session, world, body)
    assert flags_of(session, body) == {FlagKind.APPROVAL: {"action": "price"}}
    approval = session.get_one(Approval, (UUID(body["id"]), ApprovalAction.PRICE))
    assert approval.amount == Money(1_000)


def test_a_manager_may_set_a_price_alone(session: Session, world: World, shift_id: str) -> None:
    body = sale(world, shift_id, [(world.goods["mie"], 2_000, 3_000)])
    body["lines"][0]["override"] = True
    body["operator_id"] = str(world.operator_id(Role.MANAGER))
    send(session, world, body)
    assert flags_of(session, body) == {}
    assert session.query(Approval).count() == 0


def test_lines_taken_out_before_paying_are_logged(
    session: Session, world: World, shift_id: str
) -> None:
    body = sale(world, shift_id, [(world.goods["mie"], 1_000, 3_500)])
    gone = {"pack_id": str(world.goods["beras"].pack_id), "quantity": 1_000, "amount": 14_000}
    body["removed"] = [gone]
    send(session, world, body)
    logged = session.scalars(
        select(AuditRecord).where(AuditRecord.action == "sale.lines_removed")
    ).one()
    assert logged.subject == body["number"]
    assert logged.details == {"n": 1, "amount": 14_000}
    assert ShopId(world.wsb.id) == logged.shop_id
