"""Members' money at the counter: kasbon paid in parts, savings in with the name asked, and out."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy.orm import Session

from core import clock
from core.db import Database, open_database
from core.format import day
from core.ids import MemberId, ShopId, TillId
from core.money import ZERO, Money
from core.schema import migrate
from ledger import chart, journal
from ledger.entry import Entry, credit, debit
from members import credit as kasbon
from members import invariants as of_members
from members.balances import Balances, balances
from members.debtors import Debtor
from members.instalments import Plan
from members.models import Member
from pos.member_money import invariants
from pos.printing.models import Printer
from tests.support import axe
from tests.support.keys import scan
from tests.support.paper import Paper, print_job
from tests.support.printer import FakePrinter, fake_printer
from tests.support.program import lumbung_serve
from tests.support.till_page import open_till, wait_until_sent
from tests.support.world import PIN, TODAY, World, make_coop, today

pytestmark = pytest.mark.browser

SCREENS = [pytest.param((1280, 800), id="1280"), pytest.param((390, 844), id="390")]
OWED, SAVED = 12_765, 200_000
OVERDUE = today() - timedelta(days=2)


@dataclass
class Counter:
    """A running program, its database, and the printer on its counter."""

    url: str
    database: Database
    world: World
    printer: FakePrinter

    @property
    def balances(self) -> Balances:
        """Of the first member."""
        with self.database.reading() as session:
            return balances(session, self.world.member_id)


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    with fake_printer() as printer:
        database = open_database(f"sqlite:///{tmp_path / 'koperasi.db'}")
        migrate(database)
        with database.transaction() as session:
            world = make_coop(session)
            session.add(
                Printer(
                    till_id=TillId(world.till.id),
                    address=str(printer.address),
                    columns=32,
                    dots=384,
                    created_at=clock.now(),
                )
            )
            _give_history(session, world)
        with lumbung_serve(tmp_path) as url:
            yield Counter(url, database, world, printer)
        database.dispose()


def _give_history(session: Session, world: World) -> None:
    """Siti owes a bon and has savings; Budi, whose home is elsewhere, has savings too."""
    session.get_one(Member, world.members[1].id).shop_id = ShopId(world.ltm.id)
    siti, budi = world.member_id, MemberId(world.members[1].id)
    bought = (debit(chart.MEMBER_CREDIT, Money(OWED), member_id=siti),
              credit(chart.OPENING_BALANCE, Money(OWED)))  # fmt: skip
    journal.post(session, Entry(world.shop_id, TODAY, "sale:old", "lama", bought), at=clock.now())
    kasbon.note_bon(session, source="sale:old", debtor=Debtor.member(siti), shop_id=world.shop_id,
                    booked_on=TODAY, plan=Plan(OVERDUE), amount=Money(OWED))  # fmt: skip
    for shop_id, member_id in ((world.shop_id, siti), (ShopId(world.ltm.id), budi)):
        saved = (debit(chart.OPENING_BALANCE, Money(SAVED)),
                 credit(chart.VOLUNTARY_SAVINGS, Money(SAVED), member_id=member_id))  # fmt: skip
        source = f"opening:{member_id}"
        journal.post(session, Entry(shop_id, TODAY, source, "saldo awal", saved), at=clock.now())


@pytest.fixture(params=SCREENS)
def context(browser: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    width, height = request.param
    context = browser.new_context(viewport={"width": width, "height": height}, bypass_csp=True)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, counter: Counter) -> Iterator[Page]:
    page = context.new_page()
    page.set_default_timeout(8_000)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    open_till(page, counter.url)
    yield page
    assert errors == []


def command(page: Page, words: str) -> None:
    """A word in the input line."""
    page.locator("#entry").fill(words)
    page.keyboard.press("Enter")


def type_amount(page: Page, text: str, *, given: str = "") -> None:
    page.locator("#money-amount").fill(text)
    if given:
        page.locator("#money-given").fill(given)
    page.keyboard.press("Enter")


def look(page: Page, name: str) -> None:
    """No fault that axe knows of; a picture where somebody wants to see it."""
    assert axe.violations(page) == []
    width = page.viewport_size["width"] if page.viewport_size else 0
    if folder := os.environ.get("LUMBUNG_SCREENS"):
        page.screenshot(path=str(Path(folder) / f"money-{name}-{width}.png"))


def says(paper: Paper) -> str:
    """What stands on the paper, in one line."""
    return " ".join(" ".join(paper.lines).split())


def test_a_kasbon_is_paid_in_parts_the_rest_with_rounding(page: Page, counter: Counter) -> None:
    wait_until_sent(page)
    command(page, "bayar bon")
    look(page, "bon-who")
    page.keyboard.type("siti")
    page.keyboard.press("Enter")
    expect(page.locator("#money-name")).to_have_text("SITI AMINAH")
    expect(page.locator("#money-facts")).to_contain_text("Rp12.765")
    type_amount(page, "12.766")
    expect(page.locator("#money-message")).to_have_text("Kasbonnya tinggal Rp12.765.")
    type_amount(page, "5rb", given="10rb")
    expect(page.locator("#money-whose")).to_have_text("SITI AMINAH")
    expect(page.locator("#money-whose-number")).to_have_text("Anggota nomor 1")
    look(page, "bon-ask")
    page.keyboard.press("Enter")
    expect(page.locator("#money-hand-over")).to_have_text("Rp5.000")
    expect(page.locator("#money-left")).to_have_text("Sisa kasbon Rp7.765.")
    look(page, "bon-done")
    page.keyboard.press("Enter")
    expect(page.locator("#entry")).to_be_focused()
    wait_until_sent(page)
    assert counter.balances.credit == Money(7_765)

    command(page, "BAYAR BON 1")
    expect(page.locator("#money-facts")).to_contain_text("Rp7.765")
    page.locator("#money-all").click()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator("#money-left")).to_have_text("Sisa kasbon Rp0.")
    page.keyboard.press("Enter")
    wait_until_sent(page)
    assert counter.balances.credit == ZERO
    with counter.database.reading() as session:
        assert journal.balance(session, chart.DRAWER) == Money(200_000 + 5_000 + 7_700)
        assert journal.balance(session, chart.ROUNDING_LOSS) == Money(65)
        assert list(invariants.payments_are_booked(session)) == []
        assert list(of_members.credit_has_bons(session)) == []
    first, second = counter.printer.wait_for_jobs(2, 20)[:2]
    assert f"SISA Rp7.765 Jatuh tempo {day(OVERDUE)}" in says(print_job(first, 384))
    assert "KASBON LUNAS" in says(print_job(second, 384))

    command(page, "BAYAR BON 1")
    expect(page.locator("#money-message")).to_have_text("Siti Aminah tidak punya kasbon.")


def test_a_deposit_asks_for_whom_and_can_be_taken_back_before(page: Page, counter: Counter) -> None:
    wait_until_sent(page)
    command(page, "SETOR")
    scan(page, "AGT0002")
    expect(page.locator("#money-name")).to_have_text("BUDI SANTOSO")
    expect(page.locator("#money-facts")).to_contain_text("Rp200.000")
    scan_again(page, "AGT0001")
    expect(page.locator("#money-name")).to_have_text("SITI AMINAH")
    page.get_by_label("Wajib").check()
    type_amount(page, "20.000", given="15.000")
    expect(page.locator("#money-message")).to_have_text("Uang diterima kurang dari jumlahnya.")
    page.locator("#money-given").fill("50.000")
    look(page, "in-what")
    page.keyboard.press("Enter")
    expect(page.locator("#money-question")).to_have_text("Setoran Rp20.000, Wajib, Tunai, untuk")
    page.keyboard.press("Escape")
    expect(page.locator("#money-amount")).to_be_focused()
    page.keyboard.press("Enter")
    look(page, "in-ask")
    page.keyboard.press("Enter")
    expect(page.locator("#money-hand-over")).to_have_text("Rp30.000")
    page.keyboard.press("Enter")
    wait_until_sent(page)
    assert counter.balances.wajib == Money(20_000)
    slip = says(print_job(counter.printer.wait_for_jobs(1, 20)[0], 384))
    assert "SETORAN" in slip
    assert "SITI AMINAH Anggota nomor 1" in slip
    assert "SALDO Rp20.000" in slip


def test_the_card_reminds_of_what_is_overdue(page: Page, counter: Counter) -> None:
    scan(page, "AGT0001")
    expect(page.locator("#message")).to_contain_text(f"lewat jatuh tempo {day(OVERDUE)}")
    command(page, "BAYAR BON")
    expect(page.locator("#money-name")).to_have_text("SITI AMINAH")
    look(page, "bon-what")


def scan_again(page: Page, code: str) -> None:
    """As a keyboard wedge into whatever has the focus."""
    page.locator("#money-title").click()
    scan(page, code)


def test_savings_are_drawn_with_approval_and_never_more_than_there_are(
    page: Page, counter: Counter
) -> None:
    wait_until_sent(page)
    command(page, "tarik 1")
    type_amount(page, "200.001")
    expect(page.locator("#money-message")).to_have_text("Simpanannya tinggal Rp200.000.")
    type_amount(page, "150rb")
    look(page, "out-ask")
    page.keyboard.press("Enter")
    page.locator("#approve-who").select_option(label="Joko Prasetyo")
    page.locator("#approve-pin").fill(PIN)
    page.keyboard.press("Enter")
    expect(page.locator("#money-hand-over")).to_have_text("Rp150.000")
    look(page, "out-done")
    page.keyboard.press("Enter")
    wait_until_sent(page)
    assert counter.balances.sukarela == Money(50_000)
    with counter.database.reading() as session:
        assert journal.balance(session, chart.DRAWER) == Money(50_000)
        assert list(invariants.money_is_booked(session)) == []


def test_a_share_of_the_surplus_is_paid_where_the_server_knows_of_it(
    page: Page, context: BrowserContext, counter: Counter
) -> None:
    with counter.database.transaction() as session:
        siti = counter.world.member_id
        share = (debit(chart.LAST_SURPLUS, Money(90_000)),
                 credit(chart.SURPLUS_PAYABLE, Money(90_000), member_id=siti))  # fmt: skip
        office = ShopId(counter.world.office.id)
        journal.post(session, Entry(office, TODAY, "surplus_run:x", "SHU", share), at=clock.now())
    wait_until_sent(page)
    command(page, "TARIK 1")
    expect(page.locator("#money-facts")).to_contain_text("SHU belum diambil")
    page.get_by_label("SHU", exact=True).check()
    expect(page.locator("#money-all")).to_contain_text("Rp90.000")
    type_amount(page, "90.001")
    expect(page.locator("#money-message")).to_have_text("SHU-nya tinggal Rp90.000.")
    look(page, "surplus")
    type_amount(page, "50rb")
    expect(page.locator("#money-question")).to_have_text("Penarikan Rp50.000, SHU, Tunai, untuk")
    page.keyboard.press("Enter")
    expect(page.locator("#money-left")).to_have_text("SHU belum diambil tinggal Rp40.000.")
    page.keyboard.press("Enter")
    wait_until_sent(page)
    assert (counter.balances.surplus, counter.balances.sukarela) == (Money(40_000), Money(SAVED))
    slip = says(print_job(counter.printer.wait_for_jobs(1, 20)[0], 384))
    assert "Sisa hasil usaha (SHU)" in slip
    assert "SALDO Rp40.000" in slip
    context.set_offline(True)
    command(page, "TARIK 1")
    expect(page.locator("#money-facts")).not_to_contain_text("SHU belum diambil")
    page.keyboard.press("Escape")
    context.set_offline(False)


def test_offline_deposits_go_on_and_only_known_savings_are_drawn(
    page: Page, context: BrowserContext, counter: Counter
) -> None:
    wait_until_sent(page)
    context.set_offline(True)
    command(page, "SETOR 2")
    type_amount(page, "10.000")
    page.keyboard.press("Enter")
    expect(page.locator("#money-hand-over")).to_have_text("Rp0")
    page.keyboard.press("Enter")
    command(page, "TARIK 2")
    expect(page.locator("#money-message")).to_contain_text("Simpanannya tidak diketahui di sini")
    page.keyboard.press("Escape")
    for left in ("Rp120.000", "Rp40.000"):
        command(page, "TARIK 1")
        type_amount(page, "80.000")
        page.keyboard.press("Enter")
        expect(page.locator("#money-left")).to_contain_text(left)
        page.keyboard.press("Enter")
    command(page, "TARIK 1")
    type_amount(page, "80.000")
    expect(page.locator("#money-message")).to_have_text("Simpanannya tinggal Rp40.000.")
    page.keyboard.press("Escape")
    context.set_offline(False)
    wait_until_sent(page, 60)
    assert counter.balances.sukarela == Money(40_000)
    with counter.database.reading() as session:
        assert journal.balance(session, chart.INTER_SHOP) == ZERO


def test_everything_is_done_by_finger(page: Page, counter: Counter) -> None:
    page.locator("#menu").click()
    look(page, "menu")
    page.get_by_role("button", name="Setor simpanan").click()
    page.locator("#money-member").fill("bu")
    page.get_by_role("button", name="Budi Santoso").click()
    page.locator("#money-amount").fill("1000")
    page.get_by_role("button", name="Lanjut").click()
    page.get_by_role("button", name="Ya, benar").click()
    page.get_by_role("button", name="Selesai").click()
    wait_until_sent(page)
    with counter.database.reading() as session:
        budi = MemberId(counter.world.members[1].id)
        assert balances(session, budi).sukarela == Money(SAVED + 1_000)
