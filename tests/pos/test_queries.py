"""A sale with all that belongs to it, its receipt, and how the tills are doing."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from core.errors import NotFound
from core.ids import ShopId, new_id
from core.models import ShopKind
from core.money import Money
from core.permissions import Role
from ledger import chart
from ledger.queries import find_entry
from members import patronage
from members.shu import estimates
from pos import queries, tills
from pos.printing.models import Printer
from pos.receipts import ReceiptMember
from tests.support.books import book, transfer
from tests.support.sales import Body, closing, open_shift, sale, send
from tests.support.world import NOW, World


def sold(session: Session, world: World, shift_id: str, **changes: object) -> Body:
    """Two instant noodles paid with Rp20.000."""
    body = sale(world, shift_id, [(world.goods["mie"], 2_000, 3_500)], given=20_000)
    body |= changes
    send(session, world, body)
    return body


def add_printer(session: Session, world: World, columns: int) -> None:
    session.add(
        Printer(
            till_id=world.till_id,
            address="tcp://192.0.2.1:9100",
            columns=columns,
            dots=576,
            created_at=NOW,
        )
    )
    session.flush()


def test_a_sale_comes_with_all_that_belongs_to_it(
    session: Session, world: World, shift_id: str
) -> None:
    body = sold(session, world, shift_id)
    detail = queries.sale(session, UUID(body["id"]), within=world.shop_id)
    assert (detail.till, detail.clerk, detail.member) == ("WSB-T1", "Sari Wulandari", None)
    assert [line.name for line in detail.lines] == ["Mie goreng instan"]
    assert detail.change == Money(13_000)
    assert detail.shift.id == UUID(shift_id)
    assert not detail.is_unseen, "nothing was odd about it"
    assert detail.entry is not None
    assert find_entry(session, "WSB", detail.entry).source == f"sale:{body['id']}"


def test_a_sale_of_another_shop_is_not_found(session: Session, world: World, shift_id: str) -> None:
    sale_id = UUID(sold(session, world, shift_id)["id"])
    for asked, within in ((sale_id, ShopId(world.ltm.id)), (new_id(), None)):
        with pytest.raises(NotFound):
            queries.sale(session, asked, within=within)


def test_a_receipt_says_who_sold_what_to_whom(
    session: Session, world: World, shift_id: str
) -> None:
    body = sold(session, world, shift_id)
    receipt = queries.receipt(session, UUID(body["id"]))
    assert (receipt.coop, receipt.shop) == ("Koperasi Uji Bersama", "Toko Wonosobo")
    assert (receipt.number, receipt.till, receipt.clerk) == (
        "WSB-T1-A-000001", "WSB-T1", "Sari Wulandari",
    )  # fmt: skip
    assert f"{receipt.sold_at:%d/%m/%Y %H:%M}" == "01/06/2026 10:00"
    assert [(line.name, line.amount) for line in receipt.lines] == [
        ("Mie goreng instan", Money(7_000))
    ]
    assert [(tender.label, tender.given) for tender in receipt.tenders] == [
        ("Tunai", Money(20_000))
    ]
    assert (receipt.total, receipt.change) == (Money(7_000), Money(13_000))
    assert (receipt.member, receipt.is_demo) == (None, False)


def test_the_receipt_of_a_member_is_a_passbook_of_the_year(
    session: Session, world: World, shift_id: str
) -> None:
    bought = [(world.goods["mie"], 1_000, 3_300), (world.goods["gas"], 1_000, 20_000)]
    moments = [NOW + timedelta(days=days) for days in range(3)]
    bodies = [
        sale(world, shift_id, bought, counter=counter, member_id=world.member_id, at=at)
        for counter, at in enumerate(moments, start=1)
    ]
    for body, at in zip(bodies, moments, strict=True):
        send(session, world, body, received_at=at)
    assert queries.receipt(session, UUID(bodies[1]["id"])).member == ReceiptMember(
        "1", "Siti Aminah", Money(6_600)
    )


def test_the_receipt_tells_what_the_member_may_expect_of_the_surplus(
    session: Session, world: World, shift_id: str
) -> None:
    yesterday = NOW.date() - timedelta(days=1)
    patronage.record(session, source="sale:before", member_id=world.member_id,
                     shop_id=world.shop_id, booked_on=yesterday, amount=Money(50_000))  # fmt: skip
    income = transfer(world.shop_id, "income", 80_000, out_of=chart.MEMBER_SALES, on=yesterday)
    book(session, income)
    session.add(estimates.work_out(session, yesterday, at=NOW - timedelta(hours=1)))
    body = sold(session, world, shift_id, member_id=str(world.member_id))
    member = queries.receipt(session, UUID(body["id"])).member
    assert member is not None
    assert (member.expected_shu, member.expected_as_of) == (Money(20_000), yesterday)


def test_a_sale_that_counts_for_another_year_has_no_sum_of_the_year(
    session: Session, world: World, shift_id: str
) -> None:
    body = sold(session, world, shift_id, member_id=str(world.member_id))
    detail = queries.sale(session, UUID(body["id"]), within=None)
    session.expunge(detail.sale)
    detail.sale.booked_on = date(2027, 1, 2)
    assert queries.receipt_of(session, detail).member == ReceiptMember("1", "Siti Aminah", None)


def test_the_paper_is_as_wide_as_the_tills_printer(session: Session, world: World) -> None:
    assert queries.receipt_columns(session, world.till_id) == queries.PAPER_COLUMNS
    add_printer(session, world, columns=48)
    assert queries.receipt_columns(session, world.till_id) == 48


def test_only_shops_sell(session: Session, world: World) -> None:
    assert [shop.code for shop in queries.shops_of(session, within=None)] == ["LTM", "WSB"]
    assert [shop.code for shop in queries.shops_of(session, within=world.shop_id)] == ["WSB"]
    assert queries.shops_of(session, within=ShopId(world.office.id)) == []
    assert world.office.kind is ShopKind.OFFICE


def test_a_card_tells_how_a_till_is_doing(session: Session, world: World) -> None:
    def card() -> queries.TillCard:
        return queries.till_cards(session, within=None)[0]

    assert (card().code, card().shop, card().active) == ("WSB-T1", "Toko Wonosobo", True)
    assert (card().series, card().sent_at, card().clerk, card().printer) == (None,) * 4
    tills.enrol(session, world.till_id, at=NOW)
    add_printer(session, world, columns=32)
    later = NOW + timedelta(minutes=5)
    shift_id = open_shift(session, world)
    body = sale(world, shift_id, [(world.goods["mie"], 1_000, 3_500)])
    send(session, world, body, received_at=later)
    assert (card().series, card().enrolled_at) == ("A", NOW)
    assert (card().sent_at, card().clerk) == (later, "Sari Wulandari")
    assert card().printer == "tcp://192.0.2.1:9100"
    send(session, world, closing(world, shift_id, 203_500))
    assert card().clerk is None


def test_retired_tills_come_last_and_those_of_other_shops_not_at_all(
    session: Session, world: World
) -> None:
    other, _token = tills.add(session, world.ltm, "T1", at=NOW, by=None)
    tills.add(session, world.wsb, "T2", at=NOW, by=None)
    session.flush()
    tills.retire(session, other.id, at=NOW, by=world.operator_id(Role.ADMIN))
    cards = queries.till_cards(session, within=None)
    assert [(card.code, card.active) for card in cards] == [
        ("WSB-T1", True), ("WSB-T2", True), ("LTM-T1", False),
    ]  # fmt: skip
    own = queries.till_cards(session, within=ShopId(world.ltm.id))
    assert [card.code for card in own] == ["LTM-T1"]
    assert [till.name for till, _shop in queries.tills(session)] == ["T1", "T1", "T2"]
