"""A year's surplus from the books to the members: the treasurer proposes, the chair ratifies, the
treasurer posts and pays. On the wide screen and on a phone; every page is readable by everybody.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from core import clock
from core.db import Database
from core.money import Money
from core.permissions import Role
from members.balances import balances
from tests.support.axe import violations
from tests.support.serving import serving
from tests.support.surplus import AFTER, YEAR, Year, decide, make_year
from tests.support.world import PASSWORD, PEOPLE
from wsgi import create_app

pytestmark = pytest.mark.browser


@pytest.fixture(scope="session")
def engine_name() -> str:
    """What a page does in a browser does not depend on the database."""
    return "sqlite"


@dataclass(frozen=True)
class Office:
    """Where the surplus is divided: the address, the books, a browser."""

    address: str
    database: Database
    context: BrowserContext
    year: Year

    def enter(self, role: Role) -> Page:
        """A page of that person's own."""
        page = self.context.new_page()
        self.context.clear_cookies()
        page.goto(f"{self.address}/sign-in")
        page.locator("#login").fill(PEOPLE[role][0])
        page.locator("#password").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{self.address}/")
        return page

    def look(self, page: Page, name: str) -> None:
        """Everybody can read it, and it does not scroll sideways."""
        if folder := os.environ.get("LUMBUNG_SCREENS"):
            width = page.viewport_size["width"] if page.viewport_size else 0
            page.screenshot(path=str(Path(folder) / f"shu-{name}-{width}.png"), full_page=True)
        assert violations(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name


@pytest.fixture(params=[(1280, 800), (390, 844)], ids=["1280", "390"])
def office(
    browser: Browser, database: Database, request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Office]:  # fmt: skip
    monkeypatch.setattr(clock, "now", lambda: AFTER)
    with database.transaction() as session:
        year = make_year(session)
    width, height = request.param
    with serving(create_app(database, secret_key="for-tests")) as address:
        context = browser.new_context(viewport={"width": width, "height": height}, bypass_csp=True)
        errors: list[str] = []
        context.on("weberror", lambda error: errors.append(str(error.error)))
        yield Office(address, database, context, year)
        context.close()
        assert errors == []


def press(page: Page, name: str) -> None:
    """A button, or a link that looks like one, that leads to another page."""
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name=name, exact=True).first.click()


def reads(page: Page, *texts: str) -> None:
    for text in texts:
        expect(page.locator("main")).to_contain_text(text)


def test_from_the_books_to_the_members(office: Office) -> None:
    page = office.enter(Role.TREASURER)
    page.goto(f"{office.address}/shu")
    reads(page, "Tutup buku 2026 dulu.")
    office.look(page, "years")
    page.get_by_role("link", name=str(YEAR), exact=True).click()
    press(page, "Tutup buku 2026")
    office.look(page, "close")
    page.get_by_label("Ya, semua sudah dibukukan").check()
    press(page, "Tutup buku 2026")
    reads(page, "Rp5.000.000", "Periksa rancangannya")
    press(page, "Rancangan")
    reads(page, "Siti Aminah", "Rp950.000")
    office.look(page, "draft")
    page.go_back()
    press(page, "Bekukan dan usulkan")
    reads(page, "Menunggu keputusan rapat")
    office.look(page, "proposed")
    run = page.url
    with office.database.transaction() as session:
        decide(session, office.year.chair)

    page = office.enter(Role.CHAIR)
    page.goto(run)
    page.get_by_label("Keputusan rapat").select_option("RAT-2027/1")
    press(page, "Sahkan")
    reads(page, "Tinggal dibukukan")

    page = office.enter(Role.TREASURER)
    page.goto(run)
    page.get_by_label("Ya, sudah diperiksa").check()
    press(page, "Bukukan pembagian")
    reads(page, "Sudah di buku")
    office.look(page, "posted")
    page.get_by_role("link", name="Siti Aminah").click()
    reads(page, "6.000.000 : 8.000.000 x 1.000.000 = 750.000")
    office.look(page, "slip")

    page.goto(f"{office.address}/shu/{YEAR}")
    office.look(page, "year")
    press(page, "Bayar")
    office.look(page, "unclaimed")
    page.get_by_role("link", name="Siti Aminah").click()
    page.get_by_label("Simpanan sukarela").check()
    office.look(page, "pay")
    press(page, "Bayar")
    reads(page, "SHU dibayar: Rp950.000")
    page.goto(f"{office.address}/shu/unclaimed")
    press(page, "Bayar banyak sekaligus…")
    page.get_by_label("Transfer bank").check()
    page.get_by_label("Ya, bayar semuanya sekarang").check()
    office.look(page, "many")
    press(page, "Bayar semua")
    reads(page, "1 pembayaran, bersama Rp850.000.")
    office.look(page, "batch")
    with office.database.reading() as session:
        assert balances(session, office.year.siti).sukarela == Money(950_000)
        assert balances(session, office.year.budi).surplus == Money(0)


def test_rules_are_tried_and_the_page_follows(office: Office) -> None:
    page = office.enter(Role.TREASURER)
    page.goto(f"{office.address}/shu/{YEAR}/simulator?member=2")
    reads(page, "Anggota nomor 2", "Rp850.000")
    office.look(page, "simulator")
    page.locator("#m_jasa_usaha").fill("45")
    expect(page.locator('output[data-sum="m_"]')).to_have_text("120%")
    page.locator("#m_jasa_modal").fill("0")
    expect(page.locator('output[data-sum="m_"]')).to_have_text("100%")
    reads(page, "1 naik", "Rp450.000")
    page.get_by_label("Bertingkat").check()
    page.locator("#m_anggota").fill("45")
    page.locator("#n_jasa_usaha").fill("70")
    page.locator("#n_jasa_modal").fill("30")
    reads(page, "jasa_usaha 31,5, jasa_modal 13,5")
    office.look(page, "nested")
