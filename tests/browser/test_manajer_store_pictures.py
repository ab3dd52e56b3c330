"""The tasks of docs/manajer.md about buying, the store room and consignment, with their pictures.

``pytest tests/browser/test_manajer_store_pictures.py --pictures`` renews the pictures; without the
option the same tests prove that every screen still says what the guide says.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from core import clock
from core.clock import local_day
from tests.support.office import (
    CLERK,
    OTHER_SHOP,
    SHOP,
    TRUSTED,
    come_in,
    fill,
    follow,
    menu,
    press,
    reads,
)

pytestmark = pytest.mark.browser

GUIDE = "manajer"
DESK, PHONE = ViewportSize(width=1280, height=800), ViewportSize(width=390, height=844)
RICE, OIL, SUGAR, FLOUR, SAUCE, CHILI = "101", "104", "105", "107", "1141", "1142"
Picture = Callable[[str], None]


def _in_days(days: int) -> str:
    """As a date field wants it."""
    return (local_day(clock.now(), "Asia/Jakarta") + timedelta(days=days)).isoformat()


def _add(page: Page, goods: str, amount: str) -> None:
    """A line on a paper of goods."""
    page.locator("#goods").fill(goods)
    page.locator("#amount").fill(amount)
    press(page, "Tambahkan")


def _number(page: Page) -> str:
    """The paper that is open."""
    return page.url.rstrip("/").rsplit("/", 1)[1]


def test_goods_are_ordered_received_and_paid(desk: Page, picture: Picture) -> None:
    menu(desk, "Pemasok")
    press(desk, "Tambah pemasok")
    fill(desk, Nama="CV Sumber Rejeki", Nomor_HP="0811 0000 777", Hubungi="Pak Budi",
         Tempo_bayar_dalam_hari="14", Barang_datang_dalam_hari="3")  # fmt: skip
    press(desk, "Simpan")
    reads(desk, "Pemasok CV Sumber Rejeki tercatat.", "Terima barang")

    press(desk, "Buat pesanan")
    _add(desk, SUGAR, "50")
    _add(desk, FLOUR, "25")
    desk.get_by_label("Harga beli, Gula pasir curah (kg)").fill("15.800")
    desk.get_by_label("Harga beli, Tepung terigu curah (kg)").fill("10.900")
    press(desk, "Simpan pesanan")
    reads(desk, "disimpan sebagai konsep", "konsep")
    press(desk, "Tandai sudah dikirim")
    reads(desk, "dikirim; barangnya ditunggu.", "menunggu barang", "Tutup pesanan")
    whatsapp = desk.get_by_role("button", name="Kirim lewat WhatsApp")
    expect(whatsapp).to_have_attribute("href", re.compile("^https://wa.me/628110000777"))
    expect(desk.get_by_role("button", name="Salin pesan")).to_be_visible()
    expect(desk.get_by_role("button", name="Lembar pesanan (PDF)")).to_be_visible()
    desk.goto(desk.url)
    picture("pesanan")

    press(desk, "Terima barang")
    reads(desk, "Jumlah: yang baik dan dibayar. Bonus: tambahan gratis. Rusak: ditolak")
    desk.get_by_label("Jumlah, Gula pasir curah (kg)").fill("48")
    desk.get_by_label("Rusak, Gula pasir curah (kg)").fill("2")
    desk.get_by_label("Jumlah, Tepung terigu curah (kg)").fill("20")
    desk.get_by_label("Bonus, Tepung terigu curah (kg)").fill("1")
    desk.get_by_label("Kedaluwarsa, Tepung terigu curah (kg)").fill(_in_days(150))
    fill(desk, Nomor_surat_jalan="SJ-1182")
    picture("terima")
    press(desk, "Simpan barang masuk")
    reads(desk, "Barang masuk tercatat sebagai", "Harga jual perlu dilihat")
    receipt = desk.url
    press(desk, "Catat faktur")
    fill(desk, Nomor_faktur_dari_pemasok="F-2231", Tanggal_faktur=_in_days(0),
         Jumlah_faktur="976.400")  # fmt: skip
    press(desk, "Simpan faktur")
    reads(desk, "Faktur tercatat sebagai", "Jatuh tempo")

    desk.goto(receipt)
    desk.get_by_label("Kembalikan Gula pasir curah (kg)").fill("3")
    fill(desk, Alasan="karung bocor")
    press(desk, "Kembalikan")
    reads(desk, "Barang dikembalikan dengan surat")
    come_in(desk, TRUSTED)
    menu(desk, "Utang pemasok")
    follow(desk.locator("main"), "CV Sumber Rejeki")
    press(desk, "Bayar")
    reads(desk, "Uang yang dibayarkan", "Potong dengan retur", "Catat pembayaran")
    fill(desk, Uang_yang_dibayarkan="500.000")
    desk.get_by_label("Dari").select_option(label="Bank")
    press(desk, "Catat pembayaran")
    reads(desk, "Pembayaran tercatat sebagai")


def test_what_runs_out_is_suggested(desk: Page, picture: Picture) -> None:
    desk.goto("/suppliers")
    desk.locator("main tbody a").first.click()
    press(desk, "Terima barang")
    for goods in (RICE, OIL):
        _add(desk, goods, "2")
    for field in desk.get_by_label("Harga beli, ").all():
        field.fill("13.000")
    press(desk, "Simpan barang masuk")
    reads(desk, "Barang masuk tercatat sebagai")
    for goods in (RICE, OIL):
        desk.goto(f"/stock/{SHOP}/{goods}")
        desk.get_by_text("Atur stok minimum").click()
        fill(desk, Paling_sedikit="60")
        press(desk, "Simpan stok minimum")
        reads(desk, "Stok minimum disimpan.")
    menu(desk, "Saran pesanan")
    reads(desk, "stok minimum 60", "Perkiraan semuanya")
    picture("saran")
    press(desk, "Buat konsep pesanan")
    reads(desk, "disimpan sebagai konsep")


def test_goods_that_expire_and_goods_that_go(desk: Page, picture: Picture) -> None:
    for goods, days, batch in ((SAUCE, 5, "B-07"), (CHILI, -1, "B-03")):
        desk.goto(f"/stock/{SHOP}/{goods}")
        follow(desk.locator("main"), "Tanggal kedaluwarsa")
        desk.locator("#expires_on").fill(_in_days(days))
        desk.locator("#quantity").fill("4")
        desk.locator("#batch").fill(batch)
        press(desk, "Catat tanggal")
        reads(desk, "Tanggal kedaluwarsa dicatat.")
    menu(desk, "Kedaluwarsa")
    reads(desk, "5 hari lagi", "lewat", "turun 50%", "Saran harga")
    picture("kedaluwarsa")
    desk.get_by_role("button", name="Buat promo ABC Sambal Ekstra Pedas 335 ml").click()
    press(desk, "Simpan promo")
    reads(desk, "dibuat.")

    menu(desk, "Kedaluwarsa")
    desk.get_by_role("button", name="Keluarkan ABC Sambal Manis Pedas 335 ml").click()
    reads(desk, "Cocokkan jumlahnya, lalu selesaikan.")
    press(desk, "Selesai, keluarkan")
    reads(desk, "Sudah keluar")

    menu(desk, "Barang keluar")
    press(desk, "Keluarkan barang")
    desk.get_by_label("Rusak").check()
    fill(desk, Keterangan="Rak roboh")
    press(desk, "Lanjut memindai barang")
    fill(desk, Barang=RICE, Jumlah="10")
    press(desk, "Tulis")
    press(desk, "Selesai, keluarkan")
    reads(desk, "Menunggu pengesahan", "Minta orang lain yang berwenang membuka halaman ini")
    here = desk.url
    come_in(desk, TRUSTED)
    desk.goto(here)
    press(desk, "Sahkan")
    reads(desk, "Sudah keluar")


def test_shelves_are_counted(desk: Page, picture: Picture) -> None:
    menu(desk, "Stok opname")
    press(desk, "Buka stok opname")
    desk.get_by_role("radio", name="Barang tertentu").check()
    desk.locator("#products").fill(f"{FLOUR}\n1054\n1140\n1143")
    press(desk, "Buka stok opname")
    reads(desk, "Stok opname dibuka.", "Selisih baru kelihatan sesudah hitungan ditutup")
    number = _number(desk)

    come_in(desk, CLERK)
    desk.set_viewport_size(PHONE)
    desk.goto("/counting")
    follow(desk.locator("main"), number)
    reads(desk, "Cetak lembar hitung")
    for code, many in (("1054", "7"), ("1140", "22"), ("1143", "6")):
        fill(desk, Barang=code)
        press(desk, "Lanjut")
        desk.locator("#quantity").fill(many)
        if code == "1140":
            picture("hitung-hp")
        press(desk, "Simpan, lanjut")
        reads(desk, "Hitungan Anda yang terakhir")

    desk.set_viewport_size(DESK)
    come_in(desk)
    desk.goto(f"/counts/{number}")
    press(desk, "Selesai menghitung")
    reads(desk, "Diperiksa", "Belum dihitung", "Buka lagi untuk hitung ulang")
    desk.goto(desk.url)
    picture("opname")
    press(desk, "Bukukan selisih")
    reads(desk, "Sudah dibukukan")


def test_goods_of_another_shop_arrive(desk: Page, picture: Picture) -> None:
    come_in(desk, TRUSTED)
    desk.goto("/transfers")
    press(desk, "Kirim barang")
    desk.get_by_label("Dari toko").select_option(OTHER_SHOP)
    _add(desk, "1140", "6")
    _add(desk, "1143", "3")
    desk.get_by_label("Ke toko").select_option(SHOP)
    press(desk, "Kirim")
    reads(desk, "dikirim.", "Masih di jalan")
    number = _number(desk)

    come_in(desk)
    desk.set_viewport_size(PHONE)
    desk.goto(f"/transfers/{number}")
    press(desk, "Terima barang")
    reads(desk, "Cocokkan dengan barangnya; ubah jumlah yang kurang. Sisanya tetap di jalan.")
    desk.locator("[name^=quantity-]").nth(1).fill("2")
    picture("kiriman-hp")
    press(desk, "Simpan yang sampai")
    reads(desk, number, "Masih di jalan")


def test_a_sack_becomes_bags(desk: Page, picture: Picture) -> None:
    desk.goto("/products/new")
    fill(desk, Nama="Gula pasir 250 g", Harga_umum="4.700")
    desk.get_by_label("Satuan dasar").select_option("bungkus")
    press(desk, "Simpan")
    reads(desk, "ditambahkan dengan kode")
    menu(desk, "Kemas ulang")
    press(desk, "Kemas ulang barang")
    desk.locator("#goods").fill(SUGAR)
    desk.locator("#amount").fill("3")
    press(desk, "Buka barang ini")
    _add(desk, "Gula pasir 250 g", "12")
    desk.get_by_label("1 bungkus Gula pasir 250 g berisi (kg)").fill("0,25")
    press(desk, "Lihat hasilnya")
    reads(desk, "Periksa hasilnya", "Saran harga")
    picture("kemas")
    press(desk, "Kemas ulang sekarang")
    reads(desk, "selesai.", "Salah? Kembalikan semuanya")


def test_a_producer_brings_goods_and_is_paid(desk: Page, picture: Picture) -> None:
    menu(desk, "Titip jual")
    press(desk, "Tambah penitip")
    fill(desk, Nama="Bu Sri Onde-onde", Komisi_koperasi_dalam_persen="15",
         Dibayar_setiap_berapa_hari="1")  # fmt: skip
    press(desk, "Simpan")
    reads(desk, "Penitip Bu Sri Onde-onde tercatat.")
    here = desk.url
    for name, price in (("Onde-onde", "2.000"), ("Klepon isi 5", "3.500")):
        press(desk, "Tambah barang titipan")
        fill(desk, Nama=name, Harga_jual=price)
        press(desk, "Simpan")
        reads(desk, "Barang titipan tercatat.")
    press(desk, "Terima titipan")
    desk.get_by_label("Onde-onde").first.fill("30")
    desk.get_by_label("Klepon isi 5").first.fill("20")
    press(desk, "Simpan")
    reads(desk, "diterima.", "Buka PDF")

    desk.set_viewport_size(PHONE)
    desk.goto(here)
    press(desk, "Sama seperti kemarin")
    expect(desk.get_by_label("Onde-onde").first).to_have_value("30")
    picture("titip-hp")
    desk.goto(here)
    press(desk, "Hitung sisa")
    desk.get_by_label("Onde-onde").first.fill("4")
    desk.get_by_label("Klepon isi 5").first.fill("0")
    press(desk, "Simpan")
    reads(desk, "Sisa dicatat.")
    desk.set_viewport_size(DESK)
    press(desk, "Bayar")
    reads(desk, "Bayar penitip", "Belum dibayar:", "Transfer bank")
    fill(desk, Tunai_dari_kas_besar="10.000")
    press(desk, "Bayar")
    reads(desk, "dibukukan.", "Sisa", "Buka PDF")

    desk.goto("/consignment")
    follow(desk.locator("main"), "Bu Nurul Hidayah")
    desk.locator("main a[href*='/slips/']").first.click()
    reads(desk, "Hak penitip", "Komisi")
    picture("pelunasan")
