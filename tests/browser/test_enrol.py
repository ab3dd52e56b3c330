"""A browser that becomes another till keeps nothing of the one it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.support.program import lumbung_serve
from tests.support.till_page import enrol, make_shop

pytestmark = pytest.mark.browser

_BECOME = """async (isAnother) => {
  const { openStore } = await import('/static/pos/till/store.js');
  const store = await openStore('');
  const keys = ['basket', 'payment', 'member_use', 'held_baskets', 'pins', 'operator'];
  await store.putAll(Object.fromEntries(keys.map((key) => [key, 'here'])));
  const { till, shop, coop } = await store.get('till');
  const id = isAnother ? 'another' : till.id;
  await store.enrol('token', { till: { ...till, id }, shop, coop, series: 'C', next_counter: 1 });
  const left = await Promise.all(keys.map((key) => store.get(key)));
  return [left.filter(Boolean).length, (await store.get('till')).till.id === id];
}"""


def test_another_till_finds_nothing_of_the_one_before(browser: Browser, tmp_path: Path) -> None:
    make_shop(tmp_path)
    with lumbung_serve(tmp_path) as url:
        page = browser.new_page()
        enrol(page, url)
        page.goto(f"{url}/till/enrol")
        assert page.evaluate(_BECOME, False) == [6, True], "the same till goes on"
        assert page.evaluate(_BECOME, True) == [0, True]
        page.close()
