"""The receipt goes home on the phone, and on a slip of the till while the server is away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from core.db import open_database
from core.public_address import PUBLIC_ADDRESS
from core.settings import put
from tests.support import axe
from tests.support.counter import command
from tests.support.keys import scan
from tests.support.outage import Program, Wire
from tests.support.screens import codes_on
from tests.support.till_page import AIR, MIE, open_till, sell, wait_until_sent

pytestmark = pytest.mark.browser
SIZES: dict[str, ViewportSize] = {
    "phone": {"width": 390, "height": 844},
    "desk": {"width": 1280, "height": 800},
}


@pytest.fixture
def public_address(program: Program, tmp_path: Path) -> None:
    """Known before the till opens."""
    today = datetime.now(UTC)
    database = open_database(f"sqlite:///{tmp_path / 'koperasi.db'}")
    with database.transaction() as session:
        valid_from = (today - timedelta(days=2)).date()
        put(session, PUBLIC_ADDRESS, "https://toko.id", valid_from=valid_from, at=today, by=None)
    database.dispose()


@pytest.fixture(params=SIZES)
def context(browser: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport=SIZES[request.param], bypass_csp=True)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, wire: Wire) -> Page:
    page = context.new_page()
    open_till(page, wire.url)
    return page


def shown_code(page: Page) -> str:
    """What a phone reads off the dialog."""
    expect(page.locator("#phone-dialog")).to_be_visible()
    (code,) = codes_on(page)
    assert axe.violations(page) == []
    return code


def go_offline(page: Page, program: Program) -> None:
    program.kill()
    page.locator("#unsent").click()
    expect(page.locator("#unsent-dialog")).to_be_visible()
    page.keyboard.press("Escape")


def test_the_buyer_reads_the_code_and_has_the_receipt(
    page: Page, context: BrowserContext, wire: Wire
) -> None:
    number = sell(page, AIR, MIE)
    wait_until_sent(page)
    page.keyboard.press("PageUp")
    code = shown_code(page)
    assert re.fullmatch(re.escape(wire.url) + r"/s/[\w-]{22}\.[\w-]{22}", code)
    expect(page.locator("#phone-reach")).to_contain_text("tidak bisa dibuka dari HP")

    phone = context.new_page()
    phone.goto(code)
    expect(phone.get_by_role("heading")).to_have_text(f"Struk {number}")
    expect(phone.locator(".paper")).to_contain_text("Rp7.500")
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert axe.violations(phone) == []

    page.bring_to_front()
    page.keyboard.press("Enter")
    expect(page.locator("#phone-dialog")).to_be_hidden()
    expect(page.locator("#face-paid")).to_be_visible()
    scan(page, MIE)
    expect(page.locator("#total")).to_have_text("3.500")


def test_the_customers_screen_shows_the_same_code(page: Page, context: BrowserContext) -> None:
    with context.expect_page() as opened:
        command(page, "LAYAR")
    shown = opened.value
    expect(shown.locator("#display-welcome")).to_be_visible()
    page.bring_to_front()
    sell(page, AIR)
    page.locator("#take-home").click()
    code = shown_code(page)
    expect(shown.locator("#display-phone")).to_be_visible()
    assert codes_on(shown) == [code]
    assert axe.violations(shown) == []
    page.keyboard.press("Escape")
    expect(shown.locator("#display-change")).to_be_visible()


def test_the_customers_screen_lets_the_code_go_however_late_the_browser_tells_of_closing(
    page: Page, context: BrowserContext
) -> None:
    with context.expect_page() as opened:
        command(page, "LAYAR")
    shown = opened.value
    expect(shown.locator("#display-welcome")).to_be_visible()
    page.evaluate(_NEVER_TELL_OF_CLOSING)
    sell(page, AIR)
    page.locator("#take-home").click()
    expect(shown.locator("#display-phone")).to_be_visible()
    shown.reload()
    expect(shown.locator("#display-phone")).to_be_visible()
    page.keyboard.press("Escape")
    expect(shown.locator("#display-change")).to_have_text("0")
    expect(shown.locator("#display-paid")).to_be_visible()
    shown.reload()
    expect(shown.locator("#display-paid")).to_be_visible()
    page.keyboard.press("Escape")
    expect(shown.locator("#display-welcome")).to_be_visible()


_NEVER_TELL_OF_CLOSING = """() => addEventListener('close', (event) => {
  if (event.target.id === 'phone-dialog') event.stopImmediatePropagation();
}, true)"""
"""A window that is covered gets no frames, and the event comes with a frame."""


def test_a_link_made_without_the_server_opens_once_the_sale_has_arrived(
    page: Page, context: BrowserContext, program: Program
) -> None:
    wait_until_sent(page)
    go_offline(page, program)
    number = sell(page, AIR)
    expect(page.locator("#phone-dialog .only-offline")).to_be_hidden()
    page.keyboard.press("PageUp")
    expect(page.locator("#phone-dialog .only-offline")).to_be_visible()
    code = shown_code(page)
    page.keyboard.press("Escape")

    context.set_offline(True)  # the till stays away while the server is back
    program.start()
    buyer = page.context.browser
    assert buyer is not None
    phone = buyer.new_page(viewport=SIZES["phone"], bypass_csp=True)
    phone.goto(code)
    expect(phone.get_by_role("status")).to_contain_text("masih dalam perjalanan")
    assert axe.violations(phone) == []
    context.set_offline(False)
    expect(phone.get_by_role("heading")).to_have_text(f"Struk {number}", timeout=60_000)
    phone.close()


@pytest.mark.usefixtures("public_address")
def test_an_old_receipt_goes_to_the_phone_too(page: Page) -> None:
    first = sell(page, AIR)
    sell(page, MIE)
    page.reload()
    expect(page.locator("#connection")).to_have_attribute("data-state", "online")
    command(page, "STRUK")
    expect(page.locator("#receipt-number")).to_be_focused()
    page.keyboard.type("1")
    page.keyboard.press("PageUp")
    expect(page.locator("#receipt-dialog")).to_be_hidden()
    expect(page.locator("#phone-number")).to_have_text(first)
    assert shown_code(page).startswith("https://toko.id/s/")
    expect(page.locator("#phone-reach")).to_be_hidden()
    page.keyboard.press("Enter")
    command(page, "STRUK 99")
    expect(page.locator("#receipt-message")).not_to_be_empty()
    page.keyboard.press("PageUp")
    expect(page.locator("#receipt-message")).to_contain_text("000099")


def test_without_the_server_the_till_makes_a_slip_that_its_browser_prints(
    page: Page, program: Program
) -> None:
    wait_until_sent(page)
    expect(page.locator("#temporary")).to_be_hidden()
    go_offline(page, program)
    number = sell(page, AIR, MIE, MIE)
    expect(page.locator("#temporary")).to_be_visible()
    page.keyboard.press("Pause")
    preview = page.locator("#temporary-preview")
    for words in (
        "STRUK SEMENTARA",
        "struk lengkap menyusul",
        "Koperasi Uji Bersama",
        "Toko Wonosobo",
        number,
        "Kasir Sari Wulandari      WSB-T1",
        "TOTAL                   Rp11.000",
        "KEMBALI                      Rp0",
    ):
        expect(preview).to_contain_text(words)
    assert axe.violations(page) == []
    page.evaluate("window.print = () => { document.title = 'printed' }")
    page.keyboard.press("Enter")
    expect(page).to_have_title("printed")
    _is_all_there_is_on_paper(page)
    page.keyboard.press("Escape")
    expect(page.locator("#face-paid")).to_be_visible()

    command(page, "STRUK")
    expect(page.locator("#receipt-number")).to_have_value(number)
    page.keyboard.press("Enter")
    expect(preview).to_contain_text(number)
    expect(page.locator("#receipt-dialog")).to_be_hidden()
    page.keyboard.press("Escape")
    program.start()
    wait_until_sent(page)


def _is_all_there_is_on_paper(page: Page) -> None:
    pdf = page.pdf(prefer_css_page_size=True)
    (box,) = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    assert abs(float(box[0]) - 58 / 25.4 * 72) < 2
    page.emulate_media(media="print")
    lines = page.locator("body").inner_text().strip().splitlines()
    page.emulate_media(media="screen")
    assert (lines[0].strip(), lines[-1].strip()) == ("STRUK SEMENTARA", "struk lengkap menyusul")
    assert max(map(len, lines)) == 32


def test_practice_gives_nothing_to_take_home(page: Page) -> None:
    sell(page, AIR)
    expect(page.locator("#take-home")).to_be_visible()
    command(page, "LATIHAN")
    expect(page.locator("#practice-strip")).to_be_visible()
    sell(page, MIE)
    expect(page.locator("#next-sale")).to_be_visible()
    expect(page.locator("#take-home")).to_be_hidden()
