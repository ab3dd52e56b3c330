"""The passbook: every movement, the balance carried along, on A5 and on paper of the tills."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from core.errors import InvalidInput
from core.ids import MemberId, ShopId, new_id
from core.money import ZERO, Money
from members.balances import Account, balances
from members.cards.passbook_sheets import passbook_pdf
from members.cards.passbooks import Wanted, asked_of, passbook
from members.office import office_money
from members.office.office_money import Slip
from members.pots.queries import PotCard
from members.pots.weeks import weeks
from members.ways import Direction, PaidBy
from pos.letterhead import Letterhead, Marks
from pos.member_slips import receipts
from pos.paper import Text
from tests.support.world import NOW, World, make_coop

TODAY = date(2026, 6, 1)
YEAR = Wanted(date(2026, 1, 1), TODAY)
HEAD = Letterhead("Koperasi Uji", "Toko Wonosobo", False)
needs_pdftotext = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="poppler-utils is not installed"
)


@pytest.fixture
def world(session: Session) -> World:
    return make_coop(session)


def save(
    session: Session, world: World, amount: int, on: date, account: Account = Account.SUKARELA
) -> None:
    direction = Direction.IN if amount > 0 else Direction.OUT
    slip = Slip(
        new_id(), ShopId(world.office.id), world.member_id, account, direction,
        Money(abs(amount)), PaidBy.CASH, on,
    )  # fmt: skip
    office_money.record(session, slip, at=NOW, by=None)


def text_of(pdf: bytes) -> str:
    said = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True)
    return " ".join(said.stdout.decode().split())


def test_what_came_before_is_the_opening_and_each_line_carries_the_balance(
    session: Session, world: World
) -> None:
    save(session, world, 50_000, date(2026, 1, 10))
    save(session, world, 20_000, date(2026, 3, 1))
    save(session, world, -5_000, date(2026, 3, 1))
    save(session, world, 10_000, date(2026, 5, 1), Account.WAJIB)
    book = passbook(session, world.members[0], Wanted(date(2026, 2, 1), date(2026, 4, 30)))
    (sukarela,) = book.accounts
    assert (sukarela.opening, sukarela.closing) == (Money(50_000), Money(65_000))
    assert [(line.amount.amount, line.balance.amount) for line in sukarela.lines] == [
        (20_000, 70_000), (-5_000, 65_000),
    ]  # fmt: skip


def test_an_account_that_is_asked_for_is_there_though_it_is_empty(
    session: Session, world: World
) -> None:
    assert passbook(session, world.members[0], YEAR).accounts == ()
    one = passbook(session, world.members[0], replace(YEAR, account=Account.POKOK))
    assert [(part.account, part.closing) for part in one.accounts] == [(Account.POKOK, ZERO)]


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(st.tuples(st.integers(1, 10**6), st.integers(0, 150)), max_size=8),
       cut=st.integers(0, 150))  # fmt: skip
def test_two_books_that_follow_on_each_other_end_in_the_one_balance(
    session: Session, moves: list[tuple[int, int]], cut: int
) -> None:
    nested = session.begin_nested()
    world = make_coop(session)
    for amount, days in moves:
        save(session, world, amount, TODAY - timedelta(days=days))
    day = TODAY - timedelta(days=cut)
    early = replace(YEAR, last=day - timedelta(days=1), account=Account.SUKARELA,
                    first=date(2025, 1, 1))  # fmt: skip
    late = Wanted(day, TODAY, Account.SUKARELA)
    (before,), (after,) = (
        passbook(session, world.members[0], wanted).accounts for wanted in (early, late)
    )
    assert before.closing == after.opening
    assert after.closing == balances(session, MemberId(world.members[0].id)).sukarela
    nested.rollback()


def test_a_book_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(InvalidInput) as refused:
        Wanted(TODAY, TODAY - timedelta(days=1))
    assert refused.value.field == "to"


@pytest.mark.parametrize("account", [None, *Account])
def test_a_printed_one_is_known_by_what_was_asked(account: Account | None) -> None:
    wanted, member_id = replace(YEAR, account=account), new_id()
    kind, _separator, rest = wanted.source(member_id).partition(":")
    assert (kind, asked_of(rest)) == ("passbook", (member_id, wanted))


@needs_pdftotext
def test_a_page_that_is_full_hands_its_balance_on(session: Session, world: World) -> None:
    for days in range(60):
        save(session, world, 1_000, date(2026, 2, 1) + timedelta(days=days))
    pdf = passbook_pdf(passbook(session, world.members[0], YEAR), "Koperasi Uji", is_demo=False)
    said = text_of(pdf)
    assert said.count("Dipindahkan") == said.count("Pindahan") > 0
    for words in ("Siti Aminah", "No. 1", "Simpanan sukarela", "Saldo awal", "Rp60.000",
                  "Halaman 2", "SP-000060"):  # fmt: skip
        assert words in said


@pytest.mark.parametrize("columns", [24, 32, 48])
def test_on_the_tills_paper_nothing_is_wider_than_the_paper(
    session: Session, world: World, columns: int
) -> None:
    save(session, world, 1_250_000, date(2026, 2, 1))
    save(session, world, 10_000, date(2026, 2, 1), Account.WAJIB)
    book = passbook(session, world.members[0], YEAR)
    lines = receipts.passbook(book, HEAD, Marks(copy_of=2), columns)
    texts = [line for line in lines if isinstance(line, Text)]
    assert max(line.columns for line in texts) <= columns
    said = " ".join(" ".join(line.text for line in texts).split())
    for words in ("SALINAN", "1 Siti Aminah", "Simpanan wajib", "+1.250.000",
                  "Rp1.250.000"):  # fmt: skip
        assert words in said


@pytest.mark.parametrize("columns", [24, 32, 48])
def test_a_weekly_card_fits_the_tills_paper(columns: int) -> None:
    paid = {TODAY: Money(20_000)}
    found = weeks(TODAY - timedelta(days=7), TODAY + timedelta(days=70), paid)
    card = PotCard("Paket Lebaran", 1, "Siti Aminah", Money(20_000), Money(1_000_000),
                   Money(20_000), found, TODAY)  # fmt: skip
    texts = [line for line in receipts.pot_card(card, HEAD, Marks(), columns)
             if isinstance(line, Text)]  # fmt: skip
    assert max(line.columns for line in texts) <= columns
    said = " ".join(" ".join(line.text for line in texts).split())
    assert "1 25/05/2026 -" in said
    assert "2 01/06/2026 20.000" in said
    assert "08/06/2026" not in said
