"""Nota susulan: sales on paper become sales like any other, once, in a series of their own."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.errors import InvalidInput
from core.money import Money
from core.quantity import Quantity
from inventory.models import Price, PriceList, Product, ProductKind, Stock
from ledger import chart, journal
from members.balances import balances
from members.models import Patronage
from pos import tills
from pos.closing import reading
from pos.closing.invariants import drawers_match_the_books
from pos.invariants import (
    receipts_without_gaps,
    sales_add_up,
    sales_are_booked,
    sales_are_in_the_journal,
)
from pos.late_sales import late_sales
from pos.late_sales.models import LatePaper
from pos.models import Document, FlagKind, Sale, SaleFlag, SaleTender, Shift, TenderKind
from pos.printing.models import PrintJob
from tests.support.late_sales import enter, read, typed
from tests.support.sales import closing as closing_body
from tests.support.sales import open_shift, opening, sale, send
from tests.support.world import NOW, World


@pytest.fixture
def shift_id(session: Session, world: World) -> str:
    return open_shift(session, world, at=NOW - timedelta(hours=4))


@pytest.fixture(autouse=True)
def nothing_is_wrong(request: pytest.FixtureRequest, session: Session) -> Any:
    yield
    for check in (drawers_match_the_books, receipts_without_gaps, sales_add_up,
                  sales_are_booked, sales_are_in_the_journal):  # fmt: skip
        assert list(check(session)) == []


def _sale(session: Session, number: str = "WSB-T1-N-000001") -> Sale:
    return session.scalars(select(Sale).where(Sale.number == number)).one()


def _flags(session: Session, row: Sale) -> dict[FlagKind, dict[str, Any]]:
    found = session.scalars(select(SaleFlag).where(SaleFlag.sale_id == row.id))
    return {flag.kind: flag.details for flag in found}


def _drawer(session: Session, world: World) -> int:
    return journal.balance(session, chart.DRAWER, till_id=world.till.id).amount


def test_a_paper_is_a_sale_like_any_other(session: Session, world: World, shift_id: str) -> None:
    outcome = enter(session, world, typed("17", ["101", "3"], ["beras", "0,5"], member="1"))
    row = _sale(session)
    assert [each.number for each in outcome.entered] == ["WSB-T1-N-000001"]
    assert row.total == Money(3 * 3_300 + 7_000)
    assert row.sold_at == NOW.replace(hour=2, minute=30), "09:30 in Wonosobo"
    assert str(row.shift_id) == shift_id
    shelf = session.get_one(Stock, (world.shop_id, world.goods["mie"].id))
    assert shelf.quantity == Quantity(-3_000)
    counted = session.scalar(select(func.sum(Patronage.amount)))
    assert counted == row.total


def test_it_stands_in_the_tills_journal_and_leaves_no_paper(
    session: Session, world: World, shift_id: str
) -> None:
    enter(session, world, typed("17", ["101", "2"]), typed("18", ["102"], place=1))
    documents = session.scalars(
        select(Document).where(Document.series == "N").order_by(Document.counter)
    ).all()
    assert [(row.number, row.sequence, row.cash) for row in documents] == [
        ("WSB-T1-N-000001", 1, Money(7_000)),
        ("WSB-T1-N-000002", 2, Money(4_000)),
    ]
    assert session.scalars(select(PrintJob)).all() == []


def test_it_is_flagged_with_the_number_on_the_paper(
    session: Session, world: World, shift_id: str
) -> None:
    enter(session, world, typed("a-17", ["101"]))
    assert _flags(session, _sale(session))[FlagKind.LATE_PAPER] == {"paper": "A-17"}


def test_its_cash_is_rounded_by_the_rule_of_the_day(
    session: Session, world: World, shift_id: str
) -> None:
    enter(session, world, typed("1", ["101", "1", "3.455"]))
    row = _sale(session)
    assert (row.total, row.rounding) == (Money(3_455), Money(-55))
    assert FlagKind.ROUNDING not in _flags(session, row)


def test_the_count_of_the_open_turn_expects_its_cash(
    session: Session, world: World, shift_id: str
) -> None:
    enter(session, world, typed("1", ["101", "2"]))
    answer = send(session, world, closing_body(world, shift_id, 207_000))
    assert answer.body["difference"] == 0
    assert _drawer(session, world) == 207_000


def test_cash_that_a_closed_turn_had_counted_is_taken_back_from_what_was_over(
    session: Session, world: World, shift_id: str
) -> None:
    over = send(session, world, closing_body(world, shift_id, 207_000))
    assert over.body["difference"] == 7_000
    enter(session, world, typed("1", ["101", "2"]), now=NOW + timedelta(hours=2))
    assert str(_sale(session).shift_id) == shift_id, "at 09:30 that turn was open"
    body = opening(world, sequence=100, at=NOW + timedelta(hours=3), float_=207_000)
    send(session, world, body, received_at=NOW + timedelta(hours=3))
    assert _drawer(session, world) == 207_000
    assert journal.balance(session, chart.CASH_OVER) == Money(0)


def test_a_paper_from_before_the_turn_is_counted_in_the_turn_that_is_open(
    session: Session, world: World, shift_id: str
) -> None:
    enter(session, world, typed("1", ["101"], time="00:15"))
    assert str(_sale(session).shift_id) == shift_id


def test_without_any_turn_nobody_would_count_the_money(session: Session, world: World) -> None:
    outcome = enter(session, world, typed("1", ["101"]))
    assert outcome.entered == ()
    assert outcome.refused[0].field == "time-0"
    assert "Buka kasirnya dulu" in outcome.refused[0].sentence


def test_the_same_paper_is_refused_the_second_time(
    session: Session, world: World, shift_id: str
) -> None:
    enter(session, world, typed("a17", ["101"]))
    again = enter(session, world, typed("A17", ["102"]))
    assert again.entered == ()
    assert again.refused[0].sentence == ("Nota A17 dari hari itu sudah dicatat untuk kasir WSB-T1.")
    assert again.refused[0].field == "paper-0"


def test_the_same_number_on_another_day_is_another_paper(
    session: Session, world: World, shift_id: str
) -> None:
    enter(session, world, typed("17", ["101"]))
    later = enter(session, world, typed("17", ["101"]), now=NOW + timedelta(days=1))
    assert [each.number for each in later.entered] == ["WSB-T1-N-000002"]


def test_a_bad_paper_does_not_hold_up_the_good_ones_and_takes_no_number(
    session: Session, world: World, shift_id: str
) -> None:
    outcome = enter(
        session,
        world,
        typed("1", ["101"]),
        typed("2", ["104"], place=1),
        typed("3", ["102"], place=2),
    )
    assert [each.paper for each in outcome.entered] == ["1", "3"]
    assert [each.number[-6:] for each in outcome.entered] == ["000001", "000002"]
    assert outcome.refused[1].field == "price-1-0"
    assert "belum ada harganya" in outcome.refused[1].sentence
    assert session.scalar(select(func.count()).select_from(LatePaper)) == 2


def test_the_price_is_that_of_the_list_of_the_day_on_the_paper(
    session: Session, world: World, shift_id: str
) -> None:
    mie = world.goods["mie"]
    session.add(
        Price(pack_id=mie.pack_id, list=PriceList.GENERAL, shop_id=None, amount=Money(3_900),
              valid_from=(NOW + timedelta(days=1)).date(), set_at=NOW)
    )  # fmt: skip
    session.flush()
    till = tills.by_id(session, world.till.id)
    today = late_sales.document_of(session, till, read(session, world, typed("1", ["101"])))
    assert today.total == Money(3_500)
    now = NOW + timedelta(days=1)
    tomorrow = read(session, world, typed("1", ["101"]), now=now)
    assert late_sales.document_of(session, till, tomorrow).total == Money(3_900)


def test_a_price_on_the_paper_is_booked_and_flagged(
    session: Session, world: World, shift_id: str
) -> None:
    enter(session, world, typed("1", ["101", "2", "3rb"]))
    row = _sale(session)
    assert row.total == Money(6_000)
    assert _flags(session, row)[FlagKind.PRICE] == {"line": 0, "sold": 3_000, "rule": 3_500}


def test_qris_waits_for_the_providers_file(session: Session, world: World, shift_id: str) -> None:
    enter(session, world, typed("1", ["101"], tender="qris", reference="88123"))
    row = _sale(session)
    tender = session.scalars(select(SaleTender).where(SaleTender.sale_id == row.id)).one()
    assert (tender.kind, tender.confirmed, tender.reference) == (TenderKind.QRIS, False, "88123")
    assert FlagKind.UNCONFIRMED in _flags(session, row)
    assert _drawer(session, world) == 200_000


def test_a_part_can_be_paid_in_another_way(session: Session, world: World, shift_id: str) -> None:
    paper = typed("1", ["101", "3", "3.455"], tender="cash", part="5.000", part_tender="transfer")
    enter(session, world, paper)
    row = _sale(session)
    tenders = session.scalars(
        select(SaleTender).where(SaleTender.sale_id == row.id).order_by(SaleTender.position)
    ).all()
    assert [(each.kind, each.amount.amount) for each in tenders] == [
        (TenderKind.CASH, 5_300),
        (TenderKind.TRANSFER, 5_000),
    ]
    assert (row.total, row.rounding) == (Money(10_365), Money(-65))


@pytest.mark.parametrize("part", ["0", "3.500", "4rb"])
def test_a_part_is_less_than_the_whole(
    session: Session, world: World, shift_id: str, part: str
) -> None:
    outcome = enter(session, world, typed("1", ["101"], part=part, part_tender="qris"))
    assert outcome.refused[0].field == "part-0"


def test_kasbon_is_the_members_debt(session: Session, world: World, shift_id: str) -> None:
    enter(session, world, typed("1", ["101"], tender="kasbon", member="AGT0001"))
    assert balances(session, world.member_id).credit == Money(3_300)


def test_kasbon_without_a_member_is_refused(session: Session, world: World, shift_id: str) -> None:
    outcome = enter(session, world, typed("1", ["101"], tender="kasbon"))
    assert outcome.refused[0].field == "member-0"


# What the words on the paper mean


@pytest.mark.parametrize(
    ("words", "name", "unit"),
    [
        ("101", "Mie goreng instan", "pcs"),
        ("101 dus", "Mie goreng instan", "dus"),
        ("8995522000015", "Mie goreng instan", "pcs"),
        ("18995522000012", "Mie goreng instan", "dus"),
        ("mie", "Mie goreng instan", "pcs"),
        ("Mie Goreng Instan", "Mie goreng instan", "pcs"),
        ("goreng dus", "Mie goreng instan", "dus"),
    ],
)
def test_words_mean_a_pack(
    session: Session, world: World, words: str, name: str, unit: str
) -> None:
    line = read(session, world, typed("1", [words])).lines[0]
    assert (line.name, line.unit) == (name, unit)


@pytest.mark.parametrize(
    ("paper", "field", "sentence"),
    [
        (typed("", ["101"]), "paper-0", "Isi nomor nota"),
        (typed("1", ["101"], time=""), "time-0", "Isi kira-kira jam"),
        (typed("1", ["101"], time="11:00"), "time-0", "masa depan"),
        (typed("1"), "item-0-0", "Isi barang"),
        (typed("1", ["tidak ada ini"]), "item-0-0", "Tidak ada barang"),
        (typed("1", ["i"]), "item-0-0", "bisa berarti beberapa"),
        (typed("1", ["101 renteng"]), "item-0-0", "satuan itu"),
        (typed("1", ["101", "1,5"]), "quantity-0-0", "dijual utuh"),
        (typed("1", ["101", "0"]), "quantity-0-0", "lebih dari nol"),
        (typed("1", ["101"], ["102", "x"]), "quantity-0-1", "bukan jumlah barang"),
        (typed("1", ["101", "1", "3,5"]), "price-0-0", "sen"),
        (typed("1", ["101"], member="3"), "member-0", "Tidak ada anggota"),
        (typed("1", ["101"], member="a"), "member-0", "bisa berarti beberapa"),
        (typed("1", ["101"], tender="voucher"), "tender-0", "cara bayar"),
    ],
)
def test_what_cannot_be_understood_says_where(
    session: Session, world: World, paper: Any, field: str, sentence: str
) -> None:
    with pytest.raises(InvalidInput) as caught:
        read(session, world, paper)
    assert caught.value.field == field
    assert sentence in caught.value.sentence


def test_services_are_not_sold_from_paper(session: Session, world: World) -> None:
    session.get_one(Product, world.goods["air"].id).kind = ProductKind.SERVICE
    session.flush()
    with pytest.raises(InvalidInput, match="adalah jasa"):
        read(session, world, typed("1", ["102"]))


# The series


def test_no_browser_gets_the_series_of_papers() -> None:
    letters = [series := "L"] + [series := tills.next_series(series) for _ in range(3)]
    assert letters == ["L", "M", "O", "P"]
    assert tills.next_series("Z") == "AA"
    assert tills.next_series("AZ") == "BA"
    assert tills.next_series(None) == "A"


def test_no_browser_gets_the_series_of_practice() -> None:
    assert tills.next_series("XXV") == "XXW"
    assert tills.next_series("XXW") == "XXY"


def test_a_z_report_names_what_the_printer_gave_out(
    session: Session, world: World, shift_id: str
) -> None:
    send(session, world, sale(world, shift_id, [(world.goods["mie"], 1_000, 3_500)], counter=1))
    enter(session, world, typed("1", ["101"]))
    figures = reading.figures(session, session.get_one(Shift, UUID(shift_id)))
    assert (figures.first_number, figures.last_number) == ("WSB-T1-A-000001",) * 2
    assert figures.sales.count == 2
