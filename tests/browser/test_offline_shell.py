"""The till opens from its own copy: without a server, and never half old and half new."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.support.keys import scan
from tests.support.outage import Program, Wire, another_version
from tests.support.till_page import (
    AIR,
    enrol,
    open_till,
    sell,
    wait_for_shell,
    wait_until_sent,
)

pytestmark = pytest.mark.browser


@dataclass
class Shop:
    """A program that can be killed, and the wire to it, whose address stays the same."""

    program: Program
    wire: Wire
    url: str


@pytest.fixture
def shop(program: Program, wire: Wire) -> Shop:
    return Shop(program, wire, wire.url)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    yield context
    context.close()


def release_of(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.body).getPropertyValue('--release')"))


def test_the_till_opens_and_sells_without_a_server(context: BrowserContext, shop: Shop) -> None:
    page = context.new_page()
    open_till(page, shop.url)
    wait_for_shell(page)
    shop.program.kill()
    page.reload()
    expect(page.locator("body")).to_have_attribute("data-screen", "sell")
    expect(page.locator("#connection")).to_have_attribute("data-state", "offline")
    assert sell(page, AIR) == "WSB-T1-A-000001"
    shop.program.start()
    wait_until_sent(page)


def test_a_new_version_in_an_outage_waits_until_nothing_can_be_disturbed(
    context: BrowserContext, shop: Shop, tmp_path: Path
) -> None:
    page = context.new_page()
    open_till(page, shop.url)
    old = wait_for_shell(page)
    shop.program.kill()
    page.reload()
    sell(page)
    scan(page, AIR)
    expect(page.locator("#sell[data-kept=yes]")).to_be_visible()

    shop.program.source = another_version(tmp_path)
    shop.program.start()
    wait_until_sent(page)
    expect(page.locator("#newer")).to_be_visible()
    page.reload()
    expect(page.locator("#total")).to_have_text("4.000")
    assert (wait_for_shell(page), release_of(page)) == (old, ""), "there is a basket"

    with page.expect_navigation(timeout=30_000):
        page.keyboard.press("F8")
        expect(page.locator("#face-paid")).to_be_visible()
        page.keyboard.press("Escape")
    assert wait_for_shell(page) != old
    assert release_of(page) == "newer"
    shop.program.kill()
    page.reload()
    expect(page.locator("body")).to_have_attribute("data-screen", "sell")
    assert release_of(page) == "newer"


def test_a_server_that_is_exchanged_while_the_files_are_fetched_leaves_the_old_version(
    context: BrowserContext, shop: Shop, tmp_path: Path
) -> None:
    """Its list names hashes, so a file of another version is not taken."""
    page = context.new_page()
    enrol(page, shop.url)
    old = wait_for_shell(page)
    page.route("**/till/shell.json*", _with_a_wrong_hash)
    with page.expect_console_message(lambda said: "could not be fetched" in said.text):
        page.reload()
    expect(page.locator("#sign-in")).to_be_visible()
    assert wait_for_shell(page) == old


def _with_a_wrong_hash(route: object) -> None:
    response = route.fetch()  # type: ignore[attr-defined]
    shell = response.json()
    name = next(name for name in shell["files"] if name.endswith("main.js"))
    shell["files"][name] = "sha256-" + "A" * 43 + "="
    route.fulfill(json=shell | {"version": "another-id"})  # type: ignore[attr-defined]


def test_the_other_language_is_another_version(context: BrowserContext, shop: Shop) -> None:
    page = context.new_page()
    enrol(page, shop.url)
    wait_for_shell(page)
    page.locator("#language").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    shop.program.kill()
    page.reload()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.locator("#language").click()
    expect(page.locator("#not-spoken")).not_to_be_empty()
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_only_the_till_gets_the_files_of_the_copy(context: BrowserContext, shop: Shop) -> None:
    page = context.new_page()
    enrol(page, shop.url)
    wait_for_shell(page)
    page.evaluate(_MARK_THE_COPY)
    page.goto(f"{shop.url}/till/enrol")
    assert release_of(page) == ""
    page.goto(f"{shop.url}/till")
    assert release_of(page) == "copy"


_MARK_THE_COPY = """async () => {
  const name = (await caches.keys()).find((key) => !key.endsWith(':current'));
  const type = { headers: { 'Content-Type': 'text/css' } };
  const style = new Response('body { --release: copy; }', type);
  await (await caches.open(name)).put('/static/core/lumbung.css', style);
}"""


def test_the_till_can_be_installed(context: BrowserContext, shop: Shop) -> None:
    page = context.new_page()
    page.goto(f"{shop.url}/till")
    address = page.locator("link[rel=manifest]").get_attribute("href")
    manifest = page.request.get(f"{shop.url}{address}").json()
    assert (manifest["start_url"], manifest["scope"]) == ("/till", "/till")
    for icon in manifest["icons"]:
        assert page.request.get(f"{shop.url}{icon['src']}").ok
