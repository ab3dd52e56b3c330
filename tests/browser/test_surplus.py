"""A year's surplus from the books to the members: the treasurer proposes, the chair ratifies, the
treasurer posts and pays. On the wide screen and on a phone; every page is readable by everybody.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from core import clock
from core.db import Database
from core.money import Money
from core.permissions import Role
from members.balances import balances
from tests.support.axe import violations
from tests.support.serving import serving
from tests.support.surplus import AFTER, YEAR, Year, close, decide, make_year
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
    page.locator("form[data-progress]").evaluate("form => { form.noValidate = true; }")
    press(page, "Bayar semua")
    reads(page, "Centang dulu")
    expect(page.get_by_label("Transfer bank")).to_be_checked()
    page.get_by_label("Ya, bayar semuanya sekarang").check()
    office.look(page, "many")
    press(page, "Bayar semua")
    reads(page, "1 pembayaran, bersama Rp850.000.")
    office.look(page, "batch")
    with office.database.reading() as session:
        assert balances(session, office.year.siti).sukarela == Money(950_000)
        assert balances(session, office.year.budi).surplus == Money(0)


TWICE = """button => new Promise((done) => {
  button.click();
  setTimeout(() => { button.click(); setTimeout(done, 200); }, 200);
})"""
"""Pressed again before the answer is there."""


def test_a_step_is_sent_once_while_the_server_works(office: Office) -> None:
    with office.database.transaction() as session:
        close(session)
    page = office.enter(Role.TREASURER)
    page.goto(f"{office.address}/shu/{YEAR}")
    posts: list[str] = []
    held: list[Route] = []
    page.on("request", lambda each: posts.append(each.url) if each.method == "POST" else None)
    page.route("**/propose", lambda route: held.append(route))
    page.get_by_role("button", name="Bekukan dan usulkan").evaluate(TWICE)
    assert len(posts) == 1
    held[0].continue_()
    reads(page, "Usulan ke-1 dibekukan.")


def test_rules_are_tried_and_the_page_follows(office: Office) -> None:
    page = office.enter(Role.TREASURER)
    page.goto(f"{office.address}/shu/{YEAR}/simulator?member=2")
    reads(page, "Budi Santoso, nomor 2", "Rp850.000")
    office.look(page, "simulator")
    page.locator("#m_jasa_usaha").fill("45")
    expect(page.locator('output[data-sum="m_"]')).to_have_text("120%")
    page.locator("#m_jasa_modal").fill("0")
    expect(page.locator('output[data-sum="m_"]')).to_have_text("100%")
    reads(page, "1 naik", "Rp450.000")
    page.get_by_label("Bertingkat").check()
    expect(page.locator("#m_anggota")).to_have_value("45")
    page.locator("#n_jasa_usaha").fill("70")
    page.locator("#n_jasa_modal").fill("30")
    reads(page, "31,5%", "13,5%")
    office.look(page, "nested")


def is_stale(page: Page, says: str) -> None:
    """What stands there is of other rules, and the page says so, within sight."""
    expect(page.locator("#outcome")).to_have_class("outcome is-stale")
    expect(page.locator("#state")).to_contain_text(says)
    expect(page.locator("#state")).to_be_in_viewport()
    struck = "each => getComputedStyle(each).textDecorationLine"
    assert page.locator("#figures dd").last.evaluate(struck) == "line-through"


def is_shown(page: Page) -> None:
    expect(page.locator("#state")).to_have_text("Hitungan menurut aturan yang tampil.")
    expect(page.locator("#outcome")).to_have_class("outcome")


def test_no_figure_of_other_rules_stands_there_unmarked(office: Office) -> None:
    page = office.enter(Role.TREASURER)
    page.goto(f"{office.address}/shu/{YEAR}/simulator")
    is_shown(page)
    page.locator("#m_cadangan").fill("25")
    is_stale(page, "sisi anggota kurang 5%: baru 9.500 dari 10.000")
    office.look(page, "stale")
    page.get_by_role("button", name="Sisanya ke cadangan").click()
    expect(page.locator("#m_cadangan")).to_have_value("30")
    is_shown(page)
    page.locator("#m_sosial").fill("5x")
    is_stale(page, "tidak terbaca")
    page.locator("#m_sosial").fill("5")
    is_shown(page)
    page.get_by_label("Lihat anggota").fill("zzz")
    reads(page, "Tidak ada anggota yang cocok")
    page.route("**/simulator?**", lambda route: route.abort())
    page.get_by_label("Lihat anggota").fill("")
    is_stale(page, "server tidak menjawab")
    page.unroute("**/simulator?**")
    press(page, "Hitung")
    is_shown(page)


def test_the_fixed_part_shows_its_field_and_a_wrong_one_says_so(office: Office) -> None:
    page = office.enter(Role.TREASURER)
    page.goto(f"{office.address}/shu/{YEAR}/simulator")
    expect(page.locator("#part_points")).to_be_hidden()
    page.get_by_text("Persen tetap dari rapat").click()
    page.locator("#part_points").fill("50")
    reads(page, "Persen tetap dari rapat dipakai")
    expect(page.locator("#figures")).to_contain_text("Rp625.000")
    page.locator("#part_points").fill("101")
    is_stale(page, "Angka di bawah hasil lama")
    page.locator("#part_points").fill("50")
    is_shown(page)


def test_a_slider_is_moved_with_the_keyboard_and_typing_moves_it(office: Office) -> None:
    page = office.enter(Role.TREASURER)
    page.goto(f"{office.address}/shu/{YEAR}/simulator")
    slider = page.get_by_label("Geser Jasa usaha")
    expect(slider).to_have_value("2500")
    slider.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#m_jasa_usaha")).to_have_value("25,5")
    is_stale(page, "lebih 0,5%: sudah 10.050 dari 10.000")
    page.locator("#m_jasa_usaha").fill("20")
    expect(slider).to_have_value("2000")


def test_without_a_script_a_button_does_it(office: Office, browser: Browser) -> None:
    known = office.enter(Role.TREASURER).context.storage_state()
    context = browser.new_context(java_script_enabled=False, storage_state=known)
    page = context.new_page()
    page.goto(f"{office.address}/shu/{YEAR}/simulator")
    expect(page.get_by_label("Geser Jasa usaha")).to_be_hidden()
    page.get_by_label("Bertingkat").check()
    for name, text in (("m_anggota", "45"), ("n_jasa_usaha", "70"), ("n_jasa_modal", "20")):
        page.locator(f"#{name}").fill(text)
    page.get_by_role("button", name="Hitung").click()
    expect(page.locator("#state")).to_have_text("Belum dihitung: perbaiki dulu yang ditandai.")
    expect(page.locator("#effects")).to_have_text("", use_inner_text=True)
    reads(page, "kurang 10%: baru 9.000 dari 10.000")
    page.locator("#n_jasa_modal").fill("30")
    page.get_by_role("button", name="Hitung").click()
    reads(page, "31,5%", "13,5%")
    context.close()
