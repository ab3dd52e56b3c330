"""The input line, the tiles and the keys, as a clerk uses them in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from core.db import open_database
from inventory import products
from inventory.in_store import DEFAULT_LAYOUTS, scale_code
from inventory.packs import PackDetails
from inventory.products import ProductDetails
from pos.quick_keys import quick_keys
from tests.support import axe
from tests.support.keys import scan, type_slowly
from tests.support.program import lumbung_serve
from tests.support.till_page import MIE, make_shop, open_till
from tests.support.world import NOW

pytestmark = pytest.mark.browser

SITI = "AGT0001"
WIDE, NARROW = (1280, 800), (390, 844)
BY_PRICE, BY_WEIGHT = DEFAULT_LAYOUTS


@pytest.fixture
def data(tmp_path: Path) -> Path:
    world = make_shop(tmp_path)
    database = open_database(f"sqlite:///{tmp_path / 'koperasi.db'}")
    picture = BytesIO()
    Image.new("RGB", (300, 200), "green").save(picture, "PNG")
    with database.transaction() as session:
        rice = quick_keys.add(session, world.shop_id, "201", at=NOW, by=None)
        quick_keys.set_picture(session, rice, picture.getvalue(), at=NOW, by=None)
        quick_keys.add(session, world.shop_id, "102", at=NOW, by=None)
        for code, name in (("1024", "102 jajan"), ("777", "Ceker ayam")):
            details = ProductDetails(name, "pcs", code=code)
            products.create(session, details, [PackDetails("pcs")], at=NOW, by=None)
    database.dispose()
    return tmp_path


@pytest.fixture(params=[pytest.param(WIDE, id="1280"), pytest.param(NARROW, id="390")])
def page(browser: Browser, data: Path, request: pytest.FixtureRequest) -> Iterator[Page]:
    width, height = request.param
    context = browser.new_context(viewport={"width": width, "height": height}, bypass_csp=True)
    with lumbung_serve(data) as url:
        page = context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        open_till(page, url)
        yield page
        assert errors == []
    context.close()


def type_line(page: Page, text: str) -> None:
    """As a person does, slower than any scanner."""
    expect(page.locator("#entry")).to_be_focused()
    type_slowly(page, text)
    page.keyboard.press("Enter")


def test_everything_a_line_can_mean(page: Page) -> None:
    total = page.locator("#total")
    scan(page, MIE)
    type_line(page, "*3")
    expect(total).to_have_text("10.500")
    scan(page, str(scale_code(BY_WEIGHT, 201, 750)))
    expect(total).to_have_text("21.000")
    scan(page, str(scale_code(BY_PRICE, 201, 15_000)))
    expect(total).to_have_text("36.000")
    type_line(page, "10rb*201")
    expect(total).to_have_text("46.000")
    type_line(page, "1/4*201")
    expect(total).to_have_text("49.500")
    scan(page, SITI)
    expect(total).to_have_text("48.900")
    type_line(page, "pelangi")
    expect(page.locator("#message")).to_contain_text("Tidak ada yang cocok")
    page.keyboard.press("Escape")
    type_line(page, "kunci")
    expect(page.locator("body")).to_have_attribute("data-screen", "sign-in")


def test_tiles_give_way_to_goods_and_come_back_by_a_button(page: Page) -> None:
    rice = page.locator(".tile", has_text="Beras")
    expect(rice.locator("img")).to_be_visible()
    assert axe.violations(page) == []
    rice.click()
    expect(page.locator("#total")).to_have_text("14.000")
    expect(rice).to_be_hidden()
    page.locator("#show-tiles").click()
    page.locator(".tile", has_text="Air").click()
    expect(page.locator("#total")).to_have_text("18.000")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_menu_runs_what_is_chosen_and_gives_the_line_back(page: Page) -> None:
    page.locator("#menu").click()
    expect(page.locator("#menu-dialog")).to_be_visible()
    assert axe.violations(page) == []
    page.get_by_role("button", name="TOMBOL").click()
    expect(page.locator("#keys-dialog")).to_be_visible()
    assert axe.violations(page) == []
    page.keyboard.press("Escape")
    expect(page.locator("#entry")).to_be_focused()


def test_a_key_is_changed_and_printed_on_its_button(page: Page) -> None:
    type_line(page, "tombol")
    pay = page.locator('#keys-list [data-of="pay"]')
    for key, says in (("F5", "peramban"), ("F8", "sudah dipakai"), ("a", "tidak bisa")):
        pay.click()
        page.keyboard.press(key)
        expect(page.locator("#keys-message")).to_contain_text(says)
        page.keyboard.press("Escape")
    pay.click()
    page.keyboard.press("NumpadAdd")
    page.locator("#keys-close").click()
    expect(page.locator("#pay kbd")).to_have_text("Num +")
    scan(page, MIE)
    expect(page.locator("#total")).to_have_text("3.500")
    page.keyboard.press("NumpadAdd")
    expect(page.locator("#face-tender")).to_be_visible()
    type_slowly(page, "5rb")
    page.keyboard.press("NumpadAdd")
    expect(page.locator("#change")).to_have_text("1.500")


def test_a_code_or_a_word_means_itself_however_slowly_it_is_typed(page: Page) -> None:
    first = page.locator("#results [role=option]").first
    page.keyboard.type("102", delay=150)
    expect(page.locator("#results")).to_contain_text("102 jajan")
    expect(first).to_contain_text("Air mineral")
    page.keyboard.press("Enter")
    expect(page.locator("#total")).to_have_text("4.000")
    page.keyboard.type("cek mie", delay=150)
    expect(first).to_contain_text("CEK")
    page.keyboard.press("Enter")
    expect(page.locator("#check-dialog")).to_contain_text("Mie goreng")
    page.keyboard.press("Escape")
    page.keyboard.type("cek", delay=150)
    expect(page.locator("#results")).to_contain_text("Ceker ayam")
    page.keyboard.press("Enter")
    expect(page.locator("#check-dialog")).to_be_visible()


def test_a_list_of_what_an_earlier_text_meant_sells_nothing(page: Page) -> None:
    page.keyboard.type("in", delay=150)
    expect(page.locator("#results")).to_contain_text("Mie goreng instan")
    page.keyboard.type("dom")
    page.keyboard.press("Enter")
    expect(page.locator("#message")).to_have_text("Tidak ada yang cocok dengan “indom”.")
    expect(page.locator("#count")).to_have_text("0 baris")
