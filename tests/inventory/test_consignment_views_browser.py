"""A producer's day by hand: cakes in the morning, what is left in the evening, money, paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from core import clock
from core.db import Database
from core.ids import TillId
from core.permissions import Role
from inventory.consignment.agreements import Agreed
from pos.printing.models import Printer
from tests.inventory.test_consignment import sell
from tests.support.axe import violations
from tests.support.consignment import add_cake, add_consignor, bring
from tests.support.serving import serving
from tests.support.world import PASSWORD, PEOPLE, Goods, World

pytestmark = pytest.mark.browser

SCREENS = [ViewportSize(width=1280, height=800), ViewportSize(width=390, height=844)]
NURUL = "/consignment/1"


@pytest.fixture(scope="session")
def engine_name() -> str:
    """What a page looks like does not depend on the database."""
    return "sqlite"


@pytest.fixture
def risoles(database: Database, world: World) -> Goods:
    """Brought and partly sold in the morning; another producer's stand too long already."""
    with database.transaction() as session:
        nurul = add_consignor(session, member_id=world.member_id)
        goods = add_cake(session, nurul)
        bring(session, world, nurul, goods, 20)
        sell(session, world, nurul, goods, 7)
        siti = add_consignor(session, Agreed(2_000, cycle_days=7, shelf_days=2), name="Bu Siti")
        lemper = add_cake(session, siti, name="Lemper ayam daun pisang", price=3_000)
        bring(session, world, siti, lemper, 12)
        sell(session, world, siti, lemper, 5)
        session.add(Printer(till_id=TillId(world.till.id), address="/dev/usb/lp0", columns=32,
                            dots=384, created_at=clock.now()))  # fmt: skip
        return goods


@pytest.fixture
def address(app: Flask, risoles: Goods) -> Iterator[str]:
    with serving(app) as address:
        yield address


@dataclass
class Hand:
    """A finger on a screen, counted."""

    page: Page
    touches: int = field(default=0)

    def touch(self, what: Locator) -> None:
        what.click()
        self.touches += 1

    def link(self, name: str) -> None:
        self.touch(self.page.locator("main a").filter(has_text=name).first)

    def button(self, name: str) -> None:
        self.touch(self.page.locator("main").get_by_role("button", name=name, exact=True))

    def hears(self, sentence: str) -> None:
        expect(self.page.get_by_role("status")).to_contain_text(sentence)


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: str(screen["width"]))
def test_a_day_of_a_producer(browser: Browser, address: str, screen: ViewportSize) -> None:
    with browser.new_context(viewport=screen) as context:
        page = context.new_page()
        _sign_in(page, address)
        _unfold(page, "Pembelian dan titipan")
        hand = Hand(page)
        _morning(hand)
        assert hand.touches <= 4
        _evening(hand, address)
        _settlement(hand, address)
        answer = page.request.get(f"{address}/consignment/slips/WSB-PT-000001.pdf")
        assert answer.body().startswith(b"%PDF")


def _unfold(page: Page, group: str) -> None:
    """The group of the menu that is used every morning has been open since the first one."""
    menu = page.locator(".menu > summary")
    if menu.is_visible():
        menu.click()
    page.locator("details[data-group] > summary", has_text=group).locator("visible=true").click()
    expect(page.get_by_role("link", name="Titip jual", exact=True)).to_be_visible()
    page.reload()


def _morning(hand: Hand) -> None:
    """From the first page: the same as yesterday."""
    menu = hand.page.locator(".menu > summary")
    if menu.is_visible():
        hand.touch(menu)
    hand.touch(hand.page.get_by_role("link", name="Titip jual", exact=True))
    hand.link("Sama seperti kemarin Bu Nurul")
    expect(hand.page.get_by_label("Risoles")).to_have_value("20")
    hand.button("Simpan")
    hand.hears("WSB-TJ-000003 diterima")
    expect(hand.page.locator("main table")).to_contain_text("20 pcs")


def _evening(hand: Hand, address: str) -> None:
    page = hand.page
    page.goto(f"{address}{NURUL}")
    hand.link("Hitung sisa")
    page.get_by_label("Risoles").fill("31")
    page.keyboard.press("Enter")
    hand.hears("Selisih dengan kasir: Risoles 2")
    hand.link("Dibawa pulang")
    page.get_by_label("Risoles").fill("31")
    hand.button("Simpan")
    hand.hears("Tercatat: dibawa pulang")


def _settlement(hand: Hand, address: str) -> None:
    """What is owed stands there already; a part of it goes into savings."""
    page = hand.page
    page.goto(f"{address}/consignment/due")
    hand.link("Bayar Bu Nurul")
    cash = page.get_by_label("Tunai dari kas besar")
    expect(cash).to_have_value("38.250")
    cash.fill("30.000")
    page.get_by_label("Masuk simpanan sukarela").fill("8.250")
    hand.button("Bayar")
    hand.hears("WSB-PT-000001 dibukukan")
    expect(page.locator("main")).to_contain_text("Rp38.250")
    hand.button("Cetak di kertas struk")
    hand.hears("Slip dikirim ke printer")
    hand.button("Cetak di kertas struk")
    hand.hears("Salinan ke-1")


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: str(screen["width"]))
def test_every_page_is_accessible_and_fits(
    browser: Browser, address: str, risoles: Goods, screen: ViewportSize, pictures: Path
) -> None:
    code = risoles.product.code
    with browser.new_context(viewport=screen, bypass_csp=True) as context:
        page = context.new_page()
        _sign_in(page, address)
        _settle_all(page, address)
        wrong = []
        for path in (
            "", "/new", "/due", "/stale", "/1", "/2", "/1/edit", "/1/agreement", "/1/goods",
            f"/1/goods/{code}/price", "/1/intake?again=1", "/1/left", "/2/settle", "/1/settle",
            "/slips/WSB-PT-000001", "/intakes/WSB-TJ-000001",
        ):  # fmt: skip
            page.goto(f"{address}/consignment{path}")
            name = f"titip{path.partition('?')[0].replace('/', '-')}-{screen['width']}.png"
            page.screenshot(path=str(pictures / name), full_page=True)
            wrong += _wrong(page, path)
        assert wrong == []


def _settle_all(page: Page, address: str) -> None:
    page.goto(f"{address}{NURUL}/settle")
    page.locator("main").get_by_role("button", name="Bayar", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("dibukukan")


def _sign_in(page: Page, address: str) -> None:
    page.goto(f"{address}/sign-in")
    page.fill("[name=login]", PEOPLE[Role.MANAGER][0])
    page.fill("[name=password]", PASSWORD)
    page.click("main [type=submit]")
    page.wait_for_url(lambda url: "sign-in" not in url)


def _wrong(page: Page, path: str) -> list[str]:
    found = [f"{path}: {violation}" for violation in violations(page)]
    wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    return found + ([f"{path} scrolls sideways"] if wide else [])
