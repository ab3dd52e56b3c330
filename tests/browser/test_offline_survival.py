"""Nothing a till has said is sold is ever lost, doubled or numbered twice, whatever happens.

Each test ends with the same questions: is every sale on the server exactly once, are the numbers
without gaps, and does ``lumbung check`` find nothing.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Page, expect, sync_playwright
from sqlalchemy import func, select

from core.db import open_database
from inventory.models import Stock
from pos.models import Document, HeldDocument, Sale, SaleFlag
from tests.support.keys import scan
from tests.support.outage import Program, Wire, kill_browser
from tests.support.till_page import (
    AIR,
    GAS,
    MIE,
    lasting_browser,
    open_till,
    sell,
    wait_for_shell,
    wait_until_sent,
)
from wsgi import cli

pytestmark = pytest.mark.browser

GOODS = (MIE, AIR, GAS)


@dataclass
class Shop:
    """A program that can be killed, the wire to it, and where its data is."""

    data: Path
    program: Program
    wire: Wire

    def numbers(self) -> list[str]:
        """The numbers of all sales on the server, in order."""
        database = open_database(f"sqlite:///{self.data / 'koperasi.db'}")
        with database.reading() as session:
            found = list(session.scalars(select(Sale.number).order_by(Sale.number)))
        database.dispose()
        return found

    def assert_sound(self, sold: list[str], *, documents: int | None = None) -> None:
        """Every sale is there once, the numbers rise by one, nothing is held, all books agree."""
        assert self.numbers() == sorted(sold)
        assert sorted(sold) == [f"WSB-T1-A-{n:06d}" for n in range(1, len(sold) + 1)]
        database = open_database(f"sqlite:///{self.data / 'koperasi.db'}")
        with database.reading() as session:
            assert session.scalar(select(func.count()).select_from(HeldDocument)) == 0
            kept = session.scalar(select(func.count()).select_from(Document))
            assert kept == (documents or len(sold) + 1), "one more: the shift's opening"
            sequences = list(session.scalars(select(Document.sequence).order_by(Document.sequence)))
            assert sequences == list(range(1, len(sequences) + 1))
        database.dispose()
        url = f"sqlite:///{self.data / 'koperasi.db'}"
        check = CliRunner().invoke(cli, ["check"], env={"LUMBUNG_DATABASE_URL": url})
        assert check.exit_code == 0, check.output


@pytest.fixture
def shop(tmp_path: Path, program: Program, wire: Wire) -> Shop:
    return Shop(tmp_path, program, wire)


@pytest.fixture
def page(browser: Browser, shop: Shop) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    open_till(page, shop.wire.url)
    wait_for_shell(page)
    yield page
    context.close()


@pytest.mark.long
def test_the_server_dies_in_the_middle_of_fifty_sales_and_answers_get_lost(
    page: Page, shop: Shop
) -> None:
    sold = []
    for n in range(50):
        if n in (12, 30):
            shop.program.kill()
        if n in (20, 40):
            shop.program.start()
            shop.wire.lose = 3
        sold.append(sell(page, GOODS[n % 3]))
    wait_until_sent(page, 60)
    assert shop.wire.lost >= 4, "answers were swallowed after the server had booked"
    shop.assert_sound(sold)


def test_answers_are_lost_at_random_while_selling(page: Page, shop: Shop) -> None:
    dice = random.Random(7)
    sold = []
    for n in range(20):
        shop.wire.lose = dice.randint(0, 1)
        sold.append(sell(page, GOODS[n % 3]))
    shop.wire.lose = 0
    wait_until_sent(page)
    shop.assert_sound(sold)


def test_two_tabs_are_one_till(page: Page, shop: Shop) -> None:
    sold = [sell(page, MIE)]
    other = page.context.new_page()
    other.goto(f"{shop.wire.url}/till")
    expect(other.locator("#elsewhere")).to_be_visible()
    other.locator("#take-over").click()
    expect(other.locator("body")).to_have_attribute("data-screen", "sell")
    expect(page.locator("#elsewhere")).to_be_visible()
    sold.append(sell(other, AIR))
    page.locator("#take-over").click()
    expect(page.locator("body")).to_have_attribute("data-screen", "sell")
    sold.append(sell(page, AIR, MIE))
    wait_until_sent(page)
    shop.assert_sound(sold)


def test_two_tabs_are_one_till_without_locks(browser: Browser, shop: Shop) -> None:
    """As on plain http: a lease in the store decides, and the store refuses the other tab."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.add_init_script("Object.defineProperty(navigator, 'locks', { value: undefined });")
    page, other = context.new_page(), context.new_page()
    open_till(page, shop.wire.url)
    sold = [sell(page, MIE)]
    page.reload()
    expect(page.locator("body")).to_have_attribute("data-screen", "sell")
    other.goto(f"{shop.wire.url}/till")
    expect(other.locator("#elsewhere")).to_be_visible()
    scan(page, AIR)
    other.evaluate(_FORGE_A_LEASE)
    page.keyboard.press("F8")
    expect(page.locator("#elsewhere")).to_be_visible()
    other.locator("#take-over").click()
    expect(other.locator("body")).to_have_attribute("data-screen", "sell")
    expect(other.locator("#total")).to_have_text("4.000")
    other.keyboard.press("F8")
    expect(other.locator("#face-paid")).to_be_visible()
    sold.append(other.locator("#paid-number").inner_text())
    wait_until_sent(other)
    shop.assert_sound(sold)
    context.close()


_FORGE_A_LEASE = """() => new Promise((resolve) => {
  const asked = indexedDB.open('lumbung');
  asked.onsuccess = () => {
    const tx = asked.result.transaction('device', 'readwrite');
    tx.objectStore('device').put({ tab: 'another', beat: 0 }, 'writer');
    tx.oncomplete = () => { asked.result.close(); resolve(); };
  };
})"""


@pytest.mark.parametrize(
    "step", [timedelta(days=-1), timedelta(days=3650)], ids=["back a day", "forward ten years"]
)
def test_the_clock_jumps_in_the_middle_of_the_day(page: Page, shop: Shop, step: timedelta) -> None:
    sold = [sell(page, MIE)]
    wait_until_sent(page)
    shop.program.kill()
    sold.append(sell(page, AIR))
    page.clock.install(time=datetime.now(UTC) + step)
    page.reload()
    expect(page.locator("body")).to_have_attribute("data-screen", "sell")
    sold += [sell(page, AIR), sell(page, GAS)]
    shop.program.start()
    page.locator("#unsent").click()
    page.locator("#unsent-send").click()
    page.clock.run_for(60_000)
    wait_until_sent(page)
    shop.assert_sound(sold)
    database = open_database(f"sqlite:///{shop.data / 'koperasi.db'}")
    with database.reading() as session:
        days = set(session.scalars(select(Sale.sold_on)))
        flags = set(session.scalars(select(SaleFlag.kind)))
        assert session.scalar(select(func.count()).select_from(Stock)) == 3
    database.dispose()
    assert len(days) <= 2
    if step > timedelta():
        assert max(days).year == datetime.now(UTC).year, "the shift's day, not the clock's"
        assert "clock" in flags


def test_after_a_crash_the_basket_is_back_and_the_last_sale_is_explained(
    page: Page, shop: Shop
) -> None:
    sell(page, MIE)
    wait_until_sent(page)
    page.keyboard.press("Escape")
    page.reload()
    expect(page.locator("#last-state")).to_have_text("Tersimpan, terkirim, tanpa struk kertas.")
    shop.program.kill()
    sell(page, AIR)
    page.keyboard.press("Escape")
    expect(page.locator("#last-state")).to_contain_text("belum terkirim")
    scan(page, GAS)
    expect(page.locator("#sell[data-kept=yes]")).to_be_visible()
    page.reload()
    expect(page.locator("#total")).to_have_text("20.000")


@pytest.mark.long
def test_the_browser_is_killed_after_each_of_twenty_sales_without_a_server(
    shop: Shop, tmp_path: Path
) -> None:
    """In a thread of its own, as it needs a Playwright of its own."""
    failures: list[BaseException] = []

    def run() -> None:
        try:
            _twenty_kills(shop, tmp_path / "profile")
        except BaseException as error:  # noqa: BLE001 (handed to the test below)
            failures.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if failures:
        raise failures[0]


def _twenty_kills(shop: Shop, profile: Path) -> None:
    sold = []
    with sync_playwright() as playwright:
        with lasting_browser(playwright, profile) as context:
            page = context.pages[0]
            open_till(page, shop.wire.url)
            wait_for_shell(page)
            wait_until_sent(page)
        shop.program.kill()
        for n in range(20):
            with lasting_browser(playwright, profile) as context:
                page = context.pages[0]
                page.goto(f"{shop.wire.url}/till")
                expect(page.locator("body")).to_have_attribute("data-screen", "sell")
                sold.append(sell(page, GOODS[n % 3]))
                kill_browser(profile)
                time.sleep(0.2)
        shop.program.start()
        with lasting_browser(playwright, profile) as context:
            page = context.pages[0]
            page.goto(f"{shop.wire.url}/till")
            wait_until_sent(page)
    shop.assert_sound(sold)
