"""Goods come back at the counter: by the receipt's barcode, without one, and whole sales."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import select

from core import clock
from core.db import Database, open_database
from core.ids import TillId
from core.money import Money
from core.quantity import Quantity
from core.schema import migrate
from inventory.models import Stock
from ledger import chart, journal
from pos.printing.models import Printer
from pos.returns import invariants
from pos.returns.models import Return, ReturnLine
from tests.support import axe
from tests.support.keys import scan
from tests.support.paper import Paper, print_job
from tests.support.printer import FakePrinter, fake_printer
from tests.support.program import lumbung_serve
from tests.support.till_page import AIR, GAS, MIE, open_till, sell, wait_until_sent
from tests.support.world import PIN, World, make_coop

pytestmark = pytest.mark.browser

SCREENS = [pytest.param((1280, 800), id="1280"), pytest.param((390, 844), id="390")]


@dataclass
class Counter:
    """A running program, its database, and the printer on its counter."""

    url: str
    database: Database
    world: World
    printer: FakePrinter


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    with fake_printer() as printer:
        database = open_database(f"sqlite:///{tmp_path / 'koperasi.db'}")
        migrate(database)
        with database.transaction() as session:
            world = make_coop(session)
            session.add(
                Printer(
                    till_id=TillId(world.till.id),
                    address=str(printer.address),
                    columns=32,
                    dots=384,
                    created_at=clock.now(),
                )
            )
        with lumbung_serve(tmp_path) as url:
            yield Counter(url, database, world, printer)
        database.dispose()


@pytest.fixture(params=SCREENS)
def context(browser: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    width, height = request.param
    context = browser.new_context(viewport={"width": width, "height": height}, bypass_csp=True)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, counter: Counter) -> Iterator[Page]:
    """The till, opened; a script that failed fails the test."""
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    open_till(page, counter.url)
    yield page
    assert errors == []


def command(page: Page, words: str) -> None:
    """A word in the input line."""
    page.locator("#entry").fill(words)
    page.keyboard.press("Enter")


def says(paper: Paper) -> str:
    """What stands on the paper, in one line."""
    return " ".join(" ".join(paper.lines).split())


def give_reason(page: Page, name: str) -> None:
    page.locator("#return-reasons").get_by_role("button", name=name).click()


def test_scanning_the_receipt_takes_goods_back(page: Page, counter: Counter) -> None:
    number = sell(page, MIE, MIE, MIE, AIR)
    wait_until_sent(page)
    scan(page, number)
    expect(page.locator("#return-choose")).to_be_visible()
    expect(page.locator("#return-what")).to_contain_text(number)
    scan(page, MIE)
    scan(page, MIE)
    expect(page.locator("#return-total")).to_have_text("Rp7.000")
    page.locator(".return-line").nth(1).locator(".return-quantity").fill("9")
    page.keyboard.press("Tab")
    expect(page.locator("#return-message")).to_contain_text("tinggal 1")
    page.locator(".return-line").nth(1).get_by_role("button", name="Kurangi").click()
    page.locator(".return-line").nth(0).get_by_label("Tidak layak jual").check()
    assert axe.violations(page) == []
    page.keyboard.press("Enter")
    expect(page.locator("#return-message")).to_have_text("Tulis atau pilih alasannya.")
    give_reason(page, "Rusak")
    page.keyboard.press("Enter")
    expect(page.locator("#return-hand-over")).to_have_text("Rp7.000")
    assert axe.violations(page) == []
    page.keyboard.press("Enter")
    expect(page.locator("#return-dialog")).not_to_be_visible()
    wait_until_sent(page)
    with counter.database.reading() as session:
        (line,) = session.scalars(select(ReturnLine))
        assert (line.quantity, line.amount, line.back_on_shelf) == (
            Quantity.of(2), Money(7_000), False,
        )  # fmt: skip
        assert journal.balance(session, chart.DRAWER) == Money(200_000 + 14_500 - 7_000)
        assert list(invariants.never_more_than_sold(session)) == []
    slip = print_job(counter.printer.wait_for_jobs(2, 20)[1], 384)
    assert "RETUR" in says(slip)
    assert number in says(slip)

    scan(page, number)
    expect(page.locator(".return-line").nth(0)).to_contain_text("sisa 1 pcs")
    page.keyboard.press("Escape")
    expect(page.locator("#entry")).to_be_focused()


def test_a_receipt_of_this_till_comes_back_while_the_server_is_away(
    page: Page, context: BrowserContext, counter: Counter
) -> None:
    wait_until_sent(page)
    context.set_offline(True)
    number = sell(page, MIE, MIE)
    command(page, "RETUR 1")
    expect(page.locator("#return-what")).to_contain_text(number)
    page.locator("#return-all").click()
    give_reason(page, "Salah beli")
    page.keyboard.press("Enter")
    expect(page.locator("#return-hand-over")).to_have_text("Rp7.000")
    page.keyboard.press("Enter")
    command(page, "RETUR 1")
    expect(page.locator("#return-message")).to_contain_text("sudah kembali")
    page.keyboard.press("Escape")
    command(page, "RETUR 77")
    expect(page.locator("#return-message")).to_contain_text("bukan dari kasir ini")
    page.keyboard.press("Escape")
    context.set_offline(False)
    wait_until_sent(page)
    with counter.database.reading() as session:
        assert session.scalars(select(Return.number)).all() == ["WSB-T1-A-000002"]
        assert list(invariants.returns_are_booked(session)) == []


def test_without_a_receipt_somebody_else_has_to_agree(page: Page, counter: Counter) -> None:
    command(page, "RETUR")
    expect(page.locator("#return-without-hint")).to_be_visible()
    page.keyboard.press("Escape")
    scan(page, GAS)
    scan(page, AIR)
    command(page, "RETUR")
    assert axe.violations(page) == []
    page.locator("#return-without").click()
    expect(page.locator("#return-total")).to_have_text("Rp24.000")
    give_reason(page, "Rusak")
    page.keyboard.press("Enter")
    expect(page.locator("#approve-dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#return-message")).to_contain_text("Belum disetujui")
    page.keyboard.press("Enter")
    page.locator("#approve-pin").fill(PIN)
    page.keyboard.press("Enter")
    expect(page.locator("#return-hand-over")).to_have_text("Rp24.000")
    page.keyboard.press("Enter")
    expect(page.locator(".lines .line")).to_have_count(0)
    wait_until_sent(page)
    with counter.database.reading() as session:
        assert session.scalars(select(Return.sale_id)).all() == [None]
        gas = session.get_one(Stock, (counter.world.shop_id, counter.world.goods["gas"].id))
        assert gas.quantity == Quantity.of(1)


def test_the_last_sale_is_voided(page: Page, counter: Counter) -> None:
    sell(page, MIE, AIR)
    wait_until_sent(page)
    command(page, "BATAL")
    expect(page.locator("#return-title")).to_have_text("Batalkan penjualan")
    expect(page.locator("#return-total")).to_have_text("Rp7.500")
    give_reason(page, "Salah pindai")
    assert axe.violations(page) == []
    page.keyboard.press("Enter")
    expect(page.locator("#return-hand-over")).to_have_text("Rp7.500")
    page.keyboard.press("Enter")
    command(page, "BATAL")
    expect(page.locator("#return-message")).to_contain_text("sudah kembali")
    page.keyboard.press("Escape")
    wait_until_sent(page)
    with counter.database.reading() as session:
        assert session.scalars(select(Return.is_void)).all() == [True]
        assert journal.balance(session, chart.DRAWER) == Money(200_000)


def test_baskets_are_held_and_resumed_also_after_a_reload(page: Page) -> None:
    scan(page, MIE)
    command(page, "TAHAN Bu Ani")
    expect(page.locator("#hold-count")).to_have_text("1")
    expect(page.locator(".lines .line")).to_have_count(0)
    scan(page, GAS)
    scan(page, AIR)
    page.locator("#hold").click()
    assert axe.violations(page) == []
    page.locator("#hold-name").fill("Pak Budi")
    page.keyboard.press("Enter")
    expect(page.locator("#hold-count")).to_have_text("2")
    page.reload()
    expect(page.locator("#hold-count")).to_have_text("2")
    scan(page, AIR)
    page.locator("#hold").click()
    page.get_by_role("button", name="Lanjutkan Pak Budi").click()
    expect(page.locator("#total")).to_have_text("24.000")
    expect(page.locator(".lines:not(.is-leaving) .line")).to_have_count(2)
    expect(page.locator("#hold-count")).to_have_text("2")
    page.keyboard.press("F8")
    expect(page.locator("#face-paid")).to_be_visible()
    command(page, "TAHAN")
    page.get_by_role("button", name="Lanjutkan Bu Ani").click()
    expect(page.locator("#total")).to_have_text("3.500")


def test_two_presses_take_a_held_basket_up_once(page: Page) -> None:
    scan(page, MIE)
    command(page, "TAHAN Bu Ani")
    expect(page.locator("#hold-count")).to_have_text("1")
    page.locator("#hold").click()
    resume = page.get_by_role("button", name="Lanjutkan Bu Ani")
    resume.evaluate("(button) => { button.click(); button.click(); }")
    expect(page.locator("#hold-dialog")).to_be_hidden()
    expect(page.locator("#message")).to_contain_text("dilanjutkan")
    expect(page.locator("#total")).to_have_text("3.500")
    expect(page.locator("#hold-count")).to_have_text("")


def test_practice_holds_its_own_baskets_and_leaves_the_real_ones(page: Page) -> None:
    scan(page, MIE)
    command(page, "TAHAN Bu Ani")
    expect(page.locator("#hold-count")).to_have_text("1")
    command(page, "LATIHAN")
    expect(page.locator("#hold-count")).to_have_text("")
    scan(page, GAS)
    command(page, "TAHAN Coba")
    expect(page.locator("#hold-count")).to_have_text("1")
    command(page, "LATIHAN")
    page.locator("#hold").click()
    expect(page.locator(".held-name")).to_have_text(["Bu Ani"])


def test_copies_and_prices_are_asked_for(page: Page, counter: Counter) -> None:
    number = sell(page, MIE)
    wait_until_sent(page)
    command(page, "STRUK")
    expect(page.locator("#receipt-number")).to_have_value(number)
    page.keyboard.press("Enter")
    expect(page.locator("#receipt-message")).to_contain_text("Salinan ke-1")
    assert axe.violations(page) == []
    page.locator("#receipt-list button").first.click()
    expect(page.locator("#receipt-message")).to_contain_text("Salinan ke-2")
    page.keyboard.press("Escape")
    command(page, "CEK")
    scan(page, MIE)
    expect(page.locator(".check-price")).to_have_text("Rp3.500")
    expect(page.locator(".check-member")).to_have_text("Anggota Rp3.300")
    assert axe.violations(page) == []
    page.keyboard.press("Escape")
    copies = [print_job(job, 384) for job in counter.printer.wait_for_jobs(3, 20)[1:]]
    assert all("SALINAN" in says(copy) for copy in copies)


def test_a_wrong_way_of_paying_is_corrected(page: Page, counter: Counter) -> None:
    number = sell(page, GAS)
    wait_until_sent(page)
    command(page, "KOREKSI")
    expect(page.locator("#correction-number")).to_have_value(number)
    page.keyboard.press("Enter")
    expect(page.locator("#correction-what")).to_contain_text(number)
    page.locator("#correction-to").select_option("qris")
    page.locator("#correction-reason").fill("Ternyata QRIS")
    assert axe.violations(page) == []
    page.keyboard.press("Enter")
    page.locator("#approve-pin").fill(PIN)
    page.keyboard.press("Enter")
    expect(page.locator("#message")).to_contain_text("dikoreksi")
    wait_until_sent(page)
    with counter.database.reading() as session:
        assert journal.balance(session, chart.QRIS_RECEIVABLE) == Money(20_000)
        assert journal.balance(session, chart.DRAWER) == Money(200_000)
