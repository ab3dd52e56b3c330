"""The menu in a real browser: folded and unfolded by key and finger, remembered, read by axe."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, ViewportSize, expect

from core.db import Database
from core.permissions import Role
from tests.support.axe import violations
from tests.support.serving import serving
from tests.support.world import PASSWORD, PEOPLE, make_coop
from wsgi import create_app

pytestmark = pytest.mark.browser
WIDE, NARROW = ViewportSize(width=1280, height=800), ViewportSize(width=390, height=844)


@pytest.fixture(scope="session")
def engine_name() -> str:
    """What a page does in a browser does not depend on the database."""
    return "sqlite"


@pytest.fixture
def address(database: Database) -> Iterator[str]:
    with database.transaction() as session:
        make_coop(session)
    with serving(create_app(database, secret_key="for-tests")) as url:
        yield url


def enter(context: BrowserContext, address: str, role: Role = Role.TREASURER) -> Page:
    page = context.new_page()
    page.goto(f"{address}/sign-in")
    page.get_by_label("Nama masuk").fill(PEOPLE[role][0])
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}/")
    return page


def group(page: Page, name: str, place: str = ".rail") -> Locator:
    return page.locator(f"{place} details", has=page.locator("summary", has_text=name))


def test_by_keyboard_a_group_opens_and_stays_so_on_the_next_page(
    browser: Browser, address: str
) -> None:
    with browser.new_context(viewport=WIDE, bypass_csp=True) as context:
        page = enter(context, address)
        books = group(page, "Pembukuan")
        expect(books.get_by_role("link", name="Jurnal")).to_be_hidden()
        books.locator("summary").focus()
        page.keyboard.press("Enter")
        expect(books.get_by_role("link", name="Jurnal")).to_be_visible()
        page.keyboard.press("Tab")
        expect(books.get_by_role("link").first).to_be_focused()
        assert violations(page) == []
        page.goto(f"{address}/members")
        expect(group(page, "Pembukuan").get_by_role("link", name="Jurnal")).to_be_visible()
        expect(page.locator(".rail [aria-current=page]")).to_be_visible()
        assert page.locator(".rail details[open]").count() == 2
        assert violations(page) == []
        group(page, "Pembukuan").locator("summary").press("Space")
        page.goto(f"{address}/members")
        expect(group(page, "Pembukuan").get_by_role("link", name="Jurnal")).to_be_hidden()
        page.locator(".rail [aria-current=page]").press("Enter")
        expect(page.locator(".rail [aria-current=page]")).to_be_visible()


def test_by_finger_on_a_phone(browser: Browser, address: str) -> None:
    with browser.new_context(viewport=NARROW, has_touch=True, bypass_csp=True) as context:
        page = enter(context, address)
        page.locator(".menu > summary").tap()
        closed = page.locator(".menu-panel").bounding_box()
        assert closed is not None
        assert closed["height"] < NARROW["height"]
        group(page, "Anggota", ".menu").locator("summary").tap()
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        group(page, "Anggota", ".menu").get_by_role("link", name="SHU").tap()
        expect(page.locator("h1")).to_have_text("SHU")
        page.goto(f"{address}/ledger/journal")
        page.locator(".menu > summary").tap()
        expect(group(page, "Anggota", ".menu").get_by_role("link", name="SHU")).to_be_visible()


def test_the_groups_are_named_to_a_screen_reader(browser: Browser, address: str) -> None:
    with browser.new_context(viewport=WIDE, bypass_csp=True) as context:
        page = enter(context, address)
        tree = page.get_by_role("navigation", name="Menu utama").aria_snapshot()
        assert "Pembukuan" in tree
        assert "Jurnal" not in tree
        group(page, "Pembukuan").locator("summary").click()
        assert "Jurnal" in page.get_by_role("navigation", name="Menu utama").aria_snapshot()


def test_a_clerk_with_few_places_sees_them_all(browser: Browser, address: str) -> None:
    with browser.new_context(viewport=WIDE) as context:
        page = enter(context, address, Role.CLERK)
        assert page.locator(".rail details:not([open])").count() == 0
