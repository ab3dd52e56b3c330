"""A member's pages on a small phone: first load, every page, offline, lock, the till's code.

On a screen of 360 × 640 by finger; the till by keyboard.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from core import clock
from core.db import open_database
from core.schema import migrate
from members import register
from members.access import activation
from tests.support import axe
from tests.support.keys import type_slowly
from tests.support.member_pages import PIN, fill
from tests.support.program import lumbung_serve
from tests.support.till_page import enrol, sign_in
from tests.support.world import make_coop

pytestmark = pytest.mark.browser

MOST_BYTES = 150_000
PAGES = ("/saya", "/saya/simpanan", "/saya/simpanan/sukarela", "/saya/belanja", "/saya/shu",
         "/saya/shu/2025/1", "/saya/tagihan", "/saya/lainnya", "/saya/data", "/saya/hp",
         "/saya/struk", "/saya/titipan")  # fmt: skip


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The program with two members who have everything."""
    data = tmp_path_factory.mktemp("saya")
    database = open_database(f"sqlite:///{data / 'koperasi.db'}")
    migrate(database)
    with database.transaction() as session:
        fill(session, make_coop(session))
    database.dispose()
    with lumbung_serve(data) as url:
        yield url, data


def code_of(data: Path, number: int = 1) -> str:
    """A fresh activation code."""
    database = open_database(f"sqlite:///{data / 'koperasi.db'}")
    with database.transaction() as session:
        member = register.by_number(session, number)
        code = activation.make_code(session, member, at=clock.now(), by=None).code
    database.dispose()
    return code


@pytest.fixture
def context(browser: Browser, shop: tuple[str, Path]) -> Iterator[BrowserContext]:
    """A cheap phone."""
    found = browser.new_context(
        base_url=shop[0], viewport={"width": 360, "height": 640}, has_touch=True, bypass_csp=True
    )
    yield found
    found.close()


def come_in(page: Page, data: Path, *, phone: str = "HP saya sendiri", number: int = 1) -> None:
    """From the code to the first page, by finger."""
    page.goto("/saya/aktivasi")
    page.get_by_label("Kode").fill(code_of(data, number).lower())
    page.get_by_role("button", name="Lanjut").tap()
    page.get_by_label("PIN baru").fill(PIN)
    page.get_by_label("Sekali lagi").fill(PIN)
    page.get_by_label(phone).check()
    page.get_by_role("button", name="Simpan PIN").tap()
    expect(page.get_by_role("heading", name="Simpanan saya")).to_be_visible()


def test_the_first_load_is_small(context: BrowserContext, shop: tuple[str, Path]) -> None:
    """Everything that comes over the network for the first page, headers and all."""
    page = context.new_page()
    come_in(page, shop[1])
    context.storage_state(path=shop[1] / "phone.json")
    fresh = context.browser.new_context(  # type: ignore[union-attr]
        base_url=shop[0], viewport={"width": 360, "height": 640},
        storage_state=shop[1] / "phone.json",
    )  # fmt: skip
    again = fresh.new_page()
    client = fresh.new_cdp_session(again)
    client.send("Network.enable")
    client.send("Network.setBypassServiceWorker", {"bypass": True})
    taken: list[float] = []
    client.on("Network.loadingFinished", lambda event: taken.append(event["encodedDataLength"]))
    again.goto("/saya", wait_until="networkidle")
    expect(again.get_by_text("Simpanan saya")).to_be_visible()
    assert len(taken) > 2
    assert sum(taken) < MOST_BYTES
    assert sum(taken) < 60_000, "far below what is asked, so that slow networks do"
    fresh.close()


def test_every_page_fits_a_small_screen_and_can_be_used_by_everybody(
    context: BrowserContext, shop: tuple[str, Path]
) -> None:
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto("/saya")
    assert axe.violations(page) == [], "the page that asks for number and PIN"
    come_in(page, shop[1])
    for path in PAGES:
        page.goto(path)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 360, path
        assert axe.violations(page) == [], path
        small = page.evaluate(_TOO_SMALL)
        assert small == [], path
    page.goto("/saya/struk")
    page.locator(".rows a").first.tap()
    expect(page.locator(".paper")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert axe.violations(page) == []
    assert errors == []


_TOO_SMALL = """() => [...document.querySelectorAll("main a, main button, .tabs a, label.choice")]
  .filter((each) => each.checkVisibility() && getComputedStyle(each).display !== "inline")
  .filter((each) => { const box = each.getBoundingClientRect(); return box.height < 43; })
  .filter((each) => !each.closest(".back"))
  .map((each) => each.outerHTML.slice(0, 80))"""


def test_the_first_page_shows_the_most_important_without_scrolling(
    context: BrowserContext, shop: tuple[str, Path]
) -> None:
    page = context.new_page()
    come_in(page, shop[1])
    tabs = page.locator(".tabs").bounding_box()
    assert tabs is not None
    for text in ("Rp50.111", "Harus dibayar", "Belanja tahun", "Perkiraan SHU"):
        box = page.get_by_text(text).first.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= tabs["y"], text


def test_pages_can_be_read_without_a_network_until_somebody_signs_out(
    context: BrowserContext, shop: tuple[str, Path]
) -> None:
    page = context.new_page()
    come_in(page, shop[1])
    page.evaluate("navigator.serviceWorker.ready")
    page.reload()
    expect(page.locator("html[data-own=yes]")).to_be_attached()
    page.goto("/saya/shu")
    _wait_kept(page, "/saya/shu")
    page.goto("/saya")
    _wait_kept(page, "/saya")
    context.set_offline(True)
    page.goto("/saya")
    expect(page.get_by_text("Rp50.111").first).to_be_visible()
    expect(page.get_by_text("Ini angka terakhir yang tersimpan")).to_be_visible()
    expect(page.get_by_text("Keadaan")).to_be_visible()
    page.goto("/saya/shu")
    expect(page.get_by_role("heading", name="SHU saya")).to_be_visible()
    page.goto("/saya/data")
    expect(page.get_by_role("heading", name="Tanpa jaringan")).to_be_visible()
    context.set_offline(False)
    page.goto("/saya/lainnya")
    page.get_by_role("button", name="Keluar").tap()
    expect(page.get_by_label("Nomor anggota")).to_be_visible()
    assert page.evaluate(_KEPT) == []
    context.set_offline(True)
    page.goto("/saya")
    expect(page.get_by_role("heading", name="Tanpa jaringan")).to_be_visible()
    expect(page.get_by_text("Rp50.111")).to_have_count(0)
    context.set_offline(False)


def test_another_member_on_the_phone_finds_nothing_of_the_first(
    context: BrowserContext, shop: tuple[str, Path]
) -> None:
    page = context.new_page()
    come_in(page, shop[1])
    page.evaluate("navigator.serviceWorker.ready")
    page.goto("/saya/simpanan")
    _wait_kept(page, "/saya/simpanan")
    come_in(page, shop[1], number=2)
    page.wait_for_function(f"({_KEPT})().then((kept) => !kept.includes('/saya/simpanan'))")
    context.set_offline(True)
    page.goto("/saya/simpanan")
    expect(page.get_by_text("Rp50.111")).to_have_count(0)
    context.set_offline(False)


def test_a_shared_phone_keeps_nothing(context: BrowserContext, shop: tuple[str, Path]) -> None:
    page = context.new_page()
    come_in(page, shop[1], phone="Dipakai bersama")
    page.goto("/saya/simpanan")
    assert (
        page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    )
    assert page.evaluate(_KEPT) == []


_KEPT = """async () => {
  const names = (await caches.keys()).filter((name) => name.endsWith(":pages"));
  const caught = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
  return caught.flat().map((request) => new URL(request.url).pathname);
}"""


def _wait_kept(page: Page, path: str) -> None:
    page.wait_for_function(f"({_KEPT})().then((kept) => kept.includes('{path}'))")


def test_reading_needs_no_script(browser: Browser, shop: tuple[str, Path]) -> None:
    context = browser.new_context(
        base_url=shop[0], viewport={"width": 360, "height": 640}, has_touch=True,
        java_script_enabled=False,
    )  # fmt: skip
    page = context.new_page()
    come_in(page, shop[1])
    for name in ("Simpanan", "Belanja", "SHU", "Lainnya"):
        page.locator(".tabs").get_by_role("link", name=name, exact=True).tap()
        expect(page.locator("h1")).to_be_visible()
    page.get_by_role("button", name="Kunci").tap()
    expect(page.get_by_role("heading", name="Terkunci")).to_be_visible()
    page.get_by_label("PIN").fill(PIN)
    page.get_by_role("button", name="Buka", exact=True).tap()
    expect(page.get_by_text("Rp50.111").first).to_be_visible()
    context.close()


def test_the_till_hands_a_member_her_code(browser: Browser, shop: tuple[str, Path]) -> None:
    """By keyboard: the word, the name large, the code; her phone uses it."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, bypass_csp=True)
    page = context.new_page()
    enrol(page, shop[0])
    sign_in(page)
    expect(page.locator("body")).to_have_attribute("data-screen", "sell")
    type_slowly(page, "AKTIVASI 1")
    page.keyboard.press("Enter")
    expect(page.locator("#access-name")).to_have_text("SITI AMINAH")
    expect(page.locator("#access-next")).to_be_focused()
    assert axe.violations(page) == []
    page.keyboard.press("Enter")
    expect(page.locator("#access-qr svg")).to_be_visible()
    assert axe.violations(page) == []
    url = page.locator("#access-qr").get_attribute("data-url")
    assert url is not None
    code = page.locator("#access-code").inner_text()
    assert url.endswith(f"/saya/aktivasi/{code}")
    page.keyboard.press("Enter")
    expect(page.locator("#access-dialog")).to_be_hidden()
    expect(page.locator("#access-code")).to_have_text("")
    expect(page.locator("#entry")).to_be_focused()
    phone = browser.new_context(viewport={"width": 360, "height": 640}, has_touch=True).new_page()
    phone.goto(url)
    expect(phone.get_by_role("heading", name="Halo, Siti Aminah")).to_be_visible()
    phone.context.close()
    type_slowly(page, "REKENING")
    page.keyboard.press("Enter")
    expect(page.locator("#access-member")).to_be_focused()
    type_slowly(page, "siti")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator("#access-qr svg")).to_be_visible()
    link = page.locator("#access-qr").get_attribute("data-url")
    assert link is not None
    reader = context.new_page()
    reader.goto(link)
    expect(reader.get_by_text("Rp50.111").first).to_be_visible()
    assert axe.violations(reader) == []
    context.close()
