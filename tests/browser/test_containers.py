"""Gas in cylinders at the till: exchanged, without an exchange, and the deposit given back.

On the wide screen by keyboard alone, on the phone by finger alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import select

from core.db import Database, open_database
from inventory import invariants
from ledger import chart, journal
from pos.models import FlagKind, Sale, SaleFlag, SaleLine
from tests.support import axe
from tests.support.containers import add_cylinder, empties
from tests.support.keys import scan, type_slowly
from tests.support.program import lumbung_serve
from tests.support.till_page import GAS, MIE, make_shop, open_till, wait_until_sent
from tests.support.world import Goods, World

pytestmark = pytest.mark.browser


class Cylinders:
    """The shop's database, and what gas is sold in."""

    def __init__(self, data: Path) -> None:
        self.world: World = make_shop(data)
        self.data = data
        database = self.open()
        with database.transaction() as session:
            self.cylinder: Goods = add_cylinder(session, self.world)
        database.dispose()

    def open(self) -> Database:
        return open_database(f"sqlite:///{self.data / 'koperasi.db'}")

    def stored(self) -> tuple[list[tuple[str, int, bool | None]], int, int]:
        """The sold lines, the empties in the shop, and the deposits that are owed back."""
        database = self.open()
        with database.reading() as session:
            rows = session.execute(
                select(SaleLine.name, SaleLine.amount, SaleLine.exchanged)
                .join(Sale)
                .order_by(Sale.number, SaleLine.position)
            )
            lines = [(name, amount.amount, exchanged) for name, amount, exchanged in rows]
            held = empties(session, self.world, self.cylinder).milli // 1000
            owed = -journal.balance(session, chart.CONTAINER_DEPOSITS).amount
            flags = set(session.scalars(select(SaleFlag.kind))) - {FlagKind.STOCK}
            wrong = [*invariants.moves(session), *invariants.stock(session),
                     *invariants.value(session)]  # fmt: skip
        database.dispose()
        assert (flags, wrong) == (set(), [])
        return lines, held, owed


@pytest.fixture
def shop(tmp_path: Path) -> Cylinders:
    return Cylinders(tmp_path)


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
def page(context: BrowserContext, shop: Cylinders) -> Iterator[Page]:
    with lumbung_serve(shop.data) as url:
        page = context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        open_till(page, url)
        yield page
        assert errors == []


def has_fingers(page: Page) -> bool:
    return page.viewport_size is not None and page.viewport_size["width"] < 500


def turn(page: Page) -> None:
    """The switch of the line by finger, or the word for it."""
    if has_fingers(page):
        page.locator(".line-exchange:visible").first.tap()
    else:
        type_slowly(page, "TUKAR")
        page.keyboard.press("Enter")


def pay(page: Page) -> str:
    page.locator("#exact").tap() if has_fingers(page) else page.keyboard.press("F8")
    expect(page.locator("#face-paid")).to_be_visible()
    wait_until_sent(page)
    return page.locator("#paid-number").inner_text()


def names(page: Page, *expected: str) -> None:
    expect(page.locator(".lines:not([inert]) .line-name")).to_have_text(list(expected))


def total(page: Page, amount: str) -> None:
    expect(page.locator("#total")).to_have_text(amount)


def test_gas_is_exchanged_unless_the_switch_says_otherwise(page: Page, shop: Cylinders) -> None:
    scan(page, MIE)
    scan(page, GAS)
    switch = page.locator(".line-exchange:visible")
    expect(switch).to_have_count(1)
    expect(switch).to_have_text("Tukar")
    expect(switch).to_be_checked()
    total(page, "23.500")
    turn(page)
    expect(switch).to_have_text("Tanpa tukar")
    expect(switch).not_to_be_checked()
    names(page, "Gas LPG 3 kg", "Jaminan tabung 3 kg", "Mie goreng instan")
    total(page, "173.500")
    assert axe.violations(page) == []
    turn(page)
    names(page, "Gas LPG 3 kg", "Mie goreng instan")
    total(page, "23.500")
    pay(page)
    sold = [("Mie goreng instan", 3_500, None), ("Gas LPG 3 kg", 20_000, True)]
    assert shop.stored() == (sold, 1, 0)


def test_the_deposit_follows_its_goods_and_a_reload(page: Page, shop: Cylinders) -> None:
    scan(page, GAS)
    turn(page)
    total(page, "170.000")
    page.keyboard.type("*3")
    page.keyboard.press("Enter")
    total(page, "510.000")
    scan(page, GAS)
    names(page, "Gas LPG 3 kg", "Gas LPG 3 kg", "Jaminan tabung 3 kg")
    total(page, "530.000")
    expect(page.locator("#sell")).to_have_attribute("data-kept", "yes")
    page.reload()
    names(page, "Gas LPG 3 kg", "Gas LPG 3 kg", "Jaminan tabung 3 kg")
    total(page, "530.000")
    pay(page)
    gas, deposit = ("Gas LPG 3 kg", 60_000, False), ("Jaminan tabung 3 kg", 450_000, None)
    assert shop.stored() == ([gas, deposit, ("Gas LPG 3 kg", 20_000, True)], 1, 450_000)


def test_removing_goods_or_their_deposit_takes_the_deposit_away(page: Page) -> None:
    scan(page, MIE)
    scan(page, GAS)
    turn(page)
    names(page, "Gas LPG 3 kg", "Jaminan tabung 3 kg", "Mie goreng instan")
    page.locator(".line.is-deposit .line-remove").click()
    names(page, "Gas LPG 3 kg", "Mie goreng instan")
    expect(page.locator(".line-exchange:visible")).to_have_text("Tukar")
    turn(page)
    names(page, "Gas LPG 3 kg", "Jaminan tabung 3 kg", "Mie goreng instan")
    if has_fingers(page):
        page.locator(".line:not(.is-deposit) .line-remove").first.tap()
    else:
        page.keyboard.press("Delete")
    names(page, "Mie goreng instan")
    total(page, "3.500")


def test_who_brings_the_empty_back_gets_the_deposit(page: Page, shop: Cylinders) -> None:
    scan(page, GAS)
    turn(page)
    number = pay(page)
    assert shop.stored()[1:] == (0, 150_000)
    scan(page, number)
    expect(page.locator("#return-choose")).to_be_visible()
    amount = page.locator(".return-line").nth(1).locator(".return-quantity")
    amount.fill("1")
    page.keyboard.press("Tab")
    expect(page.locator("#return-total")).to_have_text("Rp150.000")
    page.locator("#return-reason").fill("kosong kembali")
    page.keyboard.press("Enter")
    expect(page.locator("#return-hand-over")).to_have_text("Rp150.000")
    wait_until_sent(page)
    assert shop.stored()[1:] == (1, 0)


def test_goods_without_a_container_have_no_switch(page: Page) -> None:
    scan(page, MIE)
    expect(page.locator(".line-name")).to_have_count(1)
    expect(page.locator(".line-exchange:visible")).to_have_count(0)
    type_slowly(page, "TUKAR")
    page.keyboard.press("Enter")
    expect(page.locator("#message")).to_have_text("Belum ada barang yang kemasannya ditukar.")
