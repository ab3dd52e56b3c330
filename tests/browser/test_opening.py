"""The till opens from its own disk whatever the network, another tab or a lost file does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.support import axe
from tests.support.keys import scan
from tests.support.program import lumbung_serve
from tests.support.till_page import MIE, make_shop, open_till, wait_until_sent

pytestmark = pytest.mark.browser


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[str]:
    make_shop(tmp_path)
    with lumbung_serve(tmp_path) as url:
        yield url


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(
        viewport={"width": 390, "height": 844},
        has_touch=True,
        bypass_csp=True,
        service_workers="block",
    )
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, shop: str) -> Page:
    page = context.new_page()
    open_till(page, shop)
    wait_until_sent(page)
    return page


def test_a_server_that_never_answers_is_not_waited_for(page: Page) -> None:
    page.route("**/api/v1/**", lambda _route: None)
    page.reload()
    expect(page.locator("#sell")).to_be_visible(timeout=5_000)


def test_the_page_that_is_going_away_may_hold_the_lock_a_little_longer(
    page: Page, context: BrowserContext, shop: str
) -> None:
    neighbour = context.new_page()
    neighbour.goto(f"{shop}/till/enrol")
    neighbour.evaluate(_HOLD_THE_LOCK_UNTIL_IT_IS_ASKED_FOR)
    page.reload()
    expect(page.locator("#sell")).to_be_visible()
    assert neighbour.evaluate("window.held"), "it was asked for"


_HOLD_THE_LOCK_UNTIL_IT_IS_ASKED_FOR = """() => {
  const name = 'writer:lumbung';
  const isAskedFor = async () => {
    const { pending } = await navigator.locks.query();
    return pending.some((one) => one.name === name);
  };
  navigator.locks.request(name, async () => {
    while (!(await isAskedFor())) await new Promise((resolve) => setTimeout(resolve, 20));
    window.held = true;
  });
}"""


def test_a_lock_that_never_comes_leaves_a_button(
    page: Page, context: BrowserContext, shop: str
) -> None:
    neighbour = context.new_page()
    neighbour.goto(f"{shop}/till/enrol")
    neighbour.evaluate(
        "() => { navigator.locks.request('writer:lumbung', () => new Promise(() => {})); }"
    )
    page.reload()
    expect(page.locator("#elsewhere")).to_be_visible()
    page.locator("#take-over").tap()
    expect(page.locator("#sell")).to_be_visible()


def test_newer_goods_that_come_while_it_opens_do_not_open_it_twice(page: Page) -> None:
    page.add_init_script(_READ_THE_LAST_SALE_AFTER_THE_CATALOGUE)
    page.route("**/api/v1/catalogue?since=*", _with_all_goods)
    page.reload()
    page.wait_for_function("window.slow")
    expect(page.locator("#loading")).to_be_visible()
    page.wait_for_function("window.isRenewed")
    page.evaluate("window.go()")
    expect(page.locator("#sell")).to_be_visible()
    scan(page, MIE)
    expect(page.locator("#total")).to_have_text("3.500")
    expect(page.locator("#lines-box .line")).to_have_count(1)


def _with_all_goods(route: Route) -> None:
    whole = route.fetch(url=route.request.url.partition("?")[0])
    route.fulfill(response=whole, json=whole.json() | {"version": "a newer one"})


_READ_THE_LAST_SALE_AFTER_THE_CATALOGUE = """
window.late = new Promise((resolve) => { window.go = resolve; });
const { get, put } = IDBObjectStore.prototype;
IDBObjectStore.prototype.get = function (key) {
  const request = get.call(this, key);
  if (key !== 'last_sale') return request;
  window.slow = true;
  const listen = request.addEventListener.bind(request);
  request.addEventListener = (type, told) => {
    listen(type, (event) => window.late.then(() => told(event)));
  };
  return request;
};
IDBObjectStore.prototype.put = function (value, key) {
  const request = put.call(this, value, key);
  if (key === 'packs') {
    const tell = () => { window.isRenewed = true; };
    this.transaction.addEventListener('complete', () => setTimeout(tell, 50));
  }
  return request;
};
"""


@pytest.mark.parametrize("fate", ["missing", "silent"])
def test_a_file_that_does_not_come_leaves_a_button(page: Page, fate: str) -> None:
    lost = (lambda route: route.abort()) if fate == "missing" else (lambda _route: None)
    page.route("**/pos/till/store.js", lost, times=1)
    page.reload(wait_until="commit")
    again = page.locator("#loading-late a")
    expect(page.locator("#loading")).to_be_visible()
    expect(again).to_be_hidden()
    expect(again).to_be_visible()
    if fate == "missing":
        assert axe.violations(page) == []
    again.tap()
    expect(page.locator("#sell")).to_be_visible()
