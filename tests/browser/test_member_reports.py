"""A treasurer reads the reports about members: on a desk, on a phone, with the keyboard alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from core.db import Database
from core.permissions import Role
from core.settings import put
from ledger import chart
from members.dues import dues
from members.dues.rules import first_of, months_on
from members.models import MemberStatus, Migrant, Sex
from members.reports.reports import REPORTS
from members.settings import WAJIB_AMOUNT
from tests.support.axe import violations
from tests.support.member_reports import bought, person, saved
from tests.support.serving import serving
from tests.support.world import NOW, PASSWORD, PEOPLE, PRICED_FROM, make_coop, today
from wsgi import create_app

pytestmark = pytest.mark.browser

SCREENS = [ViewportSize(width=1280, height=800), ViewportSize(width=390, height=844)]


@pytest.fixture(scope="session")
def engine_name() -> str:
    """What a page looks like does not depend on the database."""
    return "sqlite"


@pytest.fixture
def address(database: Database) -> Iterator[str]:
    """A co-op in which everything that is reported happened."""
    with database.transaction() as session:
        world = make_coop(session)
        put(session, WAJIB_AMOUNT, "20000", valid_from=PRICED_FROM, at=NOW, by=None)
        for number in range(11, 41):
            shop = world.wsb if number % 3 else world.ltm
            sex, migrant = (
                (Sex.FEMALE, Migrant.RETURNED) if number % 2 else (Sex.MALE, Migrant.NONE)
            )
            since = PRICED_FROM + timedelta(days=4 * (number - 11))
            who = person(session, shop, number, (MemberStatus.ACTIVE, since), sex=sex,
                         migrant=migrant)  # fmt: skip
            saved(session, shop, chart.SHARE_CAPITAL, who, 100_000, since)
            bought(session, shop, who, 5_000 * number, today() - timedelta(days=number % 9))
        for ago in range(4):
            month = months_on(first_of(today()), -ago)
            dues.generate(session, month, today=today(), at=NOW, by=None)
    with serving(create_app(database, secret_key="for-tests")) as address:
        yield address


@pytest.fixture(params=SCREENS, ids=lambda screen: str(screen["width"]))
def page(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(viewport=request.param, bypass_csp=True, base_url=address)
    page = context.new_page()
    page.goto("/sign-in")
    page.fill("[name=login]", PEOPLE[Role.TREASURER][0])
    page.fill("[name=password]", PASSWORD)
    page.click("main [type=submit]")
    yield page
    context.close()


def test_every_report_is_accessible_and_fits(page: Page) -> None:
    ways = [f"/{name}?by={way}" for name, kind in REPORTS.items() for way in kind.ways]
    wrong = []
    for path in ("", *ways, "/lama-tidak-belanja?q=tiada", "/simpanan?to=2020-01-01"):
        page.goto(f"/members/reports{path}")
        wrong += [f"{path}: {violation}" for violation in violations(page)]
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            wrong.append(f"{path} scrolls sideways")
    assert wrong == []


def test_a_treasurer_asks_who_is_behind_with_the_keyboard(page: Page) -> None:
    page.goto("/members/reports")
    page.get_by_role("link", name="Tunggakan simpanan wajib").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Tunggakan menurut umur")).to_be_visible()
    page.get_by_role("combobox", name="Menurut").select_option("anggota")
    page.get_by_label("Cari").fill("12")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Orang 12")).to_be_visible()
    expect(page.get_by_role("link", name="Orang 13")).to_have_count(0)
    assert page.get_by_role("link", name="PDF").get_attribute("href") == (
        "/members/reports/tunggakan/file.pdf?q=12&by=anggota&shop="
    )
    page.get_by_role("link", name="Orang 12").click()
    expect(page).to_have_url(re.compile("/dues/12$"))


def test_few_people_are_said_to_be_too_few(page: Page) -> None:
    page.goto("/members/reports/sebaran-belanja?shop=KTR")
    expect(page.get_by_text("Tidak ada anggota yang berbelanja dalam masa ini.")).to_be_visible()
