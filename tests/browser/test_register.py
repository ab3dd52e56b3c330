"""Somebody comes to the office to be a member: written down, paid for, admitted, her household."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from core import settings
from core.db import Database
from core.ids import MemberId, ShopId, new_id
from core.money import Money
from core.permissions import Role
from members import register
from members.balances import Account
from members.office import office_money
from members.office.office_money import Slip
from members.settings import POKOK_AMOUNT
from members.ways import Direction, PaidBy
from tests.support.axe import violations
from tests.support.serving import serving
from tests.support.world import NOW, PASSWORD, PEOPLE, PRICED_FROM, TODAY, make_coop
from wsgi import create_app

pytestmark = pytest.mark.browser

SCREENS = [ViewportSize(width=1280, height=800), ViewportSize(width=390, height=844)]
NIK = "9971015205800001"
"""Invented: there is no such province."""


@pytest.fixture(scope="session")
def engine_name() -> str:
    """What a page looks like does not depend on the database."""
    return "sqlite"


@pytest.fixture
def address(database: Database, tmp_path: Path) -> Iterator[str]:
    with database.transaction() as session:
        make_coop(session)
        settings.put(session, POKOK_AMOUNT, "100000", valid_from=PRICED_FROM, at=NOW, by=None)
    app = create_app(database, secret_key="for-tests")
    app.config["SEAL_FOLDER"] = tmp_path / "keys"
    with serving(app) as address:
        yield address


@pytest.fixture(params=SCREENS, ids=lambda screen: str(screen["width"]))
def page(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(viewport=request.param, bypass_csp=True, base_url=address)
    yield context.new_page()
    context.close()


def pay_pokok(database: Database, number: int) -> None:
    with database.transaction() as session:
        member = register.by_number(session, number)
        slip = Slip(new_id(), ShopId(member.shop_id), MemberId(member.id), Account.POKOK,
                    Direction.IN, Money(100_000), PaidBy.CASH, TODAY)  # fmt: skip
        office_money.record(session, slip, at=NOW, by=None)


def test_from_a_form_at_the_desk_to_a_member(page: Page, database: Database) -> None:
    sign_in(page, Role.TREASURER)
    page.goto("/members")
    page.get_by_role("button", name="Tambah anggota").click()
    fill_in(page)
    looks_right(page, "form")
    page.get_by_role("button", name="Simpan").click()
    expect(page.locator("main")).to_contain_text("Kecamatan “Kertekk” tidak ada")
    expect(page.locator("#district")).to_be_focused()
    looks_right(page, "form-error")
    page.get_by_label("Kecamatan").fill("Kertek")
    page.get_by_role("button", name="Simpan").click()
    expect(page.locator("h1")).to_have_text("Ni Luh Putu")
    expect(page.locator("main")).to_contain_text("Kertek, Kabupaten Wonosobo")
    expect(page.locator("main")).to_contain_text("simpanan pokoknya kurang Rp100.000")
    pay_pokok(database, 4)
    page.reload()
    page.get_by_role("link", name="Terima sebagai anggota").click()
    page.get_by_label("Mulai tanggal").fill(TODAY.isoformat())
    page.get_by_label("Diputuskan oleh").fill("Rapat pengurus 2/2026")
    looks_right(page, "status")
    page.get_by_role("button", name="Catat keputusan").click()
    expect(page.locator("main")).to_contain_text("Keputusan dicatat")
    add_household(page)
    looks_right(page, "member")
    page.goto("/members?regency=33.07")
    looks_right(page, "list")


def test_the_nik_is_shown_once_and_to_whom_may_see_it(page: Page) -> None:
    sign_in(page, Role.TREASURER)
    page.goto("/members/1/edit")
    page.get_by_label("NIK").fill(NIK)
    page.get_by_role("button", name="Simpan").click()
    expect(page.locator("main")).to_contain_text("9971••••••••••01")
    expect(page.locator("main")).to_contain_text("bukan kode daerah yang dikenal")
    page.get_by_role("button", name="Buka NIK").click()
    expect(page.locator("main")).to_contain_text(NIK)
    looks_right(page, "nik")
    page.get_by_role("button", name="Tutup").click()
    expect(page.locator("main")).not_to_contain_text(NIK)


def test_districts_are_offered_once_the_regency_is_chosen(page: Page) -> None:
    sign_in(page, Role.MANAGER)
    page.goto("/new-member")
    expect(page.locator("#districts option")).to_have_count(0)
    page.get_by_label("Kabupaten atau kota").fill("kab. wonosobo")
    page.keyboard.press("Tab")
    expect(page.locator("#districts option")).to_have_count(15)
    expect(page.locator("#districts option[value=Kertek]")).to_have_count(1)


def fill_in(page: Page) -> None:
    for label, value in {
        "Nama": "Ni Luh Putu", "NIK": NIK, "Tempat lahir": "Wonosobo",
        "Tanggal lahir": "1980-05-12", "Pekerjaan": "Petani sayur",
        "Jalan atau dusun, RT/RW": "Dusun Sidomulyo, RT 2/RW 5",
        "Desa atau kelurahan": "Sudungdewo",
        "Kabupaten atau kota": "Wonosobo", "Kecamatan": "Kertekk", "Nomor HP": "0813-1111-2222",
        "Tanggal mendaftar": "2026-05-20",
    }.items():  # fmt: skip
        page.get_by_label(label, exact=False).first.fill(value)
    for name, value in {"Jenis kelamin": "perempuan", "Pekerja migran (PMI)": "purna_pmi",
                        "Negara tujuan": "HK", "Terdaftar di": "WSB"}.items():  # fmt: skip
        page.get_by_label(name).select_option(value)


def add_household(page: Page) -> None:
    page.get_by_role("button", name="Tambah ahli waris").click()
    page.get_by_label("Nama").fill("Made Aminah")
    page.get_by_label("Hubungan").fill("anak")
    looks_right(page, "heir")
    page.get_by_role("button", name="Simpan").click()
    expect(page.locator("main")).to_contain_text("Made Aminah · anak")
    page.get_by_role("button", name="Tambah pembeli atas nama anggota").click()
    page.get_by_label("Nama").fill("Wayan Sudarma")
    page.get_by_label("Kartu").fill("AGT-77")
    page.get_by_role("button", name="Simpan").click()
    expect(page.locator("main")).to_contain_text("Kartu AGT-77")
    page.get_by_role("button", name="Setuju: Dikirimi pengingat", exact=False).first.click()
    expect(page.locator("main")).to_contain_text("Setuju sejak")


def sign_in(page: Page, role: Role) -> None:
    page.goto("/sign-in")
    page.locator("#login").fill(PEOPLE[role][0])
    page.locator("#password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("#login")).to_have_count(0)


def looks_right(page: Page, name: str) -> None:
    """Everybody can use it, and nothing sticks out; a picture where somebody wants to see it."""
    assert violations(page) == [], name
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), name
    if folder := os.environ.get("LUMBUNG_SCREENS"):
        width = page.viewport_size["width"] if page.viewport_size else 0
        page.screenshot(path=str(Path(folder) / f"register-{name}-{width}.png"), full_page=True)
