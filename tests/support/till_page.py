"""The till as a clerk uses it, in a real browser: enrol, sign in, scan, pay."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from playwright.sync_api import BrowserContext, Error, Page, Playwright, expect

from core.db import open_database
from core.schema import migrate
from tests.conftest import chromium_path
from tests.support.keys import scan
from tests.support.world import PIN, TILL_TOKEN, World, make_coop

CLERK = "Sari Wulandari"
MIE, AIR, GAS = "8995522000015", "8998888000019", "8999999001018"
"""3,500, 4,000 and 20,000."""


def make_shop(data: Path) -> World:
    """The co-op of the tests in a data folder that ``lumbung serve`` can serve."""
    database = open_database(f"sqlite:///{data / 'koperasi.db'}")
    migrate(database)
    with database.transaction() as session:
        world = make_coop(session)
    database.dispose()
    return world


@contextmanager
def lasting_browser(playwright: Playwright, profile: Path) -> Iterator[BrowserContext]:
    """A browser whose profile stays on the disk, as a shop's does."""
    context = playwright.chromium.launch_persistent_context(
        str(profile),
        executable_path=chromium_path(),
        args=["--no-sandbox"],
        viewport={"width": 1280, "height": 800},
    )
    try:
        yield context
    finally:
        with suppress(Error):  # it may have been killed
            context.close()


def enrol(page: Page, url: str, token: str = TILL_TOKEN) -> None:
    """Make this browser the till."""
    page.goto(f"{url}/till/enrol")
    page.locator("#token").fill(token)
    page.keyboard.press("Enter")
    page.wait_for_url("**/till")


def sign_in(page: Page, pin: str = PIN) -> None:
    """The clerk takes over the till."""
    page.get_by_role("button", name=CLERK).click()
    page.keyboard.type(pin)
    page.keyboard.press("Enter")


def open_shift(page: Page) -> None:
    """Open the shift with 200,000."""
    expect(page.locator("#float")).to_be_focused()
    page.keyboard.type("200rb")
    page.keyboard.press("Enter")
    expect(page.locator("body")).to_have_attribute("data-screen", "sell")


def open_till(page: Page, url: str) -> None:
    """Everything before the first scan, and the server knows of it."""
    enrol(page, url)
    sign_in(page)
    open_shift(page)
    wait_until_sent(page)


def sell(page: Page, *codes: str) -> str:
    """One sale in cash, exactly paid; its number once the till says that it is kept."""
    expect(page.locator("body")).to_have_attribute("data-screen", "sell")
    before = page.locator("#paid-number").text_content()
    for code in codes or (MIE,):
        scan(page, code)
    page.keyboard.press("F8")
    expect(page.locator("#face-paid")).to_be_visible()
    expect(page.locator("#paid-number")).not_to_have_text(before or "")
    return page.locator("#paid-number").inner_text()


def wait_until_sent(page: Page, seconds: float = 45) -> None:
    """Nothing is left in the outbox."""
    expect(page.locator("#unsent")).to_have_text(re.compile(r"\b0\b"), timeout=seconds * 1000)


def wait_for_shell(page: Page, seconds: float = 15) -> str:
    """The version of the till this browser keeps, once it has one and a worker serves it."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if version := page.evaluate(_CURRENT):
            return str(version)
        page.wait_for_timeout(50)
    raise TimeoutError("this browser keeps no version of the till")


_CURRENT = """async () => {
  const path = `${document.documentElement.dataset.root}/till`;
  const cache = await caches.open(`lumbung-shell:${path}:current`);
  const pointer = await cache.match(path);
  return pointer && navigator.serviceWorker.controller ? pointer.text() : null;
}"""
