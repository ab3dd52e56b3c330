"""Counting with the camera of a phone: a real browser reads a real barcode from moving pictures."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from io import BytesIO

import pytest
import zxingcpp
from flask import Flask
from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, expect

from core.db import Database
from core.permissions import Role
from tests.support.serving import serving
from tests.support.shelves import fill_shelves
from tests.support.till_page import MIE
from tests.support.world import PASSWORD, PEOPLE, World

pytestmark = pytest.mark.browser

COUNTING = "/counting/WSB-SO-000001"
CAMERA = """async () => {
  const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 480 });
  const image = Object.assign(new Image(), { src: 'PICTURE' });
  await image.decode();
  const context = canvas.getContext('2d');
  setInterval(() => context.drawImage(image, 0, 0), 50);
  return canvas.captureStream(20);
}"""
"""What a camera would show: moving pictures of what is held before it."""
REFUSED = "async () => { throw new DOMException('no', 'NotAllowedError'); }"


@pytest.fixture(scope="session")
def engine_name() -> str:
    """What a page looks like does not depend on the database."""
    return "sqlite"


@pytest.fixture
def page(browser: Browser, app: Flask, database: Database, world: World) -> Iterator[Page]:
    """A manager's phone with a count of everything open."""
    with database.transaction() as session:
        fill_shelves(session, world, mie=(40, 112_000))
    size = ViewportSize(width=390, height=844)
    with (
        serving(app) as address,
        browser.new_context(viewport=size, base_url=address, has_touch=True) as context,
    ):
        page = context.new_page()
        page.goto("/sign-in")
        page.fill("[name=login]", PEOPLE[Role.MANAGER][0])
        page.fill("[name=password]", PASSWORD)
        page.click("main [type=submit]")
        page.goto("/counts/new")
        page.get_by_role("button", name="Buka stok opname").click()
        yield page


def held_before(page: Page, code: str) -> None:
    """Let the camera see a pack with this barcode."""
    barcode = zxingcpp.create_barcode(code, zxingcpp.BarcodeFormat.EAN13)
    bars = Image.fromarray(zxingcpp.write_barcode_to_image(barcode, scale=3))
    scene = Image.new("RGB", (640, 480), "#b9a27c")
    scene.paste(bars.convert("RGB"), (120, 140))
    kept = BytesIO()
    scene.save(kept, "PNG")
    picture = "data:image/png;base64," + base64.b64encode(kept.getvalue()).decode()
    sees(page, CAMERA.replace("PICTURE", picture))


def sees(page: Page, camera: str) -> None:
    page.add_init_script(f"navigator.mediaDevices.getUserMedia = {camera}")
    page.goto(COUNTING)


def test_what_the_camera_sees_is_counted(page: Page) -> None:
    held_before(page, MIE)
    page.get_by_role("button", name="Pindai dengan kamera").tap()
    expect(page.get_by_role("heading", name="Mie goreng instan")).to_be_visible()
    page.get_by_label("Ada berapa").fill("39")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Mie goreng instan: 39 pcs tersimpan")


def test_without_a_camera_the_page_says_what_to_do(page: Page) -> None:
    sees(page, REFUSED)
    page.get_by_role("button", name="Pindai dengan kamera").tap()
    expect(page.get_by_role("alert").filter(has_text="Izinkan kamera")).to_be_visible()
    page.get_by_role("button", name="Tutup").tap()
    page.get_by_label("Barang", exact=True).fill(MIE)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Mie goreng instan")).to_be_visible()


def test_the_camera_can_be_closed_and_reads_nothing_more(page: Page) -> None:
    sees(page, CAMERA.replace("PICTURE", "data:image/gif;base64," + _NOTHING))
    page.get_by_role("button", name="Pindai dengan kamera").tap()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.get_by_label("Barang", exact=True)).to_have_value("")


_NOTHING = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
