"""The year end of docs/bendahara.md: books closed, SHU divided, met about, ratified, paid.

``pytest tests/browser/test_bendahara_shu_pictures.py --pictures`` renews the pictures; without the
option the same tests prove that every screen still says what the guide says.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from core.db import Database
from core.permissions import Role
from members.shu import runs
from members.shu.case import divided
from members.shu.runs import Proposal
from tests.support.keys import scan
from tests.support.office import fill, follow, menu, press, reads
from tests.support.surplus import AFTER, DECISION, YEAR, Year, close, decide
from tests.support.village import TODAY, come_in, make_village, village_office

pytestmark = pytest.mark.browser

GUIDE = "bendahara"
MEETING = f"RAT-{YEAR + 1}"
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


def test_the_books_of_a_year_are_closed(desk: Page, picture: Picture) -> None:
    menu(desk, "SHU")
    reads(desk, f"Tutup buku {YEAR} dulu.", "masih berjalan")
    follow(desk.locator("main"), str(YEAR))
    press(desk, f"Tutup buku {YEAR}")
    reads(desk, "Ini tidak dapat dibatalkan.", "dibukukan pada 1 Januari tahun berikutnya")
    picture("tutup-buku")
    desk.get_by_label("Ya, semua sudah dibukukan").check()
    press(desk, f"Tutup buku {YEAR}")
    reads(desk, "Buku sudah ditutup. Periksa rancangannya")


def test_rules_are_tried_before_the_meeting(
    desk: Page, database: Database, picture: Picture
) -> None:
    with database.transaction() as session:
        close(session)
    desk.goto(f"/shu/{YEAR}")
    press(desk, "Rancangan")
    reads(desk, "Dari anggota", "Dari bukan anggota", "Dana-dana", "Bagian tiap anggota", "Ngatini")
    press(desk, "Coba aturan lain")
    reads(desk, "Hitungan menurut aturan yang tampil.", "Sisanya ke cadangan", "Hitung")
    desk.locator("#m_jasa_usaha").fill("30")
    reads(desk, "Angka di bawah hasil lama", "lebih 5%: sudah 10.500 dari 10.000")
    desk.locator("#m_jasa_modal").fill("15")
    expect(desk.locator("#state")).to_have_text("Hitungan menurut aturan yang tampil.")
    reads(desk, "Akibatnya bagi anggota", "Berapa anggota mendapat berapa", "Lihat anggota",
          "Usulkan yang ini kepada rapat", "Berlaku mulai", "Jadikan aturan koperasi")  # fmt: skip
    picture("coba-aturan")


def test_the_members_meet_and_decide(desk: Page, picture: Picture) -> None:
    come_in(desk, Role.CHAIR)
    menu(desk, "Rapat anggota")
    press(desk, "Panggil rapat")
    fill(desk, Tanggal=TODAY.isoformat(), Tempat="Balai desa Kejajar",
         Acara="Pembukaan\nLaporan pengurus\nPembagian SHU")  # fmt: skip
    reads(desk, "Tentang tahun buku", "Mulai pukul")
    press(desk, "Panggil rapat")
    reads(desk, "Diundang", "Belum diberi tahu", "Kuorum", "Undangan untuk dibagikan",
          "Kirim lewat WhatsApp", "Cetak daftar undangan", "Cetak daftar hadir")  # fmt: skip
    press(desk, "Tambah usul")
    fill(desk, Isi_usul=f"SHU {YEAR} dibagi menurut usul pengurus.")
    desk.get_by_label("Pembagian SHU").check()
    press(desk, "Tambah usul")
    reads(desk, DECISION)
    press(desk, "Daftar undangan")
    press(desk, "Semua sudah diberi tahu")
    reads(desk, "dicatat sudah diberi tahu.")
    _open_and_count(desk, picture)
    press(desk, "Tutup rapat")
    reads(desk, "Notulis", "Catatan untuk berita acara")
    fill(desk, Pimpinan_rapat="Hasan Basri", Notulis="Maria Goreti")
    desk.get_by_text("Berita acaranya sudah benar").click()
    press(desk, "Tutup rapat")
    reads(desk, "Rapat ditutup.")
    press(desk, "Berita acara")
    reads(desk, "Usul dan keputusan", "Cetak berita acara")


def _open_and_count(desk: Page, picture: Picture) -> None:
    desk.goto(f"/meetings/{MEETING}")
    press(desk, "Buka rapat")
    press(desk, "Ya, buka rapat")
    reads(desk, "Siapa yang datang", "Panggilan kedua")
    for card in ("AGT0001", "AGT0002", "AGT0004", "AGT0005"):
        scan(desk, card)
    expect(desk.locator("#present")).to_have_text("4")
    expect(desk.locator("#sentence")).to_contain_text("Kuorum tercapai")
    picture("rapat")
    press(desk, f"Hitung suara {DECISION}")
    reads(desk, "Mufakat:")
    fill(desk, Setuju="3", Tidak_setuju="1")
    press(desk, "Catat suara")
    reads(desk, f"Usul {DECISION} diterima.")


def test_a_proposal_is_ratified_posted_and_paid(
    desk: Page, database: Database, village: Year, picture: Picture
) -> None:
    with database.transaction() as session:
        close(session)
        decide(session, village.chair)
    desk.goto(f"/shu/{YEAR}")
    press(desk, "Bekukan dan usulkan")
    reads(desk, "Menunggu keputusan rapat", "Semua slip (PDF)", "Sidik jari", "Tarik usulan",
          "Disahkan rapat")  # fmt: skip
    run = desk.url
    come_in(desk, Role.CHAIR)
    desk.goto(run)
    desk.get_by_label("Keputusan rapat").select_option(DECISION)
    picture("sahkan")
    press(desk, "Sahkan")
    reads(desk, "Tinggal dibukukan")

    come_in(desk, Role.TREASURER)
    desk.goto(run)
    desk.get_by_label("Ya, sudah diperiksa").check()
    press(desk, "Bukukan pembagian")
    reads(desk, "Sudah di buku")
    follow(desk.locator("main"), "Siti Aminah")
    reads(desk, "Jasa usaha", "Jasa modal", "Buka PDF")
    picture("slip")
    _pay(desk, picture)


def _pay(desk: Page, picture: Picture) -> None:
    menu(desk, "SHU")
    press(desk, "SHU belum diambil")
    reads(desk, "SHU dapat diambil di kasir, di kantor, atau dipindah ke simpanan.")
    follow(desk.locator("main"), "Siti Aminah")
    for way in ("Simpanan sukarela", "Transfer bank", "Donasi"):
        expect(desk.get_by_label(way).first).to_be_visible()
    reads(desk, "Anggota menyetujuinya sendiri", "Pengingat", "Salin pesan")
    desk.get_by_label("Simpanan sukarela").check()
    picture("bayar-shu")
    press(desk, "Bayar")
    reads(desk, "SHU dibayar: ")
    desk.goto("/shu/unclaimed")
    desk.get_by_label("Pilih Budi Santoso").check()
    press(desk, "Bayar banyak sekaligus…")
    desk.get_by_label("Transfer bank").check()
    desk.get_by_label("Ya, bayar semuanya sekarang").check()
    press(desk, "Bayar semua")
    reads(desk, "1 pembayaran, bersama")


def test_anybody_works_it_out_again(
    desk: Page, database: Database, village: Year, tmp_path: Path
) -> None:
    _posted(database, village)
    desk.goto(f"/shu/{YEAR}/runs/1")
    reads(desk, "Siapa pun dapat menghitungnya ulang dari satu file", "Dengan nama anggota")
    with desk.expect_download() as coming:
        press(desk, "Unduh untuk dihitung ulang (ZIP)")
    coming.value.save_as(tmp_path / "shu.zip")
    with zipfile.ZipFile(tmp_path / "shu.zip") as packed:
        assert set(packed.namelist()) == {"README.txt", "rules.json", "members.csv", "case.json"}
        again = divided(json.loads(packed.read("case.json")))
    expect(desk.locator("code.fingerprint")).to_have_text(str(again["fingerprint"]))


def test_a_division_is_corrected_and_what_nobody_takes_stays_theirs(
    desk: Page, database: Database, village: Year
) -> None:
    _posted(database, village)
    desk.goto(f"/shu/{YEAR}")
    reads(desk, "SHU anggota tidak hangus dengan sendirinya", "Usulkan koreksi")
    press(desk, "Nyatakan hangus…")
    reads(desk, "Kembali")
    press(desk, "Kembali")
    fill(desk, Apa_yang_dikoreksi="Faktur pemasok Desember terlambat")
    press(desk, "Bekukan dan usulkan")
    reads(desk, "Koreksi usulan ke-1: Faktur pemasok Desember terlambat")
    fill(desk, Alasan="Fakturnya ternyata tahun ini")
    press(desk, "Tarik usulan")
    reads(desk, "Ditarik")


def _posted(database: Database, village: Year) -> None:
    with database.transaction() as session:
        close(session)
        run = runs.propose(session, Proposal(YEAR), at=AFTER, by=village.treasurer)
        runs.ratify(session, run, decision=decide(session, village.chair), at=AFTER,
                    by=village.chair)  # fmt: skip
        runs.post(session, run, at=AFTER, by=village.treasurer)
