"""Kasbon in instalments: agreed at the till, owed part by part, paid as each falls due."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from core import clock
from core.db import Database, open_database
from core.format import day
from core.money import Money
from core.settings import put
from ledger import chart, journal
from ledger.entry import Entry, credit, debit
from members import credit as kasbon
from members.debtors import Debtor
from members.instalments import Every, Plan, later
from members.models import Bon, Member
from members.settings import CREDIT_INSTALMENTS_MOST
from pos.models import SaleFlag
from tests.support import axe
from tests.support.keys import scan
from tests.support.program import lumbung_serve
from tests.support.till_page import GAS, make_shop, open_till, wait_until_sent
from tests.support.world import NOW, World, today

pytestmark = pytest.mark.browser

SITI = "AGT0001"
BEGUN = today() - timedelta(days=40)
"""When the instalments of an older bon began: two of three, a month apart, are due."""


@pytest.fixture
def world(tmp_path: Path) -> World:
    world = make_shop(tmp_path)
    with _database(tmp_path).transaction() as session:
        session.get_one(Member, world.member_id).credit_limit = Money(500_000)
        put(session, CREDIT_INSTALMENTS_MOST, "12", valid_from=date(2026, 1, 1), at=NOW, by=None)
    return world


@pytest.fixture(params=[pytest.param((1280, 800), id="1280"), pytest.param((390, 844), id="390")])
def context(browser: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    width, height = request.param
    context = browser.new_context(viewport={"width": width, "height": height}, bypass_csp=True)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, world: World, tmp_path: Path) -> Iterator[Page]:
    _owe_an_older_bon(tmp_path, world)
    with lumbung_serve(tmp_path) as url:
        page = context.new_page()
        page.set_default_timeout(8_000)
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        open_till(page, url)
        yield page
        assert errors == []


def _owe_an_older_bon(folder: Path, world: World) -> None:
    """90,000 in three parts, a month apart."""
    with _database(folder).transaction() as session:
        lent = (debit(chart.MEMBER_CREDIT, Money(90_000), member_id=world.member_id),
                credit(chart.OPENING_BALANCE, Money(90_000)))  # fmt: skip
        journal.post(session, Entry(world.shop_id, BEGUN, "sale:old", "lama", lent), at=clock.now())
        kasbon.note_bon(session, source="sale:old", debtor=Debtor.member(world.member_id),
                        shop_id=world.shop_id, booked_on=BEGUN,
                        plan=Plan(BEGUN, 3, Every.MONTH, 100), amount=Money(90_000))  # fmt: skip


def _database(folder: Path) -> Database:
    return open_database(f"sqlite:///{folder / 'koperasi.db'}")


def _look(page: Page, name: str) -> None:
    assert axe.violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    width = page.viewport_size["width"] if page.viewport_size else 0
    if folder := os.environ.get("LUMBUNG_SCREENS"):
        page.screenshot(path=str(Path(folder) / f"instalments-{name}-{width}.png"))


def _ask_for_credit(page: Page) -> None:
    """Five cylinders, 100,000, on Siti's credit."""
    scan(page, SITI)
    expect(page.locator("#member-name")).to_have_text("Siti Aminah")
    for n in range(1, 6):
        scan(page, GAS)
        expect(page.locator("#total")).to_have_text(f"{n * 20}.000")
    page.locator("#pay").click()
    expect(page.locator("#face-tender")).to_be_visible()
    page.locator("[data-way=kasbon]").click()
    expect(page.locator("#way-dialog")).to_be_visible()


def _is_in_view(page: Page, field: str) -> bool:
    box, size = page.locator(field).bounding_box(), page.viewport_size
    return bool(box and size and box["y"] + box["height"] <= size["height"])


def _newest_bon(session: Session) -> Bon:
    return session.scalars(select(Bon).where(Bon.source != "sale:old")).one()


def test_a_kasbon_is_agreed_in_parts_by_keys(page: Page, tmp_path: Path) -> None:
    _ask_for_credit(page)
    expect(page.locator("#way-parts input:checked")).to_be_focused()
    expect(page.locator("#way-every")).to_be_hidden()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#way-plan div")).to_have_count(2)
    page.keyboard.press("ArrowRight")
    sold_on = today()
    expect(page.locator("#way-plan div").first).to_contain_text("Rp33.400")
    expect(page.locator("#way-plan div").last).to_contain_text("Rp33.200")
    expect(page.locator("#way-plan div").last).to_contain_text(day(later(sold_on, 3, Every.MONTH)))
    _look(page, "three")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#way-plan div").last).to_contain_text(day(sold_on + timedelta(weeks=3)))
    page.keyboard.press("Enter")
    expect(page.locator("#face-paid")).to_be_visible()
    wait_until_sent(page)
    with _database(tmp_path).reading() as session:
        bon = _newest_bon(session)
        assert (bon.instalments, bon.every, bon.unit) == (3, Every.WEEK, 100)
        assert bon.due_on == bon.booked_on + timedelta(weeks=1)
        assert session.scalars(select(SaleFlag)).all() == []


def test_many_parts_stay_on_the_screen_and_one_is_the_rule(page: Page, tmp_path: Path) -> None:
    _ask_for_credit(page)
    page.locator("#way-parts .purpose").last.click()
    expect(page.locator("#way-plan div")).to_have_count(6)
    expect(page.locator("#way-plan")).to_contain_text("7 kali lagi")
    _look(page, "twelve")
    assert _is_in_view(page, "#way-yes"), "the way on is never below the edge"
    page.locator("#way-parts .purpose").first.click()
    expect(page.locator("#way-plan div")).to_have_count(1)
    page.locator("#way-yes").click()
    expect(page.locator("#face-paid")).to_be_visible()
    wait_until_sent(page)
    with _database(tmp_path).reading() as session:
        bon = _newest_bon(session)
        assert (bon.instalments, bon.due_on) == (1, bon.booked_on + timedelta(days=30))


def test_what_is_due_is_one_press(page: Page, world: World, tmp_path: Path) -> None:
    page.locator("#entry").fill("bayar bon 1")
    page.keyboard.press("Enter")
    expect(page.locator("#money-due")).to_have_text("Jatuh tempo Rp60.000")
    expect(page.locator("#money-all")).to_have_text("Semua Rp90.000")
    _look(page, "due")
    page.locator("#money-due").click()
    expect(page.locator("#money-amount")).to_have_value("Rp60.000")
    page.keyboard.press("Enter")
    expect(page.locator("#money-whose")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("#money-hand-over")).to_be_visible()
    page.keyboard.press("Enter")
    wait_until_sent(page)
    with _database(tmp_path).reading() as session:
        bons = kasbon.open_bons(session, world.member_id)
        assert [part.amount for part in kasbon.coming(bons)] == [Money(30_000)]
    page.locator("#entry").fill("bayar bon 1")
    page.keyboard.press("Enter")
    expect(page.locator("#money-all")).to_have_text("Semua Rp30.000")
    expect(page.locator("#money-due")).to_be_hidden()
