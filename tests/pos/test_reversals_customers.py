"""Taking back payments of kasbon of customers who are no members."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.errors import InvalidInput, NotFound
from core.ids import CustomerId, ShopId, new_id
from core.models import AuditRecord
from core.money import Money
from core.permissions import Role
from ledger import chart
from ledger.entry import Entry, debit
from ledger.invariants import inter_shop
from ledger.models import JournalEntry, Posting
from members import credit
from members import invariants as of_members
from members.debtors import Debtor
from pos import tills
from pos.closing import invariants as of_drawers
from pos.member_money import invariants as of_money
from pos.models import DocumentKind
from pos.paper import Text
from pos.printing import papers
from pos.printing.papers import Printing
from pos.reversals import invariants, listings
from pos.reversals.listings import PaymentKind, PaymentSearch
from pos.reversals.models import Reversal
from pos.reversals.people import Person
from pos.reversals.remedies import Remedy
from tests.support.books import book
from tests.support.customers import customer, on_credit_of, paid_back_by
from tests.support.reversals import Ledgered, make, take_back
from tests.support.sales import Body, send
from tests.support.world import NOW, TODAY, World


@dataclass(frozen=True)
class Neighbours:
    """Bu Darmi (P-1) owes 12,000 and paid 4,000 of it; Bu Darsih (P-2) owes 8,000."""

    found: Ledgered
    darmi: CustomerId
    darsih: CustomerId
    payment: Body


@pytest.fixture
def here(session: Session) -> Neighbours:
    found = make(session)
    darmi, darsih = (customer(session, found.world, name) for name in ("Bu Darmi", "Bu Darsih"))
    payment = paid_back_by(found.world, found.shift_id, darmi, 4_000, counter=8)
    for body in (
        on_credit_of(found.world, found.shift_id, darmi, 3, counter=6),
        on_credit_of(found.world, found.shift_id, darsih, 2, counter=7),
        payment,
    ):
        send(session, found.world, body)
    return Neighbours(found, darmi, darsih, payment)


def owed(session: Session, key: CustomerId) -> int:
    return credit.owed_by(session, Debtor.customer(key)).amount


def complaints(session: Session) -> list[str]:
    checks = (of_members.customers_owe_their_bons, of_members.credit_has_bons,
              of_members.money_has_an_owner, of_money.payments_are_booked, inter_shop,
              of_drawers.drawers_match_the_books, invariants.reversals_are_booked)  # fmt: skip
    return [complaint for check in checks for complaint in check(session)]


def test_what_a_customer_paid_is_sound_before_anything_is_taken_back(
    session: Session, here: Neighbours
) -> None:
    assert complaints(session) == []


@pytest.mark.parametrize(
    ("tender", "remedy", "account"),
    [
        ("cash", Remedy.SAFE, chart.SAFE),
        ("cash", Remedy.COUNT, chart.CASH_SHORT),
        ("transfer", Remedy.BANK, chart.BANK),
        ("transfer", Remedy.NEVER, chart.BANK),
        ("qris", Remedy.BANK, chart.BANK),
        ("qris", Remedy.NEVER, chart.QRIS_RECEIVABLE),
    ],
)
def test_each_way_of_paying_goes_back_where_the_money_is(
    session: Session, here: Neighbours, tender: str, remedy: Remedy, account: str
) -> None:
    found = here.found
    body = paid_back_by(found.world, found.shift_id, here.darmi, 3_000, counter=9, tender=tender)
    send(session, found.world, body)
    take_back(session, found, body, remedy)
    assert moved(session, body) == {chart.OTHER_CREDIT: 3_000, account: -3_000}
    assert owed(session, here.darmi) == 8_000
    assert [bon.open for bon in credit.bons_of(session, Debtor.customer(here.darmi))] == [
        Money(8_000)
    ]
    assert complaints(session) == []


def moved(session: Session, body: Body) -> dict[str, int]:
    rows = session.execute(
        select(Posting.account, func.sum(Posting.amount))
        .join(JournalEntry, JournalEntry.id == Posting.entry_id)
        .where(JournalEntry.source.contains(f"reversal:bon_payment:{body['id']}"))
        .group_by(Posting.account)
    )
    return {account: amount.amount for account, amount in rows if amount}


def test_a_payment_on_the_wrong_customer_settles_the_right_ones_bons(
    session: Session, here: Neighbours
) -> None:
    take_back(session, here.found, here.payment, Remedy.MOVE, to=Debtor.customer(here.darsih))
    assert (owed(session, here.darmi), owed(session, here.darsih)) == (12_000, 4_000)
    assert moved(session, here.payment) == {}, "one receivable for the other, nothing else"
    row = session.scalars(select(Reversal)).one()
    assert (row.to_member_id, row.to_customer_id) == (None, here.darsih)
    assert complaints(session) == []


def test_a_customers_payment_was_a_members_and_a_members_a_customers(
    session: Session, here: Neighbours
) -> None:
    found = here.found
    budi = Debtor.member(found.budi)
    take_back(session, found, here.payment, Remedy.MOVE, to=budi)
    assert moved(session, here.payment) == {chart.OTHER_CREDIT: 4_000, chart.MEMBER_CREDIT: -4_000}
    assert (owed(session, here.darmi), credit.owed_by(session, budi)) == (12_000, Money(4_000))
    take_back(session, found, found.payment, Remedy.MOVE, to=Debtor.customer(here.darmi))
    assert moved(session, found.payment) == {chart.OTHER_CREDIT: -4_000, chart.MEMBER_CREDIT: 4_000}
    assert owed(session, here.darmi) == 8_000
    assert complaints(session) == []


def test_more_than_the_right_customer_owes_is_not_moved(session: Session, here: Neighbours) -> None:
    found, darsih = here.found, Debtor.customer(here.darsih)
    paid = paid_back_by(found.world, found.shift_id, here.darsih, 4_001, counter=9)
    send(session, found.world, paid)
    with pytest.raises(InvalidInput, match=r"nomor P-2 hanya Rp3\.999, yang dipindahkan Rp4\.000"):
        take_back(session, found, here.payment, Remedy.MOVE, to=darsih)
    assert session.scalars(select(Reversal)).all() == []


def test_a_customer_has_no_share_money_to_take_over(session: Session, here: Neighbours) -> None:
    with pytest.raises(InvalidInput, match="Hanya anggota yang punya simpanan"):
        take_back(session, here.found, here.found.deposit, Remedy.MOVE,
                  to=Debtor.customer(here.darmi))  # fmt: skip
    with pytest.raises(InvalidInput, match="sudah tercatat pada orang ini"):
        take_back(session, here.found, here.payment, Remedy.MOVE, to=Debtor.customer(here.darmi))


def test_each_shop_gets_its_own_receivable_back(session: Session, here: Neighbours) -> None:
    """10,000 paid in Wonosobo settle 8,000 there and 2,000 of 9,000 in Lombok Timur."""
    found = here.found
    row, _token = tills.add(session, found.world.ltm, "T1", at=NOW, by=None)
    session.flush()
    _lend_in_ltm(session, replace(found.world, till=row), here.darmi)
    body = paid_back_by(found.world, found.shift_id, here.darmi, 10_000, counter=9)
    send(session, found.world, body)
    wsb, ltm = found.world.shop_id, ShopId(found.world.ltm.id)
    assert receivables(session, here.darmi) == {wsb: 0, ltm: 7_000}
    take_back(session, found, body, Remedy.SAFE)
    assert receivables(session, here.darmi) == {wsb: 8_000, ltm: 9_000}
    assert complaints(session) == []


def _lend_in_ltm(session: Session, away: World, key: CustomerId) -> None:
    body = on_credit_of(away, str(new_id()), key, 2, counter=1)
    body |= {"number": "LTM-T1-A-000001", "total": 9_000, "rounding": 0}
    body["lines"][0] |= {"unit_price": 4_500, "amount": 9_000}
    body["tenders"][0] |= {"amount": 9_000, "given": 9_000}
    send(session, away, body)


def receivables(session: Session, key: CustomerId) -> dict[ShopId, int]:
    rows = session.execute(
        select(JournalEntry.shop_id, func.sum(Posting.amount))
        .join(Posting, Posting.entry_id == JournalEntry.id)
        .where(Posting.account == chart.OTHER_CREDIT, Posting.party_id == key)
        .group_by(JournalEntry.shop_id)
    )
    return {shop_id: amount.amount for shop_id, amount in rows}


@pytest.mark.parametrize(
    ("query", "numbers"),
    [("", 4), ("darmi", 1), ("P-1", 1), ("p1", 1), ("P-2", 0), ("siti", 3)],
)
def test_the_list_holds_customers_found_by_name_and_number(
    session: Session, here: Neighbours, query: str, numbers: int
) -> None:
    search = PaymentSearch(query=query)
    page = listings.payments(session, search, within=here.found.world.shop_id, page=1)
    assert (len(page.rows), page.total) == (numbers, numbers)
    for row in page.rows:
        if row.number == here.payment["number"]:
            assert row.payer == Person("Bu Darmi", "P-1", is_member=False)
            assert row.kind is PaymentKind.BON


def test_only_a_copy_says_that_it_was_taken_back(session: Session, here: Neighbours) -> None:
    assert "Pelanggan P-1 Bu Darmi" in _paper(session, here.payment)
    assert "DIBATALKAN" not in _paper(session, here.payment)
    take_back(session, here.found, here.payment, Remedy.SAFE)
    assert "DIBATALKAN" in _paper(session, here.payment)


def _paper(session: Session, body: Body) -> str:
    printing = Printing(32, NOW, 1, reprint=False)
    lines = papers.lay_out(session, f"bon_payment:{body['id']}", printing)
    return "\n".join(line.text for line in lines if isinstance(line, Text))


def test_the_log_names_nobody(session: Session, here: Neighbours) -> None:
    take_back(session, here.found, here.payment, Remedy.MOVE, to=Debtor.customer(here.darsih))
    found_record = select(AuditRecord).where(AuditRecord.action == "member_payment.reversed")
    record = session.scalars(found_record).one()
    assert (record.subject, record.details) == (
        "WSB-T1-A-000008",
        {"amount": 4_000, "remedy": "move", "reason": "Salah orang", "to": "P-2"},
    )


def test_a_reversal_that_books_something_else_is_found(session: Session, here: Neighbours) -> None:
    source = f"reversal:bon_payment:{here.payment['id']}"
    lent = (Debtor.customer(here.darmi).owes(Money(1_000)), debit(chart.SAFE, Money(-1_000)))
    book(session, Entry(here.found.world.shop_id, TODAY, source, "salah", lent))
    unknown = f"Pembukuan menyebut koreksi dari kiriman {here.payment['id']} yang tidak ada."
    assert list(invariants.reversals_are_booked(session)) == [unknown]
    session.add(Reversal(
        document_id=UUID(here.payment["id"]), kind=DocumentKind.BON_PAYMENT,
        shop_id=here.found.world.shop_id, remedy=Remedy.SAFE, reason="x", booked_on=TODAY,
        reversed_at=NOW, reversed_by=here.found.world.operator_id(Role.MANAGER),
    ))  # fmt: skip
    session.flush()
    assert list(invariants.reversals_are_booked(session)) == [
        "Koreksi struk WSB-T1-A-000008: Rp4.000, dibukukan lain."
    ]


def test_only_the_shop_that_took_it_in_takes_it_back(session: Session, here: Neighbours) -> None:
    ltm, wsb = ShopId(here.found.world.ltm.id), here.found.world.shop_id
    with pytest.raises(NotFound):
        take_back(session, here.found, here.payment, Remedy.SAFE, within=ltm)
    take_back(session, here.found, here.payment, Remedy.SAFE, within=wsb)
