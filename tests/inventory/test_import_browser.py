"""Files in a real browser: every page readable on any screen, and a file taken and taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, ViewportSize, expect

from core.db import Database
from core.ids import new_id
from core.permissions import Role
from inventory.counts import counts
from inventory.counts.counts import NewCount
from inventory.counts.models import ScopeKind
from tests.support.axe import violations
from tests.support.serving import serving
from tests.support.world import NOW, PASSWORD, PEOPLE, World

pytestmark = pytest.mark.browser

SCREENS = [ViewportSize(width=1280, height=800), ViewportSize(width=390, height=844)]
PRICES = "kode;harga;daftar\n101;3.600;umum\n102;4.100;\n999;1;\n"


@pytest.fixture(scope="session")
def engine_name() -> str:
    """What a page looks like does not depend on the database."""
    return "sqlite"


@pytest.fixture
def address(app: Flask, database: Database, world: World) -> Iterator[str]:
    with database.transaction() as session:
        new = NewCount(new_id(), ScopeKind.ALL)
        counts.open_count(session, world.wsb, new, at=NOW, by=world.operator_id(Role.CLERK))
    with serving(app) as address:
        yield address


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: str(screen["width"]))
def test_a_manager_takes_prices_and_takes_them_back(
    browser: Browser, address: str, screen: ViewportSize, tmp_path: Path
) -> None:
    with browser.new_context(viewport=screen, bypass_csp=True) as context:
        page = context.new_page()
        _sign_in(page, address)
        wrong = []
        for kind in ("suppliers", "opening", "counts"):
            page.goto(f"{address}/imports/{kind}")
            wrong += _wrong(page, kind)
        page.goto(f"{address}/imports")
        wrong += _wrong(page, "the list, empty")
        page.get_by_role("link", name="Ambil harga dari file").click()
        _send(page, tmp_path)
        expect(page.get_by_role("heading", level=1)).to_have_text("Hasil pemeriksaan file")
        expect(page.get_by_text("Tidak ada barang dengan kode atau barcode 999")).to_be_visible()
        wrong += _wrong(page, "the report")
        page.get_by_role("button", name="Ambil 2 baris yang baik").click()
        expect(page.get_by_role("status")).to_contain_text("0 baru dan 2 perubahan diambil")
        expect(page.get_by_role("heading", level=1)).to_contain_text("Impor nomor 1")
        wrong += _wrong(page, "the run")
        page.get_by_role("button", name="Batalkan impor ini").click()
        expect(page.get_by_role("status")).to_contain_text("Impor dibatalkan")
        expect(page.get_by_role("heading", level=1)).to_contain_text("Dibatalkan")
        page.goto(f"{address}/imports")
        expect(page.get_by_role("link", name="harga.csv")).to_be_visible()
        assert wrong + _wrong(page, "the list") == []


def test_a_bar_shows_while_a_file_is_taken(browser: Browser, address: str, tmp_path: Path) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        _sign_in(page, address)
        page.goto(f"{address}/imports/prices")
        _send(page, tmp_path)
        expect(page.get_by_role("button", name="Ambil 2 baris yang baik")).to_be_visible()
        page.wait_for_load_state()  # before that the form is sent as any other
        waiting: list[str] = []
        page.route("**/imports/prices/*", lambda route: waiting.append(route.request.method))
        page.get_by_role("button", name="Ambil 2 baris yang baik").click()
        expect(page.get_by_label("Sedang diambil")).to_be_visible()
        expect(page.get_by_role("button", name="Ambil 2 baris")).to_be_disabled()
        assert waiting == ["POST"]


def _sign_in(page: Page, address: str) -> None:
    page.goto(f"{address}/sign-in")
    page.fill("[name=login]", PEOPLE[Role.MANAGER][0])
    page.fill("[name=password]", PASSWORD)
    page.click("main [type=submit]")


def _send(page: Page, folder: Path) -> None:
    path = folder / "harga.csv"
    path.write_text(PRICES)
    page.set_input_files("[name=file]", path)
    page.get_by_label("Harga tanpa kolom toko berlaku di").select_option("Semua toko")
    page.get_by_role("button", name="Periksa file").click()


def _wrong(page: Page, about: str) -> list[str]:
    found = [f"{about}: {violation}" for violation in violations(page)]
    wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    return found + ([f"{about} scrolls sideways"] if wide else [])
