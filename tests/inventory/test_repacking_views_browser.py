"""A sack becomes bags in a real browser, by keyboard and on a phone; readable by everybody."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, ViewportSize, expect

from core.db import Database
from core.ids import new_id
from core.permissions import Role
from inventory.repacking.taking_back import Mistake, take_back
from tests.support.axe import violations
from tests.support.kinds_of_goods import add_parcel
from tests.support.repacking import add_bags, fill_bags
from tests.support.serving import serving
from tests.support.shelves import fill_shelves
from tests.support.world import NOW, PASSWORD, PEOPLE, World

pytestmark = pytest.mark.browser

SCREENS = [ViewportSize(width=1280, height=800), ViewportSize(width=390, height=844)]
PAGES = [
    "/repackings",
    "/repackings?q=tiada",
    "/repackings/new",
    "/repackings/new?goods=201",
    "/repackings/WSB-KU-000001",
    "/repackings/WSB-KU-000002",
    "/stock/WSB/301",
    "/products/802",
]


@pytest.fixture(scope="session")
def engine_name() -> str:
    """What a page looks like does not depend on the database."""
    return "sqlite"


@pytest.fixture
def address(app: Flask, database: Database, world: World) -> Iterator[str]:
    with database.transaction() as session:
        fill_shelves(session, world, beras=(100, 1_200_000), mie=(40, 112_000))
        goods = add_bags(session)
        add_parcel(session, world)
        mistake = fill_bags(session, world, goods, 20, 2)
        take_back(session, mistake, Mistake(new_id(), "kurang nol"), at=NOW, by=None)
        fill_bags(session, world, goods, 20, 19)
    with serving(app) as address:
        yield address


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: str(screen["width"]))
def test_every_page_is_accessible_and_fits(
    browser: Browser, address: str, screen: ViewportSize
) -> None:
    with browser.new_context(viewport=screen, bypass_csp=True) as context:
        page = context.new_page()
        _sign_in(page, address)
        wrong = []
        for path in PAGES:
            page.goto(address + path)
            wrong += _wrong(page, path)
        assert wrong == []


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: str(screen["width"]))
def test_a_sack_becomes_bags_by_keyboard(
    browser: Browser, address: str, screen: ViewportSize
) -> None:
    with browser.new_context(viewport=screen, bypass_csp=True) as context:
        page = context.new_page()
        _sign_in(page, address)
        page.goto(f"{address}/repackings/new")
        _write(page, "pandan", "50")
        expect(page.get_by_role("heading", name="2. Apa yang diisi?")).to_be_visible()
        _write(page, "301", "46")
        expect(page.get_by_label("1 pcs Beras 1 kg berisi (kg)")).to_have_value("1")
        _write(page, "menir", "2,5")
        expect(page.get_by_label("Jumlah Menir (kg)")).to_have_value("2,5")
        wrong = _wrong(page, "what is filled")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Periksa hasilnya")).to_be_visible()
        expect(page.get_by_text("48,5 kg")).to_be_visible()
        wrong += _wrong(page, "the look at the result")
        expect(page.get_by_role("button", name="Kemas ulang sekarang")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="WSB-KU-000004")).to_be_visible()
        page.get_by_text("Salah? Kembalikan semuanya").click()
        page.get_by_label("Alasan").fill("salah timbang")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="WSB-KU-000005")).to_be_visible()
        assert wrong + _wrong(page, "what takes it back") == []


def _write(page: Page, goods: str, amount: str) -> None:
    """Into the line that waits for goods, which has the cursor already."""
    expect(page.get_by_label("Barang", exact=True)).to_be_focused()
    page.keyboard.type(goods)
    page.keyboard.press("Tab")
    page.keyboard.type(amount)
    page.keyboard.press("Enter")


def _sign_in(page: Page, address: str) -> None:
    page.goto(f"{address}/sign-in")
    page.fill("[name=login]", PEOPLE[Role.MANAGER][0])
    page.fill("[name=password]", PASSWORD)
    page.click("main [type=submit]")


def _wrong(page: Page, path: str) -> list[str]:
    found = [f"{path}: {violation}" for violation in violations(page)]
    wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    return found + ([f"{path} scrolls sideways"] if wide else [])
