"""The first run as a new user lives it: the real program, a real browser, paper in the hand."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from core.db import open_database
from core.schema import migrate
from pos.demo.making import make_example
from pos.demo.people import PIN as EXAMPLE_PIN
from tests.support import axe
from tests.support.paper import print_job
from tests.support.printer import FakePrinter, fake_printer
from tests.support.program import lumbung_serve
from tests.support.world import PASSWORD, PIN

pytestmark = pytest.mark.browser

SCREENS = [pytest.param((1280, 800), id="1280"), pytest.param((390, 844), id="390")]
FIVE_MINUTES = 300
"""What a new user may take; the test only proves that the program is not what takes it."""


@pytest.fixture
def printer() -> Iterator[FakePrinter]:
    with fake_printer() as printer:
        yield printer


@pytest.fixture(params=SCREENS)
def context(browser: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    width, height = request.param
    context = browser.new_context(viewport={"width": width, "height": height}, bypass_csp=True)
    yield context
    context.close()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()


def is_sound(page: Page) -> None:
    """Readable by everybody, and nothing sticks out to the side."""
    assert axe.violations(page) == []
    assert page.evaluate(
        "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    )


def founding_link(data: Path) -> str:
    """The link that the server printed when it was started."""
    found = re.search(r"/setup\?kode=\S+", (data / "server.log").read_text())
    assert found is not None
    return found[0]


def found_a_coop(page: Page) -> None:
    """Questions 1 to 3, with a step back and a mistake on the way."""
    is_sound(page)
    page.locator("#name").fill("Koperasi Tani Makmur")
    press(page, "Lanjut")
    is_sound(page)
    press(page, "Kembali")
    expect(page.locator("#name")).to_have_value("Koperasi Tani Makmur")
    press(page, "Lanjut")
    page.locator("#name").fill("Toko Wonosobo")
    page.locator("#code").fill("ktr")
    press(page, "Lanjut")
    is_sound(page)
    page.locator("#code").fill("wsb")
    press(page, "Lanjut")
    is_sound(page)
    for field, text in (
        ("name", "Maria Goreti"), ("login", "maria"), ("password", PASSWORD),
        ("password_again", PASSWORD), ("pin", PIN), ("pin_again", PIN),
    ):  # fmt: skip
        page.locator(f"#{field}").fill(text)
    press(page, "Dirikan koperasi")


def connect(page: Page, printer: FakePrinter) -> None:
    """Question 4: a test slip, then on."""
    is_sound(page)
    page.locator("#address").fill(str(printer.address))
    press(page, "Cetak struk uji")
    expect(page.get_by_role("status")).to_contain_text("Tercetak")
    is_sound(page)
    press(page, "Simpan dan lanjut")


def take_the_starter_list(page: Page) -> None:
    """Question 5, and the last page."""
    is_sound(page)
    press(page, "Pakai daftar ini")
    expect(page.get_by_text("44 barang siap dijual")).to_be_visible()
    is_sound(page)


def sell_one(page: Page) -> None:
    """Sign in by PIN, open the shift, and sell the first thing for exact cash."""
    page.get_by_role("button", name="Maria Goreti").click()
    page.keyboard.type(PIN)
    page.keyboard.press("Enter")
    expect(page.locator("#float")).to_be_focused()
    page.keyboard.type("100rb")
    page.keyboard.press("Enter")
    expect(page.locator("body")).to_have_attribute("data-screen", "sell")
    page.keyboard.type("101")
    page.keyboard.press("Enter")
    expect(page.locator("#total")).to_have_text(re.compile(r"13\.500"))
    page.keyboard.press("F8")
    expect(page.locator("#change")).to_have_text(re.compile(r"\b0$"))


def test_from_an_empty_folder_to_a_printed_sale(
    context: BrowserContext, tmp_path: Path, printer: FakePrinter
) -> None:
    started = time.monotonic()
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    with lumbung_serve(tmp_path) as url:
        page.goto(url)
        is_sound(page)
        press(page, "Mulai")
        is_sound(page)
        page.goto(url + founding_link(tmp_path))
        found_a_coop(page)
        connect(page, printer)
        take_the_starter_list(page)
        press(page, "Buka kasir di perangkat ini")
        page.wait_for_url("**/till")
        sell_one(page)
        _test_slip, receipt = printer.wait_for_jobs(2, seconds=30)
    paper = print_job(receipt, 384)
    assert any("Toko Wonosobo" in line for line in paper.lines)
    assert any("13.500" in line for line in paper.lines)
    assert "WSB-T1-A-000001" in paper.codes()
    assert errors == []
    assert time.monotonic() - started < FIVE_MINUTES


def test_a_file_of_goods_is_reported_first(context: BrowserContext, tmp_path: Path) -> None:
    page = context.new_page()
    goods = "nama;satuan;harga\nKopi;sachet;1.800\nTeh;kotak;abc\n"
    with lumbung_serve(tmp_path) as url:
        page.goto(url + founding_link(tmp_path))
        found_a_coop(page)
        press(page, "Belum ada, lewati")
        page.locator("#file").set_input_files(
            {"name": "barang.csv", "mimeType": "text/csv", "buffer": goods.encode()}
        )
        press(page, "Periksa file")
        expect(page.get_by_text("abc")).to_be_visible()
        is_sound(page)
        page.reload()
        press(page, "Ambil barang yang baik")
        expect(page.get_by_text("1 barang siap dijual")).to_be_visible()
        is_sound(page)


def test_the_example_opens_its_doors(context: BrowserContext, tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'contoh.db'}")
    migrate(database)
    make_example(database, until=date(2026, 11, 22), sales=3, progress=lambda _more: None)
    database.dispose()
    page = context.new_page()
    with lumbung_serve(tmp_path) as url:
        page.goto(url)
        press(page, "Masuk ke contoh")
        is_sound(page)
        press(page, "Buka kasir Toko Lombok Timur")
        page.wait_for_url("**/contoh/till")
        page.get_by_role("button", name="Baiq Ayu Lestari").click()
        page.keyboard.type(EXAMPLE_PIN)
        page.keyboard.press("Enter")
        expect(page.locator("#float")).to_be_focused()
        page.goto(f"{url}/contoh/")
        press(page, "Masuk sebagai Bendahara")
        expect(page.get_by_role("heading", name="Maria Goreti Kelen")).to_be_visible()
        expect(page.get_by_text("CONTOH", exact=True)).to_be_visible()


@pytest.mark.long
def test_the_example_is_made_while_one_watches(browser: Browser, tmp_path: Path) -> None:
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    with lumbung_serve(tmp_path) as url:
        page.goto(url)
        press(page, "Siapkan contoh")
        expect(page.locator("#bar")).to_be_visible()
        is_sound(page)
        expect(page.get_by_text("Contoh sudah siap")).to_be_visible(timeout=300_000)
        is_sound(page)
        press(page, "Masuk ke contoh")
        expect(page.get_by_role("heading", name="Silakan dicoba")).to_be_visible()
    context.close()
