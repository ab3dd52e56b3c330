"""The tasks of docs/kasir.md as the guide tells them, with the pictures it shows.

``pytest tests/browser/test_kasir_pictures.py --pictures`` renews the pictures; without the option
the same tests prove that every screen still says what the guide says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from pos.tills import PRACTICE_SERIES
from tests.support.counter import Counter, command, furnished_counter, says
from tests.support.keys import scan
from tests.support.printer import Mood
from tests.support.screens import codes_on, save_picture
from tests.support.till_page import (
    AIR,
    CLERK,
    GAS,
    MIE,
    enrol,
    open_shift,
    open_till,
    sell,
    sign_in,
    wait_until_sent,
)
from tests.support.world import PIN

pytestmark = pytest.mark.browser

GUIDE = "kasir"
SITI = "AGT0001"
UNKNOWN = "8990000000019"
WIDE, PHONE = (1280, 800), (390, 844)
Picture = Callable[[str], None]


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    with furnished_counter(tmp_path) as counter:
        yield counter


@pytest.fixture
def new_page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A browser that is no till yet; a script that failed fails the test."""
    width, height = getattr(request, "param", WIDE)
    page = browser.new_page(
        viewport={"width": width, "height": height}, has_touch=(width, height) == PHONE
    )
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    page.close()
    assert errors == []


@pytest.fixture
def page(new_page: Page, counter: Counter) -> Page:
    """The till, opened with 200,000."""
    open_till(new_page, counter.url)
    return new_page


@pytest.fixture
def picture(new_page: Page, pictures: Path) -> Picture:
    """Keep the screen as it is now, under the name that the guide gives it."""
    return lambda name: save_picture(new_page, pictures / f"{name}.png")


on_a_phone = pytest.mark.parametrize("new_page", [pytest.param(PHONE, id="390")], indirect=True)


def test_a_clerk_comes_in_sells_and_is_paid(
    new_page: Page, counter: Counter, picture: Picture
) -> None:
    page = new_page
    enrol(page, counter.url)
    says(page, "#who", "Siapa yang melayani?", "Sari Wulandari")
    page.get_by_role("button", name=CLERK).click()
    says(page, "#pin-form", "Sari Wulandari", "Masuk", "Bukan saya")
    page.locator("#pin").fill("25")
    picture("masuk")
    page.locator("#pin-back").click()
    sign_in(page)
    says(page, "#open-shift", "Buka kasir", "Kas awal")
    open_shift(page)
    says(page, "#tiles", "Beras pandan wangi")

    for _each in range(3):
        scan(page, MIE)
    scan(page, AIR)
    command(page, "1/2*201")
    scan(page, SITI)
    expect(page.locator("#total")).to_have_text("20.900")
    says(page, "#member-chosen", "Siti Aminah")
    says(page, ".tools", "Cari F2", "Anggota F4", "Jumlah F7", "Hapus Del", "Menu F3", "Tahan PgDn")
    page.keyboard.press("Escape")
    expect(page.locator("#message")).to_be_empty()
    picture("jual")

    page.keyboard.press("F9")
    page.locator("#given").fill("50rb")
    says(page, "#tender-hint", "Kembali Rp29.100")
    says(page, ".ways", "QRIS Q", "Transfer T", "Kasbon B", "Simpanan S", "Voucher V")
    says(page, "#keep", "Rp100 ke simpanan", "Rp100 donasi")
    picture("bayar")
    page.locator("#given").fill("")
    page.keyboard.press("q")
    says(page, "#way-dialog", "Sudah masuk Enter", "Belum pasti F8", "Tutup Esc")
    assert len(codes_on(page)) == 1
    picture("qris")
    page.keyboard.press("Escape")
    page.keyboard.press("b")
    says(page, "#way-dialog", "Siti Aminah", "Sisa plafon", "Rp50.000", "Catat kasbon")
    page.keyboard.press("Escape")
    page.keyboard.press("F8")
    says(page, "#face-paid", "Kembalian", "WSB-T1-A-000001")


@on_a_phone
def test_selling_with_a_finger(page: Page, picture: Picture) -> None:
    page.locator(".tile", has_text="Air").tap()
    scan(page, GAS)
    scan(page, MIE)
    expect(page.locator("#total")).to_have_text("27.500")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    picture("jual-hp")
    page.locator("#notes button", has_text="50.000").tap()
    expect(page.locator("#change")).to_have_text("22.500")
    says(page, "#face-paid", "Kembalian", "Tersimpan.", "Penjualan baru")
    wait_until_sent(page)
    picture("kembali-hp")


def test_money_of_members(page: Page, picture: Picture) -> None:
    scan(page, GAS)
    scan(page, SITI)
    page.keyboard.press("F9")
    page.keyboard.press("b")
    says(page, "#way-dialog", "Catat kasbon")
    page.keyboard.press("Enter")
    says(page, "#face-paid", "Dicatat sebagai kasbon", "jatuh tempo")
    wait_until_sent(page)
    page.keyboard.press("Escape")
    command(page, "BAYAR BON 1")
    says(page, "#money-what", "SITI AMINAH", "Kasbon", "Rp20.000", "Semua Rp20.000")
    page.keyboard.press("Escape")

    command(page, "SETOR 1")
    says(page, "#money-accounts", "Sukarela", "Wajib", "Pokok")
    page.locator("#money-amount").fill("50rb")
    page.locator("#money-given").fill("100rb")
    page.keyboard.press("Enter")
    says(page, "#money-ask", "Setoran Rp50.000, Sukarela, Tunai, untuk", "SITI AMINAH")
    says(page, "#money-next", "Ya, benar")
    picture("setor")
    page.keyboard.press("Enter")
    says(page, "#money-done", "Kembalian", "Rp50.000")
    page.keyboard.press("Enter")
    command(page, "TARIK 1")
    says(page, "#money-what", "SITI AMINAH", "Simpanan sukarela")


def test_what_somebody_else_has_to_agree_to(page: Page, picture: Picture) -> None:
    scan(page, GAS)
    command(page, "POTONGAN 6.000")
    says(page, "#discount-dialog", "Gas LPG 3 kg", "Seluruh belanja", "10% atau 2.000")
    page.keyboard.press("Enter")
    says(page, "#approve-dialog", "Potongan harga Rp6.000: perlu persetujuan",
         "PIN di sini", "Kode lewat telepon")  # fmt: skip
    page.locator("#approve-by-code").click()
    says(page, "#approve-code-part", "Telepon manajer, bacakan ini:", "WSB-T1")
    page.locator("#approve-by-pin").click()
    page.locator("#approve-who").select_option(label="Joko Prasetyo")
    page.locator("#approve-pin").fill(PIN)
    picture("setuju")
    page.keyboard.press("Enter")
    expect(page.locator("#total")).to_have_text("14.000")
    command(page, "HARGA")
    says(page, "#price-dialog", "Ganti harga", "Gas LPG 3 kg", "Kosong: kembali ke harga daftar")


def test_goods_come_back_and_other_tasks_of_the_menu(page: Page, picture: Picture) -> None:
    number = sell(page, MIE, MIE, AIR)
    wait_until_sent(page)
    command(page, "RETUR 1")
    says(page, "#return-choose", number, "Uang kembali lewat", "Tidak layak jual")
    scan(page, MIE)
    page.locator("#return-reasons").get_by_role("button", name="Rusak").click()
    says(page, "#return-choose", "Kembali ke pembeli", "Rp3.500")
    says(page, "#return-submit", "Kembalikan Enter")
    picture("retur")
    page.keyboard.press("Enter")
    says(page, "#return-done", "Serahkan tunai", "Rp3.500")
    page.keyboard.press("Enter")

    command(page, "BATAL")
    says(page, "#return-dialog", "Batalkan penjualan")
    page.keyboard.press("Escape")
    scan(page, GAS)
    command(page, "TAHAN Bu Ani")
    says(page, "#message", "Keranjang “Bu Ani” ditahan.")
    expect(page.locator("#hold-count")).to_have_text("1")
    command(page, "STRUK")
    says(page, "#receipt-dialog", "Cetak salinan struk", number)
    page.keyboard.press("Escape")
    command(page, "CEK mie")
    says(page, "#check-found", "Mie goreng instan", "Rp3.500", "Anggota Rp3.300")
    page.keyboard.press("Escape")
    page.keyboard.press("F3")
    says(page, "#menu-dialog", "Penjualan", "Uang anggota", "Kasir dan laci")
    picture("menu")


def test_the_signs_when_something_is_gone(page: Page, counter: Counter, picture: Picture) -> None:
    counter.printer.mood = Mood.PAPER_OUT
    sell(page, MIE)
    wait_until_sent(page)
    says(page, "#connection", "Daring")
    expect(page.locator("#backup")).to_be_hidden()
    expect(page.locator("#printer")).to_have_text(
        "Printer bermasalah, 1 struk menunggu", timeout=45_000
    )
    page.reload()
    says(page, "#last-sale", "WSB-T1-A-000001")
    expect(page.locator("#last-state")).to_have_text("Tersimpan, terkirim, struk menunggu printer.")
    says(page, "#printer", "1 struk menunggu")
    page.context.set_offline(True)
    sell(page, AIR)
    scan(page, AIR)
    scan(page, UNKNOWN)
    says(page, "#connection", "Luring")
    says(page, "#unsent", "Belum terkirim: 1")
    says(page, "#message", "belum dikenal. Lanjutkan saja; selesaikan sebelum bayar.")
    says(page, ".line.is-problem", "Belum dikenal", "Pilih barang")
    says(page, "#to-settle", "1 baris merah harus diselesaikan dulu")
    page.keyboard.press("Escape")
    expect(page.locator("#message")).to_be_empty()
    picture("tanda")
    page.locator("#unsent").click()
    says(page, "#unsent-dialog", "WSB-T1-A-000002", "Simpan ke berkas", "Kirim sekarang")
    page.context.set_offline(False)


def test_practice_keeps_nothing(page: Page, picture: Picture) -> None:
    wait_until_sent(page)
    command(page, "LATIHAN")
    says(page, "#practice-strip", "LATIHAN", "Tidak ada yang sungguh terjual")
    for code in (MIE, AIR, GAS):
        scan(page, code)
    page.keyboard.press("F9")
    page.locator("#given").fill("50rb")
    picture("latihan")
    page.keyboard.press("Enter")
    says(page, "#face-paid", f"WSB-T1-{PRACTICE_SERIES}-000001")
    says(page, "#unsent", "Belum terkirim: 0")
    page.locator("#practice-end").click()
    expect(page.locator("#practice-strip")).to_be_hidden()
    assert sell(page, MIE) == "WSB-T1-A-000001"


def test_cash_moves_and_the_count_at_the_end(page: Page, picture: Picture) -> None:
    sell(page, MIE, MIE)
    command(page, "KAS KELUAR")
    says(page, "#cash-purposes", "Ke kas besar", "Setoran ke bank", "Belanja toko", "Ke kas kecil")
    page.locator("#cash-amount").fill("30rb")
    page.locator("#cash-reason").fill("laci penuh")
    page.keyboard.press("Enter")
    says(page, "#message", "Kas keluar Rp30.000 tersimpan")
    command(page, "KAS MASUK")
    says(page, "#cash-purposes", "Dari kas besar", "Dari kas kecil", "Sisa uang belanja")
    page.keyboard.press("Escape")
    command(page, "BUKA LACI")
    says(page, "#drawer-dialog", "Tukar uang", "Cek isi laci")
    page.keyboard.press("Escape")
    wait_until_sent(page)
    command(page, "LAPORAN")
    says(page, "#report-paper", "LAPORAN X")
    page.keyboard.press("Escape")

    command(page, "TUTUP")
    for note, pieces in (("100.000", "1"), ("50.000", "1"), ("20.000", "1"), ("1.000", "6")):
        row = page.locator(".count-row", has=page.get_by_text(note, exact=True))
        row.locator("input").fill(pieces)
    expect(page.locator("#counted")).to_have_text("Rp176.000")
    says(page, "#close-form", "Kembali menjual", "Catatan, kalau perlu")
    picture("tutup")
    page.locator("#close-submit").click()
    says(page, "#close-sure", "Terhitung Rp176.000")
    for button in ("Hitung ulang", "Ada saksi", "Ya, tutup"):
        says(page, "#close-form", button)
    page.keyboard.press("Enter")
    says(page, "#closed-answer", "Seharusnya", "Rp177.000", "-Rp1.000", "Uang di laci kurang.")
    says(page, "#closed", "Selisih ini menunggu pengesahan orang lain.", "Mengapa berbeda?")
    picture("selisih")
