"""The tasks of docs/manajer.md about goods, prices, files and reports, with their pictures.

``pytest tests/browser/test_manajer_pictures.py --pictures`` renews the pictures; without the option
the same tests prove that every screen still says what the guide says.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Page, expect

from tests.support.office import fill, follow, menu, press, reads

pytestmark = pytest.mark.browser

GUIDE = "manajer"
SUGAR, RICE = "105", "101"
CARTON = "18991234567898"
MESSAGE = "Harga baru mulai besok:\nGula pasir curah kg 17.200\nBeras medium kg 12.900\nTepung 11rb"
PRICES = "kode;harga;daftar\n105;18.000;umum\n101;14.000;umum\n999;1.000;umum\n"
Picture = Callable[[str], None]


def test_new_goods_are_described(desk: Page, picture: Picture) -> None:
    menu(desk, "Barang")
    press(desk, "Tambah barang")
    fill(desk, Nama="Kecap manis Jempol 600 ml", Kategori="Bumbu & saus", Barcode="8991234567891",
         Harga_umum="21.500", Harga_anggota="20.900")  # fmt: skip
    reads(desk, "Satuan dasar", "Dijual pecahan", "Aturan khusus")
    press(desk, "Simpan")
    reads(desk, "Kecap manis Jempol 600 ml ditambahkan dengan kode")

    desk.get_by_text("Tambah kemasan, misalnya dus atau lusin").click()
    fill(desk, Isi="12")
    press(desk, "Tambah kemasan")
    reads(desk, "sekarang juga dijual per dus", "Dijual")
    fill(desk, Harga="250.000")
    press(desk, "Simpan harga")
    reads(desk, "Rp250.000")
    fill(desk, Barcode_baru=CARTON)
    press(desk, "Tambah barcode")
    reads(desk, CARTON)
    follow(desk.locator("main"), "Kecap manis Jempol 600 ml")

    desk.locator("summary", has_text="Pasang gambar").click()
    desk.get_by_label("Gambar").set_input_files(
        {"name": "kecap.png", "mimeType": "image/png", "buffer": _photograph()}
    )
    press(desk, "Pasang gambar")
    reads(desk, "Gambar dipasang.")

    desk.get_by_text("Atur stok minimum dan toko yang menjual").click()
    fill(desk, Stok_minimum_Toko_Wonosobo="6")
    press(desk, "Simpan untuk setiap toko")
    reads(desk, "Stok minimum dan toko yang menjual disimpan.")

    press(desk, "Ubah asal dan izin")
    reads(desk, "Merek", "Produk lokal", "Desa", "Nomor P-IRT", "Nomor BPOM", "Nomor Halal")
    fill(desk, Merek="Jempol", Kabupaten_atau_kota="Temanggung", Nomor_Halal="ID33110000123450120")
    press(desk, "Simpan")
    reads(desk, "Asal dan izin Kecap manis Jempol 600 ml disimpan.", "Isi stok awal")
    desk.goto(desk.url)
    picture("barang")
    menu(desk, "Izin hampir habis")
    reads(desk, "Kerupuk", "Berlaku sampai")


def _photograph() -> bytes:
    """A bottle, more or less."""
    picture, drawn = Image.new("RGB", (400, 400), "#f3e9d2"), BytesIO()
    pen = ImageDraw.Draw(picture)
    pen.rounded_rectangle((175, 40, 225, 140), 12, fill="#b3261e")
    pen.rounded_rectangle((135, 120, 265, 370), 40, fill="#3b1d0f")
    pen.rectangle((135, 210, 265, 310), fill="#f2c230")
    picture.save(drawn, "PNG")
    return drawn.getvalue()


def test_one_price_and_its_history(desk: Page, picture: Picture) -> None:
    desk.goto(f"/products/{SUGAR}")
    follow(desk.locator("main"), "kg")
    fill(desk, Harga="17.800")
    press(desk, "Simpan harga")
    reads(desk, "Rp17.800", "Riwayat harga", "berlaku", "Akhiri")
    picture("harga")
    follow(desk.locator("main"), "Gambar harga dan harga pokok, dan siapa yang menetapkannya")
    reads(desk, "Ditetapkan", "Joko Prasetyo")
    desk.goto(f"/products/{SUGAR}/packs/kg")
    fill(desk, Harga="100")
    press(desk, "Simpan harga")
    reads(desk, "Boleh rugi: dijual di bawah harga pokok", "Alasannya")


def test_many_prices_and_their_labels(desk: Page, picture: Picture) -> None:
    menu(desk, "Ubah banyak harga")
    reads(desk, "Satu kategori", "Naik berapa persen", "Naik berapa rupiah")
    fill(desk, Tempel_pesannya=MESSAGE, Tambahan_untung="5")
    press(desk, "Lihat dulu")
    reads(desk, "Harga baru", "Sekarang", "Harga pokok", "Baris yang tidak dikenali")
    picture("pesan-harga")
    press(desk, "Simpan yang dicentang")
    reads(desk, "harga disimpan; labelnya masuk antrean.")
    menu(desk, "Label harga")
    for button in ("Cetak yang dicentang", "Cetak semua yang berlaku sekarang",
                   "Yang dicentang sudah dipasang", "Semua sudah dipasang"):  # fmt: skip
        expect(desk.get_by_role("button", name=button, exact=True)).to_be_visible()
    follow(desk.locator("main"), "Cetak label barang lain")
    reads(desk, "Kode atau barcode, satu per baris", "Cetak label")


def test_a_file_is_checked_taken_and_taken_back(desk: Page, picture: Picture) -> None:
    menu(desk, "Dari file")
    follow(desk.locator("main"), "Ambil harga dari file")
    reads(desk, "Contoh XLSX", "Kolom yang dikenali")
    desk.get_by_label("File CSV atau XLSX").set_input_files(
        {"name": "harga.csv", "mimeType": "text/csv", "buffer": PRICES.encode()}
    )
    press(desk, "Periksa file")
    reads(desk, "Belum ada yang disimpan.", "Kirim file yang diperbaiki")
    picture("file")
    press(desk, "Ambil 2 baris yang baik")
    reads(desk, "Impor nomor")
    press(desk, "Batalkan impor ini")
    reads(desk, "Impor dibatalkan: semuanya kembali seperti sebelumnya.")


def test_the_reports(desk: Page, picture: Picture) -> None:
    menu(desk, "Laporan barang")
    for name in ("Nilai stok", "Mutasi stok", "Barang lambat dan mati", "Kelas ABC", "Margin",
                 "Susut", "Rak kosong", "Produk lokal", "Kinerja penitip"):  # fmt: skip
        expect(desk.get_by_role("link", name=re.compile(f"^{name} "))).to_be_visible()
    desk.get_by_role("link", name=re.compile("^Margin ")).click()
    reads(desk, "Unduh laporan ini:", "PDF", "CSV", "XLSX")
    picture("laporan")
