"""The customer's screen, a second window of the till's browser."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from core.db import open_database
from core.money import Money
from core.settings import put
from pos.qris.payload import import_static, make_dynamic
from pos.qris.settings import QRIS_DYNAMIC, QRIS_STATIC_PAYLOAD
from tests.support import axe
from tests.support.keys import scan, type_slowly
from tests.support.program import lumbung_serve
from tests.support.qris import STATIC
from tests.support.screens import codes_on
from tests.support.till_page import AIR, GAS, make_shop, open_till
from tests.support.world import NOW

pytestmark = pytest.mark.browser


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[str]:
    make_shop(tmp_path)
    database = open_database(f"sqlite:///{tmp_path / 'koperasi.db'}")
    with database.transaction() as session:
        for setting, value in ((QRIS_STATIC_PAYLOAD, STATIC), (QRIS_DYNAMIC, "ya")):
            put(session, setting, value, valid_from=date(2026, 1, 1), at=NOW, by=None)
    database.dispose()
    with lumbung_serve(tmp_path) as url:
        yield url


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, bypass_csp=True)
    yield context
    context.close()


def test_the_customer_sees_goods_code_and_change_but_no_more_than_a_first_name(
    context: BrowserContext, shop: str
) -> None:
    till = context.new_page()
    open_till(till, shop)
    scan(till, GAS)
    type_slowly(till, "layar")
    with context.expect_page() as opened:
        till.keyboard.press("Enter")
    shown = opened.value
    expect(shown.locator("#display-total")).to_have_text("20.000")
    till.bring_to_front()
    scan(till, AIR)
    scan(till, "AGT0001")
    expect(shown.locator("#display-lines li")).to_have_count(2)
    expect(shown.locator("#display-total")).to_have_text("24.000")
    expect(shown.locator("#display-member")).to_have_text("Halo, Siti")
    assert "Aminah" not in shown.locator("body").inner_text()
    assert axe.violations(shown) == []

    till.keyboard.press("F9")
    type_slowly(till, "4rb")
    till.keyboard.press("q")
    expect(shown.locator("#display-ask")).to_be_visible()
    asked = make_dynamic(import_static(STATIC), Money(4_000), limit=Money(10_000_000))
    assert codes_on(shown) == [asked.text]
    assert axe.violations(shown) == []
    till.keyboard.press("Enter")
    expect(shown.locator("#display-basket")).to_be_visible()
    type_slowly(till, "50rb")
    till.keyboard.press("Enter")
    expect(shown.locator("#display-change")).to_have_text("30.000")
    assert axe.violations(shown) == []
    scan(till, AIR)
    expect(shown.locator("#display-total")).to_have_text("4.000")
    expect(shown.locator("#display-member")).to_have_text("")
