"""A network that comes and goes under an open till: what the pill at the top says."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.support.outage import Program, Wire
from tests.support.till_page import open_till

pytestmark = pytest.mark.browser
AT_ONCE = 3_000
"""Milliseconds; the server is asked of itself only every 20 seconds."""


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, wire: Wire) -> Page:
    page = context.new_page()
    open_till(page, wire.url)
    says(page, "online")
    return page


def says(page: Page, state: str, timeout: float = 20_000) -> None:
    expect(page.locator("#connection")).to_have_attribute("data-state", state, timeout=timeout)


def test_the_till_is_offline_when_the_browser_says_so_and_online_when_the_server_answers(
    page: Page, context: BrowserContext, program: Program
) -> None:
    context.set_offline(True)
    says(page, "offline", AT_ONCE)
    program.kill()
    page.evaluate(_WRITE_DOWN_WHAT_IT_SAYS)
    with page.expect_event("requestfailed"):
        context.set_offline(False)
    assert "online" not in page.evaluate("window.said"), "a network is not yet a server"
    context.set_offline(True)
    program.start()
    context.set_offline(False)
    says(page, "online", AT_ONCE)


_WRITE_DOWN_WHAT_IT_SAYS = """() => {
  const pill = document.getElementById('connection');
  window.said = [];
  const write = () => window.said.push(pill.dataset.state);
  new MutationObserver(write).observe(pill, { attributes: true });
}"""


def test_an_answer_that_was_under_way_when_the_network_went_does_not_count(
    page: Page, context: BrowserContext
) -> None:
    def cut(route: Route) -> None:
        answer = route.fetch()
        context.set_offline(True)
        route.fulfill(response=answer, json=answer.json() | {"held": 7})

    page.route("**/api/v1/till/status*", cut, times=1)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("#held")).to_contain_text("7")
    says(page, "offline", AT_ONCE)


def test_a_server_on_this_very_machine_is_there_without_a_network(page: Page) -> None:
    page.evaluate(_WRITE_DOWN_WHAT_IT_SAYS)
    page.evaluate("dispatchEvent(new Event('offline'))")
    page.wait_for_function("window.said.includes('offline')")
    says(page, "online", AT_ONCE)
