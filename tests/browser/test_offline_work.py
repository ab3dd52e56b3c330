"""What a clerk does while the server is away: sell, lock and unlock, carry the outbox away."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from core.db import open_database, using
from core.ids import PackId
from core.money import Money
from inventory import prices
from inventory.prices import NewPrice, Period
from pos.offline import files
from tests.support import axe
from tests.support.keys import scan
from tests.support.outage import Program, Wire
from tests.support.till_page import (
    AIR,
    CLERK,
    MIE,
    open_till,
    sell,
    sign_in,
    wait_for_shell,
    wait_until_sent,
)
from tests.support.world import World

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser, wire: Wire) -> Iterator[Page]:
    """A till that is open and keeps its own copy of the page."""
    context: BrowserContext = browser.new_context(
        viewport={"width": 1280, "height": 800}, bypass_csp=True
    )
    page = context.new_page()
    open_till(page, wire.url)
    wait_for_shell(page)
    yield page
    context.close()


def test_the_till_locks_and_the_clerk_comes_back_without_a_server(
    page: Page, program: Program
) -> None:
    scan(page, AIR)
    program.kill()
    page.locator("#lock").click()
    expect(page.locator("body")).to_have_attribute("data-screen", "sign-in")
    sign_in(page, "0000")
    expect(page.locator("#pin-message")).to_have_text("PIN salah.")
    assert axe.violations(page) == []
    page.keyboard.type("2580")
    page.keyboard.press("Enter")
    expect(page.locator("body")).to_have_attribute("data-screen", "sell")
    expect(page.locator("#total")).to_have_text("4.000")
    page.locator("#lock").click()
    page.get_by_role("button", name="Joko Prasetyo").click()
    page.keyboard.type("2580")
    page.keyboard.press("Enter")
    expect(page.locator("#pin-message")).to_contain_text("belum lama masuk")


def test_wrong_pins_have_to_wait_also_after_a_reload(page: Page, program: Program) -> None:
    program.kill()
    page.locator("#lock").click()
    page.get_by_role("button", name=CLERK).click()
    for _attempt in range(5):
        page.keyboard.type("0000")
        page.keyboard.press("Enter")
        expect(page.locator("#pin")).to_have_value("")
        expect(page.locator("#pin-message")).to_have_text("PIN salah.")
    page.reload()
    sign_in(page)
    expect(page.locator("#pin-message")).to_contain_text("Terlalu banyak")


def test_tomorrows_price_holds_tomorrow_without_a_server(
    page: Page, program: Program, world: World, tmp_path: Path
) -> None:
    now = datetime.now(UTC)
    tomorrow = (now + timedelta(hours=7, days=1)).date()
    database = open_database(f"sqlite:///{tmp_path / 'koperasi.db'}")
    with database.transaction() as session:
        price = NewPrice(PackId(world.goods["mie"].pack_id), Money(3_900))
        prices.set_price(session, price, Period(tomorrow), at=now, by=None)
    database.dispose()
    page.reload()
    expect(page.locator("#connection")).to_have_attribute("data-state", "online")
    _wait_until_known(page, 3_900)
    program.kill()
    scan(page, MIE)
    expect(page.locator("#total")).to_have_text("3.500")
    expect(page.locator("#sell[data-kept=yes]")).to_be_visible()
    page.clock.install(time=now + timedelta(days=1, minutes=5))
    page.reload()
    expect(page.locator("#total")).to_have_text("3.900")
    scan(page, MIE)
    expect(page.locator("#total")).to_have_text("7.800")


def test_the_outbox_goes_by_file_and_later_over_the_network_once(
    page: Page, program: Program, tmp_path: Path
) -> None:
    wait_until_sent(page)
    program.kill()
    numbers = [sell(page, AIR), sell(page, MIE, AIR)]
    page.locator("#unsent").click()
    expect(page.locator("#unsent-list li")).to_have_count(2)
    assert axe.violations(page) == []
    with page.expect_download() as download:
        page.locator("#unsent-save").click()
    assert re.fullmatch(
        r"belum-terkirim-WSB-T1-\d{8}-\d{4}\.jsonl", download.value.suggested_filename
    )
    content = Path(download.value.path()).read_bytes()

    database = open_database(f"sqlite:///{tmp_path / 'koperasi.db'}")
    with using(database):
        with database.reading() as session:
            delivery = files.read(session, content, within=None)
        outcomes = list(files.take(delivery, at=datetime.now(UTC)))
        assert [(int(one.status), one.number) for one in outcomes] == [(201, n) for n in numbers]
        program.start()
        page.locator("#unsent-send").click()
        expect(page.locator("#unsent-none")).to_be_visible(timeout=30_000)
        again = list(files.take(delivery, at=datetime.now(UTC)))
        assert [int(one.status) for one in again] == [200, 200]
    database.dispose()


def _wait_until_known(page: Page, price: int, seconds: float = 20) -> None:
    """This till keeps goods with that price; a promise is no answer to `wait_for_function`."""
    until = time.monotonic() + seconds
    while not page.evaluate(_KNOWS_PRICE, price):
        if time.monotonic() > until:
            raise TimeoutError(f"nothing costs {price} here")
        page.wait_for_timeout(50)


_KNOWS_PRICE = """async (amount) => {
  const done = (request) => new Promise((resolve) => {
    request.onsuccess = () => resolve(request.result);
  });
  const database = await done(indexedDB.open('lumbung'));
  const packs = await done(database.transaction('catalogue').objectStore('catalogue').get('packs'));
  database.close();
  return packs.some(({ prices }) => prices.some((price) => price.amount === amount));
}"""
