"""Paying with vouchers of the co-op: what they are worth is taken over, and each is good once.

On the wide screen by keyboard alone, on the phone by finger alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import select

from core import clock
from core.db import open_database
from pos.models import FlagKind, Sale, SaleFlag, SaleTender
from pos.vouchers.models import VoucherUse
from tests.support import axe
from tests.support.keys import scan, type_slowly
from tests.support.program import lumbung_serve
from tests.support.till_page import AIR, GAS, make_shop, open_till, wait_until_sent
from tests.support.vouchers import batch, codes_of
from tests.support.world import World

pytestmark = pytest.mark.browser

NOBODYS = "7K3QF-9M2XN"
MISREAD = "7K3QF-9M2YN"


@dataclass(frozen=True)
class Counter:
    """A till, and the codes of three vouchers worth 15,000 and one worth 25,000."""

    page: Page
    has_fingers: bool
    data: Path
    small: list[str]
    large: str

    def press(self, key: str, button: str) -> None:
        """The key, or the button that shows it."""
        if self.has_fingers:
            self.page.locator(button).tap()
        else:
            self.page.keyboard.press(key)

    def ask(self) -> None:
        """From the basket to the question for the voucher."""
        if not self.page.locator("#face-tender").is_visible():
            self.press("F9", "#pay")
        expect(self.page.locator("#face-tender")).to_be_visible()
        self.press("v", "[data-way=voucher]")
        expect(self.page.locator("#voucher-code")).to_be_focused()

    def write(self, text: str) -> None:
        """Into the field that waits for it."""
        type_slowly(self.page, text)

    def enter(self) -> None:
        self.press("Enter", "#voucher-yes")

    def says(self, words: str) -> None:
        expect(self.page.locator("#voucher-message")).to_contain_text(words)
        expect(self.page.locator("#voucher-code")).to_be_focused()


@contextmanager
def counter(context: BrowserContext, tmp_path: Path) -> Iterator[Counter]:
    world = make_shop(tmp_path)
    small, (large,) = _issue(tmp_path, world, 15_000, 3), _issue(tmp_path, world, 25_000, 1)
    with lumbung_serve(tmp_path) as url:
        page = context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        open_till(page, url)
        narrow = page.viewport_size is not None and page.viewport_size["width"] < 500
        yield Counter(page, narrow, tmp_path, small, large)
        assert errors == []


def _issue(data: Path, world: World, face: int, pieces: int) -> list[str]:
    database = open_database(f"sqlite:///{data / 'koperasi.db'}")
    at = clock.now()
    with database.transaction() as session:
        until = at.date().replace(year=at.year + 1, day=1)
        issued = batch(session, world, face=face, pieces=pieces, until=until, at=at)
        found = codes_of(session, issued)
    database.dispose()
    return found


@pytest.fixture(
    params=[
        pytest.param((1280, 800, False), id="1280-keys"),
        pytest.param((390, 844, True), id="390-finger"),
    ]
)
def till(browser: Browser, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Counter]:
    width, height, has_touch = request.param
    context = browser.new_context(
        viewport={"width": width, "height": height}, has_touch=has_touch, bypass_csp=True
    )
    with counter(context, tmp_path) as found:
        yield found
    context.close()


def booked(till: Counter) -> list[tuple[str, int, str]]:
    """Everything that was paid, once nothing waits at the till: kind, amount, reference."""
    wait_until_sent(till.page)
    database = open_database(f"sqlite:///{till.data / 'koperasi.db'}")
    with database.reading() as session:
        rows = session.scalars(
            select(SaleTender).join(Sale).order_by(Sale.number, SaleTender.position)
        )
        found = [(row.kind.value, row.amount.amount, row.reference) for row in rows]
    database.dispose()
    return found


def flagged(till: Counter) -> list[str]:
    """Why vouchers were flagged."""
    database = open_database(f"sqlite:///{till.data / 'koperasi.db'}")
    with database.reading() as session:
        details = session.scalars(select(SaleFlag.details).where(SaleFlag.kind == FlagKind.VOUCHER))
        found = [str(each["why"]) for each in details]
    database.dispose()
    return found


def used(till: Counter) -> list[int]:
    database = open_database(f"sqlite:///{till.data / 'koperasi.db'}")
    with database.reading() as session:
        found = [amount.amount for amount in session.scalars(select(VoucherUse.amount))]
    database.dispose()
    return found


def test_what_it_is_worth_is_taken_over_and_cash_pays_the_rest(till: Counter) -> None:
    page = till.page
    scan(page, GAS)
    till.ask()
    assert axe.violations(page) == []
    till.write(till.small[0].lower().replace("-", " "))
    till.enter()
    expect(page.locator("#due")).to_have_text("5.000")
    expect(page.locator("#tender-parts li")).to_contain_text("15.000")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    till.press("F8", "#tender-exact")
    expect(page.locator("#face-paid")).to_be_visible()
    assert booked(till) == [("voucher", 15_000, till.small[0]), ("cash", 5_000, "")]
    assert (used(till), flagged(till)) == ([15_000], [])


def test_where_a_part_would_lapse_that_is_asked_first(till: Counter) -> None:
    page = till.page
    scan(page, GAS)
    till.ask()
    scan(page, till.large.replace("-", ""))
    expect(page.locator("#voucher-facts")).to_contain_text("Rp5.000")
    expect(page.locator("#voucher-question")).to_contain_text("sisanya hangus?")
    assert axe.violations(page) == []
    till.press("Escape", "#voucher-cancel")
    expect(page.locator("#due")).to_have_text("20.000")
    till.ask()
    scan(page, till.large.replace("-", ""))
    expect(page.locator("#voucher-yes")).to_be_focused()
    till.enter()
    expect(page.locator("#change-label")).to_have_text("Lunas")
    assert booked(till) == [("voucher", 20_000, till.large)]
    assert used(till) == [20_000]


def test_one_that_is_not_good_says_why_and_another_one_pays(till: Counter) -> None:
    page = till.page
    first, second, _third = till.small
    scan(page, GAS)
    till.ask()
    till.enter()
    till.says("Pindai vouchernya")
    scan(page, MISREAD)
    till.says("salah baca")
    scan(page, NOBODYS)
    till.says("tidak dikenal")
    scan(page, first)
    expect(page.locator("#due")).to_have_text("5.000")
    till.ask()
    scan(page, first)
    till.says("sudah dipakai untuk belanja ini")
    assert axe.violations(page) == []
    till.press("Escape", "#voucher-cancel")
    till.press("F8", "#tender-exact")
    expect(page.locator("#face-paid")).to_be_visible()
    wait_until_sent(page)
    scan(page, GAS)
    till.ask()
    scan(page, first)
    till.says("sudah dipakai")
    expect(page.locator("#voucher-message")).to_contain_text("WSB-T1-A-000001")
    scan(page, second)
    expect(page.locator("#due")).to_have_text("5.000")


def test_without_the_server_the_paper_is_believed_and_looked_at_later(till: Counter) -> None:
    page = till.page
    first, *_others = till.small
    scan(page, GAS)
    till.ask()
    scan(page, first)
    expect(page.locator("#due")).to_have_text("5.000")
    till.press("F8", "#tender-exact")
    expect(page.locator("#face-paid")).to_be_visible()
    wait_until_sent(page)
    page.context.set_offline(True)
    for code in (first, "V-12"):
        scan(page, AIR)
        expect(page.locator("#total")).to_have_text("4.000")
        till.ask()
        scan(page, code)
        expect(page.locator("#voucher-worth")).to_be_focused()
        expect(page.locator("#voucher-question")).to_contain_text("Sedang luring")
        till.enter()
        expect(page.locator("#voucher-message")).to_contain_text("Ketik nilai yang tertulis")
        till.write("15rb")
        assert axe.violations(page) == []
        till.enter()
        expect(page.locator("#change-label")).to_have_text("Lunas")
    page.context.set_offline(False)
    assert booked(till)[2:] == [("voucher", 4_000, first), ("voucher", 4_000, "V-12")]
    assert flagged(till) == ["used", "unknown"]
    assert used(till) == [15_000]
