"""An annual meeting on its day: the chair calls and counts, the treasurer stands at the door.

On the wide screen and on a phone; every page is readable by everybody.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from core.db import Database
from core.permissions import Role
from members.meetings import decisions
from members.meetings.models import MotionKind
from tests.support.axe import violations
from tests.support.keys import scan
from tests.support.meetings import neighbours
from tests.support.serving import serving
from tests.support.world import PASSWORD, PEOPLE, make_coop, today
from wsgi import create_app

pytestmark = pytest.mark.browser

NUMBER = f"RAT-{today().year}"


@pytest.fixture(scope="session")
def engine_name() -> str:
    """What a page does in a browser does not depend on the database."""
    return "sqlite"


@dataclass(frozen=True)
class Hall:
    """Where they meet: the address, and browsers of those who run it."""

    address: str
    context: BrowserContext

    def enter(self, role: Role) -> Page:
        """A page of that person's own."""
        page = self.context.new_page()
        page.context.clear_cookies()
        page.goto(f"{self.address}/sign-in")
        page.locator("#login").fill(PEOPLE[role][0])
        page.locator("#password").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{self.address}/")
        return page

    def look(self, page: Page, name: str) -> None:
        """Everybody can read it, and it does not scroll sideways."""
        assert violations(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        if folder := os.environ.get("LUMBUNG_SCREENS"):
            width = page.viewport_size["width"] if page.viewport_size else 0
            page.screenshot(path=str(Path(folder) / f"meeting-{name}-{width}.png"), full_page=True)


@pytest.fixture(params=[(1280, 800), (390, 844)], ids=["1280", "390"])
def hall(browser: Browser, database: Database, request: pytest.FixtureRequest) -> Iterator[Hall]:
    with database.transaction() as session:
        neighbours(session, make_coop(session), 10)
    width, height = request.param
    with serving(create_app(database, secret_key="for-tests")) as address:
        context = browser.new_context(viewport={"width": width, "height": height}, bypass_csp=True)
        errors: list[str] = []
        context.on("weberror", lambda error: errors.append(str(error.error)))
        yield Hall(address, context)
        context.close()
        assert errors == []


def press(page: Page, name: str) -> None:
    """A button, or a link that looks like one, that leads to another page."""
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name=name, exact=True).first.click()


def says(page: Page, words: str) -> None:
    """What became of the last line at the door; the next one may come at once."""
    expect(page.locator("#said")).to_contain_text(words)
    expect(page.locator("#code")).to_be_focused()


def call(hall: Hall, page: Page) -> None:
    """Call a meeting for today, with a motion about the surplus."""
    page.goto(f"{hall.address}/meetings")
    hall.look(page, "none")
    press(page, "Panggil rapat")
    hall.look(page, "form")
    page.get_by_label("Tanggal").fill(today().isoformat())
    page.get_by_label("Tempat").fill("Balai desa Kejajar")
    page.get_by_label("Acara").fill("Pembukaan\nLaporan pengurus\nPembagian SHU")
    press(page, "Panggil rapat")
    expect(page.locator("h1")).to_contain_text(NUMBER)
    press(page, "Tambah usul")
    hall.look(page, "motion-form")
    page.get_by_label("Isi usul").fill("SHU dibagi menurut usul pengurus")
    page.locator("[name=kind][value=shu]").check()
    press(page, "Tambah usul")
    expect(page.locator("main")).to_contain_text(f"{NUMBER}/1")
    hall.look(page, "called")


def test_a_meeting_is_held(hall: Hall, database: Database) -> None:
    page = hall.enter(Role.CHAIR)
    call(hall, page)
    press(page, "Daftar undangan")
    hall.look(page, "people")
    press(page, "Siti Aminah sudah diberi tahu")
    expect(page.get_by_role("button", name="Siti Aminah belum diberi tahu")).to_be_visible()
    press(page, "Semua sudah diberi tahu")
    expect(page.locator("main")).to_contain_text("11 anggota dicatat")
    page.goto(f"{hall.address}/meetings/{NUMBER}")
    press(page, "Buka rapat")
    hall.look(page, "opening")
    press(page, "Ya, buka rapat")
    expect(page.locator("#present")).to_have_text("0")
    hall.look(page, "open")
    for card in ("AGT0001", *(f"TTG{number:03d}" for number in range(4, 10))):
        scan(page, card)
    expect(page.locator("#present")).to_have_text("7")
    expect(page.locator("#sentence")).to_contain_text("Kuorum tercapai")
    expect(page.locator("#second")).to_be_hidden()
    hall.look(page, "quorum")
    press(page, f"Hitung suara {NUMBER}/1")
    page.get_by_label("Setuju", exact=True).fill("6")
    page.get_by_label("Tidak setuju").fill("2")
    press(page, "Catat suara")
    expect(page.locator(".flash-error")).to_contain_text("Ada 8 suara, padahal yang hadir 7.")
    hall.look(page, "too-many")
    page.get_by_label("Tidak setuju").fill("1")
    press(page, "Catat suara")
    expect(page.locator("main")).to_contain_text(f"Usul {NUMBER}/1 diterima.")
    press(page, "Tutup rapat")
    page.get_by_label("Pimpinan rapat").fill("Hasan Basri")
    hall.look(page, "closing")
    page.get_by_text("Berita acaranya sudah benar").click()
    press(page, "Tutup rapat")
    expect(page.locator("main")).to_contain_text("Rapat ditutup.")
    hall.look(page, "closed")
    press(page, "Berita acara")
    expect(page.locator("main")).to_contain_text("Hadir 7 dari 12 anggota yang mempunyai suara.")
    hall.look(page, "minutes")
    page.goto(f"{hall.address}/meetings")
    hall.look(page, "list")
    with database.reading() as session:
        motion = decisions.carried_motion(session, f"{NUMBER}/1", MotionKind.SURPLUS)
        assert (motion.in_favour, motion.against) == (6, 1)


def test_the_door_takes_cards_numbers_and_names(hall: Hall) -> None:
    page = hall.enter(Role.TREASURER)
    call(hall, page)
    page.goto(f"{hall.address}/meetings/{NUMBER}/open")
    press(page, "Ya, buka rapat")
    line = page.locator("#code")
    expect(line).to_be_focused()
    scan(page, "AGT0001")
    says(page, "Selamat datang, Siti Aminah (nomor 1).")
    scan(page, "AGT0001")
    says(page, "sudah tercatat hadir sejak")
    line.press_sequentially("2")
    line.press("Enter")
    says(page, "Benar orangnya?")
    expect(page.locator("#present")).to_have_text("1")
    line.press("Enter")
    says(page, "Selamat datang, Budi Santoso (nomor 2).")
    line.press_sequentially("tetangga se")
    line.press("Enter")
    says(page, "Yang mana?")
    expect(page.locator("#asked button")).to_have_count(2)
    hall.look(page, "which")
    page.get_by_role("button", name="Tetangga Sepuluh").click()
    expect(page.locator("#said")).to_contain_text("Selamat datang, Tetangga Sepuluh")
    expect(page.locator("#present")).to_have_text("3")
    line.fill("wahyu")
    line.press("Enter")
    says(page, "tidak bersuara: pada hari rapat berhenti.")
    hall.look(page, "refused")
    line.press("Enter")
    expect(page.locator("#present")).to_have_text("3")
    expect(page.locator("#latest li").first).to_contain_text("Tetangga Sepuluh")


def test_scans_wait_while_the_net_is_away_and_none_is_lost(hall: Hall) -> None:
    page = hall.enter(Role.TREASURER)
    call(hall, page)
    page.goto(f"{hall.address}/meetings/{NUMBER}/open")
    press(page, "Ya, buka rapat")
    expect(page.locator("#code")).to_be_focused()
    away = [True]

    def cable(route: Route) -> None:
        if away[0]:
            route.abort()
        else:
            route.continue_()

    page.route("**/attendance", cable)
    for card in ("AGT0001", "AGT0002", "TTG004"):
        scan(page, card)
    says(page, "Belum tersambung. Yang menunggu dikirim: 3")
    expect(page.locator("#present")).to_have_text("0")
    away[0] = False
    expect(page.locator("#present")).to_have_text("3")
    other = hall.context.new_page()
    other.goto(f"{hall.address}/meetings/{NUMBER}")
    expect(other.locator("#present")).to_have_text("3")
    scan(page, "TTG005")
    expect(other.locator("#present")).to_have_text("4")
