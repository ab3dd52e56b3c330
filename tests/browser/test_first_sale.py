"""The first sale as a clerk makes it: a real browser, the real program, a real socket, paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from core import clock
from core.db import open_database
from core.ids import TillId
from core.schema import migrate
from pos.printing.models import Printer
from tests.support import axe
from tests.support.keys import scan
from tests.support.paper import print_job
from tests.support.printer import FakePrinter, fake_printer
from tests.support.program import lumbung_serve
from tests.support.till_page import open_till
from tests.support.world import make_coop

pytestmark = pytest.mark.browser

MIE, AIR, GAS = "8995522000015", "8998888000019", "8999999001018"
TEN_SCANS = [MIE, AIR, MIE, GAS, AIR, MIE, MIE, AIR, GAS, MIE]
"""5 × 3,500 + 3 × 4,000 + 2 × 20,000."""
TOTAL = "69.500"
SCREENS = [pytest.param((1280, 800), id="1280"), pytest.param((390, 844), id="390")]


@dataclass
class Shop:
    """A running program and the printer on its counter."""

    url: str
    printer: FakePrinter


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
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
                    drawer=True,
                    created_at=clock.now(),
                )
            )
        database.dispose()
        with lumbung_serve(tmp_path) as url:
            yield Shop(url, printer)


@pytest.fixture(params=SCREENS)
def context(browser: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    width, height = request.param
    context = browser.new_context(viewport={"width": width, "height": height}, bypass_csp=True)
    yield context
    context.close()


def test_ten_scans_cash_with_change_and_the_paper(context: BrowserContext, shop: Shop) -> None:
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    open_till(page, shop.url)
    assert axe.violations(page) == []
    loads: list[str] = []
    page.on("framenavigated", lambda frame: loads.append(frame.url))
    for code in TEN_SCANS:
        scan(page, code)
    expect(page.locator("#total")).to_have_text(re.compile(TOTAL))
    assert axe.violations(page) == []

    presses = ["F9", "7", "0", "r", "b", "Enter"]
    for key in presses:
        page.keyboard.press(key)
        if key == "F9":
            assert axe.violations(page) == []
    expect(page.locator("#change")).to_have_text(re.compile(r"\b500$"))
    assert axe.violations(page) == []
    assert loads == [], "no page is loaded while selling"
    assert errors == []
    assert len(presses) <= 6

    jobs = shop.printer.wait_for_jobs(2)
    receipt = next(paper for paper in (print_job(job, 384) for job in jobs) if paper.lines)
    assert any("Sari Wulandari" in line for line in receipt.lines)
    assert "WSB-T1-A-000001" in receipt.codes()


def test_a_note_button_is_one_press_and_the_next_scan_starts_the_next_sale(
    context: BrowserContext, shop: Shop
) -> None:
    page = context.new_page()
    open_till(page, shop.url)
    for code in TEN_SCANS:
        scan(page, code)
    expect(page.locator("#total")).to_have_text(re.compile(TOTAL))
    page.locator("#notes button", has_text="70.000").click()
    expect(page.locator("#change")).to_have_text(re.compile(r"\b500"))
    scan(page, AIR)
    expect(page.locator("#total")).to_have_text(re.compile(r"4\.000"))
    expect(page.locator("#lines-box li")).to_have_count(1)
    expect(page.locator("#unsent")).to_contain_text("0")


def test_a_reload_brings_the_basket_back(context: BrowserContext, shop: Shop) -> None:
    page = context.new_page()
    open_till(page, shop.url)
    scan(page, MIE)
    scan(page, AIR)
    expect(page.locator("#total")).to_have_text(re.compile(r"7\.500"))
    expect(page.locator("#sell[data-kept=yes]")).to_be_visible()
    page.reload()
    expect(page.locator("#total")).to_have_text(re.compile(r"7\.500"))


def test_a_sale_without_the_server_waits_and_is_sent_once(
    context: BrowserContext, shop: Shop
) -> None:
    page = context.new_page()
    open_till(page, shop.url)
    context.set_offline(True)
    scan(page, MIE)
    page.keyboard.press("F8")
    expect(page.locator("#unsent")).to_contain_text("1")
    context.set_offline(False)
    expect(page.locator("#unsent")).to_contain_text("0")
    assert len(shop.printer.wait_for_jobs(1)) >= 1


_COUNT_NOTHING = """async () => {
  const { Store } = await import('/static/pos/till/store.js');
  Store.prototype.countUnsent = () => new Promise(() => {});
}"""


def test_what_waits_is_said_before_the_sale_is_over(context: BrowserContext, shop: Shop) -> None:
    page = context.new_page()
    open_till(page, shop.url)
    page.evaluate(_COUNT_NOTHING)
    context.set_offline(True)
    scan(page, MIE)
    page.keyboard.press("F8")
    expect(page.locator("#face-paid")).to_be_visible()
    assert "1" in page.locator("#unsent").inner_text()


def test_nothing_scrolls_sideways(context: BrowserContext, shop: Shop) -> None:
    page = context.new_page()
    open_till(page, shop.url)
    scan(page, MIE)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
