"""The pages of the customers in a real browser: readable by everybody, on any screen."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ViewportSize

from core.db import Database
from core.permissions import Role
from tests.support.axe import violations
from tests.support.customers import customer, on_credit_of
from tests.support.sales import open_shift, send
from tests.support.serving import serving
from tests.support.world import PASSWORD, PEOPLE, make_coop
from wsgi import create_app

pytestmark = pytest.mark.browser

SCREENS = [ViewportSize(width=1280, height=800), ViewportSize(width=390, height=844)]


@pytest.fixture(scope="session")
def engine_name() -> str:
    """What a page looks like does not depend on the database."""
    return "sqlite"


@pytest.fixture
def address(database: Database) -> Iterator[str]:
    with database.transaction() as session:
        world = make_coop(session)
        for n in range(3):
            customer(session, world, f"Pelanggan Bernama Cukup Panjang {n}")
        key = customer(session, world)
        shift = open_shift(session, world)
        send(session, world, on_credit_of(world, shift, key, 3, counter=1))
    with serving(create_app(database, secret_key="for-tests")) as address:
        yield address


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: str(screen["width"]))
def test_the_pages_are_for_everybody(browser: Browser, address: str, screen: ViewportSize) -> None:
    context = browser.new_context(viewport=screen, bypass_csp=True)
    page = context.new_page()
    page.goto(f"{address}/sign-in")
    page.locator("#login").fill(PEOPLE[Role.MANAGER][0])
    page.locator("#password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}/")
    for path in ("/customers", "/new-customer"):
        page.goto(address + path)
        assert violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        if folder := os.environ.get("LUMBUNG_SCREENS"):
            page.screenshot(path=str(Path(folder) / f"page{path[1:]}-{screen['width']}.png"))
    context.close()
