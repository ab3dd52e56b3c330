"""A shift from the float to the Z on paper, by keyboard only: a real browser, the real program."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from core import clock
from core.db import open_database
from core.ids import TillId
from pos.printing.models import Printer
from tests.support import axe
from tests.support.keys import type_slowly
from tests.support.paper import Paper, print_job
from tests.support.printer import FakePrinter, fake_printer
from tests.support.program import lumbung_serve
from tests.support.till_page import MIE, make_shop, open_till, sell, wait_until_sent

pytestmark = pytest.mark.browser

SCREENS = [pytest.param((1280, 800), id="1280"), pytest.param((390, 844), id="390")]


@dataclass
class Shop:
    """A running program and the printer on its counter."""

    url: str
    printer: FakePrinter

    def paper(self, title: str, *, jobs: int) -> Paper:
        """The newest paper with that title once so many jobs have come."""
        papers = [print_job(job, 384) for job in self.printer.wait_for_jobs(jobs, 20)]
        return next(paper for paper in reversed(papers) if has(paper, title))


def has(paper: Paper, text: str) -> bool:
    """Whether a line says that; columns of spaces count as one."""
    return any(text in " ".join(line.split()) for line in paper.lines)


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    with fake_printer() as printer:
        world = make_shop(tmp_path)
        database = open_database(f"sqlite:///{tmp_path / 'koperasi.db'}")
        with database.transaction() as session:
            session.add(
                Printer(
                    till_id=TillId(world.till.id),
                    address=str(printer.address),
                    columns=32,
                    dots=384,
                    drawer=True,
                    created_at=clock.now(),
                )
            )
        database.dispose()
        with lumbung_serve(tmp_path) as url:
            yield Shop(url, printer)


@pytest.fixture(params=SCREENS)
def context(browser: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    width, height = request.param
    context = browser.new_context(viewport={"width": width, "height": height}, bypass_csp=True)
    yield context
    context.close()


def command(page: Page, word: str) -> None:
    """Typed into the input line."""
    expect(page.locator("#entry")).to_be_focused()
    type_slowly(page, word)
    page.keyboard.press("Enter")


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def is_whole(page: Page) -> bool:
    """Nothing is cut off sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_cash_out_a_count_with_a_difference_and_the_paper(
    context: BrowserContext, shop: Shop
) -> None:
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    open_till(page, shop.url)
    sell(page, MIE, MIE)

    command(page, "kas keluar")
    expect(page.locator("#cash-amount")).to_be_focused()
    assert axe.violations(page) == []
    page.keyboard.type("30rb")
    press(page, "Tab")
    type_slowly(page, "laci penuh")
    press(page, "Enter")
    expect(page.locator("#message")).to_contain_text("WSB-T1-A-000002")
    slip = shop.paper("KAS KELUAR", jobs=4)
    for said in ("Ke kas besar", "JUMLAH Rp30.000", "laci penuh"):
        assert has(slip, said), said
    assert "WSB-T1-A-000002" in slip.codes()

    command(page, "buka laci")
    expect(page.locator("#drawer-reasons button").first).to_be_focused()
    assert axe.violations(page) == []
    press(page, "Enter")
    expect(page.locator("#message")).to_contain_text("Tukar uang")
    wait_until_sent(page)

    command(page, "laporan")
    expect(page.locator("#report-paper")).to_contain_text("LAPORAN X")
    expect(page.locator("#report-paper")).to_contain_text(re.compile(r"Buka laci tanpa jual +1"))
    expect(page.locator("#report-paper")).not_to_contain_text("Seharusnya")
    assert axe.violations(page) == []
    assert is_whole(page)
    press(page, "Escape")

    command(page, "tutup")
    count_drawer(page, {"100.000": "1", "50.000": "1", "20.000": "1", "5.000": "1", "1.000": "1"})
    expect(page.locator("#counted")).to_have_text(re.compile(r"176\.000"))
    assert axe.violations(page) == []
    press(page, "Enter")
    expect(page.locator("#close-yes")).to_be_focused()
    expect(page.locator("#close-shift")).not_to_contain_text("177.000")
    assert axe.violations(page) == []
    assert is_whole(page)
    press(page, "Enter")
    expect(page.locator("#closed-difference")).to_have_text(re.compile(r"-Rp1\.000"))
    expect(page.locator("#closed-approval")).to_be_visible()
    assert axe.violations(page) == []
    page.locator("#closed-reason").focus()
    type_slowly(page, "salah memberi kembalian")
    press(page, "Enter")
    expect(page.locator("#closed-why")).to_be_hidden()
    expect(page.locator("#closed-done")).to_be_focused()

    z = shop.paper("LAPORAN Z 1", jobs=6)
    for said in ("BERSIH Rp7.000", "Ke kas besar (1) -30.000", "Seharusnya Rp177.000",
                 "Dihitung Rp176.000", "SELISIH -Rp1.000", "Belum terkirim 0",
                 "100.000 x 1 100.000", "MENUNGGU PENGESAHAN"):  # fmt: skip
        assert has(z, said), said
    assert errors == []


def count_drawer(page: Page, pieces: dict[str, str]) -> None:
    """Type how many of each; Enter goes from note to note."""
    expect(page.locator("#count-rows input").first).to_be_focused()
    for row in page.locator("#count-rows .count-row").all():
        page.keyboard.type(pieces.get(row.locator(".count-note").inner_text(), ""))
        press(page, "Enter")
    expect(page.locator("#close-reason")).to_be_focused()


def test_a_recount_is_possible_until_it_is_final_also_without_the_server(
    context: BrowserContext, shop: Shop
) -> None:
    page = context.new_page()
    open_till(page, shop.url)
    sell(page, MIE)
    wait_until_sent(page)
    context.set_offline(True)
    sell(page, MIE)
    page.locator("#go-close").focus()
    press(page, "Enter")
    count_drawer(page, {"100.000": "2"})
    press(page, "Enter")
    expect(page.locator("#close-unsent")).to_contain_text("1")
    page.locator("#close-again").focus()
    press(page, "Enter")
    count_drawer(page, {"5.000": "1", "2.000": "1"})
    expect(page.locator("#counted")).to_have_text(re.compile(r"207\.000"))
    press(page, "Enter")
    expect(page.locator("#close-yes")).to_be_focused()
    press(page, "Enter")
    expect(page.locator("#closed-waiting")).to_be_visible()
    context.set_offline(False)
    expect(page.locator("#closed-difference")).to_have_text("Rp0", timeout=45_000)
    expect(page.locator("#closed-why")).to_be_hidden()
    z = shop.paper("LAPORAN Z 1", jobs=5)
    assert has(z, "Belum terkirim 1")
    assert has(z, "SELISIH Rp0")
