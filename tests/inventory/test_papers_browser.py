"""Counting, writing off, moving and dating goods in a real browser, on a desk and on a phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from core import settings
from core.db import Database
from core.ids import ShopId
from core.models import Operator
from core.permissions import Role
from core.quantity import Quantity
from inventory.batches import batches
from inventory.batches.batches import NewBatch
from inventory.write_offs.settings import ALONE_AT_MOST
from tests.support.axe import violations
from tests.support.keys import scan
from tests.support.serving import serving
from tests.support.shelves import fill_shelves
from tests.support.till_page import AIR, MIE
from tests.support.world import NOW, PASSWORD, PEOPLE, TODAY, World, today

pytestmark = pytest.mark.browser

DAY = timedelta(days=1)
Person = Callable[[Role], Page]


@pytest.fixture(scope="session")
def engine_name() -> str:
    """What a page looks like does not depend on the database."""
    return "sqlite"


@pytest.fixture
def address(app: Flask, database: Database, world: World) -> Iterator[str]:
    """Noodles, water and rice in Wonosobo; some noodles have expired, some water will soon."""
    with database.transaction() as session:
        fill_shelves(session, world, mie=(40, 112_000), air=(24, 60_000), beras=(50, 600_000))
        dated = [
            NewBatch(world.goods["mie"].id, today() - DAY, Quantity.of(8), "L7"),
            NewBatch(world.goods["mie"].id, today() + 90 * DAY, Quantity.of(30)),
            NewBatch(world.goods["air"].id, today() + 5 * DAY, Quantity.of(24)),
        ]
        batches.note(session, dated, shop_id=world.shop_id, source="receipt:1", at=NOW)
        settings.put(session, ALONE_AT_MOST, "10000", valid_from=TODAY, at=NOW, by=None)
    with serving(app) as address:
        yield address


@pytest.fixture(params=[(1280, 800), (390, 844)], ids=["1280", "390"])
def person(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Person]:
    """Somebody signed in, each in a browser of their own."""
    width, height = request.param
    opened: list[BrowserContext] = []

    def sign_in(role: Role) -> Page:
        size = ViewportSize(width=width, height=height)
        context = browser.new_context(viewport=size, bypass_csp=True, base_url=address)
        opened.append(context)
        page = context.new_page()
        page.goto("/sign-in")
        page.fill("[name=login]", PEOPLE[role][0])
        page.fill("[name=password]", PASSWORD)
        page.click("main [type=submit]")
        return page

    yield sign_in
    for context in opened:
        context.close()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def shown(page: Page, *texts: str) -> None:
    for text in texts:
        expect(page.locator("main")).to_contain_text(text)


def sound(page: Page) -> None:
    """Everybody can read the page as it is now, and it fits."""
    assert violations(page) == []
    assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")


def count(page: Page, code: str, quantity: str) -> None:
    """Scanned, then a number typed; the page asks for the next."""
    expect(page.get_by_label("Barang", exact=True)).to_be_focused()
    scan(page, code)
    expect(page.get_by_label("Ada berapa")).to_be_focused()
    page.keyboard.type(quantity)
    page.keyboard.press("Enter")
    shown(page, "tersimpan")


def test_a_shop_is_counted_by_several_and_posted_by_another(person: Person) -> None:
    manager, clerk = person(Role.MANAGER), person(Role.CLERK)
    manager.goto("/counts/new")
    sound(manager)
    press(manager, "Buka stok opname")
    shown(manager, "WSB-SO-000001", "Selisih baru kelihatan sesudah hitungan ditutup")
    sound(manager)
    sheet = manager.request.get("/counting/WSB-SO-000001/sheet.pdf")
    assert sheet.body().startswith(b"%PDF")

    clerk.goto("/counting")
    sound(clerk)
    clerk.get_by_role("link", name="WSB-SO-000001").click()
    sound(clerk)
    count(clerk, MIE, "30")
    manager.goto("/counting/WSB-SO-000001")
    count(manager, MIE, "9")
    count(manager, AIR, "20")

    scan(clerk, AIR)
    shown(clerk, "Air mineral")
    sound(clerk)
    clerk.get_by_label("Ganti hitungan sebelumnya").check()
    clerk.get_by_label("Ada berapa").fill("24")
    clerk.keyboard.press("Enter")
    shown(clerk, "tersimpan", "Hitungan Anda yang terakhir")

    manager.goto("/counts/WSB-SO-000001")
    press(manager, "Selesai menghitung")
    shown(manager, "Anda ikut menghitung", "Mie goreng instan", "-1")
    sound(manager)
    expect(manager.get_by_role("button", name="Bukukan selisih")).to_have_count(0)
    treasurer = person(Role.TREASURER)
    treasurer.goto("/counts/WSB-SO-000001")
    press(treasurer, "Bukukan selisih")
    shown(treasurer, "Dibukukan: stok sekarang sama dengan hitungan.")
    sound(treasurer)


def test_a_wrong_code_and_a_wrong_number_say_what_to_do(person: Person) -> None:
    manager = person(Role.MANAGER)
    manager.goto("/counts/new")
    press(manager, "Buka stok opname")
    manager.goto("/counting/WSB-SO-000001")
    scan(manager, "8990000000001")
    shown(manager, "8990000000001")
    expect(manager.get_by_label("Barang", exact=True)).to_have_attribute("aria-invalid", "true")
    sound(manager)
    manager.goto("/counting/WSB-SO-000001?code=101")
    scan(manager, AIR)
    shown(manager, "Itu seperti barcode. Isi dulu jumlah Mie goreng instan.")
    sound(manager)


def test_a_loss_is_written_by_one_and_agreed_to_by_another(person: Person) -> None:
    manager = person(Role.MANAGER)
    manager.goto("/write-offs")
    sound(manager)
    manager.goto("/write-offs/new")
    sound(manager)
    manager.get_by_label("Rusak").check()
    manager.get_by_label("Keterangan").fill("kena hujan")
    press(manager, "Lanjut memindai barang")
    shown(manager, "WSB-BK-000001", "Belum ada barang")
    sound(manager)
    for code in (MIE, MIE, AIR):
        expect(manager.locator("#code")).to_be_focused()
        scan(manager, code)
        shown(manager, "ditulis")
    manager.locator("#code").fill("tiada")
    press(manager, "Tulis")
    sound(manager)
    manager.goto("/write-offs/WSB-BK-000001")
    press(manager, "Hapus Air mineral 600 ml")
    shown(manager, "dihapus dari surat ini")
    manager.locator("#code").fill("101 dus")
    press(manager, "Tulis")
    press(manager, "Selesai, keluarkan")
    shown(manager, "Menunggu", "Nilainya melewati batas satu orang")
    sound(manager)
    treasurer = person(Role.TREASURER)
    treasurer.goto("/write-offs/WSB-BK-000001")
    sound(treasurer)
    press(treasurer, "Sahkan")
    shown(treasurer, "Disahkan; barang sudah keluar dari stok.", "Rp117.600")
    sound(treasurer)


def test_goods_travel_arrive_in_part_and_the_rest_is_lost(
    person: Person, database: Database, world: World
) -> None:
    with database.transaction() as session:
        other = session.get_one(Operator, world.operator_id(Role.TREASURER))
        other.shop_id = ShopId(world.ltm.id)
    manager, receiver = person(Role.MANAGER), person(Role.TREASURER)
    manager.goto("/transfers/new")
    sound(manager)
    manager.get_by_label("Barang", exact=True).fill("air")
    manager.get_by_label("Jumlah", exact=True).fill("10")
    manager.keyboard.press("Enter")
    shown(manager, "Air mineral 600 ml")
    manager.get_by_label("Ke toko").select_option("LTM")
    sound(manager)
    press(manager, "Kirim")
    shown(manager, "WSB-MT-000001", "Masih di jalan")
    sound(manager)
    receiver.goto("/transfers")
    sound(receiver)
    receiver.get_by_role("link", name="WSB-MT-000001").click()
    receiver.get_by_role("button", name="Terima barang").click()
    shown(receiver, "menurut pengirim")
    sound(receiver)
    receiver.get_by_label("Air mineral 600 ml", exact=True).fill("11")
    press(receiver, "Simpan yang sampai")
    shown(receiver, "Yang masih di jalan 10")
    sound(receiver)
    receiver.get_by_label("Air mineral 600 ml", exact=True).fill("7")
    press(receiver, "Simpan yang sampai")
    shown(receiver, "Barang yang sampai dicatat.")
    manager.reload()
    manager.get_by_role("button", name="Catat yang hilang").click()
    sound(manager)
    manager.get_by_label("Air mineral 600 ml", exact=True).fill("3")
    manager.get_by_label("Alasan").fill("jatuh dari motor")
    press(manager, "Simpan yang hilang")
    shown(manager, "Selesai", "jatuh dari motor")
    sound(manager)
    receiver.goto("/expiry")
    shown(receiver, "Air mineral 600 ml", "5 hari lagi")


def test_what_expires_leads_to_a_promotion_or_off_the_shelf(person: Person) -> None:
    manager = person(Role.MANAGER)
    manager.goto("/expiry")
    shown(manager, "Mie goreng instan", "lewat", "Air mineral 600 ml", "5 hari lagi")
    sound(manager)
    manager.get_by_role("button", name="Buat promo Air mineral 600 ml").click()
    expect(manager.get_by_label("Nama di layar kasir")).to_have_value("Hemat Air mineral 600 ml")
    expect(manager.get_by_label("Harga selama promo")).to_have_value("2.000")
    sound(manager)
    press(manager, "Simpan promo")
    shown(manager, "Hemat Air mineral 600 ml")
    manager.goto("/expiry")
    shown(manager, "Sudah promo")
    press(manager, "Keluarkan Mie goreng instan")
    shown(manager, "WSB-BK-000001", "Mie goreng instan")
    sound(manager)
    manager.goto("/expiry/WSB/101")
    sound(manager)
    manager.goto("/expiry?within=lewat&q=beras")
    shown(manager, "Tidak ada yang cocok")
    sound(manager)


PAGES = (
    "/expiry",
    "/expiry/WSB/101",
    "/counts/new",
    "/counting",
    "/write-offs/new",
    "/transfers/new",
)


def test_the_same_pages_fit_in_english(person: Person) -> None:
    manager = person(Role.MANAGER)
    manager.locator("[name=language][value=en]").first.dispatch_event("click")
    expect(manager.locator("html")).to_have_attribute("lang", "en")
    for path in PAGES:
        manager.goto(path)
        expect(manager.locator("html")).to_have_attribute("lang", "en")
        sound(manager)
    manager.goto("/expiry")
    shown(manager, "Take off")
