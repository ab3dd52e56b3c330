"""A member leaves, in a real browser: her debt, the figures, the decision, the money, the sheet.

Every page on the way is read by axe and fits its screen.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from core import clock
from core.db import Database
from core.ids import ShopId, new_id
from core.money import Money
from core.permissions import Role
from members.balances import Account
from members.models import Member
from members.office import office_money
from members.office.office_money import Slip
from members.people.models import Heir
from members.ways import Direction, PaidBy
from tests.support.axe import violations
from tests.support.member_money import paid_by
from tests.support.sales import open_shift, sale, send
from tests.support.serving import serving
from tests.support.world import NOW, PASSWORD, PEOPLE, TODAY, make_coop
from wsgi import create_app

pytestmark = pytest.mark.browser

SCREENS = [ViewportSize(width=1280, height=800), ViewportSize(width=390, height=844)]


@pytest.fixture(scope="session")
def engine_name() -> str:
    """What a page looks like does not depend on the database."""
    return "sqlite"


@pytest.fixture
def address(database: Database) -> Iterator[str]:
    """Siti saved 400,000, owes 48,000 that is overdue, and has an heir who is no member."""
    with database.transaction() as session:
        world = make_coop(session)
        session.get_one(Member, world.member_id).credit_limit = Money(500_000)
        for account, amount in ((Account.POKOK, 100_000), (Account.SUKARELA, 300_000)):
            slip = Slip(new_id(), ShopId(world.office.id), world.member_id, account, Direction.IN,
                        Money(amount), PaidBy.CASH, TODAY)  # fmt: skip
            office_money.record(session, slip, at=NOW, by=None)
        bought = sale(world, open_shift(session, world), [(world.goods["air"], 12_000, 4_000)],
                      counter=1, member_id=world.member_id)  # fmt: skip
        bought = paid_by(bought, ("kasbon", 48_000))
        bought["tenders"][0] |= {"due_on": "2026-04-20"}
        send(session, world, bought)
        session.add(Heir(member_id=world.member_id, name="Ahmad Fauzi", relation="Suami",
                         created_at=clock.now()))  # fmt: skip
    with serving(create_app(database, secret_key="for-tests")) as found:
        yield found


@pytest.fixture(params=SCREENS, ids=lambda screen: str(screen["width"]))
def page(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(viewport=request.param, bypass_csp=True, base_url=address)
    page = context.new_page()
    page.goto("/sign-in")
    page.locator("#login").fill(PEOPLE[Role.TREASURER][0])
    page.locator("#password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}/")
    yield page
    context.close()


def fits(page: Page, name: str) -> None:
    """The page is for everybody and on any screen."""
    assert violations(page) == [], name
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
    if folder := os.environ.get("LUMBUNG_SCREENS"):
        width = page.viewport_size["width"] if page.viewport_size else 0
        page.screenshot(path=str(Path(folder) / f"leaving-{name}-{width}.png"), full_page=True)


def test_who_dies_is_settled_with_and_her_heir_is_paid(page: Page) -> None:
    page.goto("/debts")
    expect(page.get_by_role("img").first).to_be_visible()
    fits(page, "debts")
    page.get_by_role("link", name="Siti Aminah").click()
    expect(page.get_by_label("Isi pesan")).to_have_value(re.compile("jatuh tempo 20/04/2026"))
    fits(page, "debt")
    page.goto("/members/1")
    page.get_by_role("button", name="Keluar dari koperasi").click()
    expect(page.locator("main")).to_contain_text("Rp352.000")
    fits(page, "figures")
    page.get_by_label("Meninggal dunia").check()
    page.get_by_label("Alasan").fill("Meninggal dunia")
    page.get_by_label("Diputuskan oleh").fill("Rapat pengurus 3/2026")
    page.get_by_label("Angkanya sudah diperiksa").check()
    page.get_by_role("button", name="Selesaikan").click()
    expect(page.locator(".flash-error")).to_contain_text("Pilih ahli waris")
    fits(page, "refused")
    page.get_by_label("Ahli waris yang dibayar").select_option("Ahmad Fauzi (Suami)")
    page.get_by_role("button", name="Selesaikan").click()
    expect(page.locator("h1")).to_have_text("AK-000001")
    expect(page.locator("dl.figures")).to_contain_text("Rp352.000")
    fits(page, "settled")
    page.get_by_label("Jumlah", exact=True).fill("350rb")
    page.get_by_role("button", name="Bayarkan sekarang").click()
    expect(page.locator("dl.figures")).to_contain_text("Rp2.000")
    expect(page.get_by_role("region", name="Sudah dibayar")).to_contain_text("Rp350.000")
    page.goto("/settlements")
    expect(page.locator("main")).to_contain_text("Meninggal")
    fits(page, "list")


def test_a_debt_is_proposed_to_be_given_up(page: Page) -> None:
    page.goto("/debts/1")
    page.get_by_role("button", name="Usulkan penghapusan").click()
    fits(page, "propose")
    page.get_by_label("Jumlah yang dihapus").fill("40.000")
    page.get_by_label("Alasan").fill("Pindah tanpa alamat")
    page.get_by_role("button", name="Usulkan").click()
    expect(page.locator("main")).to_contain_text("Minta orang lain")
    fits(page, "proposed")
    page.goto("/debt-write-offs")
    expect(page.locator("main")).to_contain_text("Menunggu orang kedua")
    fits(page, "write-offs")
    page.get_by_role("button", name="Catat penyisihan").click()
    fits(page, "provision")
