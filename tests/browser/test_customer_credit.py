"""Kasbon of somebody who is no member: found by name, lent under the limit, paid back."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import select

from core.db import Database, open_database
from core.money import Money
from core.settings import put
from ledger import chart, journal
from members import invariants
from members.models import Customer, Patronage
from members.settings import CREDIT_TO_CUSTOMERS
from pos.models import Sale, SaleFlag
from tests.support import axe
from tests.support.customers import customer
from tests.support.keys import scan, type_slowly
from tests.support.program import lumbung_serve
from tests.support.till_page import AIR, GAS, make_shop, open_till, wait_until_sent
from tests.support.world import NOW, PIN

pytestmark = pytest.mark.browser


@pytest.fixture(params=[pytest.param((1280, 800), id="1280"), pytest.param((390, 844), id="390")])
def context(browser: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    width, height = request.param
    context = browser.new_context(viewport={"width": width, "height": height}, bypass_csp=True)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, tmp_path: Path) -> Iterator[Page]:
    world = make_shop(tmp_path)
    with _database(tmp_path).transaction() as session:
        put(session, CREDIT_TO_CUSTOMERS, "ya", valid_from=date(2026, 1, 1), at=NOW, by=None)
        customer(session, world)
    with lumbung_serve(tmp_path) as url:
        page = context.new_page()
        page.set_default_timeout(8_000)
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        open_till(page, url)
        yield page
        assert errors == []


def _database(folder: Path) -> Database:
    return open_database(f"sqlite:///{folder / 'koperasi.db'}")


def _look(page: Page, name: str) -> None:
    assert axe.violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    width = page.viewport_size["width"] if page.viewport_size else 0
    if folder := os.environ.get("LUMBUNG_SCREENS"):
        page.screenshot(path=str(Path(folder) / f"customer-{name}-{width}.png"))


def _lend(page: Page, *codes: str) -> None:
    """Ring these up, and ask to put them on Bu Darmi's credit."""
    worth = 0
    for code in codes:
        scan(page, code)
        worth += 4 if code == AIR else 20
        expect(page.locator("#total")).to_have_text(f"{worth}.000")
    page.locator("#pay").click()
    expect(page.locator("#face-tender")).to_be_visible()
    page.locator("[data-way=kasbon]").click()
    expect(page.locator("#message")).to_contain_text("Kasbon siapa")
    type_slowly(page, "darmi")
    expect(page.locator("#results [role=option]")).to_have_count(1)


def test_a_customer_is_found_by_name_and_pays_back(page: Page, tmp_path: Path) -> None:
    _lend(page, AIR)
    _look(page, "found")
    page.keyboard.press("Enter")
    expect(page.locator("#way-member")).to_have_text("Bu Darmi · pelanggan")
    expect(page.locator("#way-facts")).to_contain_text("Rp46.000")
    _look(page, "lend")
    page.locator("#way-yes").click()
    expect(page.locator("#face-paid")).to_be_visible()
    wait_until_sent(page)
    with _database(tmp_path).reading() as session:
        key = session.scalars(select(Customer.id)).one()
        owed = journal.balance(session, chart.OTHER_CREDIT, party_id=key)
        assert owed == Money(4_000)
        assert session.scalars(select(Sale.member_id)).one() is None
        assert session.scalars(select(Patronage)).all() == []
        assert session.scalars(select(SaleFlag)).all() == []
    page.locator("#entry").fill("bayar bon darmi")
    page.keyboard.press("Enter")
    expect(page.locator("#money-found button")).to_have_count(1)
    page.locator("#money-found button").click()
    expect(page.locator("#money-number")).to_have_text("Pelanggan, bukan anggota")
    expect(page.locator("#money-all")).to_have_text("Semua Rp4.000")
    _look(page, "pays")
    page.locator("#money-all").click()
    page.keyboard.press("Enter")
    expect(page.locator("#money-whose")).to_have_text("BU DARMI")
    page.keyboard.press("Enter")
    expect(page.locator("#money-hand-over")).to_be_visible()
    page.keyboard.press("Enter")
    wait_until_sent(page)
    with _database(tmp_path).reading() as session:
        assert journal.balance(session, chart.OTHER_CREDIT, party_id=key) == Money(0)
        assert list(invariants.customers_owe_their_bons(session)) == []


def test_kasbon_that_was_cash_is_corrected_and_put_back(page: Page, tmp_path: Path) -> None:
    _lend(page, AIR)
    page.keyboard.press("Enter")
    page.locator("#way-yes").click()
    expect(page.locator("#face-paid")).to_be_visible()
    wait_until_sent(page)
    for was, now, owed in (("kasbon", "cash", 0), ("cash", "kasbon", 4_000)):
        page.locator("#entry").fill("koreksi")
        page.keyboard.press("Enter")
        expect(page.locator("#correction-dialog")).to_be_visible()
        page.keyboard.press("Enter")
        expect(page.locator("#correction-what")).to_contain_text("Rp4.000")
        expect(page.locator("#correction-from")).to_have_value(was)
        expect(page.locator("#correction-to option[value=savings]")).to_have_count(0)
        page.locator("#correction-to").select_option(now)
        page.locator("#correction-reason").fill("Salah tekan")
        page.keyboard.press("Enter")
        page.locator("#approve-pin").fill(PIN)
        page.keyboard.press("Enter")
        expect(page.locator("#correction-dialog")).to_be_hidden()
        wait_until_sent(page)
        with _database(tmp_path).reading() as session:
            key = session.scalars(select(Customer.id)).one()
            balance = journal.balance(session, chart.OTHER_CREDIT, party_id=key)
            assert balance == Money(owed)
            assert list(invariants.customers_owe_their_bons(session)) == []


def test_over_the_limit_needs_somebody_else_also_without_a_server(
    page: Page, context: BrowserContext
) -> None:
    context.set_offline(True)
    _lend(page, GAS, GAS, GAS)
    page.keyboard.press("Enter")
    expect(page.locator("#way-question")).to_contain_text("Melebihi plafon")
    page.locator("#way-yes").click()
    expect(page.locator("#approve-dialog")).to_be_visible()
