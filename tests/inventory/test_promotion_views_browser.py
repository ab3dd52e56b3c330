"""The pages of promotions, tiers and packages in a real browser, on any screen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, ViewportSize
from sqlalchemy.orm import Session

from core.clock import local_day, now
from core.db import Database
from core.ids import PackId, ProductId
from core.money import Money
from core.permissions import Role
from core.quantity import Quantity
from inventory import packages, packs, prices, products, promotions
from inventory.models import PriceList, ProductKind, PromotionKind
from inventory.packs import ONE, PackDetails
from inventory.prices import NewPrice, Period
from inventory.products import ProductDetails
from inventory.promotions import PromotionDetails
from tests.support.axe import violations
from tests.support.serving import serving
from tests.support.world import NOW, PASSWORD, PEOPLE, World

pytestmark = pytest.mark.browser

SCREENS = [ViewportSize(width=1280, height=800), ViewportSize(width=390, height=844)]
PAGES = [
    "/promotions",
    "/promotions?season=semua&q=tiada",
    "/promotions?season=lewat",
    "/promotions/new",
    *(f"/promotions/new?kind={kind.value}" for kind in PromotionKind),
    "/promotions/1",
    "/promotions/2",
    "/promotions/2/edit",
    "/products/900",
    "/products/900/edit",
    "/products/101",
    "/products/101/packs/pcs",
]


@pytest.fixture(scope="session")
def engine_name() -> str:
    """What a page looks like does not depend on the database."""
    return "sqlite"


@pytest.fixture
def address(app: Flask, database: Database, world: World) -> Iterator[str]:
    with database.transaction() as session:
        today = local_day(now(), "Asia/Jakarta")
        _promote(session, world, today)
        for least, amount in ((12, 3_200), (40, 3_100)):
            price = NewPrice(
                world.goods["mie"].pack_id,
                Money(amount),
                PriceList.WHOLESALE,
                least=Quantity.of(least),
            )
            prices.set_price(session, price, Period(today), at=NOW, by=None)
        details = ProductDetails(
            "Paket sembako", "set", "900", kind=ProductKind.PACKAGE, ceiling=Money(150_000)
        )
        package = products.create(session, details, [PackDetails("set", ONE)], at=NOW, by=None)
        for name, quantity in (("beras", 5), ("mie", 10)):
            part = products.get(session, ProductId(world.goods[name].id))
            packages.put_part(session, package, part, Quantity.of(quantity), at=NOW, by=None)
    with serving(app) as address:
        yield address


def _promote(session: Session, world: World, today: date) -> None:
    mie, air = world.goods["mie"].pack_id, world.goods["air"].pack_id
    gas = PackId(packs.find(session, "103").id)
    for details in (
        PromotionDetails(
            "Mie 3 untuk 10.000", PromotionKind.N_FOR, Period(today, today + timedelta(days=20)),
            (mie, air), amount=Money(10_000), count=3,
        ),
        PromotionDetails(
            "Hemat Lebaran", PromotionKind.PERCENT, Period(today + timedelta(days=3)), (gas, air),
            shop_id=world.shop_id, for_members=True, percent=1_250,
        ),
    ):  # fmt: skip
        promotions.create(session, details, at=NOW, by=world.operator_id(Role.MANAGER))


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


def test_a_promotion_is_made_with_the_keyboard_and_a_scanner(
    browser: Browser, address: str
) -> None:
    """A scanner types the code and Enter; the form must not be sent by that."""
    with browser.new_context(viewport=SCREENS[0]) as context:
        page = context.new_page()
        _sign_in(page, address)
        page.goto(f"{address}/promotions")
        page.get_by_role("button", name="Buat promo").first.click()
        page.get_by_role("link", name="Campur").click()
        page.get_by_label("Nama di layar kasir").fill("3 minuman 12.000")
        page.get_by_label("Berapa buah").fill("3")
        page.get_by_label("Harga semuanya").fill("12rb")
        page.get_by_label("Barang yang ikut").focus()
        for code in ("8998888000019", "8995522000015"):
            page.keyboard.type(code)
            page.keyboard.press("Enter")
        page.get_by_role("button", name="Simpan promo").click()
        assert page.locator("h1").inner_text().startswith("3 minuman 12.000")
        assert page.get_by_role("link", name="Air mineral 600 ml").is_visible()


def _sign_in(page: Page, address: str) -> None:
    page.goto(f"{address}/sign-in")
    page.fill("[name=login]", PEOPLE[Role.MANAGER][0])
    page.fill("[name=password]", PASSWORD)
    page.click("main [type=submit]")


def _wrong(page: Page, path: str) -> list[str]:
    found = [f"{path}: {violation}" for violation in violations(page)]
    wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    return found + ([f"{path} scrolls sideways"] if wide else [])
