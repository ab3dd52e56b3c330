"""Paying as a clerk takes it: split, QRIS, transfer, kasbon, savings, kept change.

On the wide screen by keyboard alone, on the phone by finger alone.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import select

from core.db import open_database
from core.money import Money
from core.settings import put
from members.models import Member
from pos.models import FlagKind, Sale, SaleFlag, SaleTender
from pos.qris.payload import import_static, make_dynamic
from pos.qris.settings import QRIS_DYNAMIC, QRIS_STATIC_PAYLOAD
from tests.support import axe
from tests.support.keys import scan, type_slowly
from tests.support.program import lumbung_serve
from tests.support.qris import STATIC
from tests.support.screens import codes_on
from tests.support.till_page import AIR, GAS, MIE, make_shop, open_till
from tests.support.world import NOW

pytestmark = pytest.mark.browser

SITI = "AGT0001"
BUDI = "BSTQV01"
"""Every letter of this card is a key of the tender."""


@dataclass(frozen=True)
class Hand:
    """How the clerk works: with keys, or with a finger."""

    page: Page
    has_fingers: bool

    def press(self, key: str, button: str) -> None:
        """The key, or the button that shows it."""
        if self.has_fingers:
            self.page.locator(button).tap()
        else:
            self.page.keyboard.press(key)

    def write(self, text: str, field: str) -> None:
        """Type into the field that waits for it."""
        if self.has_fingers:
            self.page.locator(field).tap()
        expect(self.page.locator(field)).to_be_focused()
        type_slowly(self.page, text)

    def tender(self) -> None:
        self.press("F9", "#pay")
        expect(self.page.locator("#face-tender")).to_be_visible()

    def way(self, key: str, kind: str) -> None:
        self.press(key, f"[data-way={kind}]")
        expect(self.page.locator("#way-dialog")).to_be_visible()

    def yes(self) -> None:
        self.press("Enter", "#way-yes")

    def accept(self) -> None:
        self.press("Enter", "#tender-accept")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    world = make_shop(tmp_path)
    database = open_database(f"sqlite:///{tmp_path / 'koperasi.db'}")
    with database.transaction() as session:
        session.get_one(Member, world.member_id).credit_limit = Money(50_000)
        session.get_one(Member, world.members[1].id).card = BUDI
        for setting, value in ((QRIS_STATIC_PAYLOAD, STATIC), (QRIS_DYNAMIC, "ya")):
            put(session, setting, value, valid_from=date(2026, 1, 1), at=NOW, by=None)
    database.dispose()
    return tmp_path


@pytest.fixture(
    params=[
        pytest.param((1280, 800, False), id="1280-keys"),
        pytest.param((390, 844, True), id="390-finger"),
    ]
)
def context(browser: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    width, height, has_touch = request.param
    context = browser.new_context(
        viewport={"width": width, "height": height}, has_touch=has_touch, bypass_csp=True
    )
    yield context
    context.close()


@pytest.fixture
def hand(context: BrowserContext, data: Path) -> Iterator[Hand]:
    with lumbung_serve(data) as url:
        page = context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        open_till(page, url)
        narrow = page.viewport_size is not None and page.viewport_size["width"] < 500
        yield Hand(page, narrow)
        assert errors == []


def change(page: Page, amount: str) -> None:
    expect(page.locator("#face-paid")).to_be_visible()
    expect(page.locator("#change")).to_have_text(amount)


def booked(page: Page, data: Path, *expected: tuple[str, int, int, int]) -> None:
    """Everything that was paid, once the server has booked it: kind, amount, given, change."""
    deadline = time.monotonic() + 45
    while (found := _tenders(data)) != list(expected) and time.monotonic() < deadline:
        page.wait_for_timeout(200)
    assert found == list(expected)


def _tenders(data: Path) -> list[tuple[str, int, int, int]]:
    database = open_database(f"sqlite:///{data / 'koperasi.db'}")
    with database.reading() as session:
        rows = session.scalars(
            select(SaleTender).join(Sale).order_by(Sale.number, SaleTender.position)
        )
        found = [
            (row.kind.value, row.amount.amount, row.given.amount, row.change.amount) for row in rows
        ]
    database.dispose()
    return found


def test_qris_and_cash_share_a_sale_and_only_cash_gives_change(hand: Hand, data: Path) -> None:
    page = hand.page
    for code in (MIE, AIR, GAS):
        scan(page, code)
    hand.tender()
    assert axe.violations(page) == []
    hand.write("10rb", "#given")
    hand.way("q", "qris")
    assert axe.violations(page) == []
    asked = make_dynamic(import_static(STATIC), Money(10_000), limit=Money(10_000_000))
    assert codes_on(page) == [asked.text], "a phone reads off the screen what is to be paid"
    hand.yes()
    expect(page.locator("#due")).to_have_text("17.500")
    expect(page.locator("#tender-parts li")).to_have_count(1)
    assert axe.violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    hand.write("20rb", "#given")
    hand.accept()
    change(page, "2.500")
    assert axe.violations(page) == []
    booked(page, data, ("qris", 10_000, 10_000, 0), ("cash", 17_500, 20_000, 2_500))


def test_a_part_can_be_taken_back_and_outlives_a_reload(hand: Hand, data: Path) -> None:
    page = hand.page
    scan(page, GAS)
    hand.tender()
    hand.write("5rb", "#given")
    hand.way("t", "transfer")
    hand.write("Siti 0042", "#way-reference")
    hand.yes()
    expect(page.locator("#due")).to_have_text("15.000")
    expect(page.locator("#sell[data-kept=yes]")).to_be_visible()
    page.reload()
    expect(page.locator("#total")).to_have_text("15.000")
    page.locator("#parts button").click()
    expect(page.locator("#total")).to_have_text("20.000")
    hand.press("F8", "#exact")
    change(page, "0")
    booked(page, data, ("cash", 20_000, 20_000, 0))


def test_a_part_stays_with_its_basket_while_that_is_put_aside(hand: Hand, data: Path) -> None:
    page = hand.page
    scan(page, GAS)
    hand.tender()
    hand.write("5rb", "#given")
    hand.way("t", "transfer")
    hand.write("Siti 0042", "#way-reference")
    hand.yes()
    hand.press("Escape", "#tender-back")
    hand.write("tahan siti", "#entry")
    page.keyboard.press("Enter")
    expect(page.locator("#parts")).to_be_hidden()
    scan(page, MIE)
    expect(page.locator("#total")).to_have_text("3.500")
    hand.press("F8", "#exact")
    change(page, "0")
    page.locator("#hold").click()
    page.locator("[data-do=resume]").click()
    expect(page.locator("#total")).to_have_text("15.000")
    hand.press("F8", "#exact")
    expect(page.locator(".paid-way")).to_contain_text("Transfer")
    cash, transfer = ("cash", 15_000, 15_000, 0), ("transfer", 5_000, 5_000, 0)
    booked(page, data, ("cash", 3_500, 3_500, 0), transfer, cash)


def test_qris_that_nobody_saw_arrive_waits_for_reconciliation(hand: Hand, data: Path) -> None:
    page = hand.page
    scan(page, AIR)
    hand.tender()
    hand.way("q", "qris")
    hand.press("F8", "#way-wait")
    expect(page.locator("#change-label")).to_have_text("Lunas")
    expect(page.locator(".paid-way")).to_contain_text("menunggu rekonsiliasi")
    booked(page, data, ("qris", 4_000, 4_000, 0))
    database = open_database(f"sqlite:///{data / 'koperasi.db'}")
    with database.reading() as session:
        assert not session.scalars(select(SaleTender)).one().confirmed
        kinds = set(session.scalars(select(SaleFlag.kind)))
    database.dispose()
    assert FlagKind.UNCONFIRMED in kinds


def test_kasbon_asks_whose_it_is_and_shows_what_is_left(hand: Hand, data: Path) -> None:
    page = hand.page
    scan(page, AIR)
    hand.tender()
    hand.press("b", "[data-way=kasbon]")
    expect(page.locator("#message")).to_contain_text("Anggota siapa")
    scan(page, SITI)
    expect(page.locator("#way-member")).to_have_text("Siti Aminah · 1")
    expect(page.locator("#way-facts")).to_contain_text("Rp46.000")
    assert axe.violations(page) == []
    hand.yes()
    expect(page.locator("#face-paid")).to_be_visible()
    booked(page, data, ("kasbon", 4_000, 4_000, 0))


def test_a_card_scanned_while_paying_is_a_card_and_no_key(hand: Hand) -> None:
    page = hand.page
    scan(page, MIE)
    expect(page.locator("#total")).to_have_text("3.500")
    hand.tender()
    scan(page, BUDI)
    expect(page.locator("#member-name")).to_have_text("Budi Santoso")
    expect(page.locator("#total")).to_have_text("3.300")
    expect(page.locator("#way-dialog")).to_be_hidden()


def test_kasbon_over_the_limit_needs_somebody_else(hand: Hand, data: Path) -> None:
    page = hand.page
    scan(page, SITI)
    for _each in range(3):
        scan(page, GAS)
    hand.tender()
    hand.way("b", "kasbon")
    expect(page.locator("#way-question")).to_contain_text("Melebihi plafon")
    hand.yes()
    expect(page.locator("#approve-dialog")).to_be_visible()
    hand.press("Escape", "#approve-cancel")
    expect(page.locator("#face-tender")).to_be_visible()
    expect(page.locator("#due")).to_have_text("60.000")
    hand.press("F8", "#tender-exact")
    change(page, "0")
    booked(page, data, ("cash", 60_000, 60_000, 0))


def test_change_is_left_only_on_an_explicit_press(hand: Hand, data: Path) -> None:
    page = hand.page
    scan(page, MIE)
    hand.tender()
    hand.write("5rb", "#given")
    expect(page.locator("#keep-savings")).to_be_hidden()
    page.locator("#keep-donation").click()
    change(page, "1.000")
    expect(page.locator(".paid-way")).to_contain_text("Rp500")
    booked(page, data, ("cash", 4_000, 5_000, 1_000))


def test_less_cash_than_is_due_is_a_part_and_a_slip_is_asked_about(hand: Hand, data: Path) -> None:
    page = hand.page
    scan(page, GAS)
    hand.tender()
    hand.write("500", "#given")
    hand.accept()
    expect(page.locator("#tender-hint")).to_contain_text("tekan sekali lagi")
    page.locator("#given").clear()
    hand.write("5rb", "#given")
    expect(page.locator("#tender-hint")).to_contain_text("Kurang Rp15.000. Tekan Terima")
    hand.accept()
    expect(page.locator("#due")).to_have_text("15.000")
    hand.way("t", "transfer")
    hand.yes()
    expect(page.locator("#way-message")).to_contain_text("Isi dulu")
    hand.write("Siti 0042", "#way-reference")
    hand.yes()
    change(page, "0")
    booked(page, data, ("transfer", 15_000, 15_000, 0), ("cash", 5_000, 5_000, 0))


def test_change_goes_to_savings_and_savings_pay(hand: Hand, data: Path) -> None:
    page = hand.page
    scan(page, AIR)
    scan(page, SITI)
    hand.tender()
    hand.write("9rb", "#given")
    expect(page.locator("#keep-savings")).to_have_text("Rp5.000 ke simpanan")
    page.locator("#keep-savings").click()
    change(page, "0")
    booked(page, data, ("cash", 9_000, 9_000, 0))
    scan(page, AIR)
    scan(page, SITI)
    hand.tender()
    hand.way("s", "savings")
    expect(page.locator("#way-facts")).to_contain_text("Rp1.000")
    hand.yes()
    expect(page.locator("#change-label")).to_have_text("Lunas")
    booked(page, data, ("cash", 9_000, 9_000, 0), ("savings", 4_000, 4_000, 0))
    scan(page, AIR)
    scan(page, SITI)
    hand.tender()
    hand.press("s", "[data-way=savings]")
    expect(page.locator("#message")).to_contain_text("tinggal Rp1.000")


def test_all_of_the_change_or_only_the_coins_go_to_savings(hand: Hand, data: Path) -> None:
    page = hand.page
    scan(page, MIE)
    scan(page, SITI)
    hand.tender()
    hand.write("10rb", "#given")
    expect(page.locator("#keep button")).to_have_text(
        ["Rp700 ke simpanan", "Rp700 donasi", "Semua Rp6.700 ke simpanan"]
    )
    assert axe.violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator("#keep-all").click()
    change(page, "0")
    booked(page, data, ("cash", 10_000, 10_000, 0))
