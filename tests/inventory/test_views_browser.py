"""The pages of goods in a real browser: readable by everybody, on any screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, ViewportSize, expect

from core.db import Database
from core.permissions import Role
from core.quantity import Quantity
from inventory import stock
from inventory.models import MoveKind
from inventory.shelves import Cause
from tests.inventory.dirty_files import dirty_file
from tests.support.axe import violations
from tests.support.serving import serving
from tests.support.world import NOW, PASSWORD, PEOPLE, World

pytestmark = pytest.mark.browser

SCREENS = [ViewportSize(width=1280, height=800), ViewportSize(width=390, height=844)]
PAGES = [
    "/products",
    "/products?q=tiada",
    "/products/new",
    "/products/101",
    "/products/101/edit",
    "/products/101/packs/dus",
    "/products/104/packs/pcs",
    "/stock",
    "/stock?level=habis",
    "/stock/WSB/101",
    "/stock/WSB/102",
    "/stock/WSB/102/opening",
    "/imports",
    "/imports/products",
]


@pytest.fixture(scope="session")
def engine_name() -> str:
    """What a page looks like does not depend on the database."""
    return "sqlite"


@pytest.fixture
def address(app: Flask, database: Database, world: World) -> Iterator[str]:
    with database.transaction() as session:
        stock.take_out(
            session,
            Cause(MoveKind.SALE, "sale:1", NOW),
            [(world.goods["mie"].id, Quantity.of(3))],
            shop_id=world.shop_id,
        )
    with serving(app) as address:
        yield address


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: str(screen["width"]))
def test_every_page_is_accessible_and_fits(
    browser: Browser, address: str, screen: ViewportSize, tmp_path: Path
) -> None:
    with browser.new_context(viewport=screen, bypass_csp=True) as context:
        page = context.new_page()
        _sign_in(page, address)
        wrong = []
        for path in PAGES:
            page.goto(address + path)
            wrong += _wrong(page, path)
        _send_file(page, address, tmp_path)
        assert page.locator("h1").inner_text() == "Hasil pemeriksaan file"
        assert wrong + _wrong(page, "the report") == []


def test_a_shop_fills_its_shelves_from_a_file(
    browser: Browser, address: str, tmp_path: Path
) -> None:
    with browser.new_context(viewport=SCREENS[1]) as context:
        page = context.new_page()
        _sign_in(page, address)
        _send_file(page, address, tmp_path)
        page.get_by_role("button", name="baris yang baik").click()
        expect(page.get_by_role("status")).to_contain_text("perubahan diambil")
        page.get_by_role("link", name="Lihat barang").click()
        page.get_by_label("Cari").fill("nomor 0")
        page.keyboard.press("Enter")
        page.wait_for_url("**q=nomor*")
        assert page.get_by_role("link", name="Barang nomor 0", exact=True).is_visible()


def _sign_in(page: Page, address: str) -> None:
    page.goto(f"{address}/sign-in")
    page.fill("[name=login]", PEOPLE[Role.MANAGER][0])
    page.fill("[name=password]", PASSWORD)
    page.click("main [type=submit]")


def _send_file(page: Page, address: str, folder: Path) -> None:
    path = folder / "barang.csv"
    path.write_bytes(dirty_file(60).as_csv("utf-8-sig", ";"))
    page.goto(f"{address}/imports/products")
    page.set_input_files("[name=file]", path)
    page.get_by_role("button", name="Periksa file").click()


def _wrong(page: Page, path: str) -> list[str]:
    found = [f"{path}: {violation}" for violation in violations(page)]
    wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    return found + ([f"{path} scrolls sideways"] if wide else [])
