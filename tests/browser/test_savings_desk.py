"""The treasurer at the desk: money in under the right name, who is behind, a file, interest.

Desktop and phone, each page readable by everybody.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import clock
from core.db import Database
from core.ids import MemberId, ShopId, new_id
from core.money import Money
from core.permissions import Role
from core.settings import put
from members.balances import Account, balances
from members.dues import dues
from members.dues.rules import first_of, months_on
from members.office import office_money
from members.office.models import OfficeMoney
from members.office.office_money import Slip
from members.settings import WAJIB_AMOUNT
from members.ways import Direction, PaidBy
from tests.support import axe
from tests.support.serving import serving
from tests.support.world import PASSWORD, PEOPLE, World, make_coop, today
from wsgi import create_app

pytestmark = pytest.mark.browser

SCREENS = [pytest.param((1280, 800), id="1280"), pytest.param((390, 844), id="390")]


@pytest.fixture(scope="session")
def engine_name() -> str:
    """What a page looks like does not depend on the database."""
    return "sqlite"


@pytest.fixture
def world(database: Database) -> World:
    """Everybody owes three months of wajib; Siti saved ten million before last month."""
    this = first_of(today())
    with database.transaction() as session:
        made = make_coop(session)
        oldest = months_on(this, -2)
        put(session, WAJIB_AMOUNT, "20000", valid_from=oldest, at=clock.now(), by=None)
        for month in (oldest, months_on(this, -1), this):
            dues.generate(session, month, today=today(), at=clock.now(), by=None)
        _save(session, made, months_on(this, -1) - timedelta(days=1))
    return made


def _save(session: Session, world: World, on: date) -> None:
    office_money.record(
        session,
        Slip(new_id(), ShopId(world.office.id), world.member_id, Account.SUKARELA, Direction.IN,
             Money(10_000_000), PaidBy.CASH, on),
        at=clock.now(), by=None,
    )  # fmt: skip


@pytest.fixture(params=SCREENS)
def page(
    browser: Browser, database: Database, world: World, request: pytest.FixtureRequest,
    tmp_path: Path,
) -> Iterator[Page]:  # fmt: skip
    """Signed in as the treasurer."""
    width, height = request.param
    app = create_app(database, secret_key="for-tests")
    app.config["UPLOAD_FOLDER"] = tmp_path / "unggahan"
    with serving(app) as url:
        context = browser.new_context(
            viewport={"width": width, "height": height}, base_url=url, bypass_csp=True
        )
        page = context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto("/sign-in")
        page.get_by_label("Nama masuk").fill(PEOPLE[Role.TREASURER][0])
        page.get_by_label("Kata sandi").fill(PASSWORD)
        page.keyboard.press("Enter")
        expect(page.get_by_label("Nama masuk")).to_have_count(0)
        yield page
        assert errors == []
        context.close()


def look(page: Page, name: str) -> None:
    """Everybody can read it, nothing sticks out; kept as a picture where one is wanted."""
    assert axe.violations(page) == [], name
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
    if folder := os.environ.get("LUMBUNG_SCREENS"):
        width = page.viewport_size["width"] if page.viewport_size else 0
        page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)


def press(page: Page, name: str) -> None:
    page.locator("main").get_by_role("button", name=name, exact=True).first.click()


def test_money_goes_in_under_the_right_name_and_out_again(
    page: Page, world: World, database: Database
) -> None:
    page.goto("/savings-desk")
    look(page, "slips")
    press(page, "Setor")
    expect(page.get_by_label("Siapa anggotanya?")).to_be_focused()
    page.keyboard.type("a")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Yang mana?")).to_be_visible()
    look(page, "desk-who")
    page.get_by_label("Siapa anggotanya?").fill("AGT0002")
    page.keyboard.press("Enter")
    expect(page.locator(".who strong")).to_have_text("Budi Santoso")
    expect(page.get_by_label("Jumlah")).to_be_focused()
    page.keyboard.type("75rb")
    look(page, "desk-form")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Benar orangnya?")).to_be_visible()
    expect(page.locator(".sum")).to_have_text("Rp75.000")
    look(page, "desk-look")
    page.get_by_role("button", name="Ya, bukukan").dblclick()
    expect(page.get_by_role("heading", name="SP-000002")).to_be_visible()
    look(page, "slip")
    page.get_by_label("Alasan").fill("salah orang")
    press(page, "Batalkan bukti")
    expect(page.locator(".badge", has_text="Dibatalkan")).to_be_visible()
    with database.reading() as session:
        assert balances(session, MemberId(world.members[1].id)).sukarela == Money(0)
        assert session.scalar(select(func.count(OfficeMoney.id))) == 2, "pressed twice, booked once"


def test_too_much_is_refused_with_what_was_typed_kept(page: Page) -> None:
    page.goto("/savings-desk/new/tarik/2")
    page.get_by_label("Jumlah").fill("1jt")
    page.get_by_label("Catatan").fill("biaya sekolah")
    press(page, "Lanjut, periksa dulu")
    expect(page.locator("#amount-error")).to_contain_text("Saldonya hanya Rp0.")
    expect(page.get_by_label("Catatan")).to_have_value("biaya sekolah")
    look(page, "desk-refused")


def test_who_is_behind_is_reminded_let_off_and_pays_from_a_file(
    page: Page, world: World, database: Database, tmp_path: Path
) -> None:
    page.goto("/dues")
    expect(page.locator("main")).to_contain_text("Rp80.000")
    look(page, "dues")
    page.get_by_role("link", name="Siti Aminah").click()
    expect(page.locator("#message")).to_have_value(re.compile("Bapak/Ibu Siti Aminah"))
    look(page, "dues-card")
    file = tmp_path / "iuran.csv"
    file.write_text("nomor;nama;wajib\n1;Siti;60rb\n2;Siti;20rb\n", encoding="utf-8")
    page.goto("/dues/files")
    look(page, "dues-files")
    page.get_by_label("File CSV atau XLSX").set_input_files(file)
    press(page, "Periksa file")
    expect(page.locator("main")).to_contain_text("Nomor 2 adalah Budi Santoso, bukan Siti.")
    look(page, "dues-file")
    press(page, "Bukukan 1 baris yang baik")
    expect(page.get_by_role("heading", name="iuran.csv")).to_be_visible()
    look(page, "dues-batch")
    with database.reading() as session:
        assert balances(session, world.member_id).wajib == Money(60_000)
    page.goto("/dues/1")
    expect(page.locator("main")).to_contain_text("Lunas sampai")


def test_interest_is_switched_on_looked_at_and_booked(
    page: Page, world: World, database: Database
) -> None:
    last = months_on(first_of(today()), -1)
    page.goto("/interest")
    look(page, "interest-off")
    page.get_by_label("Persen setahun").fill("6")
    page.get_by_label("Mulai bulan").fill(f"{last:%Y-%m}")
    page.get_by_label("Nomor izin").fill("12/USP/2025")
    page.get_by_label("Tanggal izin").fill("2025-02-03")
    press(page, "Simpan")
    expect(page.locator("main")).to_contain_text("6% setahun")
    press(page, "Hitung")
    expect(page.locator("main")).to_contain_text("Belum dibukukan.")
    look(page, "interest-look")
    press(page, "Bukukan, satu kali saja")
    expect(page.get_by_role("link", name="CSV")).to_be_visible()
    look(page, "interest-run")
    with database.reading() as session:
        assert balances(session, world.member_id).sukarela > Money(10_000_000)
