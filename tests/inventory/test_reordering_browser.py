"""From what runs out to the order and its sheet, in a real browser, on any screen."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, ViewportSize, expect

from core.db import Database
from core.permissions import Role
from tests.support.axe import violations
from tests.support.purchases import add_supplier, arrived, receive
from tests.support.reorders import noodle_supplier, sell_for_weeks
from tests.support.serving import serving
from tests.support.world import PASSWORD, PEOPLE, World, today

pytestmark = pytest.mark.browser

SCREENS = [ViewportSize(width=1280, height=800), ViewportSize(width=390, height=844)]


@pytest.fixture(scope="session")
def engine_name() -> str:
    """What a page looks like does not depend on the database."""
    return "sqlite"


@pytest.fixture
def address(app: Flask, database: Database, world: World) -> Iterator[str]:
    with database.transaction() as session:
        supplier = noodle_supplier(session, world, today())
        other = add_supplier(session, "UD Makmur Jaya Sentosa Abadi")
        sell_for_weeks(session, world, "mie", today())
        sell_for_weeks(session, world, "air", today(), held=2)
        sell_for_weeks(session, world, "gula", today(), held=-3)
        receive(session, world, supplier, arrived(world, "gas", 1, 17_000))
        receive(session, world, other, arrived(world, "gula", 1, 15_500))
    with serving(app) as address:
        yield address


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: str(screen["width"]))
def test_what_runs_out_is_ordered_and_leaves_as_a_message_and_a_sheet(
    browser: Browser, address: str, screen: ViewportSize
) -> None:
    with browser.new_context(viewport=screen, bypass_csp=True) as context:
        page = context.new_page()
        _sign_in(page, address)
        page.goto(f"{address}/reorder")
        expect(page.get_by_text("Laku 4/hari, sisa 10 cukup 2 hari")).to_be_visible()
        _is_sound(page)
        field = page.get_by_label("Pesan Mie goreng instan (dus)")
        expect(field).to_have_value("1")
        field.fill("2")
        page.get_by_label("Pesan Gula pasir 1 kg (pcs)").fill("")
        page.get_by_role("button", name="Buat konsep pesanan").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("WSB-PO-000001")
        message = page.get_by_label("Isi pesan")
        expect(message).to_have_value(_contains("1. INDOMIE GRG 40'S (IG-40): 2 dus"))
        _is_sound(page)
        page.get_by_role("button", name="Salin pesan").click()
        expect(page.get_by_role("button", name="Tersalin")).to_be_visible()
        expect(page.get_by_role("button", name="Kirim lewat WhatsApp")).to_have_attribute(
            "href", _contains("https://wa.me/6281234567890?text=")
        )
        sheet = page.get_by_role("button", name="Lembar pesanan (PDF)").get_attribute("href")
        answer = context.request.get(f"{address}{sheet}")
        assert answer.body().startswith(b"%PDF")


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: str(screen["width"]))
def test_goods_without_a_supplier_and_receiving_are_accessible_and_fit(
    browser: Browser, address: str, screen: ViewportSize
) -> None:
    with browser.new_context(viewport=screen, bypass_csp=True) as context:
        page = context.new_page()
        _sign_in(page, address)
        page.goto(f"{address}/reorder?from=tanpa")
        page.get_by_label("Pesan Air mineral 600 ml (pcs)").fill("24")
        _is_sound(page)
        page.get_by_label("Pesan dari").select_option("2")
        page.get_by_role("button", name="Buat konsep pesanan").click()
        expect(page.get_by_text("UD Makmur Jaya Sentosa Abadi")).to_be_visible()
        page.goto(f"{address}/goods-receipts/new?supplier=1")
        page.get_by_label("Barang").first.fill("ig-40")
        page.keyboard.press("Enter")
        expect(page.get_by_text("Di pemasok: INDOMIE GRG 40'S")).to_be_visible()
        page.get_by_text("Sebutan pemasok").first.click()
        expect(page.get_by_label("Nama di pemasok, Mie goreng instan (dus)")).to_be_visible()
        _is_sound(page)


def _contains(text: str) -> re.Pattern[str]:
    return re.compile(re.escape(text))


def _sign_in(page: Page, address: str) -> None:
    page.goto(f"{address}/sign-in")
    page.fill("[name=login]", PEOPLE[Role.MANAGER][0])
    page.fill("[name=password]", PASSWORD)
    page.click("main [type=submit]")


def _is_sound(page: Page) -> None:
    """It can be read by everybody, and nothing is wider than the screen."""
    assert violations(page) == []
    assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
