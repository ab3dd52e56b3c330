"""The year of docs/bendahara.md until its end: members, their money, debts, and who leaves.

``pytest tests/browser/test_bendahara_pictures.py --pictures`` renews the pictures; without the
option the same tests prove that every screen still says what the guide says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from core.db import Database
from core.money import Money
from core.permissions import Role
from members.models import Member
from tests.support.member_money import paid_by
from tests.support.office import fill, follow, menu, press, reads
from tests.support.sales import open_shift, sale, send
from tests.support.surplus import Year
from tests.support.village import PHONE, come_in, make_village, village_office

pytestmark = pytest.mark.browser

GUIDE = "bendahara"
NIK = "9971015205800001"
"""Invented: there is no such province."""
Picture = Callable[[str], None]


@pytest.fixture(scope="session")
def engine_name() -> str:
    """What a page says does not depend on the database."""
    return "sqlite"


@pytest.fixture
def village(database: Database) -> Year:
    with database.transaction() as session:
        return make_village(session)


@pytest.fixture
def desk(
    browser: Browser, database: Database, village: Year, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Page]:  # fmt: skip
    """The treasurer's, signed in."""
    with village_office(browser, database, tmp_path, monkeypatch) as page:
        come_in(page, Role.TREASURER)
        yield page


def test_somebody_becomes_a_member(desk: Page, picture: Picture) -> None:
    menu(desk, "Anggota")
    press(desk, "Tambah anggota")
    fill(desk, Nama="Sulastri", NIK=NIK, Pekerjaan="Petani sayur", Desa_atau_kelurahan="Kejajar",
         Nomor_HP="0810-0000-0009")  # fmt: skip
    desk.get_by_label("Terdaftar di").select_option("WSB")
    press(desk, "Simpan")
    reads(desk, "Belum anggota: simpanan pokoknya kurang Rp100.000.")
    picture("calon")
    follow(desk.locator("main"), "Setor")
    expect(desk.get_by_label("Jumlah")).to_have_value("100.000")
    press(desk, "Lanjut, periksa dulu")
    reads(desk, "Benar orangnya?", "Simpanan pokok")
    press(desk, "Ya, bukukan")
    reads(desk, "SP-000001")
    follow(desk.locator("main"), "Sulastri")
    follow(desk.locator("main"), "Terima sebagai anggota")
    fill(desk, Diputuskan_oleh="Rapat pengurus 2/2027")
    reads(desk, "Mulai tanggal", "Menjadi")
    press(desk, "Catat keputusan")
    reads(desk, "Keputusan dicatat", "Riwayat keanggotaan", "Batalkan yang terakhir")

    press(desk, "Tambah ahli waris")
    fill(desk, Nama="Dewi Lestari", Hubungan="anak")
    press(desk, "Simpan")
    reads(desk, "Dewi Lestari · anak", "Pembeli atas nama anggota", "Persetujuan atas data pribadi")
    desk.get_by_role("button", name="Setuju: Dikirimi pengingat").first.click()
    reads(desk, "Setuju sejak")
    press(desk, "Buka NIK")
    reads(desk, NIK, "Hanya tampak sekali ini.", "Hapus NIK")
    press(desk, "Tutup")
    expect(desk.locator("main")).not_to_contain_text(NIK)


def test_money_goes_in_and_out_at_the_desk(desk: Page, picture: Picture) -> None:
    menu(desk, "Setor dan tarik")
    reads(desk, "Tarik", "Pindah rekening")
    press(desk, "Setor")
    desk.get_by_label("Siapa anggotanya?").fill("AGT0004")
    desk.keyboard.press("Enter")
    expect(desk.locator(".who strong")).to_have_text("Ngatini")
    fill(desk, Jumlah="75rb", Referensi="kuitansi 118")
    press(desk, "Lanjut, periksa dulu")
    reads(desk, "Benar orangnya?", "Belum dibukukan.", "Bukan orang ini")
    picture("setor")
    press(desk, "Ya, bukukan")
    reads(desk, "SP-000001", "Cetak A5", "Anggota berikutnya", "Saldo sesudahnya")
    fill(desk, Alasan="salah orang")
    press(desk, "Batalkan bukti")
    reads(desk, "Dibatalkan")
    menu(desk, "Uang anggota")
    reads(desk, "Uang anggota")


def test_who_is_behind_with_dues(desk: Page, picture: Picture, tmp_path: Path) -> None:
    menu(desk, "Tunggakan wajib")
    reads(desk, "Tagihan dibuat sendiri setiap bulan.", "Berapa bulan menunggak", "Buat tagihan")
    desk.goto(desk.url)
    picture("tunggakan")
    follow(desk.locator("main"), "Ngatini")
    reads(desk, "Kartu simpanan wajib", "Pesan pengingat", "Kirim lewat WhatsApp", "Setor wajib",
          "Tidak dapat ditarik kembali.")  # fmt: skip
    fill(desk, Jumlah="20rb", Alasan="gagal panen")
    press(desk, "Beri keringanan")
    reads(desk, "Keringanan dicatat.", "gagal panen")
    file = tmp_path / "iuran.csv"
    file.write_text("nomor;nama;wajib\n1;Siti;60rb\n2;Siti;20rb\n", encoding="utf-8")
    menu(desk, "Tunggakan wajib")
    press(desk, "Setoran dari file")
    reads(desk, "Daftar untuk diisi", "Uangnya masuk ke")
    desk.get_by_label("File CSV atau XLSX").set_input_files(file)
    press(desk, "Periksa file")
    reads(desk, "Belum ada yang dibukukan.", "Kirim file yang diperbaiki")
    picture("setoran-file")
    press(desk, "Bukukan 1 baris yang baik")
    reads(desk, "Setoran dari file dibukukan.", "Batalkan semuanya")
    menu(desk, "Jasa simpanan")
    reads(desk, "Belum diberlakukan", "Persen setahun", "Mulai bulan", "Nomor izin")


def test_money_of_a_programme(desk: Page, picture: Picture) -> None:
    menu(desk, "Program dan hibah")
    press(desk, "Tambah program")
    fill(desk, Kode="PMI-2027", Nama="Modal usaha purna PMI", Penyandang_dana="Dinas Contoh")
    press(desk, "Simpan")
    fill(desk, Nomor_anggota="1, 4")
    press(desk, "Tandai sebagai peserta")
    reads(desk, "2 anggota ditandai.")
    press(desk, "Catat hibah")
    fill(desk, Dari_siapa="Dinas Contoh", Nilainya="10jt")
    desk.get_by_label("Transfer, masuk bank").check()
    desk.locator("#condition").fill("modal usaha, dilaporkan akhir tahun")
    desk.get_by_label("Di buku").select_option("KTR")
    reads(desk, "Terikat: ada syarat untuk apa harus dipakai")
    press(desk, "Bukukan")
    reads(desk, "Masih terikat", "Lepas dana ini", "Alasan dan bukti")
    picture("hibah")
    follow(desk.locator("main"), "Penyertaan dari daftar")
    desk.locator("#list").fill("1;2.000.000\n4;1.000.000")
    fill(desk, Perjanjian="12/2027")
    desk.get_by_label("Dana program terikat", exact=True).check()
    desk.get_by_label("Hibah yang menjadi sumbernya").select_option(index=1)
    desk.get_by_label("Di buku").select_option("KTR")
    press(desk, "Periksa daftar")
    reads(desk, "2 anggota, bersama Rp3.000.000. Belum dibukukan.")
    press(desk, "Bukukan semuanya")
    reads(desk, "Modal penyertaan 2 anggota dibukukan.", "Cetak semua sertifikat")


def test_a_pot_is_filled_week_by_week(desk: Page, picture: Picture) -> None:
    menu(desk, "Titipan bertujuan")
    press(desk, "Buka titipan")
    fill(desk, Nama="Paket Lebaran 2027", Setiap_minggu="20rb", Tujuan_setiap_anggota="500rb")
    desk.get_by_label("Di buku").select_option("WSB")
    press(desk, "Simpan")
    reads(desk, "Belum ada peserta")
    desk.set_viewport_size(PHONE)
    press(desk, "Kumpulkan minggu ini")
    for number in ("1", "4"):
        fill(desk, Nomor_anggota=number, Jumlah="20rb")
        press(desk, "Terima")
    reads(desk, "Ngatini", "Rp20.000 minggu ini")
    picture("titipan-hp")


def test_the_reports(desk: Page) -> None:
    menu(desk, "Laporan anggota")
    for name in ("Pertumbuhan anggota", "Keaktifan anggota", "Lama tidak berbelanja",
                 "Simpanan menurut jenis", "Tunggakan simpanan wajib", "Perempuan dan purna PMI",
                 "Sebaran belanja anggota"):  # fmt: skip
        reads(desk, name)
    desk.get_by_role("link", name="Keaktifan anggota").click()
    reads(desk, "Unduh laporan ini:")


def test_cards_and_passbooks(desk: Page, picture: Picture) -> None:
    menu(desk, "Kartu dan buku anggota")
    reads(desk, "Sepuluh kartu di satu lembar A4", "Cetak yang dipilih", "Buku daftar anggota")
    desk.goto("/members/4")
    press(desk, "Buku simpanan")
    fill(desk, Dari="2026-01-01")
    press(desk, "Tampilkan")
    reads(desk, "Saldo awal", "Saldo akhir")
    picture("buku")
    desk.goto("/members/4")
    press(desk, "Bagikan rekening")
    reads(desk, "Siapa pun yang memegang tautan ini dapat membaca saldonya.")
    desk.goto("/members/4")
    press(desk, "Halaman di HP")
    reads(desk, "Belum pernah memakai halaman anggota.", "Ya, buat kode")


def test_a_debt_is_asked_for_and_given_up_by_two(
    desk: Page, database: Database, village: Year, picture: Picture
) -> None:
    _owe(database, village)
    menu(desk, "Kasbon")
    reads(desk, "Lewat jatuh tempo", "Unduh daftar ini:")
    desk.goto(desk.url)
    picture("kasbon")
    follow(desk.locator("main"), "Siti Aminah")
    reads(desk, "Pesan pengingat", "Rekening koran (PDF)", "Bon yang belum lunas")
    press(desk, "Usulkan penghapusan")
    fill(desk, Jumlah_yang_dihapus="40.000", Alasan="pindah tanpa alamat")
    press(desk, "Usulkan")
    reads(desk, "Minta orang lain yang berwenang membuka halaman ini")
    here = desk.url
    menu(desk, "Penghapusan piutang")
    press(desk, "Catat penyisihan")
    reads(desk, "Beban tahun ini untuk kasbon", "Ditambah", "Dikurangi")
    come_in(desk, Role.CHAIR)
    desk.goto(here)
    reads(desk, "Tolak", "tidak dapat dibatalkan")
    picture("hapus")
    press(desk, "Setujui penghapusan")
    reads(desk, "Piutang dihapus dan dibukukan.")


def _owe(database: Database, village: Year) -> None:
    """Siti bought for 48,000 and was to pay long ago."""
    world = village.world
    with database.transaction() as session:
        session.get_one(Member, village.siti).credit_limit = Money(500_000)
        bought = sale(world, open_shift(session, world), [(world.goods["air"], 12_000, 4_000)],
                      counter=1, member_id=village.siti)  # fmt: skip
        bought = paid_by(bought, ("kasbon", 48_000))
        bought["tenders"][0] |= {"due_on": "2026-07-01"}
        send(session, world, bought)


def test_a_member_leaves(desk: Page, picture: Picture) -> None:
    desk.goto("/members/5")
    press(desk, "Keluar dari koperasi")
    reads(desk, "Perhitungan", "Akan dibayarkan Rp250.000.", "Meninggal dunia",
          "Ahli waris belum dicatat.")  # fmt: skip
    desk.get_by_label("Berhenti atas permintaan sendiri").check()
    fill(desk, Alasan="pindah ke luar negeri", Diputuskan_oleh="Rapat pengurus 3/2027")
    desk.get_by_label("Angkanya sudah diperiksa").check()
    picture("keluar")
    press(desk, "Selesaikan")
    reads(desk, "AK-000001", "Lembar tanda tangan (PDF)", "Masukkan ke simpanan ahli waris")
    desk.get_by_label("Jumlah", exact=True).fill("250rb")
    press(desk, "Bayarkan sekarang")
    reads(desk, "Sudah dibayar")
    menu(desk, "Anggota keluar")
    reads(desk, "AK-000001", "Berhenti")
