"""Promotions, discounts by hand and typed prices at the till, and what the server makes of them.

On the wide screen by keyboard alone, on the phone by finger alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import select

from core.clock import local_day, now
from core.db import Database, open_database
from core.money import Money
from core.quantity import Quantity
from inventory import prices, promotions
from inventory.models import PriceList, PromotionKind
from inventory.prices import NewPrice, Period
from inventory.promotions import PromotionDetails
from pos.approvals.models import Approval
from pos.documents import ApprovalAction
from pos.models import FlagKind, Sale, SaleFlag, SaleLine
from tests.support import axe
from tests.support.keys import scan, type_slowly
from tests.support.program import lumbung_serve
from tests.support.till_page import AIR, GAS, MIE, make_shop, open_till, wait_until_sent
from tests.support.world import NOW, PIN

pytestmark = pytest.mark.browser


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Any three of noodles and water for 10,000; noodles at 3,100 from ten on."""
    world = make_shop(tmp_path)
    database = open_database(f"sqlite:///{tmp_path / 'koperasi.db'}")
    today = Period(local_day(now(), "Asia/Jakarta"))
    mie, air = world.goods["mie"].pack_id, world.goods["air"].pack_id
    with database.transaction() as session:
        offer = PromotionDetails(
            "3 untuk 10.000", PromotionKind.MIX, today, (mie, air), count=3, amount=Money(10_000)
        )
        promotions.create(session, offer, at=NOW, by=None)
        wholesale = NewPrice(mie, Money(3_100), PriceList.WHOLESALE, least=Quantity.of(10))
        prices.set_price(session, wholesale, today, at=NOW, by=None)
    database.dispose()
    return tmp_path


@pytest.fixture(
    params=[
        pytest.param((1280, 800, False), id="1280-keys"),
        pytest.param((390, 844, True), id="390-finger"),
    ]
)
def context(browser: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    width, height, has_touch = request.param
    context = browser.new_context(
        viewport={"width": width, "height": height}, has_touch=has_touch, bypass_csp=True
    )
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, data: Path) -> Iterator[Page]:
    with lumbung_serve(data) as url:
        page = context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        open_till(page, url)
        yield page
        assert errors == []


def has_fingers(page: Page) -> bool:
    return page.viewport_size is not None and page.viewport_size["width"] < 500


def command(page: Page, word: str, value: str) -> None:
    """Type the word with the value behind it; or find its button and type into the dialog."""
    if not has_fingers(page):
        type_slowly(page, f"{word} {value}")
        page.keyboard.press("Enter")
        return
    page.locator("#menu").tap()
    page.locator(f".menu-item[data-word='{word}']").tap()
    page.locator("dialog[open] .given").fill(value)


def confirm(page: Page) -> None:
    if has_fingers(page):
        page.locator("dialog[open] [type=submit]").tap()
    else:
        page.keyboard.press("Enter")


def pay(page: Page) -> None:
    page.locator("#exact").tap() if has_fingers(page) else page.keyboard.press("F8")
    expect(page.locator("#face-paid")).to_be_visible()
    wait_until_sent(page)


def total(page: Page, amount: str) -> None:
    expect(page.locator("#total")).to_have_text(amount)


def stored(data: Path) -> Database:
    return open_database(f"sqlite:///{data / 'koperasi.db'}")


def lines(data: Path) -> list[tuple[int, int, int]]:
    """Unit price, discount and amount of everything sold."""
    database = stored(data)
    with database.reading() as session:
        rows = session.scalars(select(SaleLine).join(Sale).order_by(Sale.number, SaleLine.position))
        found = [(row.unit_price.amount, row.discount.amount, row.amount.amount) for row in rows]
    database.dispose()
    return found


def flags(data: Path) -> set[FlagKind]:
    database = stored(data)
    with database.reading() as session:
        found = set(session.scalars(select(SaleFlag.kind)))
    database.dispose()
    return found - {FlagKind.STOCK}


def test_promotions_and_tiers_are_the_servers_too(page: Page, data: Path) -> None:
    scan(page, MIE)
    scan(page, MIE)
    total(page, "7.000")
    scan(page, AIR)
    total(page, "10.000")
    expect(page.locator(".line-saving").first).to_have_text("Promo 3 untuk 10.000, hemat Rp364")
    assert axe.violations(page) == []
    scan(page, "AGT0001")
    total(page, "10.000")
    pay(page)
    for _time in range(10):
        scan(page, MIE)
    total(page, "31.000")
    pay(page)
    assert lines(data) == [(3_300, 374, 6_226), (4_000, 226, 3_774), (3_100, 0, 31_000)]
    assert flags(data) == set()


def test_a_small_discount_goes_on_and_waits_for_the_manager(page: Page, data: Path) -> None:
    scan(page, GAS)
    command(page, "POTONGAN", "10%")
    expect(page.locator("#discount-dialog")).to_be_visible()
    assert axe.violations(page) == []
    confirm(page)
    total(page, "18.000")
    expect(page.locator(".line-saving")).to_have_text("Potongan Rp2.000")
    pay(page)
    assert lines(data) == [(20_000, 2_000, 18_000)]
    assert flags(data) == {FlagKind.APPROVAL}


def test_a_typed_price_needs_somebody_else(page: Page, data: Path) -> None:
    scan(page, GAS)
    scan(page, AIR)
    command(page, "HARGA", "3rb")
    expect(page.locator("#price-dialog")).to_be_visible()
    assert axe.violations(page) == []
    confirm(page)
    expect(page.locator("#approve-dialog")).to_be_visible()
    page.locator("#approve-cancel").click()
    total(page, "24.000")
    command(page, "HARGA", "3rb")
    confirm(page)
    page.locator("#approve-who").select_option(label="Joko Prasetyo")
    page.locator("#approve-pin").fill(PIN)
    confirm(page)
    total(page, "23.000")
    pay(page)
    assert lines(data) == [(20_000, 0, 20_000), (3_000, 0, 3_000)]
    assert flags(data) == set()
    database = stored(data)
    with database.reading() as session:
        approval = session.scalars(select(Approval)).one()
    database.dispose()
    assert (approval.action, approval.amount) == (ApprovalAction.PRICE, Money(1_000))
    assert approval.grant_id is not None


def test_a_discount_on_the_whole_basket_outlives_a_reload(page: Page, data: Path) -> None:
    scan(page, GAS)
    scan(page, AIR)
    command(page, "POTONGAN", "2.400")
    basket = page.locator("#discount-on-basket")
    basket.locator("xpath=..").tap() if has_fingers(page) else page.keyboard.press("Shift+Tab")
    if not has_fingers(page):
        page.keyboard.press("ArrowRight")
        page.locator("#discount-value").focus()
    page.locator("#discount-value").fill("2.400")
    confirm(page)
    total(page, "21.600")
    expect(page.locator("#sell[data-kept=yes]")).to_be_visible()
    page.reload()
    total(page, "21.600")
    pay(page)
    assert lines(data) == [(20_000, 2_000, 18_000), (4_000, 400, 3_600)]
    assert flags(data) == {FlagKind.APPROVAL}
