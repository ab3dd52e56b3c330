"""A co-op that begins in mid-year: what is on paper reaches the books, once and to the rupiah."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core import checks
from core.db import Database
from core.errors import BusinessError, InvalidInput
from core.ids import MemberId, PartyId, ShopId
from core.money import Money
from core.permissions import Role
from inventory.consignment import queries as consigned
from inventory.consignment import settling
from inventory.consignment.models import Consignor
from inventory.consignment.models import PaidBy as PaidProducer
from inventory.consignment.settling import Payment
from inventory.purchasing.models import SupplierInvoice
from inventory.suppliers.models import Supplier
from ledger import chart, journal
from ledger.models import JournalEntry, Posting
from members import credit, patronage
from members import invariants as member_invariants
from members.balances import balances
from members.opening import accounts, invariants, openings, posting, taken_over
from members.opening.models import Opening, OpeningBon, OpeningMember
from tests.support import purchases
from tests.support.opening import (
    AT,
    CUT_OVER,
    EVE,
    begin,
    half_a_year,
    said,
    shelve,
    write_accounts,
    write_bon,
)
from tests.support.world import World, make_coop
from wsgi import create_registry


@pytest.fixture
def world(session: Session) -> World:
    return make_coop(session)


def post(session: Session, world: World) -> Opening:
    return posting.post(session, at=AT, by=world.operator_id(Role.TREASURER))


def wrong_things(session: Session) -> list[str]:
    found = posting.check(session, openings.found(session), at=AT)
    return [each.sentence for each in found.wrong]


def test_everything_reaches_the_books_the_evening_before(session: Session, world: World) -> None:
    half_a_year(session, world)
    assert wrong_things(session) == []
    post(session, world)
    assert journal.balance(session, chart.OPENING_BALANCE) == Money(0)
    assert journal.balance(session, "4-1010") == Money(-6_000_000)
    siti = balances(session, world.member_id)
    assert (siti.pokok, siti.wajib, siti.sukarela) == (
        Money(100_000), Money(300_000), Money(200_000),
    )  # fmt: skip
    assert (siti.credit, siti.surplus) == (Money(120_000), Money(100_000))
    days = session.scalars(
        select(JournalEntry.booked_on).where(JournalEntry.description == "Saldo awal")
    ).all()  # fmt: skip
    assert set(days) == {EVE}
    assert patronage.sum_between(session, world.member_id, EVE, EVE) == Money(4_000_000)


def test_the_unpaid_surplus_is_owed_by_the_seat(session: Session, world: World) -> None:
    half_a_year(session, world)
    post(session, world)
    owing = session.scalars(
        select(JournalEntry.shop_id)
        .join(Posting, Posting.entry_id == JournalEntry.id)
        .where(Posting.account == chart.SURPLUS_PAYABLE)
    )
    assert set(owing) == {world.office.id}


def test_every_check_holds_after_it_is_posted(session: Session, world: World) -> None:
    half_a_year(session, world)
    post(session, world)
    findings = checks.run(session, create_registry())
    assert [each for each in findings if not each.holds] == []


def test_it_is_posted_once_and_changed_no_more(session: Session, world: World) -> None:
    half_a_year(session, world)
    first = post(session, world).posted_at
    entries = session.scalars(select(JournalEntry.id)).all()
    assert post(session, world).posted_at == first
    assert session.scalars(select(JournalEntry.id)).all() == entries
    with pytest.raises(BusinessError, match="sudah dibukukan"):
        openings.draft(session)


def test_every_shop_has_an_entry_of_its_own(session: Session, world: World) -> None:
    opening = half_a_year(session, world)
    post(session, world)
    found = session.scalars(
        select(JournalEntry.source).where(JournalEntry.description == "Saldo awal")
    )
    assert set(found) == {f"opening:{opening.id}:{code}" for code in ("KTR", "WSB")}


def test_two_who_post_at_once_book_it_once(database: Database) -> None:
    with database.transaction() as session:
        half_a_year(session, make_coop(session))

    def post_it(_who: int) -> None:
        with database.transaction() as session:
            posting.post(session, at=AT, by=None)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(post_it, range(2)))
    with database.reading() as session:
        booked = select(JournalEntry).where(JournalEntry.description == "Saldo awal")
        assert len(session.scalars(booked).all()) == 2
        assert len(session.scalars(select(SupplierInvoice)).all()) == 1


def test_what_a_sheet_and_the_books_say_differently_is_found(
    session: Session, world: World
) -> None:
    opening = half_a_year(session, world)
    post(session, world)
    assert list(invariants.booked_as_written(session)) == []
    session.get_one(OpeningMember, (opening.id, world.member_id)).wajib = Money(299_999)
    session.flush()
    (sentence,) = invariants.booked_as_written(session)
    assert "nomor 1 di 3-1020: di lembarnya -Rp299.999, di buku -Rp300.000" in sentence
    session.execute(update(OpeningMember).values(purchases=Money(1)))
    assert len(list(member_invariants.purchases(session))) == 3


def test_stock_that_comes_after_posting_is_named_with_what_to_do(
    session: Session, world: World
) -> None:
    half_a_year(session, world)
    assert list(invariants.nothing_is_left(session)) == []
    post(session, world)
    assert invariants.left_over(session) == ""
    shelve(session, world, 250_000, shop_id=ShopId(world.ltm.id))
    (sentence,) = invariants.nothing_is_left(session)
    assert "Rp250.000" in sentence
    assert "stok opname" in sentence
    wrong = [each for each in checks.run(session, create_registry()) if not each.holds]
    assert [each.sentences for each in wrong] == [(sentence,)]


def test_bons_are_paid_oldest_first(session: Session, world: World) -> None:
    half_a_year(session, world)
    post(session, world)
    open_bons = credit.open_bons(session, world.member_id)
    assert [bon.open for bon in open_bons] == [Money(70_000), Money(50_000)]
    (settled, part), *_others = credit.settle(open_bons, Money(60_000))
    assert (settled.booked_on, part) == (date(2026, 5, 10), Money(60_000))


def test_an_open_invoice_is_paid_like_any_other(session: Session, world: World) -> None:
    half_a_year(session, world)
    post(session, world)
    supplier = session.scalars(select(Supplier)).one()
    invoice = session.scalars(select(SupplierInvoice)).one()
    assert (invoice.their_number, invoice.due_on) == ("INV-77", date(2026, 7, 10))
    purchases.pay(session, world, supplier, 700_000)
    assert journal.balance(session, chart.PAYABLES) == Money(0)
    assert purchases.is_sound(session)


def test_a_producer_is_paid_what_was_owed(session: Session, world: World) -> None:
    half_a_year(session, world)
    post(session, world)
    producer = session.scalars(select(Consignor)).one()
    assert consigned.owed(session, world.shop_id, PartyId(producer.id)) == Money(90_000)
    paid = Payment({PaidProducer.SAFE: Money(90_000)})
    settling.settle(session, world.wsb, producer, paid, on=CUT_OVER, at=AT, by=None)
    findings = checks.run(session, create_registry())
    assert [each for each in findings if not each.holds] == []


@pytest.mark.parametrize(
    ("code", "amount", "sentence"),
    [
        ("3-1010", -190_000, "3-1010: neraca saldo Rp190.000, rinciannya Rp200.000"),
        ("1-1310", 2_100_000, "1-1310: neraca saldo Rp2.100.000, rinciannya Rp2.000.000"),
        ("2-1010", -600_000, "2-1010"),
        ("2-1020", -90_001, "selisih Rp1."),
        ("1-1210", 0, "1-1210"),
    ],
)
def test_each_difference_is_named(
    session: Session, world: World, code: str, amount: int, sentence: str
) -> None:
    opening = half_a_year(session, world)
    write_accounts(session, opening, world.shop_id, {code: amount})
    found = wrong_things(session)
    assert any(sentence in each for each in found), found
    assert any("WSB tidak seimbang" in each for each in found)
    with pytest.raises(InvalidInput):
        post(session, world)


def test_what_was_booked_before_the_cut_over_is_not_counted_twice(
    session: Session, world: World
) -> None:
    half_a_year(session, world)
    patronage.record(session, source="sale:early", member_id=world.member_id,
                     shop_id=world.shop_id, booked_on=EVE, amount=Money(5))  # fmt: skip
    assert any("dua kali" in each for each in wrong_things(session))


def test_nothing_is_booked_before_its_day(session: Session, world: World) -> None:
    half_a_year(session, world)
    openings.move(session, date(2026, 8, 1), today=CUT_OVER, at=AT, by=None)
    assert any("mulai 01/08/2026" in each for each in wrong_things(session))


def test_another_day_forgets_month_ends_that_are_asked_for_no_more(
    session: Session, world: World
) -> None:
    opening = half_a_year(session, world)
    openings.move(session, date(2026, 4, 1), today=CUT_OVER, at=AT, by=None)
    written = taken_over.said_of(session, opening, world.member_id)
    assert written is not None
    assert max(written.months) == date(2026, 2, 28)


def test_some_accounts_say_what_to_do_instead(session: Session, world: World) -> None:
    for typed, sentence in (("1-1010", "1-1020"), ("31099", "nol"), ("9-9", "tidak dikenal")):
        with pytest.raises(InvalidInput, match=sentence):
            accounts.known_account(session, typed)
    assert accounts.known_account(session, "11020").code == "1-1020"
    assert accounts.known_account(session, "2-1010 Utang usaha").code == "2-1010"


def test_a_bon_is_from_before_and_due_after(session: Session, world: World) -> None:
    opening = begin(session, world)
    bon = write_bon(session, opening, world, 10_000, date(2026, 6, 1))
    assert session.get_one(OpeningBon, bon.key).due_on == date(2026, 7, 1)
    for amount, day, due in ((0, EVE, None), (1, CUT_OVER, None), (1, EVE, date(2026, 6, 1))):
        with pytest.raises(InvalidInput):
            write_bon(session, opening, world, amount, day, due_on=due)


def test_nobody_owns_less_than_nothing(session: Session, world: World) -> None:
    with pytest.raises(InvalidInput) as refused:
        said(100, -1)
    assert refused.value.field == "wajib"
    with pytest.raises(InvalidInput) as refused:
        said(months={EVE: (0, -1)})
    assert refused.value.field == "sukarela-2026-06-30"


def test_what_is_written_of_a_member_takes_the_place_of_what_was(
    session: Session, world: World
) -> None:
    opening = half_a_year(session, world)
    siti = MemberId(world.members[0].id)
    taken_over.put(session, opening, {siti: said(7, months={EVE: (7, 0)})})
    written = taken_over.said_of(session, opening, siti)
    assert written is not None
    assert (written.pokok, written.wajib, dict(written.months)) == (Money(7), Money(0), {})
