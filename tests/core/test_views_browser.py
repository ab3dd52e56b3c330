"""The core pages and the books in a real browser: readable by everybody, on any screen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, ViewportSize

from core import audit, clock
from core.db import Database
from core.money import Money
from core.permissions import Role
from ledger.chart import DRAWER, MEMBER_SALES
from ledger.entry import Entry, credit, debit, lines
from ledger.journal import post
from tests.support.axe import violations
from tests.support.serving import serving
from tests.support.world import NOW, PASSWORD, PEOPLE, TODAY, World

pytestmark = pytest.mark.browser

SCREENS = [ViewportSize(width=1280, height=800), ViewportSize(width=390, height=844)]
OPEN_PAGES = ["/sign-in", "/invitation", "/nowhere"]
PAGES = {
    Role.ADMIN: [
        "/",
        "/account",
        "/shops",
        "/shops/new",
        "/shops/WSB",
        "/operators",
        "/new-operator",
        "/operators/kasir",
        "/audit",
        "/ledger",
    ],
    Role.TREASURER: [
        "/settings",
        "/settings/backup_folder",
        "/ledger?from=&to=",
        "/ledger/accounts/1-1010",
        "/ledger/journal",
        "/ledger/journal?q=tiada",
        "/ledger/entries/WSB/1",
    ],
}


@pytest.fixture(scope="session")
def engine_name() -> str:
    """What a page looks like does not depend on the database."""
    return "sqlite"


@pytest.fixture
def address(app: Flask, database: Database, world: World) -> Iterator[str]:
    with database.transaction() as session:
        for month in (4, 5):
            moved = lines(debit(DRAWER, Money(20_500)), credit(MEMBER_SALES, Money(20_500)))
            day = TODAY.replace(month=month)
            entry = Entry(world.shop_id, day, f"test:{month}", "Penjualan WSB-T1-A-000001", moved)
            post(session, entry, at=NOW)
        audit.record(session, "price.set", at=clock.now(), by=world.clerk_id, subject="mie")
    with serving(app) as address:
        yield address


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: str(screen["width"]))
def test_every_page_is_accessible_and_fits(
    browser: Browser, address: str, screen: ViewportSize
) -> None:
    with browser.new_context(viewport=screen, bypass_csp=True) as context:
        page = context.new_page()
        assert _wrong(page, address, OPEN_PAGES) == []
    for role, paths in PAGES.items():
        with browser.new_context(viewport=screen, bypass_csp=True) as context:
            page = context.new_page()
            _sign_in(page, address, role)
            assert _wrong(page, address, paths) == []


def test_a_phone_gets_around_by_the_menu_without_javascript(browser: Browser, address: str) -> None:
    with browser.new_context(viewport=SCREENS[1], java_script_enabled=False) as context:
        page = context.new_page()
        _sign_in(page, address, Role.TREASURER)
        page.locator(".menu > summary").click()
        page.locator(".menu summary", has_text="Pembukuan").click()
        page.locator(".menu").get_by_role("link", name="Jurnal").click()
        assert page.locator("h1").inner_text() == "Jurnal"
        page.locator(".menu > summary").click()
        page.locator(".menu").get_by_role("button", name="Keluar").click()
        assert page.url.endswith("/sign-in")


def test_the_policy_blocks_nothing_the_pages_need(browser: Browser, address: str) -> None:
    with browser.new_context(viewport=SCREENS[0]) as context:
        page = context.new_page()
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        _sign_in(page, address, Role.TREASURER)
        page.goto(f"{address}/ledger/accounts/1-1010")
        assert complaints == []
        icon = page.locator(".rail .icon").first
        assert icon.evaluate("icon => getComputedStyle(icon).fill") == "none", "styles were loaded"


def test_a_refused_field_says_so_to_a_screen_reader(browser: Browser, address: str) -> None:
    with browser.new_context(viewport=SCREENS[0], bypass_csp=True) as context:
        page = context.new_page()
        _sign_in(page, address, Role.ADMIN)
        page.goto(f"{address}/shops/WSB")
        page.get_by_label("NPWP").fill("123")
        page.get_by_role("button", name="Simpan").click()
        field = page.get_by_label("NPWP")
        assert field.get_attribute("aria-invalid") == "true"
        described = field.get_attribute("aria-describedby")
        assert "NPWP terdiri dari" in page.locator(f"#{described}").inner_text()
        assert violations(page) == []


def _sign_in(page: Page, address: str, role: Role) -> None:
    page.goto(f"{address}/sign-in")
    page.get_by_label("Nama masuk").fill(PEOPLE[role][0])
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.get_by_role("button", name="Masuk").click()
    page.wait_for_url(f"{address}/")


def _wrong(page: Page, address: str, paths: list[str]) -> list[str]:
    found: list[str] = []
    for path in paths:
        page.goto(f"{address}{path}")
        found += [f"{path}: {violation}" for violation in violations(page)]
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            found.append(f"{path}: wider than the screen")
    return found
