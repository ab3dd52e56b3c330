"""Programmes, pots, cards and passbooks in a real browser: at a desk, and by finger on a phone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from core import clock
from core.db import Database
from core.ids import MemberId, ShopId, new_id
from core.money import Money
from core.permissions import Role
from members.pots import pots
from members.pots.models import PotKind
from members.pots.pots import Details, Handed
from members.ways import PaidBy
from tests.support.axe import violations
from tests.support.serving import serving
from tests.support.world import PASSWORD, PEOPLE, make_coop, today
from wsgi import create_app

pytestmark = pytest.mark.browser


@pytest.fixture(scope="session")
def engine_name() -> str:
    """What a page looks like does not depend on the database."""
    return "sqlite"


@pytest.fixture
def address(database: Database) -> Iterator[str]:
    """A co-op with a pot into which both members put something before this week."""
    with database.transaction() as session:
        world = make_coop(session)
        by, at = world.operator_id(Role.TREASURER), clock.now()
        plan = Details("Paket Lebaran 2027", PotKind.PACKAGE, world.shop_id,
                       today().replace(month=1, day=1), Money(20_000), Money(500_000))  # fmt: skip
        pot = pots.open_pot(session, plan, at=at, by=by)
        for member in world.members[:2]:
            money = Handed(new_id(), MemberId(member.id), Money(40_000), PaidBy.CASH,
                           ShopId(world.office.id), today().replace(month=1, day=1))  # fmt: skip
            pots.collect(session, pot, money, at=at, by=by)
    with serving(create_app(database, secret_key="for-tests")) as address:
        yield address


@pytest.fixture(params=[(1280, 800, False), (390, 844, True)], ids=["1280", "390-finger"])
def page(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The treasurer, signed in."""
    width, height, has_touch = request.param
    context = browser.new_context(
        base_url=address, viewport={"width": width, "height": height}, has_touch=has_touch,
        bypass_csp=True,
    )  # fmt: skip
    page = context.new_page()
    page.goto("/sign-in")
    page.get_by_label("Nama masuk").fill(PEOPLE[Role.TREASURER][0])
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_label("Nama masuk")).to_have_count(0)
    yield page
    context.close()


def sound(page: Page) -> None:
    """Readable by everybody, and nothing hangs over the edge."""
    keep_picture(page)
    assert violations(page) == [], page.url
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


def keep_picture(page: Page) -> None:
    """A picture to look at, where somebody wants one."""
    folder = os.environ.get("PICTURES")
    if folder and page.viewport_size:
        name = page.url.split("/", 3)[-1].replace("/", "-").split("?")[0][:60]
        path = Path(folder) / f"{name}-{page.viewport_size['width']}.png"
        page.screenshot(path=path, full_page=True)


def press(page: Page, name: str) -> None:
    page.locator("main").get_by_role("button", name=name, exact=True).first.click()


def test_from_a_programme_to_its_grant_and_what_members_get_of_it(page: Page) -> None:
    page.goto("/programmes/new")
    page.get_by_label("Kode").fill("pmi-2026")
    page.get_by_label("Nama", exact=True).fill("Modal usaha purna PMI")
    sound(page)
    press(page, "Simpan")
    page.get_by_label("Nomor anggota").fill("1, 2")
    press(page, "Tandai sebagai peserta")
    expect(page.get_by_text("2 anggota ditandai.")).to_be_visible()
    press(page, "Catat hibah")
    page.get_by_label("Dari siapa").fill("Kementerian Contoh")
    page.get_by_label("Transfer, masuk bank").check()
    page.get_by_label("Nilainya").fill("10jt")
    page.locator("#condition").fill("modal usaha, dilaporkan akhir tahun")
    page.get_by_label("Di buku").select_option("KTR")
    sound(page)
    press(page, "Bukukan")
    expect(page.locator("main")).to_contain_text("Rp10.000.000")
    sound(page)
    page.get_by_role("link", name="Penyertaan dari daftar").click()
    page.locator("#list").fill("1;2.000.000\n9;1.000.000")
    page.get_by_label("Perjanjian", exact=True).fill("12/2026")
    page.get_by_label("Dana program terikat", exact=True).check()
    page.get_by_label("Hibah yang menjadi sumbernya").select_option(index=1)
    page.get_by_label("Di buku").select_option("KTR")
    press(page, "Periksa daftar")
    expect(page.locator("main")).to_contain_text("Tidak ada anggota nomor 9")
    page.locator("#list").fill("1;2.000.000\n2;1.000.000")
    press(page, "Periksa daftar")
    expect(page.locator("main")).to_contain_text("2 anggota, bersama Rp3.000.000")
    sound(page)
    press(page, "Bukukan semuanya")
    expect(page.locator("main")).to_contain_text("Modal penyertaan 2 anggota dibukukan.")
    sound(page)
    page.goto("/programmes/PMI-2026")
    expect(page.locator("main")).to_contain_text("Rp7.000.000")
    sound(page)
    page.goto("/participations/1")
    sound(page)


def test_a_week_is_collected_with_one_press_a_name(page: Page) -> None:
    page.goto("/pots")
    sound(page)
    page.get_by_role("link", name="Paket Lebaran 2027").click()
    sound(page)
    press(page, "Kumpulkan minggu ini")
    names = page.get_by_role("listitem").filter(has_text="Siti Aminah")
    names.get_by_role("button").click()
    expect(names).to_contain_text("Rp20.000 minggu ini")
    sound(page)
    page.goto("/pots")
    page.get_by_role("link", name="Paket Lebaran 2027").click()
    page.get_by_role("link", name="Siti Aminah").click()
    expect(page.locator("main")).to_contain_text("Rp60.000")
    sound(page)
    press(page, "Kembalikan uangnya")
    expect(page.locator("main")).to_contain_text("Rp60.000 dikembalikan")


def test_cards_photo_and_passbook_are_for_everybody(page: Page) -> None:
    for path in ("/member-cards", "/members/1/photo", "/members/1/passbook", "/grants",
                 "/participations", "/participations/new", "/programmes"):  # fmt: skip
        page.goto(path)
        sound(page)
