"""Taking back what was booked wrongly on a member at the counter."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.errors import BusinessError, InvalidInput, NotFound
from core.ids import MemberId, ShopId, new_id
from core.models import AuditRecord
from core.money import ZERO, Money
from core.permissions import Role
from ledger import chart, journal
from ledger.invariants import inter_shop
from ledger.models import JournalEntry, Posting
from members import credit
from members import invariants as of_members
from members.balances import balances
from members.models import Member
from pos import tills
from pos.closing import invariants as of_drawers
from pos.member_money import invariants as of_money
from pos.models import TenderKind
from pos.paper import Text
from pos.printing import papers
from pos.printing.papers import Printing
from pos.qris import payments as of_qris
from pos.qris.models import MatchBasis, QrisMatch, QrisSettlement
from pos.reversals import invariants, listings
from pos.reversals.listings import PaymentKind, PaymentSearch
from pos.reversals.models import Reversal
from pos.reversals.remedies import REMEDIES, Remedy
from tests.support.member_money import bon_payment, member_money, paid_by
from tests.support.reversals import Ledgered, lend, make, move_home, take_back
from tests.support.sales import Body, sale, send
from tests.support.world import NOW, TODAY, World


@pytest.fixture
def found(session: Session) -> Ledgered:
    return make(session)


def complaints(session: Session) -> list[str]:
    checks = (of_members.money_has_an_owner, of_members.credit_has_bons,
              of_money.payments_are_booked, of_money.money_is_booked, inter_shop,
              of_drawers.drawers_match_the_books, invariants.reversals_are_booked)  # fmt: skip
    return [complaint for check in checks for complaint in check(session)]


def owed(session: Session, member_id: MemberId) -> int:
    return balances(session, member_id).credit.amount


def moved(session: Session, body: Body) -> dict[str, int]:
    """What the reversal of a document changed in each account, over all shops."""
    rows = session.execute(
        select(Posting.account, Posting.amount)
        .join(JournalEntry, JournalEntry.id == Posting.entry_id)
        .where(JournalEntry.source.contains(f"reversal:{body['kind']}:{body['id']}"))
    )
    sums: dict[str, int] = {}
    for account, amount in rows:
        sums[account] = sums.get(account, 0) + amount.amount
    return {account: amount for account, amount in sums.items() if amount}


# Payments of kasbon


def test_a_payment_on_the_wrong_member_settles_the_right_ones_bons(
    session: Session, found: Ledgered
) -> None:
    take_back(session, found, found.payment, Remedy.MOVE, to=found.budi)
    assert (owed(session, found.siti), owed(session, found.budi)) == (12_000, 4_000)
    assert [bon.open for bon in credit.open_bons(session, found.siti)] == [Money(12_000)]
    assert [bon.open for bon in credit.open_bons(session, found.budi)] == [Money(4_000)]
    assert moved(session, found.payment) == {}, "one receivable for the other, nothing else"
    assert complaints(session) == []


def test_more_than_the_other_member_owes_is_not_moved(session: Session, found: Ledgered) -> None:
    body = bon_payment(found.world, found.shift_id, 8_000, counter=6)
    send(session, found.world, body)
    send(session, found.world, bon_payment(found.world, found.shift_id, 1, counter=7,
                                           member_id=found.budi))  # fmt: skip
    with pytest.raises(InvalidInput, match=r"nomor 2 hanya Rp7\.999, yang dipindahkan Rp8\.000"):
        take_back(session, found, body, Remedy.MOVE, to=found.budi)
    assert session.scalars(select(Reversal)).all() == []
    lend(session, found, found.budi, 1, counter=8)
    take_back(session, found, body, Remedy.MOVE, to=found.budi)
    assert (owed(session, found.siti), owed(session, found.budi)) == (8_000, 3_999)
    assert complaints(session) == []


@pytest.mark.parametrize(
    ("remedy", "account"), [(Remedy.SAFE, chart.SAFE), (Remedy.COUNT, chart.CASH_SHORT)]
)
def test_a_payment_in_cash_is_taken_back_with_its_rounding_and_the_drawer_stays(
    session: Session, found: Ledgered, remedy: Remedy, account: str
) -> None:
    body = bon_payment(found.world, found.shift_id, 7_950, counter=6, rounding=-50)
    send(session, found.world, body)
    before = journal.balance(session, chart.DRAWER)
    take_back(session, found, body, remedy)
    assert moved(session, body) == {
        chart.MEMBER_CREDIT: 7_950, chart.ROUNDING_LOSS: -50, account: -7_900,
    }  # fmt: skip
    assert journal.balance(session, chart.DRAWER) == before
    assert owed(session, found.siti) == 8_000
    assert complaints(session) == []


@pytest.mark.parametrize(
    ("tender", "remedy", "account"),
    [
        ("transfer", Remedy.BANK, chart.BANK),
        ("transfer", Remedy.NEVER, chart.BANK),
        ("qris", Remedy.BANK, chart.BANK),
        ("qris", Remedy.NEVER, chart.QRIS_RECEIVABLE),
        ("savings", Remedy.SAVINGS, chart.VOLUNTARY_SAVINGS),
    ],
)
def test_each_way_of_paying_goes_back_where_the_money_is(
    session: Session, found: Ledgered, tender: str, remedy: Remedy, account: str
) -> None:
    body = bon_payment(found.world, found.shift_id, 3_000, counter=6, tender=tender)
    send(session, found.world, body)
    take_back(session, found, body, remedy)
    assert moved(session, body) == {chart.MEMBER_CREDIT: 3_000, account: -3_000}
    assert balances(session, found.siti).sukarela == Money(45_000)
    assert complaints(session) == []


def test_qris_that_never_came_waits_no_more_for_the_provider(
    session: Session, found: Ledgered
) -> None:
    bodies = [bon_payment(found.world, found.shift_id, 1_000, counter=counter, tender="qris")
              for counter in (6, 7)]  # fmt: skip
    for body in bodies:
        send(session, found.world, body)
    take_back(session, found, bodies[0], Remedy.NEVER)
    take_back(session, found, bodies[1], Remedy.BANK)
    waiting = of_qris.unsettled(session, found.world.shop_id, since=TODAY - timedelta(days=1))
    assert [payment.key for payment in waiting] == [f"bon_payment:{bodies[1]['id']}"]


def test_qris_that_the_provider_told_of_has_come(session: Session, found: Ledgered) -> None:
    body = bon_payment(found.world, found.shift_id, 1_000, counter=6, tender="qris")
    send(session, found.world, body)
    _settled(session, found, f"bon_payment:{body['id']}")
    with pytest.raises(InvalidInput, match="sudah dicocokkan"):
        take_back(session, found, body, Remedy.NEVER)
    take_back(session, found, body, Remedy.BANK)


def _settled(session: Session, found: Ledgered, payment: str) -> None:
    by = found.world.operator_id(Role.TREASURER)
    row = QrisSettlement(
        shop_id=found.world.shop_id, fingerprint="x", file_name="x.csv", row_number=1,
        paid_on=TODAY, paid_at=NOW, reference="", gross=Money(1_000), fee=ZERO, net=Money(1_000),
        uploaded_by=by, uploaded_at=NOW,
    )  # fmt: skip
    session.add(row)
    session.flush()
    session.add(QrisMatch(settlement_id=row.id, payment=payment, basis=MatchBasis.TIME,
                          sale_id=None, accepted_by=by, accepted_at=NOW))  # fmt: skip
    session.flush()


# In the books of several shops


def test_each_shop_gets_its_own_receivable_back(session: Session, found: Ledgered) -> None:
    """15,000 paid in Wonosobo settle Siti's 8,000 there and 7,000 of 9,000 in Lombok Timur."""
    away = _in_ltm(session, found)
    _lend_in_ltm(session, away, found.siti, counter=1)
    body = bon_payment(found.world, found.shift_id, 15_000, counter=6)
    send(session, found.world, body)
    wsb, ltm = found.world.shop_id, ShopId(found.world.ltm.id)
    assert _receivables(session, found.siti) == {wsb: 0, ltm: 2_000}
    _lend_in_ltm(session, away, found.budi, counter=2)
    take_back(session, found, body, Remedy.MOVE, to=found.budi)
    assert _receivables(session, found.siti) == {wsb: 8_000, ltm: 9_000}
    assert _receivables(session, found.budi) == {wsb: 0, ltm: 2_000}
    assert complaints(session) == []


def _in_ltm(session: Session, found: Ledgered) -> World:
    """The same co-op at a till in Lombok Timur."""
    row, _token = tills.add(session, found.world.ltm, "T1", at=NOW, by=None)
    session.flush()
    return replace(found.world, till=row)


def _lend_in_ltm(session: Session, away: World, member_id: MemberId, *, counter: int) -> None:
    goods = [(away.goods["air"], 2_000, 4_500)]
    body = sale(away, new_id(), goods, counter=counter, member_id=member_id)
    body["number"] = f"LTM-T1-A-{counter:06d}"
    send(session, away, paid_by(body, ("kasbon", 9_000)))


def _receivables(session: Session, member_id: MemberId) -> dict[ShopId, int]:
    rows = session.execute(
        select(JournalEntry.shop_id, func.sum(Posting.amount))
        .join(Posting, Posting.entry_id == JournalEntry.id)
        .where(Posting.account == chart.MEMBER_CREDIT, Posting.member_id == member_id)
        .group_by(JournalEntry.shop_id)
    )
    return {shop_id: amount.amount for shop_id, amount in rows}


# Share money


@pytest.mark.parametrize(
    ("remedy", "account"), [(Remedy.SAFE, chart.SAFE), (Remedy.COUNT, chart.CASH_OVER)]
)
def test_a_withdrawal_is_taken_back(
    session: Session, found: Ledgered, remedy: Remedy, account: str
) -> None:
    take_back(session, found, found.withdrawal, remedy)
    assert moved(session, found.withdrawal) == {chart.VOLUNTARY_SAVINGS: -5_000, account: 5_000}
    assert complaints(session) == []


def test_share_money_is_moved_between_the_books_of_two_homes(
    session: Session, found: Ledgered
) -> None:
    move_home(session, found.budi, ShopId(found.world.ltm.id))
    take_back(session, found, found.deposit, Remedy.MOVE, to=found.budi)
    assert balances(session, found.siti).sukarela == Money(-5_000)
    assert balances(session, found.budi).sukarela == Money(50_000)
    assert complaints(session) == []


def test_money_is_missing_where_it_was_taken_not_at_home(session: Session, found: Ledgered) -> None:
    """Savings belong to the home shop, the drawer that was short to the shop of the till."""
    move_home(session, found.budi, ShopId(found.world.ltm.id))
    body = member_money(found.world, found.shift_id, 2_000, counter=6, member_id=found.budi)
    send(session, found.world, body)
    take_back(session, found, body, Remedy.COUNT)
    short = session.execute(
        select(JournalEntry.shop_id, Posting.amount)
        .join(Posting, Posting.entry_id == JournalEntry.id)
        .where(Posting.account == chart.CASH_SHORT)
    )
    assert [tuple(row) for row in short] == [(found.world.wsb.id, Money(-2_000))]
    assert complaints(session) == []


# What holds for all


def test_nothing_is_taken_back_twice(session: Session, found: Ledgered) -> None:
    for body in (found.deposit, found.payment):
        take_back(session, found, body, Remedy.SAFE)
        with pytest.raises(BusinessError, match="sudah dikoreksi"):
            take_back(session, found, body, Remedy.SAFE)
        with pytest.raises(BusinessError, match="sudah dikoreksi"):
            take_back(session, found, body, Remedy.MOVE, to=found.budi)


def test_nobody_takes_back_what_they_booked(session: Session, found: Ledgered) -> None:
    with pytest.raises(BusinessError, match="tidak dapat mengoreksinya sendiri"):
        take_back(session, found, found.payment, Remedy.SAFE, role=Role.CLERK)


@pytest.mark.parametrize("tender", ["cash", "transfer", "qris", "savings"])
def test_what_does_not_fit_the_way_of_paying_is_refused(
    session: Session, found: Ledgered, tender: str
) -> None:
    body = bon_payment(found.world, found.shift_id, 1_000, counter=6, tender=tender)
    send(session, found.world, body)
    for remedy in set(Remedy) - set(REMEDIES[TenderKind(tender)]):
        with pytest.raises(InvalidInput, match="Pilih di mana"):
            take_back(session, found, body, remedy, to=found.budi)


def test_what_is_not_there_is_not_found(session: Session, found: Ledgered) -> None:
    with pytest.raises(NotFound):
        take_back(session, found, {"id": str(new_id())}, Remedy.SAFE)


def test_tills_fetch_both_members_again_and_the_log_says_what_was_decided(
    session: Session, found: Ledgered
) -> None:
    for member_id in (found.siti, found.budi):
        session.get_one(Member, member_id).changed_at = NOW - timedelta(days=9)
    session.flush()
    take_back(session, found, found.payment, Remedy.MOVE, to=found.budi)
    session.expire_all()
    assert [session.get_one(Member, m).changed_at for m in (found.siti, found.budi)] == [NOW, NOW]
    found_record = select(AuditRecord).where(AuditRecord.action == "member_payment.reversed")
    record = session.scalars(found_record).one()
    assert (record.subject, record.details) == (
        "WSB-T1-A-000005",
        {"amount": 4_000, "remedy": "move", "reason": "Salah orang", "to": "2"},
    )


@pytest.mark.parametrize("which", ["payment", "deposit"])
def test_only_a_copy_says_that_it_was_taken_back(
    session: Session, found: Ledgered, which: str
) -> None:
    body = getattr(found, which)
    assert "DIBATALKAN" not in _paper(session, body, copy_of=1)
    take_back(session, found, body, Remedy.SAFE)
    assert "SALINAN ke-1" in _paper(session, body, copy_of=1)
    assert "DIBATALKAN" in _paper(session, body, copy_of=1)
    assert "DIBATALKAN" not in _paper(session, body, copy_of=None)


def test_the_list_holds_what_members_paid_newest_first(session: Session, found: Ledgered) -> None:
    take_back(session, found, found.payment, Remedy.SAFE)

    def listed(search: PaymentSearch) -> list[tuple[str, str, bool]]:
        page = listings.payments(session, search, within=found.world.shop_id, page=1)
        assert page.total == len(page.rows)
        return [(row.number[-1], row.kind.value, row.reversed) for row in page.rows]

    deposit, withdrawal = ("1", "deposit", False), ("2", "withdrawal", False)
    bon = ("5", "bon", True)
    assert listed(PaymentSearch()) == [bon, withdrawal, deposit]
    assert listed(PaymentSearch(kind=PaymentKind.BON, since=TODAY, until=TODAY)) == [bon]
    assert listed(PaymentSearch(kind=PaymentKind.WITHDRAWAL, query="siti")) == [withdrawal]
    assert listed(PaymentSearch(only_reversed=True, query="1")) == [bon]
    assert listed(PaymentSearch(shop_id=ShopId(found.world.ltm.id))) == []


def _paper(session: Session, body: Body, *, copy_of: int | None) -> str:
    printing = Printing(32, NOW, copy_of, reprint=False)
    lines = papers.lay_out(session, f"{body['kind']}:{body['id']}", printing)
    return "\n".join(line.text for line in lines if isinstance(line, Text))
