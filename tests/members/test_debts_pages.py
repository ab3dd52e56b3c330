"""The pages of debts: the list with its ages, statements, files."""

from __future__ import annotations

import io
from datetime import date
from urllib.parse import unquote

import pytest
from openpyxl import load_workbook
from sqlalchemy.orm import Session

from core.db import Database
from core.ids import MemberId
from core.money import Money
from core.permissions import Role
from core.shops import get_shop
from members import credit
from members.debtors import Debtor
from members.debts import queries, statement_queries
from members.debts.ageing import Age
from members.debts.queries import Search
from members.models import Member, MemberStatus
from tests.support.customers import customer, on_credit_of
from tests.support.member_money import bon_payment, limit, paid_by
from tests.support.sales import open_shift, sale, send
from tests.support.visitor import Visitor, text_of
from tests.support.world import World, make_coop
from wsgi import create_app

ON = date(2026, 6, 1)


def owe(session: Session) -> World:
    """Siti owes 100,000 since 1 May and 8,000 till July; Bu Darmi owes 12,000 since 1 April."""
    world = make_coop(session)
    limit(world, 500_000)
    shift = open_shift(session, world)
    for counter, pieces, due in ((1, 25, "2026-05-01"), (2, 5, "2026-07-01")):
        body = sale(world, shift, [(world.goods["air"], pieces * 1_000, 4_000)], counter=counter,
                    member_id=world.member_id)  # fmt: skip
        body = paid_by(body, ("kasbon", pieces * 4_000))
        body["tenders"][0] |= {"due_on": due}
        send(session, world, body)
    send(session, world, bon_payment(world, shift, 12_000, counter=3))
    darmi = customer(session, world)
    send(session, world, on_credit_of(world, shift, darmi, 3, counter=4, due_on="2026-04-01"))
    return world


def test_the_longest_overdue_stand_first_and_everything_is_in_a_bucket(session: Session) -> None:
    world = owe(session)
    darmi, siti = queries.every_debt(session, Search(), on=ON)
    assert (darmi.person.code, siti.person.code) == ("P-1", "1")
    assert (siti.owed, siti.overdue, siti.due_on) == (
        Money(108_000), Money(88_000), date(2026, 5, 1),
    )  # fmt: skip
    assert siti.buckets[Age.TWO_MONTHS] == Money(88_000), "31 days"
    assert darmi.buckets[Age.THREE_MONTHS] == Money(12_000), "61 days"
    sums = queries.sums_of([darmi, siti])
    owed = credit.owed_by(session, Debtor.member(world.member_id)) + Money(12_000)
    assert sums.owed == owed


@pytest.mark.parametrize(
    ("search", "codes"),
    [
        (Search("siti AMINAH"), ["1"]),
        (Search("1"), ["1"]),
        (Search("p-1"), ["P-1"]),
        (Search("7890"), ["1"]),
        (Search("siti darmi"), []),
        (Search(only_overdue=True), ["P-1", "1"]),
    ],
)
def test_the_list_is_searched(session: Session, search: Search, codes: list[str]) -> None:
    owe(session)
    assert [debt.person.code for debt in queries.every_debt(session, search, on=ON)] == codes


def test_a_shop_sees_what_is_owed_to_it_and_who_is_not_late_is_no_debtor_in_arrears(
    session: Session,
) -> None:
    world = owe(session)
    for shop, n in ((world.wsb, 2), (world.ltm, 0)):
        found = queries.every_debt(session, Search(shop_id=get_shop(session, shop.id).id), on=ON)  # type: ignore[arg-type]
        assert len(found) == n
    before = queries.every_debt(session, Search(only_overdue=True), on=date(2026, 4, 1))
    assert before == []


def test_a_statement_begins_with_what_was_owed_and_ends_with_what_is(session: Session) -> None:
    owe(session)
    person = queries.person_of(session, "1")
    whole = statement_queries.statement(session, person, date(2026, 1, 1), ON, today=ON)
    assert (whole.opening, whole.closing) == (Money(0), Money(108_000))
    moved = [(line.amount.amount, line.balance.amount) for line in whole.lines]
    assert moved == [(100_000, 100_000), (20_000, 120_000), (-12_000, 108_000)]
    later = (date(2026, 6, 2), date(2026, 6, 30))
    after = statement_queries.statement(session, person, *later, today=ON)
    assert (after.opening, after.lines, after.closing) == (Money(108_000), (), Money(108_000))
    assert [part.amount.amount for part in whole.parts] == [88_000, 20_000]


@pytest.fixture
def visitor(database: Database) -> Visitor:
    with database.transaction() as session:
        owe(session)
    return Visitor(create_app(database, secret_key="for-tests")).sign_in(Role.TREASURER)


def test_the_list_and_the_statement_read_like_the_books(visitor: Visitor) -> None:
    words = text_of(visitor.see("/debts"))
    assert "Semua kasbon Rp120.000 2 orang Lewat jatuh tempo" in words
    assert "Tidak ada yang cocok" in text_of(visitor.see("/debts?q=Wahyu"))
    page = visitor.see("/debts/1?from=2026-01-01&to=2026-12-31")
    assert "Bapak/Ibu Siti Aminah" in text_of(page)
    assert "https://wa.me/6281234567890?text=" in page
    assert "88.000" in unquote(page)
    words = text_of(visitor.see("/debts/P-1"))
    assert "Nomor HP belum dicatat" in words or "WhatsApp" in words
    assert "Hari pertama" in visitor.see("/debts/1?from=2026-02-01&to=2026-01-01", status=422)
    for nobody in ("99", "P-9", "x", "1234567890123"):
        visitor.see(f"/debts/{nobody}", status=404)


def test_nobody_writes_to_the_dead(database: Database, visitor: Visitor) -> None:
    with database.transaction() as session:
        siti = session.query(Member).filter_by(number=1).one()
        siti.status = MemberStatus.DECEASED
    page = visitor.see("/debts/1")
    assert "ahli warisnya" in page
    assert "wa.me" not in page


def test_the_files_hold_the_same(visitor: Visitor) -> None:
    csv = visitor.client.get("/debts/file.csv").data.decode("utf-8-sig")
    assert "1;Siti Aminah;••••7890;WSB;" in csv
    assert csv.splitlines()[1].endswith(";12000")
    book = load_workbook(io.BytesIO(visitor.client.get("/debts/file.xlsx").data))
    assert [row[-1].value for row in book.worksheets[0].iter_rows(min_row=2)] == [12_000, 108_000]
    for path in ("/debts/file.pdf", "/debts/file.pdf?overdue=1", "/debts/1/statement.pdf",
                 "/debts/P-1/statement.pdf?from=2026-06-01&to=2026-06-30"):  # fmt: skip
        answer = visitor.client.get(path)
        assert answer.data.startswith(b"%PDF"), path
        assert answer.data == visitor.client.get(path).data, "the same values, the same bytes"


def test_the_clerk_sees_no_list(database: Database) -> None:
    with database.transaction() as session:
        owe(session)
    clerk = Visitor(create_app(database, secret_key="for-tests")).sign_in(Role.CLERK)
    clerk.see("/debts", status=403)
    clerk.see("/debts/1", status=403)


def test_a_member_is_named_by_the_books(session: Session) -> None:
    world = owe(session)
    assert queries.person_of(session, "1").debtor == Debtor.member(MemberId(world.members[0].id))
