"""The pages of a member's money in a real browser: readable by everybody, on any screen."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from core.db import Database
from core.money import Money
from core.permissions import Role
from members.models import Member
from pos.reversals.remedies import Decision, Remedy
from pos.reversals.reversals import reverse
from tests.support.axe import violations
from tests.support.member_money import bon_payment, member_money, paid_by
from tests.support.sales import open_shift, sale, send
from tests.support.serving import serving
from tests.support.world import NOW, PASSWORD, PEOPLE, make_coop
from wsgi import create_app

pytestmark = pytest.mark.browser

SCREENS = [ViewportSize(width=1280, height=800), ViewportSize(width=390, height=844)]


@pytest.fixture(scope="session")
def engine_name() -> str:
    """What a page looks like does not depend on the database."""
    return "sqlite"


@pytest.fixture
def receipts(database: Database) -> list[str]:
    """The list and the pages of a deposit and two payments, one taken back, after much saving."""
    with database.transaction() as session:
        world = make_coop(session)
        session.get_one(Member, world.member_id).credit_limit = Money(500_000)
        shift = open_shift(session, world)
        for counter in range(1, 24):
            send(session, world, member_money(world, shift, 25_000, counter=counter))
        deposit = member_money(world, shift, 20_000, counter=24, account="wajib")
        send(session, world, deposit)
        bought = sale(world, shift, [(world.goods["beras"], 5_000, 14_000)], counter=25,
                      member_id=world.member_id)  # fmt: skip
        send(session, world, paid_by(bought, ("kasbon", 70_000)))
        payment = bon_payment(world, shift, 20_000, counter=26)
        send(session, world, payment)
        mistaken = bon_payment(world, shift, 5_000, counter=27)
        send(session, world, mistaken)
        decision = Decision(Remedy.SAFE, None, "Dibayar tetangganya, uangnya sudah dikembalikan")
        reverse(session, UUID(mistaken["id"]), decision, within=None, at=NOW,
                by=world.operator_id(Role.TREASURER))  # fmt: skip
    keys = [body["id"] for body in (deposit, payment, mistaken)]
    return ["/member-money", "/member-money?q=Wahyu", *(f"/member-money/{key}" for key in keys)]


@pytest.fixture
def address(database: Database, receipts: list[str]) -> Iterator[str]:
    with serving(create_app(database, secret_key="for-tests")) as address:
        yield address


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: str(screen["width"]))
def test_the_pages_are_for_everybody(
    browser: Browser, address: str, receipts: list[str], screen: ViewportSize
) -> None:
    context = browser.new_context(viewport=screen, bypass_csp=True)
    page = context.new_page()
    sign_in(page, address)
    for path in ("/members/1", "/members/1?page=2", "/members/1/edit", *receipts):
        page.goto(address + path)
        assert violations(page) == [], path
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert not wide, f"{path} scrolls sideways"
        keep_picture(page, path)
    context.close()


def sign_in(page: Page, address: str) -> None:
    page.goto(f"{address}/sign-in")
    page.locator("#login").fill(PEOPLE[Role.MANAGER][0])
    page.locator("#password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}/")


def keep_picture(page: Page, path: str) -> None:
    """Where somebody wants to see it."""
    if folder := os.environ.get("LUMBUNG_SCREENS"):
        width = page.viewport_size["width"] if page.viewport_size else 0
        name = path.strip("/").replace("/", "-").replace("?", "-")
        page.screenshot(path=str(Path(folder) / f"page-{name}-{width}.png"), full_page=True)
