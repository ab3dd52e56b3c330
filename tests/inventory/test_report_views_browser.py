"""Every report in a real browser: readable by everybody, on a desk and on a phone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, ViewportSize, expect

from core.db import Database
from core.permissions import Role
from inventory.reports.reports import REPORTS
from tests.support.axe import violations
from tests.support.consignment import add_cake, add_consignor, bring
from tests.support.sales import open_shift, sale, send
from tests.support.serving import serving
from tests.support.shelves import fill_shelves
from tests.support.world import PASSWORD, PEOPLE, TODAY, World

pytestmark = pytest.mark.browser

SCREENS = [ViewportSize(width=1280, height=800), ViewportSize(width=390, height=844)]
DAYS = f"?from={TODAY.isoformat()}&to={TODAY.isoformat()}"


@pytest.fixture(scope="session")
def engine_name() -> str:
    """What a page looks like does not depend on the database."""
    return "sqlite"


@pytest.fixture
def address(app: Flask, database: Database, world: World) -> Iterator[str]:
    """A shop that sold noodles until none were left, and cakes of a producer."""
    with database.transaction() as session:
        fill_shelves(session, world, mie=(4, 11_200), beras=(50, 600_000))
        nurul = add_consignor(session)
        cake = add_cake(session, nurul)
        bring(session, world, nurul, cake, 10)
        sold = [(world.goods["mie"], 4_000, 3_500), (cake, 7_000, 5_000)]
        send(session, world, sale(world, open_shift(session, world), sold))
    with serving(app) as address:
        yield address


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: str(screen["width"]))
def test_every_report_is_accessible_and_fits(
    browser: Browser, address: str, screen: ViewportSize
) -> None:
    with browser.new_context(viewport=screen, bypass_csp=True) as context:
        page = context.new_page()
        _sign_in(page, address)
        wrong = []
        for path in ("", *(f"/{name}{DAYS}" for name in REPORTS), "/abc?q=tiada"):
            page.goto(f"{address}/reports{path}")
            wrong += [f"{path}: {violation}" for violation in violations(page)]
            if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
                wrong.append(f"{path} scrolls sideways")
        assert wrong == []


def test_a_manager_asks_for_margins_by_product_with_the_keyboard(
    browser: Browser, address: str
) -> None:
    with browser.new_context(viewport=SCREENS[1]) as context:
        page = context.new_page()
        _sign_in(page, address)
        page.goto(f"{address}/reports")
        page.get_by_role("link", name="Margin Berapa").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_text("Tidak ada penjualan dalam masa ini.")).to_be_visible()
        page.get_by_label("Menurut").select_option("barang")
        page.get_by_label("Dari").fill(TODAY.isoformat())
        page.get_by_label("Sampai").fill(TODAY.isoformat())
        page.get_by_label("Cari").fill("mie")
        page.keyboard.press("Enter")
        expect(page.get_by_role("link", name="Mie goreng instan")).to_be_visible()
        expect(page.get_by_role("link", name="Risoles")).to_have_count(0)
        assert page.get_by_role("link", name="PDF").get_attribute("href") == (
            "/reports/margin/file.pdf?q=mie&by=barang"
            f"&from={TODAY.isoformat()}&to={TODAY.isoformat()}"
        )


def _sign_in(page: Page, address: str) -> None:
    page.goto(f"{address}/sign-in")
    page.fill("[name=login]", PEOPLE[Role.MANAGER][0])
    page.fill("[name=password]", PASSWORD)
    page.click("main [type=submit]")
