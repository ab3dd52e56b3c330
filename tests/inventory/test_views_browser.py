"""The pages of goods in a real browser: readable by everybody, on any screen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, ViewportSize, expect

from core.db import Database
from core.permissions import Role
from core.quantity import Quantity
from inventory import stock
from inventory.assortment import assortment
from inventory.facts import facts
from inventory.facts.facts import Facts
from inventory.facts.permits import PermitDetails, PermitKind
from inventory.models import MoveKind, Product
from inventory.pictures import pictures
from inventory.shelves import Cause
from tests.inventory.dirty_files import dirty_file
from tests.support.axe import violations
from tests.support.pictures import drawn
from tests.support.serving import serving
from tests.support.shelves import fill_shelves
from tests.support.world import NOW, PASSWORD, PEOPLE, World, today

pytestmark = pytest.mark.browser

SCREENS = [ViewportSize(width=1280, height=800), ViewportSize(width=390, height=844)]
PAGES = [
    "/products",
    "/products?q=tiada",
    "/products/new",
    "/products/101",
    "/products/101/edit",
    "/products/101/facts",
    "/products/101/packs/pcs/history",
    "/products?shelf=titipan&local=1",
    "/permits",
    "/permits?q=tiada",
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
        mie = session.get_one(Product, world.goods["mie"].id)
        fill_shelves(session, world, mie=(40, 112_000))
        pictures.put(session, mie, drawn("JPEG", (900, 700)), at=NOW, by=None)
        pirt = PermitDetails(PermitKind.PIRT, "2053471010001-27", today() + timedelta(days=20))
        facts.put(
            session, mie, Facts("Dua Putri", True, "Kalianget", "Wonosobo", (pirt,)),
            at=NOW, by=None,
        )  # fmt: skip
        least = Quantity.of(50)
        assortment.set_least(session, mie, least, shop_id=world.shop_id, at=NOW, by=None)
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
        page.get_by_role("button", name="Lihat barang").click()
        page.get_by_label("Cari").fill("nomor 0")
        page.keyboard.press("Enter")
        page.wait_for_url("**q=nomor*")
        assert page.get_by_role("link", name="Barang nomor 0", exact=True).is_visible()


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: str(screen["width"]))
def test_a_product_gets_its_picture_its_origin_and_a_price_below_cost_on_purpose(
    browser: Browser, address: str, screen: ViewportSize, tmp_path: Path
) -> None:
    photo = tmp_path / "beras.png"
    photo.write_bytes(drawn("PNG", (700, 900)))
    with browser.new_context(viewport=screen, bypass_csp=True) as context:
        page = context.new_page()
        _sign_in(page, address)
        page.goto(f"{address}/products/201")
        page.get_by_text("Pasang gambar").first.click()
        page.set_input_files("[name=picture]", photo)
        page.get_by_role("button", name="Pasang gambar").click()
        portrait = page.get_by_role("img", name="Gambar Beras pandan wangi")
        expect(portrait).to_be_visible()
        expect(portrait).to_have_js_property("naturalWidth", 480)
        page.get_by_role("button", name="Ubah asal dan izin").click()
        page.get_by_label("Nomor P-IRT").fill("P-IRT 205347101000127")
        page.get_by_role("button", name="Simpan", exact=True).click()
        expect(page.get_by_text("2053471010001-27")).to_be_visible()
        page.goto(f"{address}/products/101/packs/pcs")
        page.get_by_label("Harga", exact=True).fill("2500")
        page.get_by_role("button", name="Simpan harga").click()
        asked = page.get_by_role("alert").filter(has_text="di bawah harga pokok Rp2.800")
        expect(asked).to_be_visible()
        assert _wrong(page, "the question") == []
        page.get_by_label("Boleh rugi").check()
        page.get_by_label("Alasannya").fill("hampir kedaluwarsa")
        page.get_by_role("button", name="Simpan harga").click()
        expect(page.get_by_role("status")).to_contain_text("Harga baru disimpan")


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
