"""Goods of which some have expired: the till warns by its own clock, and sells."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import select

from core.clock import now
from core.db import Database, open_database
from core.format import day
from core.quantity import Quantity
from inventory.batches import batches
from inventory.batches.batches import NewBatch
from pos.models import FlagKind, Sale, SaleFlag
from tests.support import axe
from tests.support.keys import scan
from tests.support.program import lumbung_serve
from tests.support.shelves import fill_shelves
from tests.support.till_page import AIR, MIE, make_shop, open_till, sell, wait_until_sent
from tests.support.world import NOW, World, today

pytestmark = pytest.mark.browser

DAY = timedelta(days=1)
WARNING = "#message"


def _open(data: Path) -> Database:
    return open_database(f"sqlite:///{data / 'koperasi.db'}")


@pytest.fixture
def world(tmp_path: Path) -> World:
    """Some of the noodles expired yesterday, some of the water expires today."""
    world = make_shop(tmp_path)
    database = _open(tmp_path)
    with database.transaction() as session:
        fill_shelves(session, world, mie=(40, 112_000), air=(24, 60_000))
        dated = [
            NewBatch(world.goods["mie"].id, today() - DAY, Quantity.of(20)),
            NewBatch(world.goods["air"].id, today(), Quantity.of(24)),
        ]
        batches.note(session, dated, shop_id=world.shop_id, source="receipt:1", at=NOW)
    database.dispose()
    return world


@pytest.fixture(params=[(1280, 800), (390, 844)], ids=["1280", "390"])
def context(browser: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    width, height = request.param
    context = browser.new_context(viewport={"width": width, "height": height}, bypass_csp=True)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, world: World, tmp_path: Path) -> Iterator[Page]:
    with lumbung_serve(tmp_path) as url:
        page = context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        open_till(page, url)
        yield page
        assert errors == []


def test_the_till_warns_and_sells_also_without_a_server(page: Page, tmp_path: Path) -> None:
    yesterday = day(today() - DAY)
    scan(page, MIE)
    line = page.locator(".lines:not([inert]) .line-warning:visible")
    expect(page.locator(WARNING)).to_contain_text(f"kedaluwarsa {yesterday}")
    expect(line).to_have_text(f"Ada yang kedaluwarsa {yesterday}")
    assert axe.violations(page) == []
    scan(page, AIR)
    expect(page.locator("#total")).to_have_text("7.500")
    expect(page.locator(WARNING)).to_be_empty()
    expect(line).to_have_count(1)
    page.keyboard.press("F8")
    expect(page.locator("#face-paid")).to_be_visible()
    wait_until_sent(page)

    page.context.set_offline(True)
    scan(page, MIE)
    expect(page.locator(WARNING)).to_contain_text(f"kedaluwarsa {yesterday}")
    page.keyboard.press("F8")
    expect(page.locator("#face-paid")).to_be_visible()
    page.context.set_offline(False)
    wait_until_sent(page)
    assert _flags(tmp_path) == [FlagKind.EXPIRED, FlagKind.EXPIRED]


def test_what_expires_today_is_warned_of_tomorrow_by_the_clock_of_the_till(page: Page) -> None:
    scan(page, AIR)
    expect(page.locator("#total")).to_have_text("4.000")
    expect(page.locator(WARNING)).to_be_empty()
    sell(page)
    page.context.set_offline(True)
    page.clock.set_fixed_time(now() + DAY)
    scan(page, AIR)
    expect(page.locator(WARNING)).to_contain_text(f"kedaluwarsa {day(today())}")
    page.context.set_offline(False)


def _flags(data: Path) -> list[FlagKind]:
    database = _open(data)
    with database.reading() as session:
        found = session.scalars(select(SaleFlag.kind).join(Sale).order_by(Sale.number)).all()
    database.dispose()
    return list(found)
