"""The printers' pages in a real browser: readable by everybody, on any screen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from core import clock
from core.db import Database
from core.permissions import Role
from pos import tills
from pos.printing.models import JobState, PrintJob
from tests.support.axe import violations
from tests.support.printer import Mood, fake_printer
from tests.support.printing import Counter, counter, second_counter, wait_until, working
from tests.support.serving import serving
from tests.support.world import PASSWORD, PEOPLE
from wsgi import create_app

pytestmark = pytest.mark.browser

DOCTOR_ANSWERS = {
    "1. ": "32",
    "2. ": "Ya",
    "3. ": "Ya",
    "4. ": "Tidak dicoba",
    "5. ": "Tidak",
    "6. ": "Tidak",
    "7. ": "Tidak, atau tidak ada laci",
    "8. ": "Pas",
}
SCREENS = [ViewportSize(width=1280, height=800), ViewportSize(width=390, height=844)]


@pytest.fixture(scope="session")
def engine_name() -> str:
    """What a page looks like does not depend on the database."""
    return "sqlite"


@pytest.fixture
def address(database: Database) -> Iterator[str]:
    """Two tills: one printer says nothing, the other has no paper and three receipts to print."""
    with (
        fake_printer(Mood.MUTE) as mute,
        fake_printer(Mood.PAPER_OUT) as empty,
        working(database),
    ):
        first = counter(database, mute.address, drawer=True)
        second = second_counter(first, empty.address)
        for _ in range(3):
            second.sell()
        with database.transaction() as session:
            tills.add(session, first.world.wsb, "T3", at=clock.now(), by=None)
        wait_until(lambda: second.jobs()[0].trouble is not None)
        with serving(create_app(database, secret_key="for-tests")) as address:
            yield address


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: str(screen["width"]))
def test_every_page_is_accessible_and_fits(
    browser: Browser, address: str, screen: ViewportSize
) -> None:
    with browser.new_context(viewport=screen, bypass_csp=True) as context:
        page = _signed_in(context, address)
        for path in ("/printers", "/printers/find?subnet=127.0.0.9", "/printers/new"):
            page.goto(address + path)
            assert _faults(page) == []
        page.fill("[name=address]", "usb://1")
        page.get_by_role("button", name="Simpan").click()
        assert page.locator("p.error").is_visible()
        assert _faults(page) == []
        for code, says in (("WSB-T1", "Apakah kertasnya keluar?"), ("WSB-T2", "tidak tercetak")):
            page.goto(f"{address}/printers")
            page.get_by_role("link", name=code).click()
            page.get_by_role("button", name="Cetak struk uji").click()
            assert says in page.locator(".flash").first.inner_text()
            assert _faults(page) == []


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: str(screen["width"]))
def test_the_doctor_and_old_receipts_are_accessible_and_fit(
    browser: Browser, database: Database, screen: ViewportSize
) -> None:
    with fake_printer() as printer, working(database):
        at_counter = counter(database, printer.address)
        with (
            serving(create_app(database, secret_key="for-tests")) as address,
            browser.new_context(viewport=screen, bypass_csp=True) as context,
        ):
            page = _signed_in(context, address)
            page.goto(f"{address}/printers/{at_counter.printer.id}/doctor")
            assert _faults(page) == []
            page.get_by_role("button", name="Cetak lembar uji").click()
            page.locator("form.doctor").wait_for()
            assert _faults(page) == []
            for legend, seen in DOCTOR_ANSWERS.items():
                group = page.get_by_role("group", name=legend)
                group.get_by_label(seen, exact=True).check()
            page.get_by_role("button", name="Setel printer").click()
            assert "Printer sudah pas" in page.locator(".flash").first.inner_text()
            _park_one(at_counter)
            for path in ("/parked-receipts", f"/printers/{at_counter.printer.id}"):
                page.goto(address + path)
                assert "struk" in page.locator("main").inner_text()
                assert _faults(page) == []


def test_a_manager_sets_up_a_mute_printer(browser: Browser, address: str) -> None:
    with browser.new_context() as context:
        page = _signed_in(context, address)
        page.goto(f"{address}/printers")
        page.get_by_role("link", name="WSB-T1").click()
        page.get_by_role("button", name="Cetak struk uji").click()
        page.get_by_role("button", name="Ya, keluar").click()
        assert "Tidak pernah menjawab" in page.locator(".facts").inner_text()


def _park_one(at_counter: Counter) -> None:
    """Leave an old receipt behind."""
    at_counter.sell()
    at_counter.wait_for(JobState.CONFIRMED, JobState.CONFIRMED)
    with at_counter.database.transaction() as session:
        session.get_one(PrintJob, at_counter.jobs()[1].id).state = JobState.PARKED


def _signed_in(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.goto(f"{address}/sign-in")
    page.get_by_label("Nama masuk").fill(PEOPLE[Role.MANAGER][0])
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.get_by_role("button", name="Masuk").click()
    page.wait_for_url(f"{address}/")
    return page


def _faults(page: Page) -> list[str]:
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return [*violations(page), *(["wider than the screen"] if wide else [])]
